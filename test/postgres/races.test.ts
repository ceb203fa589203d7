/** Two stores on one database, at one charge and at one outbox. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Locking } from '../../src/store/postgres/index.js'
import { rightOf, usd, usd_ } from '../fixtures.js'
import { byHand, openPostgres, type PostgresSubject } from '../tools/postgres/open.js'
import { ACCOUNT, charge, charged, deskOn, loading, writing } from './given.js'

let subject: PostgresSubject | null = null
afterEach(async () => {
  await subject?.close()
  subject = null
})

describe.each(['adaptive', 'always', 'never'] satisfies Locking[])('two desks, locking %s', (locking) => {
  it('refund 100 of 100 in 300 refunds of 1', async () => {
    subject = await openPostgres({ locking })
    const desks = [deskOn(subject.store), deskOn(await subject.another())]
    await charged(deskOn(subject.store), 'ch_1', 100)
    const counted: Record<string, number> = {}
    const caller = async (index: number): Promise<void> => {
      const task = (desks[index % 2] as (typeof desks)[0]).refund({
        account: ACCOUNT,
        charge: charge('ch_1'),
        amount: usd(1),
        currency: usd_,
      })
      for (;;) {
        const answer = await task()
        const name = answer._tag === 'Right' ? (answer.right.repeated ? 'repeated' : 'ok') : answer.left._tag
        counted[name] = (counted[name] ?? 0) + 1
        if (name !== 'Conflict') return
      }
    }
    await Promise.all(Array.from({ length: 300 }, (_, index) => caller(index)))
    const { Conflict: _, ok, ...refused } = counted
    expect(ok).toBe(100)
    expect(Object.values(refused).reduce((sum, count) => sum + count, 0)).toBe(200)
    const rows = await byHand(
      `SELECT c.standing::int, c.refunded::int, (SELECT sum(amount)::int FROM ${subject.schema}.refunds) AS sum,
        (SELECT count(*)::int FROM ${subject.schema}.refunds) AS refunds FROM ${subject.schema}.charges c`,
    )
    expect(rows).toEqual([{ standing: 100, refunded: 100, sum: 100, refunds: 100 }])
    expect(rightOf(await deskOn(subject.store).audit({ account: ACCOUNT, charge: charge('ch_1') })())).toEqual([])
  })
})

describe('workers at the same time', () => {
  it('claim each charge once, and what is due once', async () => {
    subject = await openPostgres()
    const { store } = subject
    const desk = deskOn(store)
    await Promise.all(Array.from({ length: 40 }, (_, index) => charged(desk, `ch_${index}`, 10)))
    const due = Array.from({ length: 40 }, (_, index) => ({
      at: 0 as never,
      work: { type: 'task', name: String(index), data: null } as const,
    }))
    rightOf(await store.commit(rightOf(await store.load(loading())()), writing({ due }))())
    const stores = [store, await subject.another(), await subject.another(), await subject.another()]
    const events: string[] = []
    const tasks: string[] = []
    const work = async (index: number): Promise<void> => {
      const mine = stores[index % stores.length] ?? store
      for (let empty = 0; empty < 3; ) {
        const claimed = rightOf(await mine.claimEvents({ limit: 3, leaseSeconds: 60 })())
        const done = rightOf(await mine.claimDue({ limit: 3, leaseSeconds: 60, at: 1 as never })())
        events.push(...claimed.map((one) => one.charge))
        tasks.push(...done.map(({ id }) => id))
        empty = claimed.length + done.length === 0 ? empty + 1 : 0
      }
    }
    await Promise.all(Array.from({ length: 12 }, (_, index) => work(index)))
    expect([events.length, new Set(events).size]).toEqual([40, 40])
    expect([tasks.length, new Set(tasks).size]).toEqual([40, 40])
  })
})
