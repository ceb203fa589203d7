/** What the bank and the risk check said of a charge. */
import type { Decline } from '../errors/declines.js'

export interface WireOutcome {
  readonly advice_code: 'try_again_later' | null
  readonly network_advice_code: string | null
  readonly network_decline_code: string | null
  readonly network_status: string
  readonly reason: string | null
  readonly risk_level: string
  readonly risk_score: number
  readonly seller_message: string
  readonly type: string
}

/**
 * The outcome of a charge that the bank approved. The score is the caller's chance: recordings show 25 to 64.
 *
 * @example
 * approvedOutcome(25).type // => 'authorized'
 * @since 0.1.0
 * @category charge
 */
export const approvedOutcome = (riskScore: number): WireOutcome => ({
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  risk_level: 'normal',
  risk_score: riskScore,
  seller_message: 'Payment complete.',
  type: 'authorized',
})

/**
 * The outcome of a charge that was declined.
 *
 * By the bank: recorded for `tok_visa_chargeDeclined`; the text for other codes stands in public copies of charges (expired and
 * stolen cards). By Stripe's own rules, which never ask the bank: reported only (stripe-stateful-mock, whose tests compare it with the live API).
 *
 * @example
 * const generic = { code: 'card_declined', declineCode: 'generic_decline', adviceCode: 'try_again_later', networkDeclineCode: '01', by: 'issuer' }
 * declinedOutcome(generic, 25).type // => 'issuer_declined'
 * declinedOutcome({ ...generic, declineCode: 'lost_card' }, 25).seller_message // => 'The bank returned the decline code `lost_card`.'
 * declinedOutcome({ ...generic, by: 'stripe' }, 79).network_status // => 'not_sent_to_network'
 * @since 0.1.0
 * @category charge
 */
export const declinedOutcome = (decline: Decline, riskScore: number): WireOutcome => {
  const reason = decline.declineCode ?? decline.code
  const isBlocked = decline.by === 'stripe'
  return {
    advice_code: decline.adviceCode,
    network_advice_code: null,
    network_decline_code: decline.networkDeclineCode,
    network_status: isBlocked ? 'not_sent_to_network' : 'declined_by_network',
    reason: isBlocked ? 'merchant_blacklist' : reason,
    risk_level: isBlocked ? 'highest' : 'normal',
    risk_score: riskScore,
    seller_message: isBlocked ? 'Stripe blocked this payment.' : bankSaid(reason),
    type: isBlocked ? 'blocked' : 'issuer_declined',
  }
}

const bankSaid = (reason: string): string =>
  reason === 'generic_decline'
    ? 'The bank did not return any further details with this decline.'
    : `The bank returned the decline code \`${reason}\`.`
