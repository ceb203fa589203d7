import type { RefundError, Refusal, RefusalOf, RefusalTag } from '../../../src/index.js'
import {
  absurd,
  type ChargeId,
  captureCharge,
  decide,
  EMPTY_BOOKS,
  type MinorUnits,
  stripe,
} from '../../../src/index.js'
import { now } from '../../fixtures.js'
import { assert, type Equal } from './equal.js'

/** Every refusal has a case: nothing is left for `absurd`. */
export const complete = (error: Refusal): number => {
  switch (error._tag) {
    case 'InvalidAmount':
    case 'NotInBooks':
    case 'ChargeIdTaken':
    case 'RefundIdTaken':
    case 'RefundOfAnotherCharge':
    case 'DisputeIdTaken':
    case 'DisputeOfAnotherCharge':
    case 'CurrencyMismatch':
    case 'ChargeNotSuccessful':
    case 'ChargeNotCaptured':
    case 'PartialReleaseOfAuthorization':
    case 'ChargeDisputed':
    case 'AlreadyRefunded':
    case 'ExceedsRemaining':
    case 'WindowClosed':
    case 'TooManyRefunds':
    case 'PartialNotAllowed':
    case 'NoApplicationFee':
    case 'NoTransfer':
    case 'FeeNeedsTransferReversal':
    case 'TransferFullyReversed':
    case 'ApplicationFeeFullyRefunded':
    case 'PartialLegRefundUnsupported':
    case 'LegReturnedDirectly':
    case 'MoveNotAllowed':
    case 'CaptureExceedsAuthorized':
    case 'LegExceedsCapture':
      return 1
    case 'ExceedsLeg':
      return error.left
    default:
      return absurd(error)
  }
}

/** A case is missing, so the switch can end without a value. */
// @ts-expect-error LegExceedsCapture is not handled.
export const incomplete = (error: RefusalOf<'capture'>): number => {
  switch (error._tag) {
    case 'NotInBooks':
    case 'InvalidAmount':
    case 'MoveNotAllowed':
    case 'CaptureExceedsAuthorized':
    case 'CurrencyMismatch':
      return 1
  }
}

/** The same with `absurd`, which takes only what cannot be. */
export const incompleteWithAbsurd = (error: RefusalOf<'release'>): number => {
  switch (error._tag) {
    case 'NotInBooks':
      return 1
    default:
      // @ts-expect-error MoveNotAllowed is not handled.
      return absurd(error)
  }
}

type LeftOf<Result> = Extract<Result, { readonly _tag: 'Left' }> extends { readonly left: infer Error } ? Error : never

const capture = captureCharge({ amount: 'remaining', at: now })
export const captured = decide(capture, EMPTY_BOOKS, stripe)
assert<Equal<LeftOf<typeof captured>, RefusalOf<'capture'>>>()
assert<
  Equal<
    LeftOf<typeof captured>['_tag'],
    | 'NotInBooks'
    | 'InvalidAmount'
    | 'MoveNotAllowed'
    | 'CaptureExceedsAuthorized'
    | 'CurrencyMismatch'
    | 'LegExceedsCapture'
  >
>()

const released = decide({ type: 'release', at: now }, EMPTY_BOOKS, stripe)
assert<Equal<LeftOf<typeof released>['_tag'], 'NotInBooks' | 'MoveNotAllowed'>>()

// The face of the law is always given a charge.
assert<Equal<Extract<RefundError['_tag'], 'NotInBooks'>, never>>()
assert<Equal<Refusal['_tag'], RefusalTag>>()

// Each refusal has its own data, and no other's.
assert<Equal<Refusal<'NoTransfer'>['charge'], ChargeId>>()
assert<Equal<Refusal<'ExceedsLeg'>['requested'], MinorUnits>>()
// @ts-expect-error What stands is no business of a missing transfer.
export type Foreign = Refusal<'NoTransfer'>['standing']
