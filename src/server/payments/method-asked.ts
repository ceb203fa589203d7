/** With what a PaymentIntent is to be paid, and how. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { notAChoice } from '../../stripe/errors/param-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import type { WirePaymentIntent } from '../../stripe/objects/payment-intent.js'
import type { KeptIntent, KeptMethod } from '../decision/kinds.js'
import type { Work } from '../decision/work.js'
import { forPeopleAfter, type SaidForPeople } from './for-people.js'
import { methodNamed } from './methods.js'
import { ownerRefusal } from './parties.js'

/** What creating, updating and confirming say of it, and what all three may say for people. */
export interface MethodAsked extends SaidForPeople {
  /** Empty: not any more. */
  readonly setup_future_usage?: '' | 'off_session' | 'on_session'
  readonly payment_method?: string
  readonly payment_method_data?: { readonly type: 'card'; readonly card?: { readonly token: string } }
  readonly payment_method_types?: readonly string[]
  readonly payment_method_options?: {
    readonly card?: {
      readonly capture_method?: '' | 'manual'
      readonly request_multicapture?: 'if_available' | 'never'
    }
  }
  readonly capture_method?: WirePaymentIntent['capture_method']
}

/** The method that is named, of this customer or of nobody; null where none is named. */
export const methodAsked = (
  work: Work,
  { payment_method: name, payment_method_data: data }: MethodAsked,
  customer: string | null,
): Either<StripeError, KeptMethod | null> => {
  const token = data?.card?.token
  if (name === undefined && token === undefined) return right(null)
  const named =
    name === undefined
      ? methodNamed(work, token as string, 'payment_method_data[card][token]')
      : methodNamed(work, name, 'payment_method')
  if (isLeft(named)) return named
  const refusal = ownerRefusal(named.right, customer)
  return refusal === null ? named : left(refusal)
}

/** Cards are all there is here. */
export const typesRefusal = ({ payment_method_types: types }: MethodAsked): StripeError | null =>
  types === undefined || types.includes('card') ? null : notAChoice('payment_method_types[0]', ['card'])

/** The PaymentIntent as it is to be paid from now on. */
export const withAsked = ({ intent, multicapture }: KeptIntent, asked: MethodAsked): KeptIntent => {
  const { capture_method, payment_method_options, payment_method_types: types, setup_future_usage: usage } = asked
  const { capture_method: byCard, request_multicapture: several } = payment_method_options?.card ?? {}
  const { capture_method: _, ...card } = intent.payment_method_options.card
  const { capture_method: before } = intent.payment_method_options.card
  const held = byCard === undefined ? before : byCard === '' ? undefined : byCard
  return {
    multicapture: several === undefined ? multicapture : several === 'if_available',
    intent: {
      ...intent,
      ...forPeopleAfter(asked, intent),
      setup_future_usage: usage === undefined ? intent.setup_future_usage : usage || null,
      capture_method: capture_method ?? intent.capture_method,
      payment_method_options: {
        card: {
          ...(held === undefined ? {} : { capture_method: held }),
          installments: card.installments,
          mandate_options: card.mandate_options,
          network: card.network,
          ...(several === undefined ? requested(card.request_multicapture) : requested(several)),
          request_three_d_secure: card.request_three_d_secure,
        },
      },
      payment_method_types: types ?? intent.payment_method_types,
    },
  }
}

const requested = (
  several: 'if_available' | 'never' | undefined,
): { readonly request_multicapture?: 'if_available' | 'never' } =>
  several === undefined ? {} : { request_multicapture: several }

/** Whether it is captured by hand: as the PaymentIntent says, or its card's options. */
export const isManual = ({ capture_method, payment_method_options: { card } }: WirePaymentIntent): boolean =>
  capture_method === 'manual' || card.capture_method === 'manual'
