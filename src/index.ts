/** The law: a pure refund state machine. This is the package's main entry; it imports nothing at run time. */
export type { Brand } from './domain/brand.js'
export * from './domain/either.js'
export type { Command, CommandType } from './domain/law/commands.js'
export { captureCharge, requestRefund } from './domain/law/commands.js'
export { decide } from './domain/law/decide.js'
export type { AmountAsked, RefundError, Refusal, RefusalOf, RefusalTag } from './domain/law/errors.js'
export type { Event, EventType, FeePayer, RefundMoved } from './domain/law/events.js'
export { evolve } from './domain/law/evolve.js'
export type { Arrow, Lifecycle, NextIn } from './domain/law/lifecycle.js'
export type { Next, NextOfCharge, NextOfDispute } from './domain/law/lifecycles.js'
export { chargeLifecycle, disputeLifecycle, refundLifecycle } from './domain/law/lifecycles.js'
export type { RefundPolicy } from './domain/law/policy.js'
export type { RefundContext, Refunded } from './domain/law/refund.js'
export { refund } from './domain/law/refund.js'
export type { RefundState } from './domain/law/refundable.js'
export { refundable, refundState } from './domain/law/refundable.js'
export { keptByDisputes, remaining, unrefunded } from './domain/law/remaining.js'
export { transient } from './domain/law/transient.js'
export * from './domain/money/allocate.js'
export type { Currency, CurrencyMismatch, CurrencyRules, UnknownCurrency } from './domain/money/currency.js'
export { currency, decimalsOf, isoCurrencies, stepOf } from './domain/money/currency.js'
export * from './domain/money/decimal.js'
export type { MinorUnits, NotMinorUnits } from './domain/money/minor-units.js'
export { MAX_MINOR_UNITS, minorUnits, proportion, ZERO } from './domain/money/minor-units.js'
export * from './domain/money/money.js'
export { holding } from './domain/policies/holding.js'
export { stripe } from './domain/policies/stripe.js'
export { stripeCurrencies } from './domain/policies/stripe-currencies.js'
export type { Books } from './domain/records/books.js'
export { EMPTY_BOOKS } from './domain/records/books.js'
export type {
  AuthorizedCharge,
  CapturedCharge,
  Charge,
  ChargeDisputes,
  ChargeStatus,
  ExpiredCharge,
  FailedCharge,
  PendingCharge,
  ReleasedCharge,
} from './domain/records/charge.js'
export type { Dispute, DisputeOutcome, DisputeStage, DisputeStatus } from './domain/records/dispute.js'
export type { ChargeId, DisputeId, InvalidId, RefundId } from './domain/records/ids.js'
export { chargeId, disputeId, refundId } from './domain/records/ids.js'
export type { Leg, LegAmount, LegName, LegsAsked, LegsReturned } from './domain/records/leg.js'
export { NO_LEGS, restOf, returnedBeyond } from './domain/records/leg.js'
export type {
  Acknowledged,
  AsCanceled,
  AsFailed,
  Asked,
  AsPending,
  AsRefused,
  AsRequested,
  AsRequiresAction,
  AsSucceeded,
  Born,
  FailureReason,
  Metadata,
  PendingReason,
  Refund,
  RefundFacts,
  RefundPosition,
  RefundReason,
  RefundStatus,
} from './domain/records/refund.js'
export { isStanding, isUnsettled, metadataText } from './domain/records/refund.js'
export type { EpochSeconds, InvalidTime } from './domain/records/time.js'
export { epochSeconds } from './domain/records/time.js'
