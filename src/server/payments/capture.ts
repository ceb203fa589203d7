/** Money is taken, and with it goes what the card does then. */
import type { MinorUnits } from '../../domain/money/minor-units.js'
import type { Charge } from '../../domain/records/charge.js'
import type { LegAmount } from '../../domain/records/leg.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import type { KeptCharge } from '../decision/kinds.js'
import { chargeOf, command } from '../decision/law.js'
import { refusedAs } from '../decision/refusals.js'
import { get, put, type Work } from '../decision/work.js'
import { disputeAtCapture } from './dispute.js'
import { capturable } from './figures.js'

/** A capture as it is asked for. What is null is as the charge was made. */
export interface CaptureAsked {
  readonly amount: MinorUnits | 'remaining'
  readonly final: boolean
  readonly fee: MinorUnits | null
  readonly transfer: MinorUnits | null
}

/** Captures, and lets the card dispute it if it is one that does. Why not; null when it was done. */
export const capture = (work: Work, id: string, asked: CaptureAsked): StripeError | null => {
  const charge = chargeOf(work, id)
  if (charge === null) throw new Error(`${id} is no charge of the law's`)
  const kept = withAsked(work, get(work, 'charge', id), asked)
  const refusal = command(work, {
    type: 'capture',
    amount: asked.amount,
    final: asked.final,
    fee: feeOf(kept, charge, asked),
    transfer: transferOf(kept, charge, asked),
    processorFee: null,
  })
  if (refusal !== null) return refusedAs(work, refusal, kept, asked.amount)
  if (asked.final) disputeAtCapture(work, id)
  return null
}

/** What goes on is shown as it was asked for last. */
const withAsked = (work: Work, kept: KeptCharge, { fee, transfer }: CaptureAsked): KeptCharge => {
  const { made } = kept
  const { transfer_data: onward } = made
  if (fee === null && (transfer === null || onward === null)) return kept
  const after: KeptCharge = {
    ...kept,
    made: {
      ...made,
      application_fee_amount: fee ?? made.application_fee_amount,
      transfer_data: onward === null ? null : { ...onward, amount: transfer ?? onward.amount },
    },
  }
  put(work, 'charge', made.id, after)
  return after
}

/** The fee that is asked for, or the one that the charge was made with; never twice. */
const feeOf = ({ made }: KeptCharge, charge: Charge, { amount, fee }: CaptureAsked): LegAmount | null => {
  const asked = fee ?? (charge.captures === 0 && amount !== 0 ? made.application_fee_amount : null)
  return asked === null ? null : { amount: asked, currency: charge.currency }
}

/** The transfer that is asked for, the one that the charge was made with, or of all that is captured. */
const transferOf = ({ made }: KeptCharge, charge: Charge, { amount, transfer }: CaptureAsked): LegAmount | null => {
  if (made.transfer_data === null) return null
  const first = charge.captures === 0 ? made.transfer_data.amount : null
  const asked = transfer ?? first ?? (amount === 'remaining' ? capturable(charge) : amount)
  return { amount: asked, currency: charge.currency }
}
