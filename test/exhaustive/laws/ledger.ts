/** What the postings of a step must come to: they balance by their form, and each account follows from the records. */
import type { Charge } from '../../../src/index.js'
import type { Posting } from '../../../src/reports/index.js'
import type { Step } from './step.js'

export const brokenLedger = ({ law, before, event, after }: Step): string | null => {
  const { charge: next, refund } = after
  if (next === null) return null
  const moved = law.postings(event)
  for (const { from, to, amount, currency } of moved) {
    if (!Number.isInteger(amount) || amount <= 0 || from === to) return 'a posting moves a positive amount'
    if (currency !== next.currency) return 'a posting is in the currency of what it moves'
  }
  const was = before.charge
  const acknowledged =
    event.type === 'RefundAcknowledged' || (event.type === 'RefundRequested' && refund?.status !== 'requested')
  const ended = event.type === 'RefundFailed' || event.type === 'RefundCanceled'
  const back = (acknowledged ? 1 : ended ? -1 : 0) * (refund?.amount ?? 0)
  const taken = next.captured - (was?.captured ?? 0)
  const lost = next.disputes.lost - (was?.disputes.lost ?? 0)
  if (balance(moved, 'customer') !== back + lost - taken)
    return 'the customer gets what is refunded and what is lost in disputes, and pays what is captured'
  if (balance(moved, 'dispute_hold') !== next.disputes.held - (was?.disputes.held ?? 0))
    return 'the dispute hold has what open disputes hold'
  const fees = out(next, 'fee') - (was === null ? 0 : out(was, 'fee'))
  if (balance(moved, 'platform_fees') !== fees) return 'the platform has the fee that did not come back'
  const transfers = out(next, 'transfer') - (was === null ? 0 : out(was, 'transfer'))
  if (fees === 0 && balance(moved, 'connected_account') !== transfers)
    return 'the connected account has the transfer that did not come back'
  return null
}

const balance = (moved: readonly Posting[], account: Posting['from']): number => {
  let sum = 0
  for (const { from, to, amount } of moved) sum += (to === account ? amount : 0) - (from === account ? amount : 0)
  return sum
}

/** What of a leg is out. */
const out = (charge: Charge, name: 'fee' | 'transfer'): number => {
  const leg = charge[name]
  return leg === null ? 0 : leg.total - leg.returned
}
