/** An authorisation that runs out by hand. */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { errorOf, paid, paidByIntent, refusal, said, serving } from '../given.js'

const { sdk } = serving({ clock: 'manual' })

const expire = async (stripe: Stripe, charge: string): Promise<Stripe.Charge> =>
  (await stripe.rawRequest('POST', `/_control/charges/${charge}/expire`)) as unknown as Stripe.Charge

describe('an authorisation that runs out', () => {
  it('is captured no more', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000, { capture: false })
    expect(await expire(stripe, id)).toMatchObject({ id, captured: false, amount_captured: 0 })
    expect(await errorOf(stripe.charges.capture(id))).toMatchObject({ statusCode: 400 })
  })
  it('takes its PaymentIntent with it', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, { capture_method: 'manual' })
    await expire(stripe, intent.latest_charge as string)
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'canceled' })
  })
  it('runs out once', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000, { capture: false })
    await expire(stripe, id)
    expect(said(await errorOf(expire(stripe, id)))).toEqual(refusal('The charge does not allow this: MoveNotAllowed.'))
  })
  it('has to be one: what was captured does not run out', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe)
    expect(said(await errorOf(expire(stripe, id)))).toEqual(refusal('The charge does not allow this: MoveNotAllowed.'))
    expect(await stripe.refunds.create({ charge: id })).toMatchObject({ status: 'succeeded' })
  })
  it('has to be there', async () => {
    expect(said(await errorOf(expire(sdk(), 'ch_none')))).toMatchObject({ status: 404, param: 'id' })
  })
})
