/**
 * What happened. Each event says all that is needed to apply it to a charge, a refund or a dispute alone, so that a history
 * folds charge by charge and refund by refund.
 */
import type { Currency } from '../money/currency.js'
import type { MinorUnits } from '../money/minor-units.js'
import type { DisputeOutcome, DisputeStage } from '../records/dispute.js'
import type { ChargeId, DisputeId, RefundId } from '../records/ids.js'
import type { LegAmount, LegsReturned } from '../records/leg.js'
import type {
  Acknowledged,
  AsCanceled,
  AsFailed,
  Asked,
  AsPending,
  AsRefused,
  AsRequiresAction,
  AsSucceeded,
  Born,
  Metadata,
  RefundStatus,
} from '../records/refund.js'
import type { EpochSeconds } from '../records/time.js'

interface OfCharge {
  readonly charge: ChargeId
  readonly currency: Currency
  readonly at: EpochSeconds
}

/** A refund moved. Its amount, where it stood before, and the legs it counted in are what its charge needs to follow. */
interface RefundMove<Position> extends OfCharge {
  readonly refund: RefundId
  readonly amount: MinorUnits
  readonly from: RefundStatus
  readonly position: Position
  readonly returned: LegsReturned
}

/** Who pays the application fee, and gets it back: the connected account where there is a transfer that it is taken off. */
export type FeePayer = 'connected_account' | 'merchant'

interface OfDispute extends OfCharge {
  readonly dispute: DisputeId
  readonly amount: MinorUnits
}

interface Facts {
  ChargePending: OfCharge & { readonly amount: MinorUnits }
  ChargeAuthorized: OfCharge & { readonly amount: MinorUnits }
  ChargeFailed: OfCharge & { readonly failure: string }
  ChargeCaptured: OfCharge & {
    readonly amount: MinorUnits
    readonly final: boolean
    /** What a final capture left, and so gave up. */
    readonly released: MinorUnits
    readonly fee: LegAmount | null
    readonly transfer: LegAmount | null
    readonly payer: FeePayer
    readonly processorFee: MinorUnits | null
  }
  ChargeReleased: OfCharge & { readonly amount: MinorUnits }
  ChargeExpired: OfCharge & { readonly amount: MinorUnits }

  RefundRequested: OfCharge & {
    readonly refund: RefundId
    readonly amount: MinorUnits
    readonly asked: Asked
    readonly metadata: Metadata
    readonly position: Born
    readonly returned: LegsReturned
  }
  RefundAcknowledged: RefundMove<Acknowledged>
  RefundRefused: RefundMove<AsRefused>
  RefundSucceeded: RefundMove<AsSucceeded>
  RefundFailed: RefundMove<AsFailed>
  RefundCanceled: RefundMove<AsCanceled>
  RefundActionRequired: RefundMove<AsRequiresAction>
  RefundSubmitted: RefundMove<AsPending>
  RefundMetadataEdited: OfCharge & { readonly refund: RefundId; readonly metadata: Metadata }

  FeeReturned: OfCharge & {
    readonly leg: LegAmount
    readonly payer: FeePayer
  }
  TransferReversed: OfCharge & { readonly leg: LegAmount }

  DisputeOpened: OfDispute & { readonly stage: DisputeStage }
  DisputeEscalated: OfDispute
  DisputeClosed: OfDispute & { readonly from: DisputeStage; readonly outcome: DisputeOutcome }
}

/** The name of an event, such as `RefundFailed`. */
export type EventType = keyof Facts

/** An event, by its type: `Event<'RefundFailed'>`. Without one: any event. */
export type Event<Type extends EventType = EventType> = {
  [T in Type]: { readonly type: T } & Facts[T]
}[Type]

/** The events that move a refund after its birth. */
export type RefundMoved = Event<
  | 'RefundAcknowledged'
  | 'RefundRefused'
  | 'RefundSucceeded'
  | 'RefundFailed'
  | 'RefundCanceled'
  | 'RefundActionRequired'
  | 'RefundSubmitted'
>
