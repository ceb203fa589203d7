/** Whether waiting helps. */
import type { Refusal } from './errors.js'

/**
 * Whether this refusal may go away although nobody does anything but wait: a refund that is not settled may still fail, an
 * open dispute may be won, a pending charge may be promised. It reads the error's own data. Another refusal may follow:
 * `ChargeDisputed` and `AlreadyRefunded` do not know the amount. `docs/laws.md` lists three rare cases in which waiting helps
 * although this says that it does not.
 *
 * @example
 * transient({ _tag: 'ChargeDisputed', charge: ch_1, stage: 'open' }) // => true
 * transient({ _tag: 'ChargeDisputed', charge: ch_1, stage: 'lost' }) // => false
 * @since 0.1.0
 * @category error
 */
export const transient = (error: Refusal): boolean => {
  switch (error._tag) {
    case 'ChargeNotSuccessful':
      return error.status === 'pending'
    case 'ChargeDisputed':
      return error.stage === 'open'
    case 'AlreadyRefunded':
      return error.unsettled > 0
    case 'ExceedsRemaining':
      return error.requested === 'remaining' ? error.atBest > 0 : error.requested <= error.atBest
    default:
      return lasting(error)
  }
}

/** The refusals that no waiting overcomes. A new refusal does not compile before it stands here or above. */
const lasting = (_: Refusal<Lasting>): false => false

type Lasting =
  | 'InvalidAmount'
  | 'NotInBooks'
  | 'ChargeIdTaken'
  | 'RefundIdTaken'
  | 'RefundOfAnotherCharge'
  | 'DisputeIdTaken'
  | 'DisputeOfAnotherCharge'
  | 'CurrencyMismatch'
  | 'ChargeNotCaptured'
  | 'PartialReleaseOfAuthorization'
  | 'WindowClosed'
  | 'TooManyRefunds'
  | 'PartialNotAllowed'
  | 'NoApplicationFee'
  | 'NoTransfer'
  | 'FeeNeedsTransferReversal'
  | 'TransferFullyReversed'
  | 'ApplicationFeeFullyRefunded'
  | 'PartialLegRefundUnsupported'
  | 'LegReturnedDirectly'
  | 'MoveNotAllowed'
  | 'CaptureExceedsAuthorized'
  | 'LegExceedsCapture'
  | 'ExceedsLeg'
