/** SQL that is written by hand, past all of our code: it cannot refund more than was captured. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decide, EMPTY_BOOKS, evolve, type RefundId, requestRefund, stripe } from '../../../src/index.js'
import { libsqlStore } from '../../../src/store/libsql/index.js'
import { ch_1, leftOf, rightOf, usd, usd_ } from '../../fixtures.js'
import { ACCOUNT, asking, chargeOn, deskOn, refundOn } from './books.js'
import { handOn, migratedPath, removeDirectory } from './given.js'

afterAll(removeDirectory)

let hand: ReturnType<typeof handOn>
let store: ReturnType<typeof libsqlStore>

beforeEach(async () => {
  const path = migratedPath()
  store = libsqlStore({ path })
  const desk = deskOn(store)
  await chargeOn(desk)
  await refundOn(desk, 're_1', 400)
  await refundOn(desk, 're_2', 300)
  await chargeOn(desk, 50, 'ch_2' as typeof ch_1)
  hand = handOn(path)
  // As most tools open a file.
  hand.exec(`PRAGMA foreign_keys=OFF; ${OTHERS}`)
})

afterEach(async () => {
  hand.close()
  await store.close()
})

/** No charge has more in its refunds that stand than was captured. */
const overRefunded = (): unknown[] =>
  hand
    .prepare(`select c.id from rm_charges c where c.captured < (
      select coalesce(sum(r.amount), 0) from rm_refunds r where r.charge = c.seq
      and r.status in ('requested', 'pending', 'requires_action', 'succeeded'))`)
    .all()

/** The rows of the charges; `ch_3` is another account's, and there is none at 9. */
const SEQ = { ch_1: 1, ch_2: 2, ch_3: 3, ch_9: 9 }

const REFUND = (id: string, charge: keyof typeof SEQ, amount: number, status = 'succeeded'): string =>
  `(account, id, charge, created_at, amount, status, body) values ('acct_1', '${id}', ${SEQ[charge]}, 1, ${amount}, '${status}', '{}')`
const EVENT = (charge: keyof typeof SEQ, number: number): string =>
  `insert into rm_events (account, charge, number, at, body) values ('acct_1', ${SEQ[charge]}, ${number}, 1, '{}')`
const DISPUTE = (charge: keyof typeof SEQ): string =>
  `insert into rm_disputes (account, id, charge, created_at, amount, status, body)
   values ('acct_1', 'dp_1', ${SEQ[charge]}, 1, 5, 'open', '{}')`
const OTHERS = `insert into rm_charges
  (account, id, created_at, version, authorized, captured, released, standing, unsettled, body)
  values ('acct_2', 'ch_3', 1, 1, 1000, 1000, 0, 0, 0, '{}')`
const COPY = 'insert or replace into rm_charges select * from rm_charges where id = '

describe('a statement that is written by hand is refused', () => {
  it.each([
    ['to insert a refund of more than is left', `insert into rm_refunds ${REFUND('re_9', 'ch_1', 301)}`, 'refunded'],
    ['to insert one of more, or ignore', `insert or ignore into rm_refunds ${REFUND('re_9', 'ch_1', 301)}`, 'captured'],
    ['to insert one of more, or fail', `insert or fail into rm_refunds ${REFUND('re_9', 'ch_1', 301)}`, 'captured'],
    [
      'to insert one of more, and do nothing',
      `insert into rm_refunds ${REFUND('re_9', 'ch_1', 301)} on conflict do nothing`,
      'captured',
    ],
    ['to insert one on a charge of less', `insert into rm_refunds ${REFUND('re_9', 'ch_2', 51)}`, 'refunded'],
    ['to insert one of no charge', `insert into rm_refunds ${REFUND('re_9', 'ch_9', 1)}`, 'no such charge'],
    ['to insert one of less than nothing', `insert into rm_refunds ${REFUND('re_9', 'ch_1', -5)}`, 'amount'],
    ['to insert one that stands nowhere', `insert into rm_refunds ${REFUND('re_9', 'ch_1', 5, 'Succeeded')}`, 'status'],
    [
      'to insert an amount that is text',
      `insert into rm_refunds ${REFUND('re_9', 'ch_1', 5).replace(', 5,', ", 'x',")}`,
      'INT',
    ],
    ['to replace one', `insert or replace into rm_refunds ${REFUND('re_1', 'ch_1', 5)}`, 'is taken'],
    [
      'to replace one in its row by another',
      `insert or replace into rm_refunds ${REFUND('re_9', 'ch_1', 5).replace('(account', '(seq, account').replace("('acct", "(1, 'acct")}`,
      'is taken',
    ],
    ['to raise an amount', `update rm_refunds set amount = 701 where id = 're_1'`, 'keeps'],
    ['to lower an amount', `update rm_refunds set amount = 1 where id = 're_1'`, 'keeps'],
    ['to move one to another charge', `update rm_refunds set charge = 2 where id = 're_1'`, 'keeps'],
    ['to rename one', `update or replace rm_refunds set id = 're_2' where id = 're_1'`, 'keeps'],
    ['to put one in the row of another', `update or replace rm_refunds set rowid = 2 where id = 're_1'`, 'keeps'],
    [
      'to insert one before all others',
      `insert into rm_refunds ${REFUND('re_9', 'ch_1', 5).replace('(account', '(seq, account').replace("('acct", "(-1, 'acct")}`,
      'seq',
    ],
    ['to delete one', `delete from rm_refunds where id = 're_1'`, 'not deleted'],
    [
      'to lower what was captured',
      `update rm_charges set captured = 699, standing = 0, unsettled = 0 where id = 'ch_1'`,
      'CHECK',
    ],
    [
      'to raise what was captured over what was authorized',
      `update rm_charges set captured = 1001 where id = 'ch_1'`,
      'CHECK',
    ],
    ['to write that less was refunded', `update rm_charges set refunded = 0 where id = 'ch_1'`, 'by hand'],
    [
      'to write that less was refunded, of a refund that is counted',
      `update rm_charges set refunded = refunded - 400, counting = 1 where id = 'ch_1'`,
      'by hand',
    ],
    [
      'to write that more was refunded, so that less can be',
      `update rm_charges set refunded = refunded + 300, counting = 2 where id = 'ch_1'`,
      'by hand',
    ],
    ['to count a refund no more', `update rm_refunds set counted = 0 where id = 're_1'`, 'not by hand'],
    [
      'to end a refund that is counted on',
      `update rm_refunds set counted = 0, status = 'failed' where id = 're_1'`,
      'not by hand',
    ],
    [
      'to insert one that is said to be counted',
      `insert into rm_refunds ${REFUND('re_9', 'ch_1', 701).replace('status, body', 'status, counted, body').replace("'{}'", "1, '{}'")}`,
      'not counted yet',
    ],
    [
      'to insert one on a charge of another account',
      `insert into rm_refunds ${REFUND('re_9', 'ch_3', 5)}`,
      'such charge',
    ],
    ['to move one to a charge of another account', `update rm_refunds set charge = 3 where id = 're_1'`, 'keeps'],
    ['to give one to another account', `update rm_refunds set account = 'acct_2' where id = 're_1'`, 'keeps'],
    ['to point one at no charge, or ignore', `update or ignore rm_refunds set charge = 9 where id = 're_1'`, 'keeps'],
    ['to move one to another time', `update rm_refunds set created_at = 1 where id = 're_1'`, 'its place'],
    ['to put one elsewhere among those of its charge', `update rm_refunds set nth = 3 where id = 're_1'`, 'its place'],
    ['to take one out of those of its charge', `update rm_refunds set previous = null where id = 're_2'`, 'its place'],
    [
      'to insert one at a place of its own',
      `insert into rm_refunds ${REFUND('re_9', 'ch_1', 5).replace('status, body', 'status, nth, body').replace("'{}'", "7, '{}'")}`,
      'not counted yet',
    ],
    [
      'to hide the newest',
      `update rm_charges set newest_refund = 1, previous_refund = null where id = 'ch_1'`,
      'by hand',
    ],
    ['to write that there are fewer', `update rm_charges set refunds = 1 where id = 'ch_1'`, 'by hand'],
    ['to write another before the newest', `update rm_charges set previous_refund = 2 where id = 'ch_1'`, 'by hand'],
    ['to write when the newest came', `update rm_charges set newest_refund_at = 1 where id = 'ch_1'`, 'by hand'],
    ['to write that an event came late', 'update rm_events set late = 1 where charge = 1 and number = 4', 'keeps'],
    [
      'to insert an event that is said to be late',
      EVENT('ch_1', 5).replace('body', 'late, body').replace("'{}'", "1, '{}'"),
      'next number',
    ],
    ['to insert an event of another account’s charge', EVENT('ch_3', 1), 'no such charge'],
    ['to insert an event of no charge', EVENT('ch_9', 1), 'no such charge'],
    ['to insert an event that leaves a gap', EVENT('ch_1', 9), 'next number'],
    ['to replace an event', EVENT('ch_1', 2).replace('insert', 'insert or replace'), 'next number'],
    [
      'to move an event to another charge',
      `update rm_events set charge = 2, number = 3 where charge = 1 and number = 4`,
      'keeps',
    ],
    ['to move an event to a charge of another account', 'update rm_events set charge = 3 where charge = 1', 'keeps'],
    ['to give an event to another account', `update rm_events set account = 'acct_2' where charge = 1`, 'keeps'],
    ['to give an event another number', 'update rm_events set number = 9 where charge = 1 and number = 4', 'keeps'],
    ['to give an event another time', 'update rm_events set at = 1 where charge = 1 and number = 4', 'keeps'],
    ['to delete an event', 'delete from rm_events where charge = 1 and number = 4', 'not deleted'],
    ['to insert a dispute of another account’s charge', DISPUTE('ch_3'), 'no such charge'],
    ['to insert a dispute of no charge', DISPUTE('ch_9'), 'no such charge'],
    ['to move a dispute to another charge', `${DISPUTE('ch_1')}; update rm_disputes set charge = 3`, 'keeps'],
    ['to give a dispute to another account', `${DISPUTE('ch_1')}; update rm_disputes set account = 'acct_2'`, 'keeps'],
    ['to rename a charge', `update rm_charges set id = 'ch_3' where id = 'ch_1'`, 'keeps its name'],
    ['to put a charge in the row of another', `update or replace rm_charges set rowid = 1 where id = 'ch_2'`, 'keeps'],
    ['to delete a charge with refunds', `delete from rm_charges where id = 'ch_1'`, 'not deleted'],
    ['to delete a charge without', `delete from rm_charges where id = 'ch_2'`, 'not deleted'],
    ['to give a charge to another account', `update rm_charges set account = 'acct_2' where id = 'ch_1'`, 'keeps'],
    [
      'to replace an event in its row by another',
      EVENT('ch_2', 3)
        .replace('insert', 'insert or replace')
        .replace('(account', '(seq, account')
        .replace("('acct", "(1, 'acct"),
      'is taken',
    ],
    ['to replace a charge', `${COPY}'ch_1'`, 'new charge'],
    [
      'to replace a charge in its row by another',
      OTHERS.replace('insert', 'insert or replace').replace('(account', '(seq, account').replace("('acct", "(1, 'acct"),
      'new charge',
    ],
    [
      'to insert a charge whose refunds are all late',
      OTHERS.replace('body', 'newest_refund_at, body').replace("'{}'", "9999999999, '{}'").replace('ch_3', 'ch_4'),
      'new charge',
    ],
    [
      'to replace a dispute',
      `${DISPUTE('ch_1')}; ${DISPUTE('ch_2').replace('insert', 'insert or replace')}`,
      'is taken',
    ],
    ['to delete a dispute', `${DISPUTE('ch_1')}; delete from rm_disputes`, 'not deleted'],
    ['to replace a charge without refunds', `${COPY}'ch_2'`, 'new charge'],
    [
      'to replace a charge by one of the same id, in a row of its own',
      OTHERS.replace('insert', 'insert or replace').replace('acct_2', 'acct_1').replace('ch_3', 'ch_1'),
      'new charge',
    ],
    [
      'to insert a charge that has another’s refunds',
      OTHERS.replace('body', 'refunds, newest_refund, body').replace("'{}'", "2, 2, '{}'").replace('ch_3', 'ch_4'),
      'new charge',
    ],
    ['to write more standing than captured', `update rm_charges set standing = 1001 where id = 'ch_1'`, 'CHECK'],
    ['to acknowledge what has not happened', `update rm_charges set acknowledged = 99 where id = 'ch_1'`, 'CHECK'],
  ])('%s', async (_, sql, why) => {
    expect(() => hand.exec(sql)).toThrow(why)
    expect(overRefunded()).toEqual([])
    // Nothing has changed: the desk goes on.
    await refundOn(deskOn(store), 're_3', 300)
  })

  it.each(['', 'or ignore', 'or fail', 'or replace'])('to revive a refund when another has its place: %s', (policy) => {
    hand.exec(`update rm_refunds set status = 'failed' where id = 're_1'`)
    hand.exec(`insert into rm_refunds ${REFUND('re_9', 'ch_1', 700)}`)
    const revive = `update ${policy} rm_refunds set status = 'succeeded' where id = 're_1'`
    expect(() => hand.exec(revive)).toThrow('captured')
    expect(overRefunded()).toEqual([])
  })
})

it('cannot revive a refund as one that is counted already', () => {
  hand.exec(`update rm_refunds set status = 'failed' where id = 're_1'`)
  hand.exec(`insert into rm_refunds ${REFUND('re_9', 'ch_1', 700)}`)
  for (const set of [`counted = 1, status = 'succeeded'`, `counted = 1`])
    expect(() => hand.exec(`update rm_refunds set ${set} where id = 're_1'`)).toThrow('not by hand')
  expect(overRefunded()).toEqual([])
})

describe('what was written by hand', () => {
  it.each([
    ['a refund that was ended', `update rm_refunds set status = 'failed' where id = 're_1'`],
    ['a refund that was added', `insert into rm_refunds ${REFUND('re_9', 'ch_1', 10)}`],
    ['a sum that was lowered', `update rm_charges set standing = 1, unsettled = 0 where id = 'ch_1'`],
  ])('is found when it is read, and nothing is decided on it: %s', async (_, sql) => {
    hand.exec(sql)
    const found = leftOf(await store.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })())
    expect(found).toMatchObject({ _tag: 'InvalidRow', row: 'charge', account: 'acct_1', id: 'ch_1' })
    const loaded = await store.load(asking(ch_1))()
    expect(leftOf(loaded)._tag).toBe('InvalidRow')
  })

  it('keeps no other from being done: what cannot be read waits for its lease to end', async () => {
    const loaded = rightOf(await store.load(asking(null))())
    const due = [1, 2].map((at) => ({ at: at as never, work: { type: 'task' as const, name: `t_${at}`, data: null } }))
    rightOf(await store.commit(loaded, { changes: null, record: null, documents: [], due, done: [] })())
    hand.exec(`update rm_due set body = '{}' where at = 1; update rm_events set body = '{}' where charge = 1`)
    const claimDue = store.claimDue({ limit: 1, leaseSeconds: 60, at: 9 as never })
    const claimEvents = store.claimEvents({ limit: 1, leaseSeconds: 60 })
    expect(leftOf(await claimDue())).toMatchObject({ _tag: 'InvalidRow', row: 'due', id: 'due_1' })
    expect(rightOf(await claimDue())).toMatchObject([{ id: 'due_2' }])
    expect(leftOf(await claimEvents())).toMatchObject({ _tag: 'InvalidRow', row: 'event' })
    expect(rightOf(await claimEvents())).toMatchObject([{ charge: 'ch_2' }])
    hand.exec('update rm_due set lease_until = 0; update rm_charges set lease_until = 0')
    expect(rightOf(await store.claimDue({ limit: 9, leaseSeconds: 60, at: 9 as never })())).toHaveLength(1)
    expect(rightOf(await store.claimEvents({ limit: 9, leaseSeconds: 60 })())).toHaveLength(1)
  })

  it('cannot be committed over: the schema refuses it, and that is InvalidRow', async () => {
    const loaded = rightOf(
      await store.load({
        account: ACCOUNT,
        charge: ch_1,
        refund: 're_5' as never,
        dispute: null,
        documents: [],
        key: null,
        at: 1 as never,
      })(),
    )
    hand.exec(`insert into rm_refunds ${REFUND('re_9', 'ch_1', 250)}`)
    const { charge } = loaded.books
    if (charge === null) return expect.unreachable()
    const asked = { id: 're_5' as RefundId, amount: usd(100), currency: usd_, at: charge.createdAt }
    const born = { status: 'succeeded' } as const
    const [event] = rightOf(decide(requestRefund({ ...asked, born }), { ...EMPTY_BOOKS, charge }, stripe))
    if (event === undefined) return expect.unreachable()
    const after = evolve({ ...EMPTY_BOOKS, charge }, event)
    const decided = { charge: after.charge, refund: after.refund, events: [event] }
    const write = { changes: { ...decided, dispute: null }, record: null, documents: [], due: [], done: [] }
    const refused = leftOf(await store.commit(loaded, write as never)())
    expect(refused).toMatchObject({ _tag: 'InvalidRow', row: 'charge', id: 'ch_1' })
    expect(overRefunded()).toEqual([])
  })
})
