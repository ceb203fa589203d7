/** The law of fees: what the platform takes and gives back is what connected accounts pay and get back. */
import type Stripe from 'stripe'

/** What application fees came to in a balance, by its movements: gained, or paid if negative. */
const ownShare = (movement: Stripe.BalanceTransaction): number => {
  const within = movement.fee_details.filter(({ type }) => type === 'application_fee')
  const paid = within.reduce((sum, { amount }) => sum + amount, 0)
  const isFee = movement.type === 'application_fee' || movement.type === 'application_fee_refund'
  const isReturn = movement.type === 'adjustment' && movement.description === 'Application fee refund'
  return (isFee || isReturn ? movement.amount : 0) - paid
}

/** What fees came to in one balance: the platform's, or a connected account's. */
export const feesIn = async (stripe: Stripe, stripeAccount?: string): Promise<number> => {
  const on = stripeAccount === undefined ? {} : { stripeAccount }
  const movements = await stripe.balanceTransactions.list({ limit: 100 }, on).autoPagingToArray({ limit: 10_000 })
  return movements.reduce((sum, movement) => sum + ownShare(movement), 0)
}
