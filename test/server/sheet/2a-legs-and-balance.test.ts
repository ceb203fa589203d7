/** Fact sheet 2a, continued: fees, transfers, balances, and what is refused for other reasons. */

import { describe, expect, it } from 'vitest'
import { chargeIn, coded, errorOf, newAccount, paid, paidByIntent, refusal, said, serving } from '../given.js'
import { until } from '../webhooks/given.js'

const { sdk, http } = serving()

const destination = { transfer_data: { destination: 'acct_shop' } }

describe('legs that are refused', () => {
  it('reverse_transfer=true, charge has no transfer', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe)
    const message = `Cannot reverse transfer on charge ${id} because it does not have an associated transfer.`
    const error = await errorOf(stripe.refunds.create({ charge: id, reverse_transfer: true }))
    expect(said(error)).toEqual(refusal(message))
  })

  it('reverse_transfer=true, connected account lacks balance', async () => {
    const name = newAccount()
    const stripe = sdk(name)
    const { id } = await paid(stripe, 1000, destination)
    await http('POST', '/_control/balance', { as: name, form: { 'uncovered[]': 'acct_shop' } })
    const error = await errorOf(stripe.refunds.create({ charge: id, reverse_transfer: true }))
    expect(said(error)).toEqual(
      refusal(
        'The recipient of this transfer does not have sufficient funds in their Stripe balance to reverse this amount. ' +
          "Optionally, you can set 'reverse_transfer' to false to reverse the payment. You can subsequently run " +
          "'/v1/transfers/:id/reversal' separately later to reverse the transfer amount once the connected account has " +
          'enough balance.',
      ),
    )
    expect(await stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 0 })
    expect((await stripe.refunds.create({ charge: id })).transfer_reversal).toBeNull()
  })

  it('refund_application_fee by someone other than the creating Connect app: finds no such charge', async () => {
    const direct = { stripeAccount: 'acct_shop' }
    const made = await sdk().charges.create(
      { amount: 1000, currency: 'usd', source: 'tok_visa', application_fee_amount: 100 },
      direct,
    )
    const asked = { charge: made.id, refund_application_fee: true }
    const error = await errorOf(sdk().refunds.create(asked, direct))
    expect(said(error)).toEqual(
      refusal(`No such charge: '${made.id}'`, { status: 404, ...coded('resource_missing'), param: 'id' }),
    )
  })

  it('refund_application_fee=true without reverse_transfer=true on a destination charge', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000, { ...destination, application_fee_amount: 100 })
    const message =
      `The application fee for charge ${id} was taken on the associated transfer, so to refund the application fee you must ` +
      'also set reverse_transfer=true'
    const error = await errorOf(stripe.refunds.create({ charge: id, refund_application_fee: true }))
    expect(said(error)).toEqual(refusal(message))
  })

  it.each([{}, { application_fee_amount: 0, ...destination }])(
    'refund_application_fee=true, charge has no fee, as with a fee of 0: %j',
    async (more) => {
      const stripe = sdk()
      const { id } = await paid(stripe, 1000, more)
      const message = `Attempting to refund_application_fee on ${id}, but it has no application fee`
      const error = await errorOf(stripe.refunds.create({ charge: id, refund_application_fee: true }))
      expect(said(error)).toEqual(refusal(message))
    },
  )

  it('both flags on a destination charge without a fee succeed', async () => {
    const stripe = sdk()
    const { id } = await paid(stripe, 1000, destination)
    const refund = await stripe.refunds.create({ charge: id, refund_application_fee: true, reverse_transfer: true })
    expect(refund).toMatchObject({ status: 'succeeded', transfer_reversal: expect.stringMatching(/^trr_/) })
  })

  it('a transfer that is fully reversed already', async () => {
    const stripe = sdk()
    const { id, transfer } = await paid(stripe, 1000, destination)
    await stripe.transfers.createReversal(transfer as string)
    const error = await errorOf(stripe.refunds.create({ charge: id, amount: 500, reverse_transfer: true }))
    expect(said(error)).toEqual(refusal(`The transfer ${transfer} is already fully reversed`))
  })
})

describe('a balance that is too low', () => {
  it('beyond what the account may be overdrawn: refused', async () => {
    const name = newAccount()
    const stripe = sdk(name)
    const { id } = await paid(stripe)
    await http('POST', '/_control/balance', { as: name, form: { refunds: 'refuse' } })
    const error = await errorOf(stripe.refunds.create({ charge: id }))
    expect(said(error)).toEqual(refusal('Insufficient funds in your Stripe balance to refund this amount.'))
    expect(await stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 0, refunded: false })
  })

  it('card refund, own balance too low: 200, pending, then succeeded or failed', async () => {
    const name = newAccount()
    const stripe = sdk(name)
    const { id } = await paid(stripe)
    await http('POST', '/_control/balance', { as: name, form: { refunds: 'pending' } })
    const [one, other] = [
      await stripe.refunds.create({ charge: id, amount: 300 }),
      await stripe.refunds.create({ charge: id, amount: 200 }),
    ]
    expect(one).toMatchObject({ status: 'pending', pending_reason: 'insufficient_funds', balance_transaction: null })
    expect(await stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 500 })
    await http('POST', `/_control/refunds/${other.id}/fail`, {
      as: name,
      form: { failure_reason: 'insufficient_funds' },
    })
    await http('POST', '/_control/balance', { as: name, form: { refunds: 'normal' } })
    // Just after the answer: a store that is no memory takes its time.
    await until('it succeeds', async () => (await stripe.refunds.retrieve(one.id)).status === 'succeeded')
    const [succeeded, failed] = [await stripe.refunds.retrieve(one.id), await stripe.refunds.retrieve(other.id)]
    expect(succeeded).toMatchObject({ status: 'succeeded', balance_transaction: expect.stringMatching(/^txn_/) })
    expect(succeeded).not.toHaveProperty('pending_reason')
    expect(failed).toMatchObject({ status: 'failed', failure_reason: 'insufficient_funds', balance_transaction: null })
    expect(failed).not.toHaveProperty('failure_balance_transaction')
    expect(await stripe.charges.retrieve(id)).toMatchObject({ amount_refunded: 300 })
  })
})

describe('disputes that do not stand in the way', () => {
  it('dispute won: the refund succeeds, and disputed stays true', async () => {
    const name = newAccount()
    const stripe = sdk(name)
    const charge = chargeIn(await paidByIntent(stripe, 1000, { payment_method: 'pm_card_createDispute' }))
    const [dispute] = (await stripe.disputes.list({ charge })).data
    const { body: won } = await http('POST', `/_control/disputes/${dispute?.id}/win`, { as: name })
    expect(won).toMatchObject({ status: 'won', is_charge_refundable: true })
    expect((await stripe.refunds.create({ charge })).status).toBe('succeeded')
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ disputed: true, refunded: true })
  })

  it('race: a refund issued before the dispute lands succeeds', async () => {
    const name = newAccount()
    const stripe = sdk(name)
    const { id } = await paid(stripe)
    expect((await stripe.refunds.create({ charge: id, amount: 400 })).status).toBe('succeeded')
    const { body: dispute } = await http('POST', '/_control/disputes', { as: name, form: { charge: id } })
    expect(dispute).toMatchObject({ object: 'dispute', status: 'needs_response' })
    expect((await errorOf(stripe.refunds.create({ charge: id }))).code).toBe('charge_disputed')
    expect((await stripe.refunds.list({ charge: id })).data).toMatchObject([{ amount: 400, status: 'succeeded' }])
  })

  it('in the seconds around an escalation: accepted before it, refused from then on, which differs', async () => {
    const name = newAccount()
    const stripe = sdk(name)
    const charge = chargeIn(await paidByIntent(stripe, 1000, { payment_method: 'pm_card_createDisputeInquiry' }))
    const [inquiry] = (await stripe.disputes.list({ charge })).data
    const sent = await stripe.disputes.update(inquiry?.id ?? '', { evidence: { product_description: 'a hat' } })
    expect(sent.status).toBe('warning_under_review')
    const refund = await stripe.refunds.create({ charge, amount: 400 })
    expect(refund.status).toBe('succeeded')
    await http('POST', `/_control/disputes/${inquiry?.id}/escalate`, { as: name })
    expect((await errorOf(stripe.refunds.create({ charge, amount: 100 }))).code).toBe('charge_disputed')
    const reason = 'charge_for_pending_refund_disputed'
    await http('POST', `/_control/refunds/${refund.id}/fail`, { as: name, form: { failure_reason: reason } })
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ status: 'failed', failure_reason: reason })
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0 })
  })
})
