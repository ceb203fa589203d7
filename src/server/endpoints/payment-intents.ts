/** PaymentIntents. What becomes of them stands in `payments/`. */
import { isLeft } from '../../domain/either.js'
import { noSuch } from '../../stripe/errors/lookup-errors.js'
import {
  CancelPaymentIntentParams,
  CapturePaymentIntentParams,
  ConfirmPaymentIntentParams,
  CreatePaymentIntentParams,
  ListPaymentIntentsParams,
  RetrievePaymentIntentParams,
  UpdatePaymentIntentParams,
} from '../../stripe/params/payment-intents.js'
import { type Handled, refuse } from '../decision/answer.js'
import type { KeptIntent } from '../decision/kinds.js'
import type { Need } from '../decision/need.js'
import { GET, type Path, POST, type Route } from '../decision/route.js'
import { find, type Work } from '../decision/work.js'
import { cancelIntent } from '../payments/cancel-intent.js'
import { captureIntent } from '../payments/capture-intent.js'
import { confirmed } from '../payments/confirm.js'
import { createIntent } from '../payments/create-intent.js'
import { answered, refuseWith } from '../payments/intent.js'
import { byLabels, labelOf } from '../payments/labels.js'
import { type MethodAsked, typesRefusal, withAsked } from '../payments/method-asked.js'
import { customerListed } from '../payments/parties.js'
import { updateIntent } from '../payments/update-intent.js'
import { listed } from './lists.js'

/** Of the PaymentIntent in the path, if it is there. */
const ofIntent =
  <Params>(decide: (work: Work, kept: KeptIntent, params: Params) => Handled) =>
  (work: Work, params: Params, { intent = '' }: Path): Handled => {
    const kept = find(work, 'payment_intent', intent)
    return kept === null ? refuse(noSuch('payment_intent', intent, 'intent')) : decide(work, kept, params)
  }

const confirm = (
  work: Work,
  kept: KeptIntent,
  params: MethodAsked & { readonly expand?: readonly string[] },
): Handled => {
  const types = typesRefusal(params)
  if (types !== null) return refuseWith(work, kept, types)
  const done = confirmed(work, withAsked(kept, params), params)
  return isLeft(done) ? refuseWith(work, kept, done.left) : done.right
}

/** What making and paying it looks at for sure. */
const SETTINGS: readonly Need[] = [{ of: 'document', kind: 'settings', id: 'settings' }]

const needsIntent = (_: unknown, { intent = '' }: Path): readonly Need[] => [
  { of: 'document', kind: 'payment_intent', id: intent },
]

const needsToPay = (params: unknown, path: Path): readonly Need[] => [...needsIntent(params, path), ...SETTINGS]

export const PAYMENT_INTENT_ROUTES: readonly Route[] = [
  POST('/v1/payment_intents', {
    params: CreatePaymentIntentParams,
    guess: () => SETTINGS,
    decide: createIntent,
  }),
  GET('/v1/payment_intents', {
    params: ListPaymentIntentsParams,
    decide: (work, params) => {
      const nobody = customerListed(work, params.customer)
      if (nobody !== null) return refuse(nobody)
      return listed(work, params, {
        kind: 'payment_intent',
        name: 'payment_intent',
        url: '/v1/payment_intents',
        ...byLabels(labelOf('customer', params.customer)),
      })
    },
  }),
  GET('/v1/payment_intents/{intent}', {
    params: RetrievePaymentIntentParams,
    guess: needsIntent,
    decide: ofIntent((work, kept, { expand }) => answered(work, kept, expand)),
  }),
  POST('/v1/payment_intents/{intent}', {
    params: UpdatePaymentIntentParams,
    guess: needsIntent,
    decide: ofIntent(updateIntent),
  }),
  POST('/v1/payment_intents/{intent}/confirm', {
    params: ConfirmPaymentIntentParams,
    guess: needsToPay,
    decide: ofIntent(confirm),
  }),
  POST('/v1/payment_intents/{intent}/capture', {
    params: CapturePaymentIntentParams,
    guess: needsToPay,
    decide: ofIntent(captureIntent),
  }),
  POST('/v1/payment_intents/{intent}/cancel', {
    params: CancelPaymentIntentParams,
    guess: needsIntent,
    decide: ofIntent(cancelIntent),
  }),
]
