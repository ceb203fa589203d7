/** What tests of payments look at. */
import type Stripe from 'stripe'

/** The types of an account's events, oldest first. */
export const typesOf = async (stripe: Stripe): Promise<readonly string[]> =>
  (await stripe.events.list({ limit: 100 })).data.map(({ type }) => type).reverse()

/** The events that came since those counted, oldest first. */
export const typesSince = async (stripe: Stripe, count: number): Promise<readonly string[]> =>
  (await typesOf(stripe)).slice(count)

/** A PaymentIntent whose card is held, for so much. */
export const held = (
  stripe: Stripe,
  amount: number,
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.PaymentIntent> =>
  stripe.paymentIntents.create({
    amount,
    currency: 'usd',
    payment_method: 'pm_card_visa',
    confirm: true,
    capture_method: 'manual',
    ...more,
  })

/** The same, to be captured part by part. */
export const heldInParts = (
  stripe: Stripe,
  amount: number,
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.PaymentIntent> =>
  held(stripe, amount, {
    payment_method_options: { card: { request_multicapture: 'if_available' } },
    ...more,
  })

/** A customer with a card attached; both ids. */
export const withCard = async (
  stripe: Stripe,
  name = 'pm_card_visa',
): Promise<{ readonly customer: string; readonly method: string }> => {
  const { id: customer } = await stripe.customers.create({ email: 'payer@example.com', name: 'A. Payer' })
  const { id: method } = await stripe.paymentMethods.attach(name, { customer })
  return { customer, method }
}
