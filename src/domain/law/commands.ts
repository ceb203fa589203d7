/**
 * What may be asked of the books. A command carries its own time (`at`) and at most one new id; the other ids stand in the
 * books it is decided on. Commands are xstate events as they are.
 */
import type { Currency } from '../money/currency.js'
import type { MinorUnits } from '../money/minor-units.js'
import type { DisputeOutcome, DisputeStage } from '../records/dispute.js'
import type { ChargeId, DisputeId, RefundId } from '../records/ids.js'
import { type LegAmount, type LegsAsked, NO_LEGS } from '../records/leg.js'
import type { Acknowledged, Born, FailureReason, Metadata, PendingReason, RefundReason } from '../records/refund.js'
import type { EpochSeconds } from '../records/time.js'

interface Fields {
  /** A charge comes into the books, or a pending one is promised by the customer's bank. */
  authorize: { id: ChargeId; amount: MinorUnits; currency: Currency; status: 'pending' | 'authorized' }
  /** Made by `captureCharge`. Money is taken. What a final capture leaves is released; before it, what is left stays capturable. */
  capture: {
    amount: MinorUnits | 'remaining'
    final: boolean
    /** What this capture pays the platform, and the connected account; null for nothing. */
    fee: LegAmount | null
    transfer: LegAmount | null
    /** What the processor keeps, in the charge's currency; null when it is not known. Only the postings use it. */
    processorFee: MinorUnits | null
  }
  /** The merchant gives up what is still capturable. */
  release: object
  /** The authorisation runs out. */
  expire: object
  /** The payment method says no to a pending charge. */
  decline: { failure: string }

  /** Made by `requestRefund`. Money is to go back. */
  request: {
    id: RefundId
    amount: MinorUnits | 'remaining'
    currency: Currency
    reason: RefundReason | null
    legs: LegsAsked
    metadata: Metadata
    /** Where the refund is born: `requested` before the processor is called, or what the processor gave. */
    born: Born
  }
  /** The processor took a requested refund on, and said where it stands. */
  acknowledge: { answer: Acknowledged }
  /** The processor said no, or was never asked. */
  refuse: { refusal: string }
  /** It was sent to the customer's bank. */
  succeed: object
  /** The money came back, also long after it succeeded. It does not stand any more. */
  fail: { failureReason: FailureReason }
  /** It was called back before it arrived. It does not stand any more. */
  cancel: { failureReason: FailureReason | null }
  /** The customer must act; a bank that returns the money to the processor may bring this about as well. */
  requireAction: { expiresAt: EpochSeconds | null }
  /** The customer has done what was required: back to pending. */
  submit: { pendingReason: PendingReason | null }
  /** Replaces the metadata. What was asked stays what it was. */
  editMetadata: { metadata: Metadata }

  /** The application fee goes back without a refund: an amount, or what remains of it. */
  returnFee: { amount: MinorUnits | 'remaining' }
  /** The transfer comes back without a refund. */
  reverseTransfer: { amount: MinorUnits | 'remaining' }

  /** A dispute comes into the books of its charge; in `books.dispute` it takes the place of another one. */
  open: { id: DisputeId; amount: MinorUnits; currency: Currency; stage: DisputeStage }
  /** An inquiry becomes a dispute. */
  escalate: object
  /** A dispute, or an inquiry, ends. */
  close: { outcome: DisputeOutcome }
}

/** The name of a command, such as `capture`. Unique over the three lifecycles. */
export type CommandType = keyof Fields

/** A command, by its type: `Command<'capture'>`. Without one: any command. */
export type Command<Type extends CommandType = CommandType> = {
  [T in Type]: { readonly type: T; readonly at: EpochSeconds } & Readonly<Fields[T]>
}[Type]

type Choices<Type extends CommandType, Optional extends keyof Fields[Type]> = Omit<Fields[Type], Optional> &
  Partial<Pick<Fields[Type], Optional>> & { at: EpochSeconds }

const NO_METADATA: Metadata = {}

/**
 * A request for a refund. What is not said is not asked: no reason, no legs, no metadata; and it is born `requested`, as a
 * backend reserves it before it calls its processor.
 *
 * @example
 * requestRefund({ id: re_1, amount: usd(500), currency: usd_, at: now }).born // => { status: 'requested' }
 * @since 0.1.0
 * @category refund
 */
export const requestRefund = (
  asked: Readonly<Choices<'request', 'reason' | 'legs' | 'metadata' | 'born'>>,
): Command<'request'> => ({
  type: 'request',
  id: asked.id,
  amount: asked.amount,
  currency: asked.currency,
  reason: asked.reason ?? null,
  legs: asked.legs ?? NO_LEGS,
  metadata: asked.metadata ?? NO_METADATA,
  born: asked.born ?? { status: 'requested' },
  at: asked.at,
})

/**
 * A capture. What is not said: final, nothing for the platform or a connected account, the processor's fee not known.
 *
 * @example
 * captureCharge({ amount: 'remaining', at: now }).final // => true
 * @since 0.1.0
 * @category charge
 */
export const captureCharge = (
  asked: Readonly<Choices<'capture', 'final' | 'fee' | 'transfer' | 'processorFee'>>,
): Command<'capture'> => ({
  type: 'capture',
  amount: asked.amount,
  final: asked.final ?? true,
  fee: asked.fee ?? null,
  transfer: asked.transfer ?? null,
  processorFee: asked.processorFee ?? null,
  at: asked.at,
})
