/** Accounts: one's own, those that are made, and those that are named. */
import { describe, expect, it } from 'vitest'
import { coded, errorOf, newAccount, refusal, said, serving } from '../given.js'

const { sdk, http } = serving()

describe("one's own account", () => {
  it('is the same for the same key, and another for another', async () => {
    const name = newAccount()
    const own = async (as: string): Promise<string> => (await http('GET', '/v1/account', { as })).body.id as string
    const id = await own(name)
    expect(id).toMatch(/^acct_1\w{15}$/)
    expect(await own(name)).toBe(id)
    expect(await own(newAccount())).not.toBe(id)
  })

  it('is a standard one, controlled by itself, unlike those that it made', async () => {
    const stripe = sdk()
    const own = await stripe.accounts.retrieveCurrent()
    expect(own).toMatchObject({ type: 'standard', controller: { type: 'account' } })
    expect(own.controller).toEqual({ type: 'account' })
    const other = await stripe.accounts.retrieve('acct_shop')
    expect(other).toMatchObject({ type: 'custom', controller: { type: 'application', is_controller: true } })
  })

  it('is the connected one where one asks in its name', async () => {
    const { body } = await http('GET', '/v1/account', { headers: { 'stripe-account': 'acct_shop' } })
    expect(body.id).toBe('acct_shop')
  })

  it('stands in no list', async () => {
    const name = newAccount()
    await http('GET', '/v1/account', { as: name })
    expect((await sdk(name).accounts.list()).data).toEqual([])
  })
})

describe('a connected account', () => {
  it('is what was said of it', async () => {
    const stripe = sdk()
    const account = await stripe.accounts.create({
      type: 'express',
      country: 'DE',
      default_currency: 'eur',
      email: 'shop@example.com',
      business_type: 'company',
      metadata: { a: '1' },
    })
    expect(account).toMatchObject({
      object: 'account',
      type: 'express',
      country: 'DE',
      default_currency: 'eur',
      email: 'shop@example.com',
      business_type: 'company',
      charges_enabled: true,
      metadata: { a: '1' },
    })
    expect(account.id).toMatch(/^acct_\w{24}$/)
    expect(await stripe.accounts.retrieve(account.id)).toEqual(account)
    expect((await stripe.accounts.list()).data).toEqual([account])
  })

  it('is of the US and custom where nothing is said', async () => {
    expect(await sdk().accounts.create({})).toMatchObject({ type: 'custom', country: 'US', default_currency: 'usd' })
  })

  it('is there as soon as it is named, each platform having its own', async () => {
    const [one, other] = [sdk(), sdk()]
    const account = await one.accounts.retrieve('acct_shop')
    expect(account).toMatchObject({ id: 'acct_shop', email: null })
    await one.accounts.update('acct_shop', { email: 'shop@example.com' })
    expect((await one.accounts.list()).data.map(({ email }) => email)).toEqual(['shop@example.com'])
    expect((await other.accounts.retrieve('acct_shop')).email).toBeNull()
  })

  it('hears itself of what changes, and merges its metadata', async () => {
    const stripe = sdk()
    const { id } = await stripe.accounts.create({ metadata: { a: '1', b: '2' } })
    const account = await stripe.accounts.update(id, { metadata: { a: '', c: '3' }, email: 'b@example.com' })
    expect(account.metadata).toEqual({ b: '2', c: '3' })
    await stripe.accounts.update(id, { email: 'b@example.com' })
    expect((await stripe.events.list({ type: 'account.updated' })).data).toEqual([])
    const { data } = await stripe.events.list({ type: 'account.updated' }, { stripeAccount: id })
    expect(data.map(({ data: told }) => told)).toMatchObject([
      { object: { id, email: 'b@example.com' }, previous_attributes: { email: null, metadata: { a: '1', c: null } } },
    ])
  })

  it('has none connected to itself', async () => {
    const stripe = sdk()
    await stripe.accounts.create({})
    expect((await stripe.accounts.list({}, { stripeAccount: 'acct_shop' })).data).toEqual([])
  })

  it('is refused by a name that none has', async () => {
    const stripe = sdk()
    const told = refusal("No such account: 'shop'", { status: 404, param: 'account', ...coded('resource_missing') })
    expect(said(await errorOf(stripe.accounts.retrieve('shop')))).toEqual(told)
    expect(said(await errorOf(stripe.accounts.update('shop', { email: 'a@example.com' })))).toEqual(told)
  })

  it('is refused with metadata that is too much', async () => {
    const metadata = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, '1']))
    expect(said(await errorOf(sdk().accounts.create({ metadata })))).toMatchObject({ status: 400, param: 'metadata' })
  })
})
