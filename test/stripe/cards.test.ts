/** The table of test cards. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EpochSeconds } from '../../src/index.js'
import {
  cardByName,
  cardByNumber,
  expiryOf,
  INCORRECT_NUMBER,
  passesLuhn,
  TEST_CARDS,
  TEST_CARDS_BY_COUNTRY,
} from '../../src/stripe/cards.js'

const CARDS = [...TEST_CARDS, ...TEST_CARDS_BY_COUNTRY]
const numbers = CARDS.map(({ number }) => number)
const names = CARDS.flatMap(({ paymentMethods, tokens }) => [...paymentMethods, ...tokens])

/** Beginnings of numbers by brand. Source: the brands' own ranges. */
const BEGINNINGS: Readonly<Record<string, RegExp>> = {
  amex: /^3[47]/,
  diners: /^3[068]/,
  discover: /^6011/,
  jcb: /^35/,
  mastercard: /^(5[1-5]|22)/,
  unionpay: /^62/,
  visa: /^4/,
}

describe('each test card', () => {
  it.each(numbers)('%s passes the Luhn check', (number) => {
    expect(passesLuhn(number)).toBe(true)
  })
  it.each(CARDS)('$number is of its brand and ends in its last four', ({ number, brand, last4 }) => {
    expect(number).toMatch(BEGINNINGS[brand] ?? /never/)
    expect(number.endsWith(last4)).toBe(true)
    expect(last4).toHaveLength(4)
  })
  it('stands in the table once, as does each name', () => {
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(new Set(names).size).toBe(names.length)
  })
  it('has a fingerprint of its own, sixteen letters and digits', () => {
    const prints = CARDS.map(({ fingerprint }) => fingerprint)
    expect(new Set(prints).size).toBe(prints.length)
    for (const print of prints) expect(print).toMatch(/^[A-Za-z0-9]{16}$/)
  })
  it('is found by its number and by every name', () => {
    for (const card of CARDS)
      for (const found of [
        cardByNumber(card.number),
        ...[...card.paymentMethods, ...card.tokens].map((name) => cardByName(name)),
      ])
        expect(found).toBe(card)
  })
  it('is not found by anything else', () => {
    for (const name of ['', 'pm_card_gone', 'constructor', '__proto__', '4242424242424242'])
      expect(cardByName(name)).toBeNull()
    expect(cardByNumber(INCORRECT_NUMBER)).toBeNull()
  })
})

/** Section 9 of the fact sheet, and the declines. */
const ROWS: readonly (readonly [number: string, name: string, behavior: object])[] = [
  ['4000000000007726', 'pendingRefund', { does: 'refundPending' }],
  ['4000000000005126', 'refundFail', { does: 'refundFail', failureReason: 'expired_or_canceled_card' }],
  ['4000000000000077', 'bypassPending', { does: 'bypassPending' }],
  ['4000003720000278', 'bypassPendingInternational', { does: 'bypassPending' }],
  ['4000000000000259', 'createDispute', { disputes: [{ reason: 'fraudulent', inquiry: false }] }],
  [
    '4000000000002685',
    'createDisputeProductNotReceived',
    { disputes: [{ reason: 'product_not_received', inquiry: false }] },
  ],
  ['4000000000001976', 'createDisputeInquiry', { disputes: [{ inquiry: true }] }],
  ['4000000000005423', 'createIssuerFraudRecord', { does: 'fraudWarning' }],
  ['4000000404000079', 'createMultipleDisputes', { disputes: [{}, {}] }],
  ['4242424242424242', 'visa', { does: 'succeed' }],
  ['4242424242424242', 'us', { does: 'succeed' }],
  ['4000008260000000', 'gb', { does: 'succeed' }],
  ['4000057640000008', 'th_debit', { does: 'succeed' }],
  ['4000000000000002', 'chargeDeclined', { decline: { declineCode: 'generic_decline' } }],
  ['4000000000009995', 'chargeDeclinedInsufficientFunds', { decline: { declineCode: 'insufficient_funds' } }],
  ['4100000000000019', 'chargeDeclinedFraudulent', { decline: { declineCode: 'fraudulent', by: 'stripe' } }],
  [
    '4000000000000002',
    'visa_chargeDeclined',
    { attaches: false, decline: { code: 'card_declined', declineCode: 'generic_decline' } },
  ],
  [
    '4000000000009995',
    'visa_chargeDeclinedInsufficientFunds',
    { decline: { code: 'card_declined', declineCode: 'insufficient_funds' } },
  ],
  [
    '4000000000009987',
    'visa_chargeDeclinedLostCard',
    { decline: { code: 'card_declined', declineCode: 'lost_card', message: 'Your card was declined.' } },
  ],
  [
    '4000000000009979',
    'visa_chargeDeclinedStolenCard',
    { decline: { code: 'card_declined', declineCode: 'stolen_card' } },
  ],
  ['4000000000000069', 'chargeDeclinedExpiredCard', { decline: { code: 'expired_card', declineCode: null } }],
  ['4000000000000127', 'chargeDeclinedIncorrectCvc', { decline: { code: 'incorrect_cvc', declineCode: null } }],
  ['4000000000000119', 'chargeDeclinedProcessingError', { decline: { code: 'processing_error', declineCode: null } }],
  [
    '4000000000006975',
    'visa_chargeDeclinedVelocityLimitExceeded',
    { decline: { code: 'card_declined', declineCode: 'card_velocity_exceeded' } },
  ],
  ['4000000000000341', 'chargeCustomerFail', { attaches: true, decline: { code: 'card_declined' } }],
  ['4100000000000019', 'radarBlock', { decline: { declineCode: 'fraudulent', by: 'stripe' } }],
]

describe('the card', () => {
  it.each(ROWS)('%s is pm_card_%s, and does what it is for', (number, name, behavior) => {
    const card = cardByNumber(number)
    expect(card?.behavior).toMatchObject(behavior)
    expect(card?.paymentMethods).toContain(`pm_card_${name}`)
    expect(card?.tokens).toContain(`tok_${name}`)
  })
  it.each([
    ['pm_card_us', 'US', 'visa', 'credit'],
    ['tok_gb_mastercard', 'GB', 'mastercard', 'credit'],
    ['tok_gb_debit', 'GB', 'visa', 'debit'],
    ['pm_card_ae_mastercard', 'AE', 'mastercard', 'credit'],
    ['pm_card_tw', 'TW', 'visa', 'credit'],
  ])('%s is of %s', (name, country, brand, funding) => {
    expect(cardByName(name)).toMatchObject({ country, brand, funding })
  })
  it.each([
    ['4242424242424242', true],
    ['4000008400000076', false],
  ])('%s says whether it takes several captures: %s', (number, multicapture) => {
    expect(cardByNumber(number)?.multicapture).toBe(multicapture)
  })
})

describe('the Luhn check', () => {
  it('finds every digit that is wrong', () => {
    fc.assert(
      fc.property(fc.constantFrom(...numbers), fc.nat(), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const place = at % number.length
        const wrong = (Number(number[place]) + by) % 10
        return !passesLuhn(`${number.slice(0, place)}${wrong}${number.slice(place + 1)}`)
      }),
    )
  })
  it.each(['', ' ', '4242 4242 4242 4242', '-4', '４', INCORRECT_NUMBER])('refuses %j', (text) => {
    expect(passesLuhn(text)).toBe(false)
  })
})

describe('the expiry of a named card', () => {
  it('is in the same month of the next year, by the calendar', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2399-12-31'), noInvalidDate: true }), (date) => {
        const at = Math.floor(date.getTime() / 1000) as EpochSeconds
        expect(expiryOf(at)).toEqual({ month: date.getUTCMonth() + 1, year: date.getUTCFullYear() + 1 })
      }),
      { numRuns: 1000 },
    )
  })
  it.each([
    ['2028-02-29T23:59:59Z', { month: 2, year: 2029 }],
    ['2000-02-29T00:00:00Z', { month: 2, year: 2001 }],
    ['2100-03-01T00:00:00Z', { month: 3, year: 2101 }],
    ['2026-12-31T23:59:59Z', { month: 12, year: 2027 }],
  ])('is right at %s', (time, expiry) => {
    expect(expiryOf((Date.parse(time) / 1000) as EpochSeconds)).toEqual(expiry)
  })
})
