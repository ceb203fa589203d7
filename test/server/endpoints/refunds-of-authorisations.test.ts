/** An authorisation without a PaymentIntent, given up by a refund. */
import { describe, expect, it } from 'vitest'
import { coded, errorOf, paid, refusal, said, serving } from '../given.js'
import { held } from '../payments/given.js'

const { sdk } = serving()

const OLD = { apiVersion: '2024-04-10' }
const asked = { reason: 'duplicate', metadata: { order: '7' } } as const

describe('a refund of an authorisation', () => {
  it('keeps its reason and its metadata, under every version', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe, 1000, { capture: false })
    const refund = await stripe.refunds.create({ charge, ...asked })
    expect(refund).toMatchObject({ object: 'refund', amount: 1000, status: 'succeeded', ...asked })
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject(asked)
    expect(await stripe.refunds.retrieve(refund.id, {}, OLD)).toMatchObject(asked)
    const { refunds } = await stripe.charges.retrieve(charge, { expand: ['refunds'] }, OLD)
    expect(refunds?.data).toMatchObject([asked])
  })

  it('is edited like any other, and told of', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe, 1000, { capture: false })
    const { id } = await stripe.refunds.create({ charge, ...asked })
    const metadata = { order: '8' }
    expect((await stripe.refunds.update(id, { metadata })).metadata).toEqual(metadata)
    expect((await stripe.refunds.retrieve(id)).metadata).toEqual(metadata)
    const { refunds } = await stripe.charges.retrieve(charge, { expand: ['refunds'] }, OLD)
    expect(refunds?.data).toMatchObject([{ id, metadata }])
    const [event] = (await stripe.events.list({ type: 'refund.updated' })).data
    expect(event?.data).toMatchObject({ object: { id, metadata }, previous_attributes: { metadata: { order: '7' } } })
  })

  it('is listed wherever it is found', async () => {
    const stripe = sdk()
    const { id: charge } = await paid(stripe, 1000, { capture: false })
    const { id } = await stripe.refunds.create({ charge })
    expect((await stripe.refunds.list({ charge })).data).toMatchObject([{ id }])
    expect((await stripe.refunds.list({ charge }, OLD)).data).toMatchObject([{ id }])
  })

  it.each([
    [
      { refund_application_fee: true },
      (charge: string) => `Attempting to refund_application_fee on ${charge}, but it has no application fee`,
    ],
    [
      { reverse_transfer: true },
      (charge: string) =>
        `Cannot reverse transfer on charge ${charge} because it does not have an associated transfer.`,
    ],
  ])('is refused with %j: nothing went on yet', async (flag, message) => {
    const stripe = sdk()
    const transfer_data = { destination: 'acct_seller' }
    const { id: charge } = await paid(stripe, 1000, { capture: false, transfer_data, application_fee_amount: 30 })
    expect(said(await errorOf(stripe.refunds.create({ charge, ...flag })))).toEqual(refusal(message(charge)))
    expect(await stripe.charges.capture(charge)).toMatchObject({ captured: true })
  })
})

describe('a release that no refund asked for', () => {
  it('is a refund before 2025-03-31 only: found and listed there, neither found nor listed since', async () => {
    const stripe = sdk()
    const intent = await held(stripe, 1000)
    await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 400 })
    const charge = intent.latest_charge as string
    const [release] = (await stripe.refunds.list({ charge }, OLD)).data
    const id = release?.id ?? ''
    expect(await stripe.refunds.retrieve(id, {}, OLD)).toMatchObject({ amount: 600 })
    expect((await stripe.refunds.list({ charge })).data).toEqual([])
    const missing = refusal(`No such refund: '${id}'`, { status: 404, ...coded('resource_missing'), param: 'refund' })
    for (const call of [
      stripe.refunds.retrieve(id),
      stripe.refunds.update(id, { metadata: { a: '1' } }),
      stripe.refunds.cancel(id),
    ])
      expect(said(await errorOf(call))).toEqual(missing)
    expect(await stripe.refunds.update(id, { metadata: { a: '1' } }, OLD)).toMatchObject({ metadata: { a: '1' } })
  })
})
