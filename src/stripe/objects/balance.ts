/** Stripe's balance. */

export interface WireBalanceAmount {
  readonly amount: number
  readonly currency: string
  readonly source_types: { readonly card: number }
}

interface Prefunding {
  readonly amount: number
  readonly currency: string
}

export interface WireBalance {
  readonly object: 'balance'
  readonly available: readonly WireBalanceAmount[]
  readonly livemode: boolean
  readonly pending: readonly WireBalanceAmount[]
  readonly refund_and_dispute_prefunding: {
    readonly available: readonly Prefunding[]
    readonly pending: readonly Prefunding[]
  }
}

/** What is in the balance in one currency, in minor units; negative where it is overdrawn. */
export interface BalanceIn {
  readonly currency: string
  readonly available: number
  readonly pending: number
}

/**
 * The balance, of one entry for each currency. Source: recorded on 2026-09-20, all of it from cards.
 *
 * @example
 * newBalance([{ currency: 'usd', available: -300, pending: 941 }]).pending // => [{ amount: 941, currency: 'usd', source_types: { card: 941 } }]
 * @since 0.1.0
 * @category balance
 */
export const newBalance = (amounts: readonly BalanceIn[]): WireBalance => {
  const inState = (state: 'available' | 'pending'): readonly WireBalanceAmount[] =>
    amounts.map(({ currency, [state]: amount }) => ({ amount, currency, source_types: { card: amount } }))
  const none = amounts.map(({ currency }) => ({ amount: 0, currency }))
  return {
    object: 'balance',
    available: inState('available'),
    livemode: false,
    pending: inState('pending'),
    refund_and_dispute_prefunding: { available: none, pending: none },
  }
}
