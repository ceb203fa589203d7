/** Parameters that the older API called otherwise: each does what it did, or is refused. */
import { describe, expect, it } from 'vitest'
import { coded, errorOf, newAccount, paid, refusal, said, serving } from '../given.js'

const { sdk, http } = serving()

const CHARGE = { amount: 1000, currency: 'usd', source: 'tok_visa' } as const

const onlyOne = (one: string, other: string): object =>
  refusal(`You may only specify one of these parameters: ${one}, ${other}.`)

describe('POST /v1/charges', () => {
  it('sends the money to `destination`', async () => {
    const as = newAccount()
    const { body } = await http('POST', '/v1/charges', { as, form: { ...CHARGE, destination: 'acct_seller' } })
    expect(body).toMatchObject({
      destination: 'acct_seller',
      transfer_data: { destination: 'acct_seller', amount: null },
    })
    expect((await sdk(as).transfers.list()).data).toMatchObject([{ amount: 1000, destination: 'acct_seller' }])
  })

  it('sends what `destination[amount]` says', async () => {
    const as = newAccount()
    const form = { ...CHARGE, 'destination[account]': 'acct_seller', 'destination[amount]': 877 }
    const { body } = await http('POST', '/v1/charges', { as, form })
    expect(body).toMatchObject({ transfer_data: { destination: 'acct_seller', amount: 877 } })
    expect((await sdk(as).transfers.list()).data).toMatchObject([{ amount: 877 }])
  })

  it('takes `application_fee`', async () => {
    const as = newAccount()
    const form = { ...CHARGE, destination: 'acct_seller', application_fee: 50 }
    expect((await http('POST', '/v1/charges', { as, form })).body).toMatchObject({ application_fee_amount: 50 })
    expect((await sdk(as).applicationFees.list()).data).toMatchObject([{ amount: 50, account: 'acct_seller' }])
  })

  it('charges `card`', async () => {
    const form = { amount: 1000, currency: 'usd', card: 'tok_mastercard' }
    const { body } = await http('POST', '/v1/charges', { form })
    expect(body).toMatchObject({ captured: true, payment_method_details: { card: { brand: 'mastercard' } } })
  })

  it.each([
    ['card', 'source', { ...CHARGE, card: 'tok_visa' }],
    ['destination', 'transfer_data', { ...CHARGE, destination: 'acct_a', 'transfer_data[destination]': 'acct_a' }],
    [
      'application_fee',
      'application_fee_amount',
      { ...CHARGE, destination: 'acct_a', application_fee: 1, application_fee_amount: 1 },
    ],
    [
      'application_fee',
      'destination[amount]',
      { ...CHARGE, 'destination[account]': 'acct_a', 'destination[amount]': 9, application_fee: 1 },
    ],
  ])('refuses %s beside %s, and takes nothing', async (one, other, form) => {
    const as = newAccount()
    const { status, body } = await http('POST', '/v1/charges', { as, form })
    expect({ status, ...body.error }).toMatchObject(onlyOne(one, other))
    expect((await sdk(as).charges.list()).data).toEqual([])
  })

  it.each([
    ['destination', { destination: '' }, 'destination'],
    ['destination[account]', { 'destination[amount]': 9 }, 'destination[account]'],
    ['card', { 'card[number]': '4242424242424242' }, 'card'],
  ])('refuses %s without what it needs', async (_, more, param) => {
    const { status, body } = await http('POST', '/v1/charges', { form: { amount: 1000, currency: 'usd', ...more } })
    expect({ status, param: body.error?.param }).toEqual({ status: 400, param })
  })

  it('refuses a fee of nobody, and a destination that is none', async () => {
    const fee = await http('POST', '/v1/charges', { form: { ...CHARGE, application_fee: 50 } })
    expect(fee.body.error?.message).toMatch(/^Can only apply an application_fee when/)
    const nobody = await http('POST', '/v1/charges', { form: { ...CHARGE, destination: 'nobody' } })
    expect(nobody.body.error).toMatchObject({ ...coded('resource_missing'), message: "No such destination: 'nobody'" })
  })
})

describe('POST /v1/charges/{charge}/capture', () => {
  it('takes `application_fee`, and not both', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const { id } = await paid(stripe, 1000, { capture: false, transfer_data: { destination: 'acct_seller' } })
    const path = `/v1/charges/${id}/capture`
    const both = await http('POST', path, { as, form: { application_fee: 50, application_fee_amount: 50 } })
    expect({ status: both.status, ...both.body.error }).toMatchObject(
      onlyOne('application_fee', 'application_fee_amount'),
    )
    const { body } = await http('POST', path, { as, form: { application_fee: 50 } })
    expect(body).toMatchObject({ captured: true, application_fee_amount: 50 })
    expect((await stripe.applicationFees.list()).data).toMatchObject([{ amount: 50 }])
  })
})

describe('a test card', () => {
  it.each([
    ['tok_us', 'US'],
    ['tok_gb', 'GB'],
    ['tok_jp', 'JP'],
  ])('%s pays, and is of %s', async (source, country) => {
    const charge = await paid(sdk(), 1000, { source })
    expect(charge).toMatchObject({ captured: true, payment_method_details: { card: { country } } })
  })

  it.each([
    ['tok_chargeDeclined', 'generic_decline'],
    ['tok_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['tok_chargeDeclinedFraudulent', 'fraudulent'],
  ])('%s is declined: %s', async (source, decline_code) => {
    const error = await errorOf(paid(sdk(), 1000, { source }))
    expect(error).toMatchObject({ code: 'card_declined', decline_code })
  })

  it('of a country is taken by its number', async () => {
    const stripe = sdk()
    const card = { number: '4000002760000016', exp_month: 9, exp_year: 2040, cvc: '123' }
    expect((await stripe.paymentMethods.create({ type: 'card', card })).card?.country).toBe('DE')
    expect(
      said(await errorOf(stripe.paymentMethods.attach('pm_card_chargeDeclined', await aCustomer(stripe)))),
    ).toMatchObject({
      status: 402,
      code: 'card_declined',
    })
  })
})

const aCustomer = async (stripe: ReturnType<typeof sdk>): Promise<{ customer: string }> => ({
  customer: (await stripe.customers.create()).id,
})
