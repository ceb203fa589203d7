/**
 * Stripe's test cards: numbers, names, and what each does.
 *
 * Source: docs.stripe.com/testing, a stored copy, where another is not named in the row. Numbers and names are copied, never
 * made up: a name whose number the page does not give is not here.
 */
import type { EpochSeconds } from '../domain/records/time.js'
import { COUNTRY_CARDS } from './cards-by-country.js'
import { DECLINES, type Decline } from './errors/declines.js'

export type CardBrand = 'amex' | 'diners' | 'discover' | 'jcb' | 'mastercard' | 'unionpay' | 'visa'

export type CardFunding = 'credit' | 'debit' | 'prepaid'

/** A dispute that comes by itself once the charge is captured. Reason codes: recorded in test mode, Visa (SW05 and after). */
export interface CardDispute {
  readonly reason: 'fraudulent' | 'product_not_received'
  /** An inquiry moves no money, and the charge stays refundable. */
  readonly inquiry: boolean
  readonly networkReasonCode: '10' | '10.4' | '13.1'
}

/** What comes of a payment with the card. */
export type CardBehavior =
  | { readonly does: 'succeed' }
  /** `attaches`: whether a customer can have it; the others are declined already then. */
  | { readonly does: 'decline'; readonly decline: Decline; readonly attaches: boolean }
  /** Paid, and a refund is pending first, then succeeds. */
  | { readonly does: 'refundPending' }
  /** Paid, and a refund succeeds first, then fails. */
  | { readonly does: 'refundFail'; readonly failureReason: 'expired_or_canceled_card' }
  /** Paid, and disputed: once, or several times. */
  | { readonly does: 'dispute'; readonly disputes: readonly [CardDispute, ...CardDispute[]] }
  /** Paid, and followed by an early fraud warning, which changes neither money nor charge. */
  | { readonly does: 'fraudWarning' }
  /** Paid, and available at once. */
  | { readonly does: 'bypassPending' }

/** One test card. */
export interface TestCard {
  readonly number: string
  readonly brand: CardBrand
  readonly funding: CardFunding
  /** The issuer's, in two letters. INFERRED where it is not US: from the digits in which the cards by country differ. */
  readonly country: string
  readonly last4: string
  /** The same for the same number, as Stripe's are within an account; the text itself is ours. */
  readonly fingerprint: string
  /** By these it is named as a payment method: `pm_card_visa`. */
  readonly paymentMethods: readonly string[]
  /** By these it is named as a token: `tok_visa`. */
  readonly tokens: readonly string[]
  readonly behavior: CardBehavior
  /** Whether one payment may be captured several times. VERIFIED for 4242424242424242 and 4000008400000076, else INFERRED. */
  readonly multicapture: boolean
}

type Named = Partial<Pick<TestCard, 'brand' | 'funding' | 'country' | 'behavior' | 'multicapture'>> & {
  readonly number: string
  /** What follows `pm_card_` and `tok_`; where the two differ, each has its own list. */
  readonly names: readonly string[]
  readonly tokens?: readonly string[]
}

const card = ({ number, names, tokens, ...rest }: Named): TestCard => ({
  number,
  brand: rest.brand ?? 'visa',
  funding: rest.funding ?? 'credit',
  country: rest.country ?? 'US',
  last4: number.slice(-4),
  fingerprint: fingerprintOf(number),
  paymentMethods: names.map((name) => `pm_card_${name}`),
  tokens: (tokens ?? names).map((name) => `tok_${name}`),
  behavior: rest.behavior ?? { does: 'succeed' },
  multicapture: rest.multicapture ?? true,
})

const declining = (
  number: string,
  decline: Decline,
  names: readonly string[],
  tokens: readonly string[] = names,
): TestCard => card({ number, names, tokens, behavior: { does: 'decline', decline, attaches: false } })

const FRAUDULENT: CardDispute = { reason: 'fraudulent', inquiry: false, networkReasonCode: '10.4' }
const NOT_RECEIVED: CardDispute = { reason: 'product_not_received', inquiry: false, networkReasonCode: '13.1' }
const INQUIRY: CardDispute = { reason: 'fraudulent', inquiry: true, networkReasonCode: '10' }

/**
 * Letters and digits, sixteen of them, made from the number alone. Different numbers give different ones: the factor has no
 * divisor in common with 62.
 */
const fingerprintOf = (number: string): string => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  let rest = (BigInt(number) * 28_871_271_685_163_299_087_654_321n) % 62n ** 16n
  let text = ''
  for (let place = 0; place < 16; place += 1) {
    text += letters[Number(rest % 62n)]
    rest /= 62n
  }
  return text
}

/** Every test card here but those by country, one row for each number. */
export const TEST_CARDS: readonly TestCard[] = [
  // "Cards by brand". The page gives names for one number of each kind; where two share a kind, to the first of them.
  card({ number: '4242424242424242', names: ['visa', 'us'] }),
  card({ number: '4000056655665556', names: ['visa_debit'], funding: 'debit' }),
  card({ number: '5555555555554444', names: ['mastercard'], brand: 'mastercard' }),
  card({ number: '2223003122003222', names: [], brand: 'mastercard' }),
  card({ number: '5200828282828210', names: ['mastercard_debit'], brand: 'mastercard', funding: 'debit' }),
  card({ number: '5105105105105100', names: ['mastercard_prepaid'], brand: 'mastercard', funding: 'prepaid' }),
  card({ number: '378282246310005', names: ['amex'], brand: 'amex' }),
  card({ number: '371449635398431', names: [], brand: 'amex' }),
  card({ number: '6011111111111117', names: ['discover'], brand: 'discover' }),
  card({ number: '6011000990139424', names: [], brand: 'discover' }),
  card({ number: '6011981111111113', names: [], brand: 'discover', funding: 'debit' }),
  card({ number: '3056930009020004', names: ['diners'], brand: 'diners' }),
  card({ number: '36227206271667', names: [], brand: 'diners' }),
  card({ number: '3566002020360505', names: ['jcb'], brand: 'jcb', country: 'JP' }),
  card({ number: '6200000000000005', names: ['unionpay'], brand: 'unionpay', country: 'CN' }),
  card({ number: '6200000000000047', names: [], brand: 'unionpay', funding: 'debit', country: 'CN' }),
  card({ number: '6205500000000000004', names: [], brand: 'unionpay', country: 'CN' }),
  // docs.stripe.com/payments/multicapture: the card that does not support it. It has no names.
  card({ number: '4000008400000076', names: [], multicapture: false }),

  // "Declined payments". The shorter names of the first two are REPORTED, by public code of many hands.
  declining('4000000000000002', DECLINES.generic, ['visa_chargeDeclined', 'chargeDeclined']),
  declining('4000000000009995', DECLINES.insufficientFunds, [
    'visa_chargeDeclinedInsufficientFunds',
    'chargeDeclinedInsufficientFunds',
  ]),
  declining('4000000000009987', DECLINES.lostCard, ['visa_chargeDeclinedLostCard']),
  declining('4000000000009979', DECLINES.stolenCard, ['visa_chargeDeclinedStolenCard']),
  declining(
    '4000000000000069',
    DECLINES.expiredCard,
    ['chargeDeclinedExpiredCard'],
    ['chargeDeclinedExpiredCard', 'visa_chargeDeclinedExpiredCard'],
  ),
  declining(
    '4000000000000127',
    DECLINES.incorrectCvc,
    ['chargeDeclinedIncorrectCvc'],
    ['chargeDeclinedIncorrectCvc', 'visa_chargeDeclinedIncorrectCvc'],
  ),
  declining(
    '4000000000000119',
    DECLINES.processingError,
    ['chargeDeclinedProcessingError'],
    ['chargeDeclinedProcessingError', 'visa_chargeDeclinedProcessingError'],
  ),
  declining('4000000000006975', DECLINES.velocityExceeded, ['visa_chargeDeclinedVelocityLimitExceeded']),
  card({
    number: '4000000000000341',
    names: ['chargeCustomerFail'],
    tokens: ['chargeCustomerFail', 'visa_chargeCustomerFail'],
    behavior: { does: 'decline', decline: DECLINES.generic, attaches: true },
  }),
  // "Fraud prevention": always blocked. That it attaches is INFERRED: the page says so of the others only.
  card({
    number: '4100000000000019',
    // The second is REPORTED: the name that the page gave this number before.
    names: ['radarBlock', 'chargeDeclinedFraudulent'],
    behavior: { does: 'decline', decline: DECLINES.blocked, attaches: true },
  }),

  // "Refunds".
  card({ number: '4000000000007726', names: ['pendingRefund'], behavior: { does: 'refundPending' } }),
  card({
    number: '4000000000005126',
    names: ['refundFail'],
    behavior: { does: 'refundFail', failureReason: 'expired_or_canceled_card' },
  }),

  // "Available balance".
  card({ number: '4000000000000077', names: ['bypassPending'], behavior: { does: 'bypassPending' } }),
  card({
    number: '4000003720000278',
    names: ['bypassPendingInternational'],
    country: 'IE',
    behavior: { does: 'bypassPending' },
  }),

  // "Disputes". Two of Visa's own programmes are left out: they differ in the evidence only.
  card({
    number: '4000000000000259',
    names: ['createDispute'],
    behavior: { does: 'dispute', disputes: [FRAUDULENT] },
  }),
  card({
    number: '4000000000002685',
    names: ['createDisputeProductNotReceived'],
    behavior: { does: 'dispute', disputes: [NOT_RECEIVED] },
  }),
  card({
    number: '4000000000001976',
    names: ['createDisputeInquiry'],
    behavior: { does: 'dispute', disputes: [INQUIRY] },
  }),
  card({ number: '4000000000005423', names: ['createIssuerFraudRecord'], behavior: { does: 'fraudWarning' } }),
  // "Multiple times" says the page; that they are two is INFERRED.
  card({
    number: '4000000404000079',
    names: ['createMultipleDisputes'],
    country: 'AT',
    behavior: { does: 'dispute', disputes: [FRAUDULENT, FRAUDULENT] },
  }),
]

/** The example of a number that fails the Luhn check: refused as `incorrect_number`. */
export const INCORRECT_NUMBER = '4242424242424241'

/** The cards by country, which pay and do nothing else. */
export const TEST_CARDS_BY_COUNTRY: readonly TestCard[] = COUNTRY_CARDS.map(({ name, ...of }) =>
  card({ ...of, names: name === null ? [] : [name] }),
)

const ALL: readonly TestCard[] = [...TEST_CARDS, ...TEST_CARDS_BY_COUNTRY]

const BY_NUMBER: ReadonlyMap<string, TestCard> = new Map(ALL.map((entry) => [entry.number, entry]))

const BY_NAME: ReadonlyMap<string, TestCard> = new Map(
  ALL.flatMap((entry) => [...entry.paymentMethods, ...entry.tokens].map((name) => [name, entry] as const)),
)

/**
 * The test card of a number, digits only; null for every other number.
 *
 * @example
 * cardByNumber('4242424242424242').brand // => 'visa'
 * cardByNumber('4242424242424241') // => null
 * @since 0.1.0
 * @category card
 */
export const cardByNumber = (number: string): TestCard | null => BY_NUMBER.get(number) ?? null

/**
 * The test card of a name, `pm_card_…` or `tok_…`; null for every other name.
 *
 * @example
 * cardByName('pm_card_refundFail').last4 // => '5126'
 * cardByName('tok_refundFail').last4 // => '5126'
 * cardByName('pm_card_gone') // => null
 * @since 0.1.0
 * @category card
 */
export const cardByName = (name: string): TestCard | null => BY_NAME.get(name) ?? null

/**
 * Whether digits end in the one that the Luhn check wants, as those of every card do.
 *
 * @example
 * passesLuhn('4242424242424242') // => true
 * passesLuhn('4242424242424241') // => false
 * passesLuhn('4242 4242') // => false
 * @since 0.1.0
 * @category card
 */
export const passesLuhn = (number: string): boolean => {
  if (!/^\d+$/.test(number)) return false
  const sum = [...number].reverse().reduce((sofar, digit, place) => {
    const value = place % 2 === 1 ? 2 * Number(digit) : Number(digit)
    return sofar + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/**
 * When a card expires that is made from a name at this time: the same month of the next year, as recorded in September 2026.
 *
 * @example
 * expiryOf(1_790_000_000) // => { month: 9, year: 2027 }
 * @since 0.1.0
 * @category card
 */
export const expiryOf = (at: EpochSeconds): { readonly month: number; readonly year: number } => {
  // Years that begin in March, in eras of 400 years: so a leap day is the last of its year.
  const days = Math.floor(at / 86_400) + 719_468
  const day = days % 146_097
  const yearOfEra = Math.floor(
    (day - Math.floor(day / 1460) + Math.floor(day / 36_524) - Math.floor(day / 146_096)) / 365,
  )
  const dayOfYear = day - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const year = 400 * Math.floor(days / 146_097) + yearOfEra
  return fromMarch < 10 ? { month: fromMarch + 3, year: year + 1 } : { month: fromMarch - 9, year: year + 2 }
}
