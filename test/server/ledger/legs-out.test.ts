/** What captures send out: the transfer, the payment that it makes, the fee. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { checkAgainst } from '../../stripe/objects/openapi.js'
import { chargeIn, newAccount, paid, paidByIntent, serving } from '../given.js'

const { sdk } = serving()
const slow = serving({ clock: 'manual' })

const SHOP = { stripeAccount: 'acct_shop' }
const ONWARD = { application_fee_amount: 30, transfer_data: { destination: 'acct_shop' } }

const problemsOf = (schema: string, object: object): readonly string[] => checkAgainst(schema, object).problems

const net = (movements: readonly Stripe.BalanceTransaction[]): number =>
  movements.reduce((sum, movement) => sum + movement.net, 0)

const movementsOf = async (stripe: Stripe, on?: Stripe.RequestOptions): Promise<readonly Stripe.BalanceTransaction[]> =>
  (await stripe.balanceTransactions.list({ limit: 100 }, on)).data

describe('a destination charge', () => {
  it('says where it goes, by the ids of transfer and fee', async () => {
    const stripe = sdk()
    const charge = await paid(stripe, 1000, ONWARD)
    expect(charge).toMatchObject({
      application_fee: expect.stringMatching(/^fee_/),
      application_fee_amount: 30,
      destination: 'acct_shop',
      transfer: expect.stringMatching(/^tr_/),
      transfer_data: { amount: null, destination: 'acct_shop' },
      transfer_group: `group_${charge.id}`,
    })
  })

  it('pays the connected account what is sent, less the fee', async () => {
    const stripe = sdk()
    const { transfer, application_fee: fee } = await paid(stripe, 1000, ONWARD)
    const { destination_payment: id } = await stripe.transfers.retrieve(transfer as string)
    const payment = await stripe.charges.retrieve(id as string, { expand: ['balance_transaction'] }, SHOP)
    expect(payment).toMatchObject({
      id: expect.stringMatching(/^py_/),
      amount: 1000,
      amount_captured: 1000,
      application_fee: fee,
      application_fee_amount: 30,
      captured: true,
      payment_method_details: { type: 'stripe_account', stripe_account: {} },
      source_transfer: transfer,
      status: 'succeeded',
      balance_transaction: { amount: 1000, fee: 30, net: 970, type: 'payment', source: id },
    })
    const { fee_details: fees } = payment.balance_transaction as Stripe.BalanceTransaction
    expect(fees).toMatchObject([{ amount: 30, description: 'Platform application fee', type: 'application_fee' }])
  })

  it('moves no money that is not there: the two balances come to what the processor leaves', async () => {
    const stripe = sdk()
    await paid(stripe, 1000, ONWARD)
    const [platform, shop] = [await movementsOf(stripe), await movementsOf(stripe, SHOP)]
    expect(platform.map(({ type, net: is }) => [type, is]).sort()).toEqual([
      ['application_fee', 30],
      ['charge', 941],
      ['transfer', -1000],
    ])
    expect(net(shop)).toBe(970)
    expect(net(platform) + net(shop)).toBe(1000 - 59)
  })

  it('is told with its transfer and its fee, to the platform alone', async () => {
    const stripe = sdk()
    await paid(stripe, 1000, ONWARD)
    const types = async (on?: Stripe.RequestOptions): Promise<readonly string[]> =>
      (await stripe.events.list({}, on)).data.map(({ type }) => type).toReversed()
    expect(await types()).toEqual(['charge.succeeded', 'transfer.created', 'application_fee.created'])
    expect(await types(SHOP)).toEqual([])
  })

  it('of a PaymentIntent is of a group named after that', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, ONWARD)
    const { transfer, transfer_group: group } = await stripe.charges.retrieve(chargeIn(intent))
    expect(group).toBe(`group_${intent.id}`)
    expect((await stripe.transfers.list({ transfer_group: group as string })).data).toMatchObject([{ id: transfer }])
  })

  it('sends nothing before it is captured', async () => {
    const stripe = sdk()
    const held = await paid(stripe, 1000, { ...ONWARD, capture: false })
    expect(held).toMatchObject({ application_fee: null, application_fee_amount: 30 })
    expect(held).not.toHaveProperty('transfer')
    expect((await stripe.transfers.list()).data).toEqual([])
    await stripe.charges.capture(held.id)
    expect((await stripe.transfers.list()).data).toMatchObject([{ amount: 1000 }])
  })

  it('makes objects of the shape of Stripe’s schema', async () => {
    const stripe = sdk()
    const { transfer, application_fee: fee } = await paid(stripe, 1000, ONWARD)
    const sent = await stripe.transfers.retrieve(transfer as string)
    expect(problemsOf('transfer', sent)).toEqual([])
    expect(problemsOf('application_fee', await stripe.applicationFees.retrieve(fee as string))).toEqual([])
    const { lastResponse: _, ...payment } = await stripe.charges.retrieve(sent.destination_payment as string, {}, SHOP)
    expect(problemsOf('charge', payment)).toEqual([])
    for (const movement of await movementsOf(stripe, SHOP))
      expect(problemsOf('balance_transaction', movement)).toEqual([])
  })
})

describe('a direct charge with a fee', () => {
  const direct = (stripe: Stripe): Promise<Stripe.Charge> =>
    stripe.charges.create(
      {
        amount: 1000,
        currency: 'usd',
        source: 'tok_visa',
        application_fee_amount: 30,
        expand: ['balance_transaction'],
      },
      SHOP,
    )

  it('pays the connected account less both fees, and the platform its own', async () => {
    const stripe = sdk()
    const charge = await direct(stripe)
    expect(charge.balance_transaction).toMatchObject({ amount: 1000, fee: 89, net: 911 })
    expect(net(await movementsOf(stripe))).toBe(30)
    expect(net(await movementsOf(stripe, SHOP))).toBe(911)
  })

  it('is told to the connected account, and its fee to the platform', async () => {
    const stripe = sdk()
    const charge = await direct(stripe)
    const events = (on?: Stripe.RequestOptions) => stripe.events.list({}, on)
    expect((await events(SHOP)).data).toMatchObject([{ type: 'charge.succeeded', data: { object: { id: charge.id } } }])
    expect((await events()).data).toMatchObject([
      { type: 'application_fee.created', data: { object: { id: charge.application_fee, account: 'acct_shop' } } },
    ])
  })

  it('pays less the fee also where the money comes later', async () => {
    const as = newAccount()
    const stripe = slow.sdk(as)
    const params = { amount: 1000, currency: 'usd', payment_method: 'pm_card_visa', confirm: true }
    const intent = await stripe.paymentIntents.create(
      { ...params, automatic_payment_methods: { enabled: true, allow_redirects: 'never' }, application_fee_amount: 30 },
      SHOP,
    )
    expect(await movementsOf(stripe, SHOP)).toEqual([])
    await slow.http('POST', '/_control/clock/advance', { as, form: { seconds: 60 } })
    const { balance_transaction: moved } = await stripe.charges.retrieve(
      chargeIn(intent),
      { expand: ['balance_transaction'] },
      SHOP,
    )
    expect(moved).toMatchObject({ amount: 1000, fee: 89, net: 911 })
  })

  it('shows its fee to whoever expands it', async () => {
    const stripe = sdk()
    const { id } = await direct(stripe)
    const charge = await stripe.charges.retrieve(id, { expand: ['application_fee'] }, SHOP)
    expect(charge.application_fee).toMatchObject({ object: 'application_fee', amount: 30, charge: id })
  })
})

describe('several captures', () => {
  it('make the transfer, the payment and the fee larger, and no second one', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, {
      transfer_data: { destination: 'acct_shop' },
      application_fee_amount: 10,
      capture_method: 'manual',
      payment_method_options: { card: { request_multicapture: 'if_available' } },
    })
    const capture = (amount_to_capture: number, application_fee_amount: number, final_capture: boolean) =>
      stripe.paymentIntents.capture(intent.id, { amount_to_capture, application_fee_amount, final_capture })
    await capture(300, 10, false)
    await capture(500, 20, true)
    expect(await stripe.charges.retrieve(chargeIn(intent))).toMatchObject({ application_fee_amount: 30 })
    const { data: transfers } = await stripe.transfers.list({ expand: ['data.destination_payment'] })
    expect(transfers).toMatchObject([
      {
        amount: 800,
        destination_payment: { amount: 800, amount_captured: 800, application_fee_amount: 30 },
        reversed: false,
      },
    ])
    expect((await stripe.applicationFees.list()).data).toMatchObject([{ amount: 30, amount_refunded: 0 }])
    const there = await movementsOf(stripe, SHOP)
    expect(there.map((movement) => movement.net)).toEqual([480, 290])
    const { data: told } = await stripe.events.list({ types: ['transfer.created', 'application_fee.created'] })
    expect(told.map(({ type }) => type)).toEqual(['application_fee.created', 'transfer.created'])
  })
})
