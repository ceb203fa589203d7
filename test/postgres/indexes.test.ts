/** On filled tables nothing is read but by an index. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store } from '../../src/store/port.js'
import { now, rightOf, usd, usd_ } from '../fixtures.js'
import { byHand, endByHand, openPostgres, type PostgresSubject } from '../tools/postgres/open.js'
import { ACCOUNT, charge, charged, deskOn, keyed, loading, refunded } from './given.js'

let subject: PostgresSubject
const FILLED = 5_000

const TABLES = ['charges', 'refunds', 'disputes', 'events', 'documents', 'document_labels', 'keys', 'due']

/** Copies of what a desk wrote. */
beforeAll(async () => {
  subject = await openPostgres()
  const { schema, store } = subject
  await charged(deskOn(store), 'ch_1', 1000)
  const copies = (table: string, columns: string, changed: string): Promise<unknown> =>
    byHand(`INSERT INTO ${schema}.${table} (account, ${columns}) SELECT account, ${changed}
      FROM ${schema}.${table}, generate_series(1, ${FILLED}) n`)
  const figures = 'created_at, version, acknowledged, authorized, captured, released, standing, unsettled, body'
  await copies('charges', `id, turn, ${figures}`, `'x_' || n, NULL, ${figures.replace('acknowledged', 'version')}`)
  await copies('events', 'charge, number, at, body', `'x_' || n, number, at + n, body`)
  await byHand(`INSERT INTO ${schema}.refunds (account, id, charge, created_at, amount, status, body)
    SELECT '${ACCOUNT}', 'r_' || n, 'x_' || n, n, 1, 'failed', '{}' FROM generate_series(1, ${FILLED}) n`)
  await byHand(`INSERT INTO ${schema}.disputes (account, id, charge, created_at, amount, status, body)
    SELECT '${ACCOUNT}', 'd_' || n, 'x_' || n, n, 1, 'won', '{}' FROM generate_series(1, ${FILLED}) n`)
  await byHand(`INSERT INTO ${schema}.documents (account, kind, id, version, created_at, body)
    SELECT '${ACCOUNT}', 'order', 'o_' || n, 1, n, '{}' FROM generate_series(1, ${FILLED}) n`)
  await byHand(`INSERT INTO ${schema}.document_labels (account, kind, label, created_at, seq, id)
    SELECT account, kind, 'l_' || (seq % 100), created_at, seq, id FROM ${schema}.documents`)
  await byHand(`INSERT INTO ${schema}.keys (account, key, path, fingerprint, at, body)
    SELECT '${ACCOUNT}', 'key_' || n, 'p', 'f', ${now} + n, '{}' FROM generate_series(1, ${FILLED}) n`)
  await byHand(
    `INSERT INTO ${schema}.due (account, at, body) SELECT '${ACCOUNT}', ${now} + n, '{}' FROM generate_series(1, ${FILLED}) n`,
  )
  for (const table of TABLES) await byHand(`VACUUM ANALYZE ${schema}.${table}`)
}, 90_000)
afterAll(() => subject.close())

const whole = async (schema: string): Promise<Record<string, number>> => {
  // Sessions report what they read when they end.
  await endByHand()
  await new Promise((resolve) => setTimeout(resolve, 500))
  const rows = await byHand(`SELECT relname, seq_scan::int FROM pg_stat_user_tables WHERE schemaname = $1`, [schema])
  return Object.fromEntries(
    rows.filter(({ relname }) => relname !== 'migrations').map((row) => [row.relname, row.seq_scan]),
  )
}

/** Every operation, on connections of its own. */
const everything = async (store: Store): Promise<void> => {
  const desk = deskOn(store)
  // More often than the server plans each anew for its values.
  for (let index = 0; index < 12; index += 1) {
    const id = `re_${index}`
    await refunded(desk, 'ch_1', id, 1)
    const key = keyed(`k_${index}`)
    const documents = [{ kind: 'order', id: 'o_1000' }]
    await store.release(rightOf(await store.load(loading({ key, charge: charge('x_7') }))()))()
    await store.load(loading({ documents }))()
    rightOf(
      await desk.refund({ account: ACCOUNT, charge: charge('ch_1'), amount: usd(1), currency: usd_, key: key.key })(),
    )
    const created = { gte: 5 as never, lt: 900 as never }
    for (const of of ['charge', 'refund', 'dispute', 'event'] as const) {
      const ofCharge = of === 'charge' ? {} : { charge: charge('ch_1') }
      for (const asked of [{}, { created }, ofCharge]) await store.list({ account: ACCOUNT, of, limit: 10, ...asked })()
      const cursor = { charge: 'x_9', refund: 'r_9', dispute: 'd_9', event: 'x_9.1' }[of]
      for (const at of [{ startingAfter: cursor }, { endingBefore: cursor }])
        await store.list({ account: ACCOUNT, of, limit: 10, ...at })()
      await store.find({ account: ACCOUNT, of, id: cursor })()
    }
    for (const label of [{}, { label: 'l_7' }])
      await store.list({
        account: ACCOUNT,
        of: 'document',
        kind: 'order',
        limit: 10,
        startingAfter: 'o_9000',
        ...label,
      })()
    for (const claimed of rightOf(await store.claimEvents({ limit: 5, leaseSeconds: 60 })()))
      rightOf(await store.acknowledgeEvents(claimed, claimed.events.length)())
    await store.claimDue({ at: (now + 5) as never, limit: 5, leaseSeconds: 60 })()
    await store.forgetKeys({ before: (now + index) as never, limit: 5 })()
  }
}

it('no operation reads a whole table', async () => {
  await subject.store.close()
  const before = await whole(subject.schema)
  const store = await subject.another()
  await everything(store)
  await store.close()
  expect(await whole(subject.schema)).toEqual(before)
})

it('nor where all of them are small, as the plans of then are kept while they grow', async () => {
  const small = await openPostgres()
  await charged(deskOn(small.store), 'ch_1', 1000)
  await small.store.close()
  for (const table of [...TABLES, 'key_marks']) await byHand(`VACUUM ANALYZE ${small.schema}.${table}`)
  const before = await whole(small.schema)
  const store = await small.another()
  await everything(store)
  await store.close()
  expect(await whole(small.schema)).toEqual(before)
  await small.close()
})
