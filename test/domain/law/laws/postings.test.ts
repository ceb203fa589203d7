/** The laws of postings. `docs/laws.md` lists them under the names of these tests. */
import { describe, expect, it } from 'vitest'
import type { Charge, Event, Leg } from '../../../../src/index.js'
import { type Posting, postings } from '../../../../src/reports/index.js'
import { forAll } from '../../../arbitraries/for-all.js'
import { anyHistory, type History } from '../../../arbitraries/histories.js'
import { refundsOf } from '../../../arbitraries/world.js'

/** What an account holds of a currency: what it was given less what was taken from it. Nothing counts as not there. */
type Balances = ReadonlyMap<string, bigint>

const add = (balances: Map<string, bigint>, account: string, amount: bigint): void => {
  const sum = (balances.get(account) ?? 0n) + amount
  if (sum === 0n) balances.delete(account)
  else balances.set(account, sum)
}

const balancesOf = (posted: readonly Posting[]): Balances => {
  const balances = new Map<string, bigint>()
  for (const { from, to, amount, currency } of posted) {
    add(balances, `${from} ${currency}`, -BigInt(amount))
    add(balances, `${to} ${currency}`, BigInt(amount))
  }
  return balances
}

const captures = (events: readonly Event[]): readonly Event<'ChargeCaptured'>[] =>
  events.filter((event) => event.type === 'ChargeCaptured')

/** The rest of a leg, out there: paid by one account to another, over the exchange where it is in another currency. */
const legOut = (balances: Map<string, bigint>, charge: Charge, leg: Leg | null, from: string, to: string): void => {
  if (leg === null) return
  const rest = BigInt(leg.total) - BigInt(leg.returned)
  const payer = from === 'merchant_balance' && leg.currency !== charge.currency ? 'conversion' : from
  add(balances, `${payer} ${leg.currency}`, -rest)
  add(balances, `${to} ${leg.currency}`, rest)
}

/** What the accounts must hold, read off the books alone; only the processor's fees are not in them. */
const expected = ({ world, events }: History): Balances => {
  const balances = new Map<string, bigint>()
  const { charge } = world
  if (charge === null) return balances
  const { currency, captured, disputes, fee, transfer } = charge
  const back = refundsOf(world)
    .filter(({ status }) => ['pending', 'requires_action', 'succeeded'].includes(status))
    .reduce((sum, { amount }) => sum + BigInt(amount), 0n)
  const lost = BigInt(disputes.lost)
  const held = BigInt(disputes.held)
  const kept = captures(events).reduce((sum, { processorFee }) => sum + BigInt(processorFee ?? 0), 0n)
  add(balances, `customer ${currency}`, back + lost - BigInt(captured))
  add(balances, `merchant_balance ${currency}`, BigInt(captured) - back - lost - held - kept)
  add(balances, `dispute_hold ${currency}`, held)
  add(balances, `processor_fees ${currency}`, kept)
  legOut(balances, charge, transfer, 'merchant_balance', 'connected_account')
  legOut(balances, charge, fee, transfer === null ? 'merchant_balance' : 'connected_account', 'platform_fees')
  return balances
}

/** A charge whose fee was paid by the merchant before a later capture made the first transfer. */
const changesPayer = ({ world, events }: History): boolean =>
  (world.charge?.transfer ?? null) !== null &&
  captures(events).some(({ fee, payer }) => fee !== null && payer === 'merchant')

describe('postings', () => {
  it('moves what is more than nothing from one account to another', () => {
    forAll(anyHistory(), ({ events }) => {
      for (const { from, to, amount } of events.flatMap(postings)) {
        expect(from).not.toBe(to)
        expect(amount).toBeGreaterThan(0)
      }
    })
  })

  it('creates no money in any currency', () => {
    forAll(anyHistory(), ({ events }) => {
      const sums = new Map<string, bigint>()
      for (const [account, amount] of balancesOf(events.flatMap(postings)))
        add(sums, account.split(' ')[1] ?? '', amount)
      expect([...sums]).toEqual([])
    })
  })

  it('balances every account with the books', () => {
    forAll(anyHistory({ length: 18 }), (history) => {
      if (changesPayer(history)) return
      const balances = balancesOf(history.events.flatMap(postings))
      expect([...balances].sort()).toEqual([...expected(history)].sort())
    })
  })
})
