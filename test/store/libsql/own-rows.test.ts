/** Refunds and events written by hand, in rows of any number: lists have each of them once, in their order. */
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { stripe } from '../../../src/index.js'
import { createRefundDesk } from '../../../src/store/desk/desk.js'
import { countingIds } from '../../../src/store/ids.js'
import { libsqlStore } from '../../../src/store/libsql/index.js'
import type { Store } from '../../../src/store/port.js'
import { ch_1, now, re_1, rightOf, usd, usd_ } from '../../fixtures.js'
import { runs } from '../../tools/runs.js'
import { ACCOUNT } from './books.js'
import { handOn, migratedPath, removeDirectory } from './given.js'

afterAll(removeDirectory)

/** A file with one charge and one refund, of which the others are copies. */
const started = async (): Promise<{
  readonly path: string
  readonly store: Store
  readonly close: () => Promise<void>
}> => {
  const path = migratedPath()
  const store = libsqlStore({ path })
  const desk = createRefundDesk({ store, clock: () => now, ids: countingIds(), policy: stripe })
  rightOf(await desk.authorize({ account: ACCOUNT, id: ch_1, amount: usd(1000), currency: usd_ })())
  rightOf(await desk.capture({ account: ACCOUNT, charge: ch_1, amount: 'remaining' })())
  rightOf(await desk.refund({ account: ACCOUNT, charge: ch_1, id: re_1, amount: usd(1), currency: usd_ })())
  return { path, store, close: store.close }
}

/** A listing by its pages, each one longer than the one before. */
const paged = async (store: Store, of: 'event' | 'refund'): Promise<readonly string[]> => {
  const ids: string[] = []
  for (let limit = 1; ; limit += 1) {
    const last = ids.at(-1)
    const asked = { account: ACCOUNT, of, charge: ch_1, limit, ...(last === undefined ? {} : { startingAfter: last }) }
    const { data, more } = rightOf(await store.list<'event' | 'refund'>(asked)())
    ids.push(...data.map(({ id }) => id))
    if (!more) return ids
    if (limit > 60) throw new Error(`no end of ${ids.join(' ')}`)
  }
}

const rows = fc.uniqueArray(fc.record({ seq: fc.integer({ min: 100, max: 400 }), back: fc.nat({ max: 3 }) }), {
  selector: ({ seq }) => seq,
  minLength: 20,
  maxLength: 45,
})

describe('rows that are written by hand', () => {
  it('are listed once each, by their time and then by their row, whatever rows they are put in', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const { path, store, close } = await started()
        const hand = handOn(path)
        for (const [index, { seq, back }] of all.entries()) {
          hand.exec(`insert into rm_refunds (seq, account, id, charge, created_at, amount, status, body)
            select ${seq}, account, 're_hand_${index}', charge, created_at - ${back}, 1, status, json_set(body, '$.refund.movedAt', created_at - ${back}) from rm_refunds where id = '${re_1}'`)
          hand.exec(`insert into rm_events (seq, account, charge, number, at, body)
            select ${seq}, account, charge, ${index + 4}, at - ${back}, body from rm_events where charge = 1 and number = 3`)
        }
        for (const [of, order] of [
          ['refund', 'select id from rm_refunds order by created_at desc, seq desc'],
          ['event', `select '${ch_1}.' || number as id from rm_events order by at desc, seq desc`],
        ] as const) {
          const expected = (hand.prepare(order).all() as { id: string }[]).map(({ id }) => id)
          expect(await paged(store, of)).toEqual(expected)
        }
        hand.close()
        await close()
      }),
      { numRuns: runs(30) },
    )
  })
})
