/**
 * Every refusal of the law: plain records, each with its own data. Within a command they are listed in order of precedence:
 * the order in which they are checked, in which `docs/errors.md` prints them, and which the precedence test proves.
 */
import type { Currency } from '../money/currency.js'
import type { MinorUnits } from '../money/minor-units.js'
import type { ChargeStatus } from '../records/charge.js'
import type { DisputeStatus } from '../records/dispute.js'
import type { ChargeId, DisputeId, RefundId } from '../records/ids.js'
import type { LegName } from '../records/leg.js'
import type { RefundStatus } from '../records/refund.js'
import type { EpochSeconds } from '../records/time.js'
import type { CommandType } from './commands.js'

/** An amount as it was asked: minor units, or all that remains. */
export type AmountAsked = MinorUnits | 'remaining'

interface Refusals {
  /** The amount is no positive whole number of minor units, or no multiple of what the processor takes. */
  InvalidAmount: {
    readonly field: 'amount' | 'fee' | 'transfer' | 'processorFee'
    readonly value: unknown
    readonly problem: 'notAnInteger' | 'notPositive' | 'tooLarge' | 'notAMultiple'
    /** The step of the currency under the policy; 1 when there is none. */
    readonly step: number
  }
  /** The books given to the decision lack the record that the command is about. */
  NotInBooks: { readonly record: 'charge' | 'refund' | 'dispute' }
  /** The books hold a charge that is not the one given: another id, amount or currency. */
  ChargeIdTaken: { readonly charge: ChargeId }
  /** The refund's id stands for another request: another amount as asked, currency, reason, legs or metadata. */
  RefundIdTaken: { readonly refund: RefundId }
  /** The refund belongs to another charge than the one given. */
  RefundOfAnotherCharge: { readonly refund: RefundId; readonly charge: ChargeId; readonly given: ChargeId }
  /** The dispute's id stands for another amount or currency. */
  DisputeIdTaken: { readonly dispute: DisputeId }
  /** The dispute belongs to another charge than the one given. */
  DisputeOfAnotherCharge: { readonly dispute: DisputeId; readonly charge: ChargeId; readonly given: ChargeId }
  /** The currency is not the charge's, or for a leg not the one of the captures before. */
  CurrencyMismatch: { readonly expected: Currency; readonly given: Currency }
  /** No money was ever taken: the charge is pending, or failed, was released or expired. */
  ChargeNotSuccessful: { readonly charge: ChargeId; readonly status: ChargeStatus }
  /** Authorised, nothing captured yet: release it instead. */
  ChargeNotCaptured: { readonly charge: ChargeId; readonly authorized: MinorUnits; readonly currency: Currency }
  /** As `ChargeNotCaptured`, when a part was asked: an authorisation is released whole. */
  PartialReleaseOfAuthorization: {
    readonly charge: ChargeId
    readonly requested: MinorUnits
    readonly authorized: MinorUnits
    readonly currency: Currency
  }
  /** A dispute blocks the charge, or holds all that is left of it. */
  ChargeDisputed: { readonly charge: ChargeId; readonly stage: 'open' | 'lost' }
  /** All that was captured is refunded, or about to be. */
  AlreadyRefunded: {
    readonly charge: ChargeId
    readonly standing: MinorUnits
    /** The part of `standing` that may still fail before it ever succeeded. */
    readonly unsettled: MinorUnits
    readonly currency: Currency
  }
  /** More is asked than is left, or all that is left is asked and that is nothing yet. */
  ExceedsRemaining: {
    readonly charge: ChargeId
    readonly requested: AmountAsked
    /** What may be refunded now. */
    readonly remaining: MinorUnits
    /** What was captured in all. */
    readonly charged: MinorUnits
    readonly unsettled: MinorUnits
    /** What open disputes hold under the policy; 0 where they block. */
    readonly held: MinorUnits
    /** What would be left if every refund that is not settled failed and every open dispute were won. */
    readonly atBest: MinorUnits
    readonly currency: Currency
  }
  /** The processor takes refunds of the charge until `closedAt`, and no longer. */
  WindowClosed: { readonly charge: ChargeId; readonly closedAt: EpochSeconds; readonly at: EpochSeconds }
  /** The processor takes no more refunds of the charge, however small. */
  TooManyRefunds: { readonly charge: ChargeId; readonly counted: number; readonly limit: number }
  /** The processor takes refunds of all that was captured only. */
  PartialNotAllowed: {
    readonly charge: ChargeId
    readonly requested: MinorUnits
    readonly whole: MinorUnits
    readonly currency: Currency
  }
  /** The fee is to go back, and none was taken. */
  NoApplicationFee: { readonly charge: ChargeId }
  /** The transfer is to come back, and there is none. */
  NoTransfer: { readonly charge: ChargeId }
  /** The fee was taken off the transfer, so it goes back only together with it. */
  FeeNeedsTransferReversal: { readonly charge: ChargeId }
  /** A share is due, and nothing is left of the transfer. */
  TransferFullyReversed: { readonly charge: ChargeId; readonly total: MinorUnits; readonly currency: Currency }
  /** A share is due, and nothing is left of the fee. */
  ApplicationFeeFullyRefunded: { readonly charge: ChargeId; readonly total: MinorUnits; readonly currency: Currency }
  /** With several captures, legs go back only with all that remains, or directly. */
  PartialLegRefundUnsupported: {
    readonly charge: ChargeId
    readonly requested: MinorUnits
    readonly remaining: MinorUnits
    readonly currency: Currency
  }
  /** With several captures, a leg that came back directly goes back with no refund any more. */
  LegReturnedDirectly: { readonly charge: ChargeId; readonly leg: LegName }
  /** The lifecycle has no such arrow. */
  MoveNotAllowed: {
    readonly of: 'charge' | 'refund' | 'dispute'
    readonly from: ChargeStatus | RefundStatus | DisputeStatus | 'absent'
    readonly command: CommandType
  }
  /** More is to be captured than was authorised and is not captured yet. */
  CaptureExceedsAuthorized: {
    readonly charge: ChargeId
    readonly requested: AmountAsked
    readonly capturable: MinorUnits
    readonly currency: Currency
  }
  /** A leg in the charge's own currency is more than the capture it comes from; or nothing is captured, and a leg is to go out. */
  LegExceedsCapture: {
    readonly charge: ChargeId
    readonly leg: LegName
    readonly requested: MinorUnits
    readonly captured: MinorUnits
    readonly currency: Currency
  }
  /** More is to go back directly than is left of the leg. */
  ExceedsLeg: {
    readonly charge: ChargeId
    readonly leg: LegName
    readonly requested: MinorUnits
    readonly left: MinorUnits
    readonly currency: Currency
  }
}

/** The name of a refusal, such as `ExceedsRemaining`. */
export type RefusalTag = keyof Refusals

/** A refusal, by its tag: `Refusal<'ExceedsRemaining'>`. Without one: any refusal. */
export type Refusal<Tag extends RefusalTag = RefusalTag> = {
  [T in Tag]: { readonly _tag: T } & Refusals[T]
}[Tag]

/** Which refusals each command may meet, in order of precedence. */
export const PRECEDENCE = {
  request: [
    'NotInBooks',
    'InvalidAmount',
    'RefundIdTaken',
    'RefundOfAnotherCharge',
    'MoveNotAllowed',
    'CurrencyMismatch',
    'ChargeNotSuccessful',
    'ChargeNotCaptured',
    'PartialReleaseOfAuthorization',
    'ChargeDisputed',
    'AlreadyRefunded',
    'ExceedsRemaining',
    'WindowClosed',
    'TooManyRefunds',
    'PartialNotAllowed',
    'NoApplicationFee',
    'NoTransfer',
    'FeeNeedsTransferReversal',
    'TransferFullyReversed',
    'ApplicationFeeFullyRefunded',
    'PartialLegRefundUnsupported',
    'LegReturnedDirectly',
  ],
  authorize: ['InvalidAmount', 'ChargeIdTaken', 'MoveNotAllowed'],
  capture: [
    'NotInBooks',
    'InvalidAmount',
    'MoveNotAllowed',
    'CaptureExceedsAuthorized',
    'CurrencyMismatch',
    'LegExceedsCapture',
  ],
  release: ['NotInBooks', 'MoveNotAllowed'],
  expire: ['NotInBooks', 'MoveNotAllowed'],
  decline: ['NotInBooks', 'MoveNotAllowed'],
  acknowledge: ['NotInBooks', 'RefundOfAnotherCharge', 'MoveNotAllowed'],
  refuse: ['NotInBooks', 'RefundOfAnotherCharge', 'MoveNotAllowed'],
  succeed: ['NotInBooks', 'RefundOfAnotherCharge', 'MoveNotAllowed'],
  fail: ['NotInBooks', 'RefundOfAnotherCharge', 'MoveNotAllowed'],
  cancel: ['NotInBooks', 'RefundOfAnotherCharge', 'MoveNotAllowed'],
  requireAction: ['NotInBooks', 'RefundOfAnotherCharge', 'MoveNotAllowed'],
  submit: ['NotInBooks', 'RefundOfAnotherCharge', 'MoveNotAllowed'],
  editMetadata: ['NotInBooks', 'RefundOfAnotherCharge'],
  returnFee: [
    'NotInBooks',
    'InvalidAmount',
    'MoveNotAllowed',
    'NoApplicationFee',
    'ApplicationFeeFullyRefunded',
    'ExceedsLeg',
  ],
  reverseTransfer: [
    'NotInBooks',
    'InvalidAmount',
    'MoveNotAllowed',
    'NoTransfer',
    'TransferFullyReversed',
    'ExceedsLeg',
  ],
  open: [
    'NotInBooks',
    'InvalidAmount',
    'DisputeIdTaken',
    'DisputeOfAnotherCharge',
    'MoveNotAllowed',
    'CurrencyMismatch',
    'ChargeNotSuccessful',
    'ChargeNotCaptured',
  ],
  escalate: ['NotInBooks', 'DisputeOfAnotherCharge', 'MoveNotAllowed', 'InvalidAmount'],
  close: ['NotInBooks', 'DisputeOfAnotherCharge', 'MoveNotAllowed'],
} as const satisfies Record<CommandType, readonly RefusalTag[]>

/** What a command may be refused with. */
export type RefusalOf<Type extends CommandType> = Refusal<(typeof PRECEDENCE)[Type][number]>

/** What `refund` may be refused with: it is always given a charge. */
export type RefundError = Exclude<RefusalOf<'request'>, Refusal<'NotInBooks'>>
