/** Names, charges and questions that the cases of the desk share. */
import { type Either, isLeft } from '../../domain/either.js'
import type { MinorUnits } from '../../domain/money/minor-units.js'
import { minorUnits } from '../../domain/money/minor-units.js'
import type { Charge } from '../../domain/records/charge.js'
import type { ChargeId, RefundId } from '../../domain/records/ids.js'
import type { Refund } from '../../domain/records/refund.js'
import type { RefundAsked } from '../../store/desk/commands.js'
import type { RefundDesk } from '../../store/desk/desk.js'
import { type Account, type IdempotencyKey, idempotencyKey } from '../../store/names.js'
import type { Store } from '../../store/port.js'
import type { StoredEvent } from '../../store/rows.js'
import { equal, given, must } from '../port/expect.js'
import { ACCOUNT, CH_1, RE_1, USD } from '../port/given.js'

export const cents = (amount: number): MinorUnits => must(minorUnits(amount))
export const keyNamed = (name: string): IdempotencyKey => must(idempotencyKey(name))

/** What `ask` changes of the usual request. A `null` id is minted by the desk. */
type Other = Omit<Partial<RefundAsked>, 'amount' | 'id'> & { readonly amount?: number; readonly id?: RefundId | null }

/** A refund of 30 cents on `ch_1`, as `re_1`, but for what is said otherwise. */
export const ask = ({ amount = 30, id = RE_1, ...other }: Other = {}): RefundAsked => ({
  account: ACCOUNT,
  charge: CH_1,
  amount: cents(amount),
  currency: USD,
  ...(id === null ? {} : { id }),
  ...other,
})

/** `ch_1`: 100 cents captured. */
export const charged = async (
  desk: RefundDesk,
  { amount = 100, charge = CH_1, account = ACCOUNT }: { amount?: number; charge?: ChargeId; account?: Account } = {},
): Promise<void> => {
  await authorized(desk, { amount, charge, account })
  await given('capture', desk.capture({ account, charge, amount: 'remaining' }))
}

/** `ch_1`: 100 cents promised. */
export const authorized = async (
  desk: RefundDesk,
  { amount = 100, charge = CH_1, account = ACCOUNT }: { amount?: number; charge?: ChargeId; account?: Account } = {},
): Promise<void> => {
  await given('authorize', desk.authorize({ account, id: charge, amount: cents(amount), currency: USD }))
}

export const chargeNow = (desk: RefundDesk, id: ChargeId = CH_1, account: Account = ACCOUNT): Promise<Charge> =>
  given('retrieve charge', desk.retrieve({ account, of: 'charge', id }))

export const refundNow = (desk: RefundDesk, id: RefundId = RE_1, account: Account = ACCOUNT): Promise<Refund> =>
  given('retrieve refund', desk.retrieve({ account, of: 'refund', id }))

/** Every event of a charge, in order. */
export const historyOf = async (
  store: Store,
  charge: ChargeId = CH_1,
  account: Account = ACCOUNT,
): Promise<readonly StoredEvent[]> => {
  const newestFirst: StoredEvent[] = []
  for (;;) {
    const startingAfter = newestFirst.at(-1)?.id
    const page = await given(
      'list events',
      store.list({
        account,
        of: 'event',
        charge,
        limit: 100,
        ...(startingAfter === undefined ? {} : { startingAfter }),
      }),
    )
    newestFirst.push(...page.data)
    // A store that never comes to an end answers at once, so that no time-out of a test runner would ever fire.
    if (!page.more || page.data.length === 0) return newestFirst.reverse()
  }
}

/** The types of a charge's events, in order. */
export const typesOf = async (
  store: Store,
  charge: ChargeId = CH_1,
  account: Account = ACCOUNT,
): Promise<readonly string[]> => (await historyOf(store, charge, account)).map(({ event }) => event.type)

/** Fails unless the books of the charge prove right. */
export const provesRight = async (
  desk: RefundDesk,
  charge: ChargeId = CH_1,
  account: Account = ACCOUNT,
): Promise<void> => equal('audit', await given('audit', desk.audit({ account, charge })), [])

/** `ok`, or the name of the error. */
export const nameOf = (answer: Either<{ readonly _tag: string }, unknown>): string =>
  isLeft(answer) ? answer.left._tag : 'ok'

/** How often each name comes, in the order of the names: `ExceedsRemaining 1, ok 1`. */
export const tally = (answers: readonly Either<{ readonly _tag: string }, unknown>[]): string => {
  const counts = new Map<string, number>()
  for (const answer of answers) counts.set(nameOf(answer), (counts.get(nameOf(answer)) ?? 0) + 1)
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}

/** What `make` gives for each number from 0. */
export const times = <A>(count: number, make: (index: number) => A): readonly A[] =>
  Array.from({ length: count }, (_, i) => make(i))
