/** `setup_future_usage`, what a transfer is to say, and the application of a direct charge. */
import { describe, expect, it } from 'vitest'
import { chargeIn, errorOf, paid, paidByIntent, serving } from '../given.js'
import { held, heldInParts, typesOf } from './given.js'

const { sdk } = serving()

describe('setup_future_usage', () => {
  it('gives the method to the customer who paid with it', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create()
    const { id } = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } })
    const intent = await paidByIntent(stripe, 1000, { customer, payment_method: id, setup_future_usage: 'off_session' })
    expect(intent).toMatchObject({ setup_future_usage: 'off_session', payment_method: id })
    expect((await stripe.paymentMethods.list({ customer })).data).toMatchObject([{ id, customer }])
    expect(await typesOf(stripe)).toEqual([
      'customer.created',
      'payment_intent.created',
      'charge.succeeded',
      'payment_method.attached',
      'payment_intent.succeeded',
    ])
    expect(await paidByIntent(stripe, 500, { customer, payment_method: id })).toMatchObject({ status: 'succeeded' })
  })

  it('may be said when it is confirmed, and lets a method of nobody be attached later', async () => {
    const stripe = sdk()
    const { id } = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' })
    const intent = await stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_card_visa',
      setup_future_usage: 'on_session',
    })
    const { id: customer } = await stripe.customers.create()
    const attached = await stripe.paymentMethods.attach(intent.payment_method as string, { customer })
    expect(attached.customer).toBe(customer)
  })

  it('is nothing where it is not said, or unset, or the card is declined', async () => {
    const stripe = sdk()
    const { id: customer } = await stripe.customers.create()
    const spent = await paidByIntent(stripe, 1000, { customer })
    expect((await stripe.paymentMethods.list({ customer })).data).toEqual([])
    const again = stripe.paymentMethods.attach(spent.payment_method as string, { customer })
    expect((await errorOf(again)).message).toMatch(/may not be used again/)
    const asked = { amount: 1000, currency: 'usd', customer, setup_future_usage: 'off_session' } as const
    const { id } = await stripe.paymentIntents.create(asked)
    expect((await stripe.paymentIntents.update(id, { setup_future_usage: '' })).setup_future_usage).toBeNull()
    const declined = stripe.paymentIntents.create({ ...asked, confirm: true, payment_method: 'pm_card_chargeDeclined' })
    expect((await errorOf(declined)).code).toBe('card_declined')
    expect((await stripe.paymentMethods.list({ customer })).data).toEqual([])
  })
})

describe('transfer_data', () => {
  const says = {
    description: 'Order 7',
    metadata: { order: '7' },
    payment_data: { description: 'From the market', metadata: { market: 'm' } },
  }

  it('says what the transfer says, and the payment that it makes', async () => {
    const stripe = sdk()
    const intent = await paidByIntent(stripe, 1000, { transfer_data: { destination: 'acct_seller', ...says } })
    expect(intent.transfer_data).toEqual({ destination: 'acct_seller', ...says })
    const [transfer] = (await stripe.transfers.list({ expand: ['data.destination_payment'] })).data
    expect(transfer).toMatchObject({
      description: 'Order 7',
      metadata: { order: '7' },
      destination_payment: says.payment_data,
    })
  })

  it('can be changed before the payment, and stays with every capture', async () => {
    const stripe = sdk()
    const transfer_data = { destination: 'acct_seller', ...says }
    const { id } = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd', transfer_data })
    const changed = await stripe.paymentIntents.update(id, {
      transfer_data: { amount: 700, description: 'Order 8', metadata: { more: '1' } },
    })
    expect(changed.transfer_data).toEqual({
      amount: 700,
      description: 'Order 8',
      destination: 'acct_seller',
      metadata: { order: '7', more: '1' },
      payment_data: says.payment_data,
    })
    const { id: parts } = await heldInParts(stripe, 1000, { transfer_data })
    const captured = await stripe.paymentIntents.capture(parts, {
      transfer_data: { amount: 300 },
      amount_to_capture: 400,
    })
    expect(captured.transfer_data).toEqual({ ...transfer_data, amount: 300 })
  })

  it('of a charge has a description', async () => {
    const stripe = sdk()
    await paid(stripe, 1000, { transfer_data: { destination: 'acct_seller', description: 'Order 7' } })
    expect((await stripe.transfers.list()).data).toMatchObject([{ description: 'Order 7', metadata: {} }])
  })
})

describe('the application of a direct charge', () => {
  const on = { stripeAccount: 'acct_seller' }

  it('is the platform, on the PaymentIntent too, and can be expanded', async () => {
    const stripe = sdk()
    const { data } = await stripe.accounts.list()
    expect(data).toEqual([])
    const own = await stripe.accounts.retrieveCurrent()
    const application = own.id.replace('acct_', 'ca_')
    const intent = await stripe.paymentIntents.create(
      { amount: 1000, currency: 'usd', confirm: true, payment_method: 'pm_card_visa', expand: ['application'] },
      on,
    )
    const whole = { id: application, object: 'application', name: 'Platform' }
    expect(intent.application).toEqual(whole)
    const charge = await stripe.charges.retrieve(chargeIn(intent), {}, on)
    expect(charge.application).toBe(application)
    const expanded = await stripe.charges.retrieve(chargeIn(intent), { expand: ['application'] }, on)
    expect(expanded.application).toEqual(whole)
  })

  it('is nobody on the platform itself', async () => {
    const stripe = sdk()
    expect((await paid(stripe)).application).toBeNull()
    expect((await held(stripe, 1000, { transfer_data: { destination: 'acct_seller' } })).application).toBeNull()
  })
})
