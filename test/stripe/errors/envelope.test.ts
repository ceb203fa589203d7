/** The envelope, and money in messages. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Currency, parseAmount, stripeCurrencies } from '../../../src/index.js'
import { declined, incorrectNumber } from '../../../src/stripe/errors/card-errors.js'
import { DECLINES } from '../../../src/stripe/errors/declines.js'
import { moneyText } from '../../../src/stripe/errors/money-text.js'
import { cannotExpandDeeper } from '../../../src/stripe/errors/param-errors.js'
import { alreadyRefunded, cancelUnsupported } from '../../../src/stripe/errors/refund-errors.js'
import { carrying, errorBody, refused } from '../../../src/stripe/errors/stripe-error.js'
import { MAX, units } from '../../arbitraries/values.js'
import { rightOf, usd } from '../../fixtures.js'

describe('the envelope', () => {
  it('leaves out what has no value', () => {
    expect(JSON.stringify(errorBody(cancelUnsupported()))).toBe(
      '{"error":{"message":"Canceling this refund is unsupported.","type":"invalid_request_error"}}',
    )
  })
  it('has the members in the order that was recorded', () => {
    const requestLogUrl = 'https://dashboard.stripe.com/test/logs/req_1'
    expect(JSON.stringify(errorBody(alreadyRefunded('ch_1'), { requestLogUrl }))).toBe(
      '{"error":{"code":"charge_already_refunded","doc_url":"https://stripe.com/docs/error-codes/charge-already-refunded",' +
        '"message":"Charge ch_1 has already been refunded.","request_log_url":"https://dashboard.stripe.com/test/logs/req_1",' +
        '"type":"invalid_request_error"}}',
    )
  })
  it('has no doc_url for the one code without a page', () => {
    expect(errorBody(cannotExpandDeeper('a.b.c.d.e', 4)).error).not.toHaveProperty('doc_url')
  })
  it('carries the objects beside a PaymentIntent', () => {
    const body = errorBody(carrying(refused('No.'), { payment_intent: { id: 'pi_1' } }))
    expect(body.error.payment_intent).toEqual({ id: 'pi_1' })
  })
  it('takes no member from elsewhere', () => {
    expect(Object.keys(errorBody({ ...refused('No.'), executed: false }).error)).toEqual(['message', 'type'])
  })
})

describe('a card error', () => {
  it('has all that was recorded of a generic decline', () => {
    const error = declined(DECLINES.generic, { charge: 'ch_1', payment_intent: {}, payment_method: {} })
    expect(error).toMatchObject({ status: 402, type: 'card_error', executed: true, shouldRetry: false })
    expect(Object.keys(errorBody(error).error)).toEqual([
      'advice_code',
      'charge',
      'code',
      'decline_code',
      'doc_url',
      'message',
      'network_decline_code',
      'payment_intent',
      'payment_method',
      'type',
    ])
  })
  it('has no decline_code where the code says all', () => {
    const { error } = errorBody(declined(DECLINES.expiredCard))
    expect(error).toEqual({
      code: 'expired_card',
      doc_url: 'https://stripe.com/docs/error-codes/expired-card',
      message: 'Your card has expired.',
      param: 'exp_month',
      type: 'card_error',
    })
  })
  it('refuses a wrong number before it is executed', () => {
    expect(incorrectNumber()).toMatchObject({ status: 402, code: 'incorrect_number', param: 'number', executed: false })
  })
})

describe('money in a message', () => {
  it.each([
    // Recorded in GUM and quoted: $11.00; £5.01; ¥989,900; ₹1.50; €95.99.
    [1100, 'usd', '$11.00'],
    [9599, 'eur', '€95.99'],
    [501, 'gbp', '£5.01'],
    [150, 'inr', '₹1.50'],
    [989900, 'jpy', '¥989,900'],
    [99_999_999, 'usd', '$999,999.99'],
    [0, 'usd', '$0.00'],
    [999_999_999_999_999, 'usd', '$9,999,999,999,999.99'],
    [100_000, 'usd', '$1,000.00'],
    [123, 'krw', 'KRW 123'],
    [5120, 'kwd', 'KWD 5.120'],
    [500, 'isk', 'ISK 5.00'],
    [1100, 'chf', 'CHF 11.00'],
  ])('writes %d %s as %s', (amount, currency, text) => {
    expect(moneyText(usd(amount), currency as Currency)).toBe(text)
  })
  it('reads back as the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX }).map(units), (amount) => {
        const text = moneyText(amount, 'usd' as Currency).replace(/[$,]/g, '')
        return rightOf(parseAmount(text, 'usd' as Currency, stripeCurrencies)) === amount
      }),
    )
  })
})
