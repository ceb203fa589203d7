/** What is written by hand is held to the same money: no statement refunds more than was captured. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leftOf, now, rightOf, usd, usd_ } from '../fixtures.js'
import { byHand, openPostgres, type PostgresSubject } from '../tools/postgres/open.js'
import { ACCOUNT, charge, charged, deskOn, loading, refunded, writing } from './given.js'

let subject: PostgresSubject
let schema = ''

/** Two charges of 100: of the first 60 are refunded and 30 failed, of the second nothing. */
beforeAll(async () => {
  subject = await openPostgres()
  schema = subject.schema
  const desk = deskOn(subject.store)
  await charged(desk, 'ch_1', 100)
  await charged(desk, 'ch_2', 100)
  await refunded(desk, 'ch_1', 're_60', 60)
  await refunded(desk, 'ch_1', 're_30', 30)
  await byHand(`UPDATE ${schema}.refunds SET status = 'failed' WHERE id = 're_30'`)
})
afterAll(() => subject.close())

const refund = (id: string, charge: string, amount: number, status = 'succeeded'): string =>
  `INSERT INTO ${schema}.refunds (account, id, charge, created_at, amount, status, body)
   VALUES ('${ACCOUNT}', '${id}', '${charge}', 0, ${amount}, '${status}', '{}')`

const REFUSED: Readonly<Record<string, () => string>> = {
  'a refund of more than is left': () => refund('re_x', 'ch_1', 41),
  'two refunds that together are more than is left': () =>
    `${refund('re_x', 'ch_1', 40)}; ${refund('re_y', 'ch_1', 1)}`,
  'a refund of no charge': () => refund('re_x', 'ch_none', 1),
  'a refund of nothing': () => refund('re_x', 'ch_2', 0),
  'a negative refund': () => refund('re_x', 'ch_2', -1),
  'a refund in a status that is none': () => refund('re_x', 'ch_2', 1, 'done'),
  'the same refund twice': () => refund('re_60', 'ch_2', 1),
  'a higher amount of a refund': () => `UPDATE ${schema}.refunds SET amount = 101 WHERE id = 're_60'`,
  'a failed refund that stands again with more': () =>
    `UPDATE ${schema}.refunds SET status = 'succeeded', amount = 41 WHERE id = 're_30'`,
  'a refund that moves to another charge': () => `UPDATE ${schema}.refunds SET charge = 'ch_2' WHERE id = 're_60'`,
  'a refund with another id': () => `UPDATE ${schema}.refunds SET id = 're_x' WHERE id = 're_60'`,
  'a refund that is deleted': () => `DELETE FROM ${schema}.refunds WHERE id = 're_60'`,
  'refunds that are emptied': () => `TRUNCATE ${schema}.refunds`,
  'refunds that are emptied with their charges': () => `TRUNCATE ${schema}.charges CASCADE`,
  'a charge that is deleted under its refunds': () => `DELETE FROM ${schema}.charges WHERE id = 'ch_1'`,
  'a charge that was captured for less than was refunded': () =>
    `UPDATE ${schema}.charges SET captured = 59, standing = 59, unsettled = 0 WHERE id = 'ch_1'`,
  'a charge that was captured for more than was authorised': () =>
    `UPDATE ${schema}.charges SET captured = 101 WHERE id = 'ch_1'`,
  'a sum of refunds that is forgotten': () => `UPDATE ${schema}.charges SET refunded = 0 WHERE id = 'ch_1'`,
  'a new charge with a sum of refunds': () =>
    `INSERT INTO ${schema}.charges (account, id, created_at, version, authorized, captured, released, standing, unsettled, refunded, body)
     SELECT account, 'ch_3', created_at, version, authorized, captured, released, standing, unsettled, 10, body
     FROM ${schema}.charges WHERE id = 'ch_1'`,
  'a negative figure': () => `UPDATE ${schema}.charges SET standing = -1, unsettled = -1 WHERE id = 'ch_2'`,
  'more standing than captured': () => `UPDATE ${schema}.charges SET standing = 101 WHERE id = 'ch_2'`,
  'more acknowledged than written': () => `UPDATE ${schema}.charges SET acknowledged = 99 WHERE id = 'ch_2'`,
}

const sums = (): Promise<unknown[]> =>
  byHand(`SELECT id, captured, standing, refunded FROM ${schema}.charges ORDER BY id`)

describe('written by hand', () => {
  it.each(Object.entries(REFUSED))('%s is refused', async (_, text) => {
    const before = await sums()
    // Several statements in one text are one transaction.
    await expect(byHand(text())).rejects.toThrow()
    expect(await sums()).toEqual(before)
  })

  it('two at the same time, each of all that is left, are written once', async () => {
    const answers = await Promise.allSettled([byHand(refund('re_a', 'ch_2', 100)), byHand(refund('re_b', 'ch_2', 100))])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('what was not refused is seen by the store, which decides nothing on it', async () => {
    await byHand(`UPDATE ${schema}.refunds SET status = 'failed' WHERE id = 're_60'`)
    const read = leftOf(await subject.store.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })())
    expect(read).toMatchObject({
      _tag: 'InvalidRow',
      row: 'charge',
      id: 'ch_1',
      problems: ['charge.standing: is 90, and its refunds that stand come to 0'],
    })
    const asked = { account: ACCOUNT, charge: charge('ch_1'), amount: usd(1), currency: usd_ }
    const answer = await deskOn(subject.store).refund(asked)()
    expect(leftOf(answer)._tag).toBe('InvalidRow')
  })

  it('what cannot be read is said where it is claimed, and keeps nothing else waiting', async () => {
    const other = await openPostgres()
    const { store } = other
    for (const id of ['ch_1', 'ch_2', 'ch_3']) await charged(deskOn(store), id, 100)
    const due = ['a', 'b', 'c'].map((name) => ({ at: now, work: { type: 'task', name, data: null } as const }))
    rightOf(await store.commit(rightOf(await store.load(loading())()), writing({ due }))())
    await byHand(`UPDATE ${other.schema}.events SET body = '{}' WHERE charge = 'ch_1'`)
    await byHand(`UPDATE ${other.schema}.due SET body = '{}' WHERE id = 'due_1'`)
    const claim = { limit: 10, leaseSeconds: 60 }
    const claimed = rightOf(await store.claimEvents(claim)())
    expect(claimed.map((one) => one.charge)).toEqual(['ch_2', 'ch_3'])
    for (const one of claimed) rightOf(await store.acknowledgeEvents(one, 9)())
    expect(rightOf(await store.claimDue({ ...claim, at: now })()).map(({ id }) => id)).toEqual(['due_2', 'due_3'])
    await byHand(`DELETE FROM ${other.schema}.due WHERE id <> 'due_1'`)
    await other.passSeconds(61)
    expect(leftOf(await store.claimEvents(claim)())).toMatchObject({ _tag: 'InvalidRow', row: 'event' })
    expect(leftOf(await store.claimDue({ ...claim, at: now })())).toMatchObject({ _tag: 'InvalidRow', row: 'due' })
    await other.close()
  })
})
