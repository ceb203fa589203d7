/** Tokens: what of a card is taken, and what a token is good for. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { coded, errorOf, newAccount, refusal, said, serving } from '../given.js'

const { sdk } = serving()

/** A year in which no card of these tests is past. */
const NEXT = new Date().getUTCFullYear() + 1
const card = { number: '4242424242424242', exp_month: '12', exp_year: String(NEXT), cvc: '123' }
const made = (stripe: Stripe, more: object = {}): Promise<Stripe.Token> =>
  stripe.tokens.create({ card: { ...card, ...more } })

const refusedCard = (message: string, code: string, param?: string): object =>
  refusal(message, { status: 402, type: 'card_error', ...coded(code), ...(param === undefined ? {} : { param }) })

describe('a token', () => {
  it('shows the card, and neither its number nor its code', async () => {
    const stripe = sdk()
    const token = await made(stripe, { name: 'Ada', address_zip: '12345' })
    expect(token).toMatchObject({ object: 'token', type: 'card', used: false, livemode: false })
    expect(token.id).toMatch(/^tok_\w{24}$/)
    expect(token.card).toMatchObject({
      object: 'card',
      brand: 'Visa',
      last4: '4242',
      exp_month: 12,
      exp_year: NEXT,
      name: 'Ada',
      address_zip: '12345',
      address_zip_check: 'unchecked',
      cvc_check: 'unchecked',
    })
    expect(JSON.stringify(token)).not.toContain(card.number)
    expect(await stripe.tokens.retrieve(token.id)).toEqual(token)
  })

  it('takes a number with spaces or dashes, and a year of two digits', async () => {
    const stripe = sdk()
    const { card: shown } = await made(stripe, { number: '5555 5555-5555 4444', exp_year: String(NEXT % 100) })
    expect(shown).toMatchObject({ brand: 'MasterCard', last4: '4444', exp_year: NEXT })
  })

  it('says that no code was told', async () => {
    const { card: shown } = await sdk().tokens.create({
      card: { number: card.number, exp_month: '1', exp_year: String(NEXT) },
    })
    expect(shown?.cvc_check).toBeNull()
  })

  it('is used once, wherever it is used', async () => {
    const stripe = sdk()
    const token = await made(stripe, { number: '4000056655665556', name: 'Ada', address_city: 'Bern' })
    const method = await stripe.paymentMethods.create({ type: 'card', card: { token: token.id } })
    expect(method.card).toMatchObject({ funding: 'debit', last4: '5556', exp_month: 12, exp_year: NEXT })
    expect(method.billing_details).toMatchObject({ name: 'Ada', address: { city: 'Bern', line1: null } })
    expect(await stripe.tokens.retrieve(token.id)).toEqual({ ...token, used: true })
    const again = refusal(`You cannot use a Stripe token more than once: ${token.id}.`, coded('token_already_used'))
    expect(said(await errorOf(stripe.customers.create({ source: token.id })))).toEqual(again)
    expect(said(await errorOf(stripe.paymentMethods.create({ type: 'card', card: { token: token.id } })))).toEqual(
      again,
    )
    expect(said(await errorOf(stripe.charges.create({ amount: 100, currency: 'usd', source: token.id })))).toEqual(
      again,
    )
  })

  it('is used once by those who use it at the same moment', async () => {
    const stripe = sdk()
    const { id } = await made(stripe)
    const asked = Array.from({ length: 5 }, () => stripe.customers.create({ source: id }).then(() => 'used', said))
    const used = (await Promise.all(asked)).filter((answer) => answer === 'used')
    expect(used).toHaveLength(1)
    expect((await stripe.customers.list()).data).toHaveLength(1)
  })

  it('stays unused where what it was for is refused', async () => {
    const stripe = sdk()
    const token = await made(stripe, { number: '4000000000000002' })
    expect(said(await errorOf(stripe.customers.create({ source: token.id })))).toMatchObject({ status: 402 })
    expect((await stripe.tokens.retrieve(token.id)).used).toBe(false)
  })

  it('is not there for another key', async () => {
    const { id } = await made(sdk())
    expect(said(await errorOf(sdk().tokens.retrieve(id)))).toEqual(
      refusal(`No such token: '${id}'`, { status: 404, param: 'token', ...coded('resource_missing') }),
    )
  })

  it('is made once under one key', async () => {
    const stripe = sdk()
    const [first, second] = [1, 2].map(() => stripe.tokens.create({ card }, { idempotencyKey: newAccount() }))
    expect((await first)?.id).not.toBe((await second)?.id)
    const ask = (): Promise<Stripe.Token> => stripe.tokens.create({ card }, { idempotencyKey: 'k1' })
    expect((await ask()).id).toBe((await ask()).id)
  })
})

describe('a card', () => {
  const NOT_A_TEST =
    'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: ' +
    'https://stripe.com/docs/testing.'

  it.each([
    [
      'a number that fails the check',
      { number: '4242424242424241' },
      'Your card number is incorrect.',
      'incorrect_number',
      'number',
    ],
    ['a number of letters', { number: 'card' }, 'Your card number is incorrect.', 'incorrect_number', 'number'],
    ['month 13', { exp_month: '13' }, "Your card's expiration month is invalid.", 'invalid_expiry_month', 'exp_month'],
    ['month 0', { exp_month: '0' }, "Your card's expiration month is invalid.", 'invalid_expiry_month', 'exp_month'],
    ['year 95', { exp_year: '95' }, "Your card's expiration year is invalid.", 'invalid_expiry_year', 'exp_year'],
    [
      'a past year',
      { exp_year: String(NEXT - 2) },
      "Your card's expiration year is invalid.",
      'invalid_expiry_year',
      'exp_year',
    ],
    ['a code of two digits', { cvc: '99' }, "Your card's security code is invalid.", 'invalid_cvc', 'cvc'],
    ['a code of letters', { cvc: 'abc' }, "Your card's security code is invalid.", 'invalid_cvc', 'cvc'],
    ['a number that is no test card', { number: '4111111111111111' }, NOT_A_TEST, 'card_declined', undefined],
  ])('is refused: %s, as a token and as a method', async (_, wrong, message, code, param) => {
    const stripe = sdk()
    const told = refusedCard(message, code, param)
    expect(said(await errorOf(made(stripe, wrong)))).toEqual(told)
    const { exp_month, exp_year, ...rest } = { ...card, ...wrong }
    const asMethod = { ...rest, exp_month: Number(exp_month), exp_year: Number(exp_year) }
    expect(said(await errorOf(stripe.paymentMethods.create({ type: 'card', card: asMethod })))).toEqual(told)
  })

  it('that is no test card is declined as a live one', async () => {
    const error = await errorOf(made(sdk(), { number: '4111111111111111' }))
    expect(error.decline_code).toBe('test_mode_live_card')
  })

  it('that is declined when it is charged makes a token all the same', async () => {
    expect((await made(sdk(), { number: '4000000000000002' })).card?.last4).toBe('0002')
  })

  it('has to be told', async () => {
    expect(said(await errorOf(sdk().tokens.create({})))).toEqual(
      refusal('Missing required param: card.', { param: 'card', ...coded('parameter_missing') }),
    )
  })
})
