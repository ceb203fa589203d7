/** A PaymentIntent is made, and confirmed in the same breath where that is asked for. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { Currency } from '../../domain/money/currency.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import { newPaymentIntent, type WirePaymentIntent } from '../../stripe/objects/payment-intent.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import { isBefore } from '../../stripe/version.js'
import { type Handled, refuse } from '../decision/answer.js'
import type { KeptIntent } from '../decision/kinds.js'
import { mint, type Work } from '../decision/work.js'
import { applicationOf, PLATFORM } from '../ledger/application.js'
import { amountOf, amountRefusal } from './amount.js'
import { confirmed } from './confirm.js'
import { answered, keepIntent, tellIntent } from './intent.js'
import { type MethodAsked, methodAsked, typesRefusal, withAsked } from './method-asked.js'
import { customerNamed, type GoingOn, type Onward, onward } from './parties.js'
import { transferShown } from './transfer-says.js'

export interface IntentParams extends MethodAsked, GoingOn {
  readonly amount: number
  readonly currency: Currency
  readonly confirm: boolean
  readonly automatic_payment_methods?: { readonly enabled: boolean; readonly allow_redirects?: 'always' | 'never' }
  readonly customer?: string
  readonly description?: string
  readonly metadata?: MetadataUpdate
  readonly expand?: readonly string[]
}

/** From this version on the balance transaction comes later unless asked otherwise. Source: its changelog. */
const ASYNC_SINCE = '2024-04-10'

/** `POST /v1/payment_intents`. One that is refused leaves nothing; one that is declined is there. */
export const createIntent = (work: Work, params: IntentParams): Handled => {
  const made = intentMade(work, params)
  if (isLeft(made)) return made
  const kept = keepIntent(work, made.right)
  tellIntent(work, 'payment_intent.created', kept)
  if (!params.confirm) return answered(work, kept, params.expand)
  const { expand } = params
  const done = confirmed(work, kept, expand === undefined ? {} : { expand })
  return isLeft(done) ? refuse(done.left) : done.right
}

const intentMade = (work: Work, params: IntentParams): Either<StripeError, KeptIntent> => {
  const types = typesRefusal(params)
  if (types !== null) return left(types)
  const customer = customerNamed(work, params.customer)
  if (isLeft(customer)) return customer
  const metadata = mergedMetadata({}, params.metadata ?? {})
  if (isLeft(metadata)) return left(paramError(metadata.left))
  const further = onward(work, params, 'payment_intent')
  if (isLeft(further)) return further
  const method = methodAsked(work, params, customer.right?.id ?? null)
  if (isLeft(method)) return method
  const amount = amountOf(params.amount)
  const refusal = amountRefusal(work, amount, params.currency, null)
  if (refusal !== null) return left(refusal)
  const intent = newPaymentIntent({
    ...named(work),
    amount,
    created: work.at,
    currency: params.currency,
    application: work.asked.scope === PLATFORM ? null : applicationOf(work).id,
    automatic_payment_methods: automatic(work, params),
    capture_method: isBefore(work.asked.version, ASYNC_SINCE) ? 'automatic' : 'automatic_async',
    customer: customer.right?.id ?? null,
    description: params.description ?? null,
    metadata: metadata.right,
    payment_method: method.right?.method.id ?? null,
    status: method.right === null ? 'requires_payment_method' : 'requires_confirmation',
    ...shownOnward(further.right),
  })
  return right(withAsked({ intent, multicapture: false }, params))
}

const named = (work: Work): Pick<WirePaymentIntent, 'client_secret' | 'id'> => {
  const id = mint(work, 'pi_')
  return { id, client_secret: mint(work, `${id}_secret_`) }
}

const shownOnward = ({
  transfer_data: transfer,
  says,
  ...further
}: Onward): Pick<
  WirePaymentIntent,
  'application_fee_amount' | 'on_behalf_of' | 'transfer_data' | 'transfer_group'
> => ({
  ...further,
  transfer_data: transfer && transferShown(transfer.destination, transfer.amount, says),
})

/** Since 2023-08-16 the dashboard says with what can be paid, unless the request does. Source: that version's changelog. */
const automatic = (
  { asked }: Work,
  { automatic_payment_methods: said, payment_method_types: types }: IntentParams,
): WirePaymentIntent['automatic_payment_methods'] => {
  if (said !== undefined)
    return said.enabled ? { allow_redirects: said.allow_redirects ?? 'always', enabled: true } : null
  return types !== undefined || isBefore(asked.version, '2023-08-16')
    ? null
    : { allow_redirects: 'always', enabled: true }
}
