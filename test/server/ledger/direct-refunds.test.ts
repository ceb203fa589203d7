/** A connected account's own charge, refunded with the fee's share: that share is the account's whatever becomes of the refund. */
import fc from 'fast-check'
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { newAccount, paid, serving } from '../given.js'
import { feesIn } from './fees-agree.js'

const { http, sdk } = serving({ clock: 'manual' })

const SHOP = { stripeAccount: 'acct_shop' }
const HEADERS = { 'stripe-account': 'acct_shop' }

interface At {
  readonly as: string
  readonly stripe: Stripe
}

const lever = async ({ as }: At, path: string, form: Readonly<Record<string, string>> = {}): Promise<number> =>
  (await http('POST', `/_control/${path}`, { as, form, headers: HEADERS })).status

const netOf = async ({ stripe }: At, on?: Stripe.RequestOptions): Promise<number> =>
  (await stripe.balanceTransactions.list({ limit: 100 }, on)).data.reduce((sum, { net }) => sum + net, 0)

/** A direct charge of 1000 with a fee of 100, and a refund of 500 that takes back 50 of it, born as the levers say. */
const refundBorn = async (at: At, path: string, form: Readonly<Record<string, string>>): Promise<Stripe.Refund> => {
  const { id: charge } = await at.stripe.charges.create(
    { amount: 1000, currency: 'usd', source: 'tok_visa', application_fee_amount: 100 },
    SHOP,
  )
  expect(await lever(at, path, form)).toBe(200)
  return at.stripe.refunds.create({ charge, amount: 500, refund_application_fee: true }, SHOP)
}

const account = (): At => {
  const as = newAccount()
  return { as, stripe: sdk(as) }
}

/** What the account has after the charge, and what the processor kept. */
const CHARGED = 1000 - 59 - 100

describe('a direct charge’s refund that has not moved yet', () => {
  it('brings the account the fee’s share at once, since the platform gives it at once', async () => {
    const at = account()
    const refund = await refundBorn(at, 'refunds/next', { status: 'requires_action' })
    expect(refund).toMatchObject({ status: 'requires_action' })
    expect(refund.balance_transaction ?? null).toBeNull()
    expect([await netOf(at), await netOf(at, SHOP)]).toEqual([50, CHARGED + 50])
    const [newest] = (await at.stripe.balanceTransactions.list({ limit: 1 }, SHOP)).data
    expect(newest).toMatchObject({ amount: 50, net: 50, type: 'adjustment', source: expect.stringMatching(/^fr_/) })
  })

  it('leaves it there when the customer never acts and it is canceled', async () => {
    const at = account()
    const { id } = await refundBorn(at, 'refunds/next', { status: 'requires_action' })
    expect((await at.stripe.refunds.cancel(id, {}, SHOP)).status).toBe('canceled')
    expect([await netOf(at), await netOf(at, SHOP)]).toEqual([50, CHARGED + 50])
  })

  it('leaves it there when the balance is not filled and it fails', async () => {
    const at = account()
    const { id, status } = await refundBorn(at, 'balance', { refunds: 'pending' })
    expect(status).toBe('pending')
    expect(await lever(at, `refunds/${id}/fail`)).toBe(200)
    expect([await netOf(at), await netOf(at, SHOP)]).toEqual([50, CHARGED + 50])
  })

  it('takes the whole amount when it moves after all, and brings the share no second time', async () => {
    const at = account()
    const { id } = await refundBorn(at, 'balance', { refunds: 'pending' })
    expect(await lever(at, `refunds/${id}/succeed`)).toBe(200)
    const { balance_transaction: out } = await at.stripe.refunds.retrieve(id, { expand: ['balance_transaction'] }, SHOP)
    expect(out).toMatchObject({ amount: -500, fee: 0, net: -500, type: 'refund' })
    expect([await netOf(at), await netOf(at, SHOP)]).toEqual([50, CHARGED - 450])
  })
})

describe('a direct charge’s refund that moves at once', () => {
  it('brings the share within its own movement, as ever', async () => {
    const at = account()
    const refund = await refundBorn(at, 'refunds/next', { status: 'pending' })
    const found = await at.stripe.refunds.retrieve(refund.id, { expand: ['balance_transaction'] }, SHOP)
    expect(found.balance_transaction).toMatchObject({ amount: -500, fee: -50, net: -450 })
    expect(await lever(at, `refunds/${refund.id}/fail`)).toBe(200)
    expect([await netOf(at), await netOf(at, SHOP)]).toEqual([50, CHARGED + 50])
  })
})

interface Story {
  readonly direct: boolean
  readonly born: 'pending' | 'requires_action' | 'succeeded' | 'waiting'
  readonly share: number
  readonly fee: boolean
  readonly end: 'cancel' | 'fail' | 'none' | 'submit' | 'succeed'
}

const story: fc.Arbitrary<Story> = fc.record({
  direct: fc.boolean(),
  born: fc.constantFrom('pending', 'requires_action', 'succeeded', 'waiting'),
  share: fc.integer({ min: 1, max: 500 }),
  fee: fc.boolean(),
  end: fc.constantFrom('cancel', 'fail', 'none', 'submit', 'succeed'),
})

/** Pays, and refunds twice in the same way. */
const tell = async (at: At, { direct, born, share, fee, end }: Story): Promise<void> => {
  const { stripe } = at
  const fees = { application_fee_amount: 101 }
  const on = direct ? SHOP : {}
  const { id: charge } = direct
    ? await stripe.charges.create({ amount: 1000, currency: 'usd', source: 'tok_visa', ...fees }, SHOP)
    : await paid(stripe, 1000, { ...fees, transfer_data: { destination: 'acct_shop' } })
  const headers = direct ? HEADERS : {}
  const pull = (path: string, form: Readonly<Record<string, string>> = {}) =>
    http('POST', `/_control/${path}`, { as: at.as, form, headers })
  await pull('balance', { refunds: born === 'waiting' ? 'pending' : 'normal' })
  for (const amount of [share, 1000 - share]) {
    if (born === 'pending' || born === 'requires_action') await pull('refunds/next', { status: born })
    const legs = { refund_application_fee: fee, ...(direct ? {} : { reverse_transfer: true }) }
    const { id } = await stripe.refunds.create({ charge, amount, ...legs }, on)
    if (end !== 'none') await pull(`refunds/${id}/${end}`)
  }
  await pull('balance', { refunds: 'normal' })
}

describe('fees', () => {
  it('are the same sum to the platform and to those who pay them, whatever becomes of refunds', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(story, { minLength: 1, maxLength: 4 }), async (stories) => {
        const at = account()
        for (const one of stories) await tell(at, one)
        expect((await feesIn(at.stripe)) + (await feesIn(at.stripe, 'acct_shop'))).toBe(0)
      }),
      { numRuns: 25 },
    )
  })
})
