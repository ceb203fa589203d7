/** What the wire needs to tell a refusal, and the law does not know. */
import type { AmountAsked } from '../../domain/law/errors.js'
import type { Currency } from '../../domain/money/currency.js'
import type { MinorUnits } from '../../domain/money/minor-units.js'
import type { ApiVersion } from '../version.js'

/** Where a refund is asked for. */
export type RefundEndpoint =
  | 'POST /v1/refunds'
  | 'POST /v1/charges/{charge}/refunds'
  | 'POST /v1/charges/{charge}/refund'

/** Where the law is asked, and may refuse. `control` is what has no counterpart at Stripe: the server's own levers. */
export type RefusingEndpoint =
  | RefundEndpoint
  | 'POST /v1/refunds/{refund}'
  | 'POST /v1/refunds/{refund}/cancel'
  | 'POST /v1/test_helpers/refunds/{refund}/expire'
  | 'POST /v1/charges'
  | 'POST /v1/charges/{charge}/capture'
  | 'POST /v1/payment_intents'
  | 'POST /v1/payment_intents/{intent}/confirm'
  | 'POST /v1/payment_intents/{intent}/capture'
  | 'POST /v1/payment_intents/{intent}/cancel'
  | 'POST /v1/application_fees/{id}/refunds'
  | 'POST /v1/application_fees/{id}/refund'
  | 'POST /v1/transfers/{id}/reversals'
  | 'POST /v1/disputes/{dispute}'
  | 'POST /v1/disputes/{dispute}/close'
  | 'control'

/** What stands around a refusal. */
export interface RefusalContext {
  readonly endpoint: RefusingEndpoint
  readonly version: ApiVersion
  /** The amount as it was asked, of whatever was to be moved. */
  readonly requested: AmountAsked
  readonly charge: {
    /** As it stands on the wire. */
    readonly id: string
    /** What was authorised: the charge's `amount`, which neither captures nor refunds change. */
    readonly amount: MinorUnits
    readonly currency: Currency
    readonly paymentIntent: string | null
  }
  /** The status of the PaymentIntent, where there is one. */
  readonly paymentIntentStatus: string | null
  /** The application fee's id, `fee_…`, where one was taken. */
  readonly fee: string | null
  /** The transfer's id, `tr_…`, where there is one. */
  readonly transfer: string | null
}

const REFUNDS: ReadonlySet<string> = new Set<RefundEndpoint>([
  'POST /v1/refunds',
  'POST /v1/charges/{charge}/refunds',
  'POST /v1/charges/{charge}/refund',
])

export const asksRefund = ({ endpoint }: RefusalContext): boolean => REFUNDS.has(endpoint)
