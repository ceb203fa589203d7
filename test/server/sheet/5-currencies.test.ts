/** Fact sheet 5, continued: currencies. Each test is named after its row. */
import { describe, expect, it } from 'vitest'
import { errorOf, paid, serving } from '../given.js'

const { sdk } = serving()

describe('currencies', () => {
  it.each('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))(
    'zero-decimal: %s, amount = whole units',
    async (currency) => {
      const stripe = sdk()
      const { id } = await paid(stripe, 5000, { currency })
      const sign = currency === 'jpy' ? '¥' : `${currency.toUpperCase()} `
      const { message } = await errorOf(stripe.refunds.create({ charge: id, amount: 5101 }))
      expect(message).toBe(`Refund amount (${sign}5,101) is greater than charge amount (${sign}5,000)`)
      expect((await stripe.refunds.create({ charge: id, amount: 1 })).amount).toBe(1)
    },
  )

  it.each(['isk', 'ugx'])('special: %s, sent as two-decimal, always 00', async (currency) => {
    const stripe = sdk()
    const { id } = await paid(stripe, 50_000, { currency })
    expect(await errorOf(stripe.refunds.create({ charge: id, amount: 150 }))).toMatchObject({ param: 'amount' })
    expect((await stripe.refunds.create({ charge: id, amount: 200 })).amount).toBe(200)
  })

  it.each(['huf', 'twd'])('special: %s, two-decimal for charges and refunds', async (currency) => {
    const stripe = sdk()
    const { id } = await paid(stripe, 50_000, { currency })
    expect((await stripe.refunds.create({ charge: id, amount: 151 })).amount).toBe(151)
  })

  it.each(['bhd', 'jod', 'kwd', 'omr', 'tnd'])('three-decimal: %s, the last digit must be 0', async (currency) => {
    const stripe = sdk()
    const { id } = await paid(stripe, 5120, { currency })
    expect(await errorOf(stripe.refunds.create({ charge: id, amount: 125 }))).toMatchObject({ param: 'amount' })
    expect((await stripe.refunds.create({ charge: id, amount: 120 })).amount).toBe(120)
  })

  it('default: two decimals', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000, { currency: 'gbp' })
    const { message } = await errorOf(stripe.refunds.create({ charge: id, amount: 1100 }))
    expect(message).toBe('Refund amount (£11.00) is greater than charge amount (£10.00)')
  })

  it.each([
    ...(['usd', 'eur', 'cad', 'aud', 'chf', 'nzd', 'sgd', 'brl', 'inr'] as const).map((code) => [code, 50] as const),
    ['aed', 200],
    ['czk', 1500],
    ['dkk', 250],
    ['gbp', 30],
    ['hkd', 400],
    ['huf', 17_500],
    ['jpy', 50],
    ['krw', 50],
    ['mxn', 1000],
    ['myr', 200],
    ['nok', 300],
    ['pln', 200],
    ['ron', 200],
    ['sek', 300],
    ['thb', 1000],
  ] as const)('minimum: %s %d, of charges only, refunds may be 1 unit', async (currency, least) => {
    const stripe = sdk()
    const error = await errorOf(paid(stripe, least - 1, { currency }))
    expect(error).toMatchObject({ statusCode: 400, code: 'amount_too_small', param: 'amount' })
    expect(error.message).toMatch(new RegExp(`^Amount must be at least .* ${currency}$`))
    const { id } = await paid(stripe, least, { currency })
    expect((await stripe.refunds.create({ charge: id, amount: 1 })).amount).toBe(1)
  })

  it('maximum: twelve digits', async () => {
    const stripe = sdk()
    expect((await paid(stripe, 999_999_999_999)).amount).toBe(999_999_999_999)
    expect(await errorOf(paid(stripe, 1_000_000_000_000))).toMatchObject({ statusCode: 400, param: 'amount' })
  })

  it('refund currency = charge currency; another beside a charge is an unknown parameter', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000, { currency: 'eur' })
    expect((await stripe.refunds.create({ charge: id, amount: 1 })).currency).toBe('eur')
    const error = await errorOf(stripe.refunds.create({ charge: id, currency: 'usd' } as never))
    expect(error).toMatchObject({ code: 'parameter_unknown', param: 'currency' })
  })
})
