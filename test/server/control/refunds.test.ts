/** Refunds born as asked and moved by hand. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { errorOf, paid, refusal, said, serving } from '../given.js'

// A clock that stands: what takes its time does not come in between.
const { sdk, server } = serving({ clock: 'manual' })

const lever = async (stripe: Stripe, path: string, params: object = {}): Promise<Stripe.Refund> =>
  (await stripe.rawRequest('POST', `/_control/refunds/${path}`, params)) as unknown as Stripe.Refund

/** A refund of 400 on a charge of 1000, born so. */
const born = async (stripe: Stripe, status: 'pending' | 'requires_action'): Promise<Stripe.Refund> => {
  const { id: charge } = await paid(stripe)
  await lever(stripe, 'next', { status })
  return stripe.refunds.create({ charge, amount: 400 })
}

const refunded = async (stripe: Stripe, refund: Stripe.Refund): Promise<number> =>
  (await stripe.charges.retrieve(refund.charge as string)).amount_refunded

describe('the next refunds', () => {
  it.each(['pending', 'requires_action'] as const)('are born %s, as many as were asked for', async (status) => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    expect(await lever(stripe, 'next', { status, count: 2 })).toMatchObject({ next: [status, status] })
    const made = []
    for (let count = 0; count < 3; count += 1) made.push(await stripe.refunds.create({ charge, amount: 100 }))
    expect(made.map((refund) => refund.status)).toEqual([status, status, 'succeeded'])
  })
  it('are born so in the order asked', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    await lever(stripe, 'next', { status: 'requires_action' })
    await lever(stripe, 'next', { status: 'pending' })
    const first = await stripe.refunds.create({ charge, amount: 100 })
    const second = await stripe.refunds.create({ charge, amount: 100 })
    expect([first.status, second.status]).toEqual(['requires_action', 'pending'])
  })
  it('of another account are born as ever', async () => {
    const [one, other] = [sdk(), sdk()]
    await lever(one, 'next', { status: 'pending' })
    const { id: charge } = await paid(other)
    expect(await other.refunds.create({ charge })).toMatchObject({ status: 'succeeded' })
  })
  it('a refused refund does not use it up', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    await lever(stripe, 'next', { status: 'pending' })
    await errorOf(stripe.refunds.create({ charge, amount: 1001 }))
    expect(await stripe.refunds.create({ charge })).toMatchObject({ status: 'pending' })
  })
  it.each([
    [{}, 'status'],
    [{ status: 'succeeded' }, 'status'],
    [{ status: 'pending', count: 0 }, 'count'],
    [{ status: 'pending', count: 1001 }, 'count'],
  ])('are not planned by %j', async (params, param) => {
    expect(said(await errorOf(lever(sdk(), 'next', params)))).toMatchObject({ status: 400, param })
  })
})

describe('a refund by hand', () => {
  it('succeeds', async () => {
    const stripe = sdk()
    const refund = await born(stripe, 'pending')
    expect(await lever(stripe, `${refund.id}/succeed`)).toMatchObject({ id: refund.id, status: 'succeeded' })
    expect(await refunded(stripe, refund)).toBe(400)
  })
  it('fails for the reason given, and the charge is refundable again', async () => {
    const stripe = sdk()
    const refund = await born(stripe, 'pending')
    expect(await lever(stripe, `${refund.id}/fail`, { failure_reason: 'declined' })).toMatchObject({
      status: 'failed',
      failure_reason: 'declined',
      failure_balance_transaction: expect.stringMatching(/^txn_/),
    })
    expect(await refunded(stripe, refund)).toBe(0)
  })
  it('fails long after it succeeded, as with the test card when no reason is given', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe)
    const { id } = await stripe.refunds.create({ charge })
    expect(await lever(stripe, `${id}/fail`)).toMatchObject({
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
    })
  })
  it('is canceled', async () => {
    const stripe = sdk()
    const refund = await born(stripe, 'pending')
    expect(await lever(stripe, `${refund.id}/cancel`)).toMatchObject({ status: 'canceled' })
    expect(await refunded(stripe, refund)).toBe(0)
  })
  it('requires action, is submitted, and succeeds', async () => {
    const stripe = sdk()
    const { id } = await born(stripe, 'pending')
    expect(await lever(stripe, `${id}/require_action`)).toMatchObject({ status: 'requires_action' })
    expect(await lever(stripe, `${id}/submit`)).toMatchObject({ status: 'pending', pending_reason: 'processing' })
    expect(await lever(stripe, `${id}/succeed`)).toMatchObject({ status: 'succeeded' })
  })
  it('succeeds by itself, after its time, once it is submitted', async () => {
    const stripe = sdk()
    const { id } = await born(stripe, 'requires_action')
    await server().advance(3600)
    expect(await stripe.refunds.retrieve(id)).toMatchObject({ status: 'requires_action' })
    await lever(stripe, `${id}/submit`)
    await server().advance(1)
    expect(await stripe.refunds.retrieve(id)).toMatchObject({ status: 'succeeded' })
  })
  it('is refused where the law has no such move', async () => {
    const stripe = sdk()
    const refund = await born(stripe, 'pending')
    await lever(stripe, `${refund.id}/fail`)
    expect(said(await errorOf(lever(stripe, `${refund.id}/succeed`)))).toEqual(
      refusal('The charge does not allow this: MoveNotAllowed.'),
    )
    expect(await refunded(stripe, refund)).toBe(0)
  })
  it.each(['succeed', 'fail', 'cancel', 'require_action', 'submit'])(
    '%s: an unknown one is not there',
    async (move) => {
      expect(said(await errorOf(lever(sdk(), `re_none/${move}`)))).toMatchObject({ status: 404, param: 'refund' })
    },
  )
  it('a released authorisation is no refund that could be moved', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe, 1000, { capture: false })
    const { id } = await stripe.refunds.create({ charge }, { apiVersion: '2020-08-27' })
    expect(said(await errorOf(lever(stripe, `${id}/fail`)))).toMatchObject({ status: 404 })
  })
})
