/** What a charge shows of its card, and of what the bank said. The bank's numbers are made from the charge's id. */
import { type EpochSeconds, secondsAfter } from '../../domain/records/time.js'
import type { TestCard } from '../../stripe/cards.js'
import type { Decline } from '../../stripe/errors/declines.js'
import { CAPTURE_WINDOW_SECONDS, newChargedCard, type WireChargedCard } from '../../stripe/objects/card.js'
import { approvedOutcome, declinedOutcome, type WireOutcome } from '../../stripe/objects/outcome.js'
import type { KeptMethod } from '../decision/kinds.js'
import type { Payment } from './payment.js'

/** What the card of a test does when it is charged; null where it pays. */
export const declineOf = ({ behavior }: TestCard): Decline | null =>
  behavior.does === 'decline' ? behavior.decline : null

/** Until when an authorisation can be captured. */
export const captureBefore = (at: EpochSeconds): EpochSeconds => secondsAfter(at, CAPTURE_WINDOW_SECONDS)

/** The card of a charge, as the bank answered it. */
export const chargedCard = (
  { amount, hold, method }: Payment,
  card: TestCard,
  { id, at }: { readonly id: string; readonly at: EpochSeconds },
): WireChargedCard => {
  const decline = declineOf(card)
  return newChargedCard(factsOf(method), {
    amount,
    approved: decline === null,
    authorizationCode: digits(id, 6),
    networkTransactionId: digits(id, 15),
    cvcCheck: decline?.code === 'incorrect_cvc' ? 'fail' : 'pass',
    ...(hold === null || decline !== null ? {} : { captureBefore: captureBefore(at) }),
    multicapture: hold?.multicapture === true && card.multicapture ? 'available' : 'unavailable',
  })
}

const factsOf = ({ method: { card } }: KeptMethod): Parameters<typeof newChargedCard>[0] => ({
  brand: card.brand,
  country: card.country,
  expMonth: card.exp_month,
  expYear: card.exp_year,
  fingerprint: card.fingerprint,
  funding: card.funding,
  last4: card.last4,
  network: card.networks.available[0] ?? card.brand,
})

/** Of Stripe's scores: recorded were 21 to 64 for what is paid; 79 is "highest". */
const LOWEST_SCORE = 20
const HIGHEST_SCORE = 79

/** What the bank and the risk check said. */
export const outcomeOf = (card: TestCard, id: string): WireOutcome => {
  const decline = declineOf(card)
  const score = LOWEST_SCORE + (Number(digits(id, 6)) % 45)
  if (decline === null) return approvedOutcome(score)
  return declinedOutcome(decline, decline.by === 'stripe' ? HIGHEST_SCORE : score)
}

/** So many digits, always the same for the same text. */
const digits = (text: string, count: number): string => {
  const modulus = 10n ** BigInt(count)
  let number = 0n
  for (const letter of text) number = (number * 131n + BigInt(letter.charCodeAt(0))) % modulus
  return String(number).padStart(count, '0')
}
