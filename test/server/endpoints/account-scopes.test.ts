/** What a connected account can reach: itself, and no other. */
import { describe, expect, it } from 'vitest'
import { coded, errorOf, newAccount, paid, refusal, said, serving } from '../given.js'

const { http, sdk } = serving()

const SHOP = { stripeAccount: 'acct_shop' }
const ONWARD = { application_fee_amount: 100, transfer_data: { destination: 'acct_shop' } }

const noAccount = (id: string): object =>
  refusal(`No such account: '${id}'`, { status: 404, param: 'account', ...coded('resource_missing') })

describe('in the name of a connected account', () => {
  it('another account is not there, to be read or to be written', async () => {
    const stripe = sdk()
    await stripe.accounts.update('acct_other', { email: 'other@example.com' })
    expect(said(await errorOf(stripe.accounts.retrieve('acct_other', {}, SHOP)))).toEqual(noAccount('acct_other'))
    const written = stripe.accounts.update('acct_other', { email: 'shop@example.com' }, SHOP)
    expect(said(await errorOf(written))).toEqual(noAccount('acct_other'))
    expect((await stripe.accounts.retrieve('acct_other')).email).toBe('other@example.com')
  })

  it('nor is the platform', async () => {
    const as = newAccount()
    const stripe = sdk(as)
    const own = (await http('GET', '/v1/account', { as })).body.id as string
    expect(said(await errorOf(stripe.accounts.retrieve(own, {}, SHOP)))).toEqual(noAccount(own))
    const written = stripe.accounts.update(own, { email: 'shop@example.com' }, SHOP)
    expect(said(await errorOf(written))).toEqual(noAccount(own))
    expect((await stripe.accounts.retrieve(own)).email).toBeNull()
  })

  it('a name that none has is refused as ever', async () => {
    expect(said(await errorOf(sdk().accounts.retrieve('shop', {}, SHOP)))).toEqual(noAccount('shop'))
  })

  it('its own account is read and written', async () => {
    const stripe = sdk()
    expect((await stripe.accounts.update('acct_shop', { email: 'shop@example.com' }, SHOP)).email).toBe(
      'shop@example.com',
    )
    expect((await stripe.accounts.retrieve('acct_shop', {}, SHOP)).email).toBe('shop@example.com')
    expect((await stripe.accounts.retrieve('acct_shop')).email).toBe('shop@example.com')
  })

  it('no account is made', async () => {
    const stripe = sdk()
    expect(said(await errorOf(stripe.accounts.create({ type: 'standard' }, SHOP)))).toEqual(
      refusal(
        "You can only create new accounts if you've signed up for Connect, which you can do at " +
          'https://dashboard.stripe.com/connect.',
      ),
    )
    expect((await stripe.accounts.list()).data).toEqual([])
  })
})

describe('what a connected account sees of its platform, by expanding', () => {
  it('is the transfer that paid it, its reversals, the fee, and the charge that it came from', async () => {
    const stripe = sdk()
    const { id: charge, transfer, application_fee: fee } = await paid(stripe, 1000, ONWARD)
    await stripe.refunds.create({ charge, amount: 500, refund_application_fee: true, reverse_transfer: true })
    const [payment] = (
      await stripe.charges.list({ expand: ['data.source_transfer.source_transaction', 'data.application_fee'] }, SHOP)
    ).data
    expect(payment).toMatchObject({
      source_transfer: { id: transfer, source_transaction: { id: charge, amount: 1000 } },
      application_fee: { id: fee, amount_refunded: 50 },
    })
    const [refund] = (await stripe.refunds.list({ expand: ['data.source_transfer_reversal.transfer'] }, SHOP)).data
    expect(refund?.source_transfer_reversal).toMatchObject({ amount: 500, transfer: { id: transfer } })
  })

  it('is not the customer of that charge, nor its refunds and movements', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create({ email: 'secret@example.com' })
    const { id: method } = await stripe.paymentMethods.attach('pm_card_visa', { customer })
    const intent = await stripe.paymentIntents.create({
      amount: 1000,
      currency: 'usd',
      customer,
      payment_method: method,
      confirm: true,
      capture_method: 'automatic',
      ...ONWARD,
    })
    const { balance_transaction: moved } = await stripe.transfers
      .list()
      .then(({ data }) => data[0] as { balance_transaction: string })
    const within = ['customer', 'payment_intent', 'balance_transaction', 'refunds'].map(
      (name) => `source_transfer.source_transaction.${name}`,
    )
    const id = (await stripe.charges.list({}, SHOP)).data[0]?.id as string
    for (const path of [...within, 'source_transfer.balance_transaction']) {
      const found = await stripe.charges.retrieve(id, { expand: [path] }, SHOP)
      const { source_transaction: charge, balance_transaction: out } = found.source_transfer as unknown as {
        source_transaction: string | Record<string, unknown>
        balance_transaction: string
      }
      expect(out).toBe(moved)
      if (typeof charge === 'string') continue
      expect(charge).toMatchObject({ customer, payment_intent: intent.id, balance_transaction: expect.any(String) })
      expect(charge).not.toHaveProperty('refunds')
    }
  })

  it('is nothing that it could not name: the platform’s customer on an object of its own', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create({ email: 'secret@example.com' })
    const call = stripe.charges.create({ amount: 1000, currency: 'usd', source: 'tok_visa', customer }, SHOP)
    expect(said(await errorOf(call))).toMatchObject({ code: 'resource_missing', param: 'customer' })
  })
})
