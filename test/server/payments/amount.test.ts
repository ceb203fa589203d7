/** How little and how much can be charged, by fact sheet 5. */
import { describe, expect, it } from 'vitest'
import { coded, errorOf, paid, refusal, said, serving } from '../given.js'

const { sdk } = serving()

const MINIMA: readonly (readonly [currency: string, least: number, text: string])[] = [
  ['usd', 50, '$0.50'],
  ['eur', 50, '€0.50'],
  ['gbp', 30, '£0.30'],
  ['jpy', 50, '¥50'],
  ['aed', 200, 'AED 2.00'],
  ['huf', 17_500, 'HUF 175.00'],
  ['mxn', 1_000, 'MXN 10.00'],
  ['sek', 300, 'SEK 3.00'],
]

describe('the least', () => {
  it.each(MINIMA)('of %s is %i', async (currency, least, text) => {
    const stripe = sdk()
    const tooLittle = refusal(`Amount must be at least ${text} ${currency}`, {
      ...coded('amount_too_small'),
      param: 'amount',
    })
    expect(said(await errorOf(paid(stripe, least - 1, { currency })))).toEqual(tooLittle)
    expect(said(await errorOf(stripe.paymentIntents.create({ amount: least - 1, currency })))).toEqual(tooLittle)
    expect(await paid(stripe, least, { currency })).toMatchObject({ amount_captured: least })
    const { id } = await stripe.paymentIntents.create({ amount: least, currency })
    expect(said(await errorOf(stripe.paymentIntents.update(id, { amount: least - 1 })))).toEqual(tooLittle)
  })

  it('of a currency that the table does not have is 1', async () => {
    expect(await paid(sdk(), 1, { currency: 'clp' })).toMatchObject({ amount: 1 })
  })
})

describe('the most', () => {
  it('is twelve digits', async () => {
    const stripe = sdk()
    expect(await paid(stripe, 999_999_999_999)).toMatchObject({ amount_captured: 999_999_999_999 })
    const tooMuch = refusal('Amount must be no more than $9,999,999,999.99', {
      ...coded('amount_too_large'),
      param: 'amount',
    })
    expect(said(await errorOf(paid(stripe, 1_000_000_000_000)))).toEqual(tooMuch)
    const intent = stripe.paymentIntents.create({ amount: 1_000_000_000_000, currency: 'usd' })
    expect(said(await errorOf(intent))).toEqual(tooMuch)
  })

  it('is nine digits with American Express', async () => {
    const stripe = sdk()
    const source = 'tok_amex'
    expect(await paid(stripe, 999_999_999, { source })).toMatchObject({ amount: 999_999_999 })
    expect(said(await errorOf(paid(stripe, 1_000_000_000, { source })))).toMatchObject(coded('amount_too_large'))
  })
})

describe('the step', () => {
  it.each([
    ['isk', 501, 100],
    ['ugx', 501, 100],
    ['kwd', 5124, 10],
  ])('of %s is kept: %i is refused', async (currency, amount, step) => {
    const stripe = sdk()
    const error = await errorOf(paid(stripe, amount, { currency }))
    expect(said(error)).toEqual(
      refusal(`Amount in ${currency} must be evenly divisible by ${step}.`, {
        ...coded('parameter_invalid_integer'),
        param: 'amount',
      }),
    )
    expect(said(await errorOf(stripe.paymentIntents.create({ amount, currency })))).toEqual(said(error))
    const rounded = amount - (amount % step)
    expect(await paid(stripe, rounded, { currency })).toMatchObject({ amount: rounded })
  })

  it('of a currency without decimals is one whole unit', async () => {
    expect(await paid(sdk(), 501, { currency: 'jpy' })).toMatchObject({ amount: 501, currency: 'jpy' })
  })
})
