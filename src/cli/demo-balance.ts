/** What the postings come to, account by account. */
import type { Currency } from '../index.js'
import type { Account, Posting } from '../reports/index.js'

/** By account and currency. Amounts here have a sign, so they are no `MinorUnits`. */
export type Balances = ReadonlyMap<string, number>

export const ACCOUNTS: readonly Account[] = [
  'customer',
  'merchant_balance',
  'dispute_hold',
  'processor_fees',
  'platform_fees',
  'connected_account',
  'conversion',
]

export const balancesAfter = (before: Balances, postings: readonly Posting[]): Balances => {
  const after = new Map(before)
  for (const { from, to, amount, currency } of postings) {
    after.set(`${from} ${currency}`, (after.get(`${from} ${currency}`) ?? 0) - amount)
    after.set(`${to} ${currency}`, (after.get(`${to} ${currency}`) ?? 0) + amount)
  }
  return after
}

export const balanceOf = (balances: Balances, account: Account, currency: Currency): number | null =>
  balances.get(`${account} ${currency}`) ?? null

export const sumOf = (balances: Balances): number => [...balances.values()].reduce((sum, balance) => sum + balance, 0)
