/** Names that are long, and texts that databases do not like. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { finishKey } from '../../src/domain/idempotency/idempotency.js'
import { now, rightOf } from '../fixtures.js'
import { openPostgres, type PostgresSubject } from '../tools/postgres/open.js'
import { ACCOUNT, charge, charged, deskOn, keyed, loading, refunded, writing } from './given.js'

let subject: PostgresSubject
beforeAll(async () => {
  subject = await openPostgres()
})
afterAll(() => subject.close())

const LONG = '語'.repeat(4_990)
const STRANGE = '\u0000 \ud800 \\u0000 "'

describe('the PostgreSQL store', () => {
  it('finds and lists what has the longest ids there are', async () => {
    const { store } = subject
    const [id, other] = [`${LONG}1`, `${LONG}2`]
    for (const one of [id, other]) await charged(deskOn(store), one, 100)
    await refunded(deskOn(store), id, `re_${LONG}`, 10)
    expect(rightOf(await store.find({ account: ACCOUNT, of: 'refund', id: `re_${LONG}` })())?.charge).toBe(id)
    const page = rightOf(await store.list({ account: ACCOUNT, of: 'refund', charge: charge(id), limit: 10 })())
    expect(page.data.map((one) => one.id)).toEqual([`re_${LONG}`])
    const event = rightOf(await store.find({ account: ACCOUNT, of: 'event', id: `${id}.3` })())
    expect([event?.id, event?.charge]).toEqual([`${id}.3`, id])
    const claimed = rightOf(await store.claimEvents({ limit: 10, leaseSeconds: 60 })())
    expect(claimed.map((one) => [one.charge, one.events.length])).toEqual([
      [id, 3],
      [other, 2],
    ])
    for (const one of claimed) rightOf(await store.acknowledgeEvents(one, one.events.length)())
    expect(rightOf(await store.claimEvents({ limit: 10, leaseSeconds: 60 })())).toEqual([])
  })

  it('keeps any text in bodies, answers and what is due', async () => {
    const { store } = subject
    const key = keyed('k_1')
    const document = { kind: 'order', id: 'o_1', createdAt: now, labels: [LONG], body: { [STRANGE]: STRANGE } }
    const documents = [{ kind: 'order', id: 'o_1' }]
    const due = [{ at: now, work: { type: 'task', name: STRANGE, data: STRANGE } as const }]
    const record = finishKey(key, { [STRANGE]: STRANGE }, now)
    rightOf(
      await store.commit(
        rightOf(await store.load(loading({ key, documents }))()),
        writing({ record, documents: [document], due }),
      )(),
    )
    const again = rightOf(await store.load(loading({ key, documents }))())
    expect([again.key, again.documents[0]?.document]).toEqual([record, document])
    const asked = { account: ACCOUNT, of: 'document', kind: 'order', label: LONG, limit: 1 } as const
    expect(rightOf(await store.list(asked)()).data.map((one) => one.document)).toEqual([document])
    expect(rightOf(await store.claimDue({ at: now, limit: 1, leaseSeconds: 60 })())[0]?.work).toEqual(due[0]?.work)
  })

  it('finds nothing under a name that nothing can have', async () => {
    for (const id of ['\u0000', '\ud800'])
      expect(rightOf(await subject.store.find({ account: ACCOUNT, of: 'charge', id })())).toBe(null)
  })

  it('lists nothing under a name that nothing can have', async () => {
    const { store } = subject
    // As which a lone surrogate is sent.
    const document = { kind: 'note', id: 'n_1', createdAt: now, labels: ['\ufffd'], body: null }
    const loaded = rightOf(await store.load(loading({ documents: [{ kind: 'note', id: 'n_1' }] }))())
    rightOf(await store.commit(loaded, writing({ documents: [document] }))())
    for (const name of ['\u0000', '\ud800'])
      for (const asked of [
        { of: 'document', kind: 'note', label: name },
        { of: 'document', kind: name },
        { of: 'refund', charge: name as never },
      ] as const)
        expect(rightOf(await store.list({ account: ACCOUNT, limit: 2, ...asked })())).toEqual({ data: [], more: false })
  })

  it('has the labels of the last where a document is written twice at once', async () => {
    const { store } = subject
    const documents = [{ kind: 'memo', id: 'm_1' }]
    const labelled = (label: string) => ({ kind: 'memo', id: 'm_1', createdAt: now, labels: [label], body: null })
    for (const labels of [['a'], ['b', 'a']]) {
      const loaded = rightOf(await store.load(loading({ documents }))())
      rightOf(await store.commit(loaded, writing({ documents: labels.map(labelled) }))())
    }
    const found = async (label: string): Promise<number> =>
      rightOf(await store.list({ account: ACCOUNT, of: 'document', kind: 'memo', label, limit: 2 })()).data.length
    expect([await found('a'), await found('b')]).toEqual([1, 0])
  })
})
