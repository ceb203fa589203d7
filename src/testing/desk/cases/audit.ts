/** The audit finds whatever was changed behind the desk's back. */
import { isLeft, right } from '../../../domain/either.js'
import type { Charge } from '../../../domain/records/charge.js'
import type { Store } from '../../../store/port.js'
import type { RecordKind, Records, StoredEvent } from '../../../store/rows.js'
import { fail, given, refused, shown } from '../../port/expect.js'
import { ACCOUNT, CH_1, DP_1, RE_1, RE_2, USD } from '../../port/given.js'
import { ask, authorized, cents, charged, keyNamed, provesRight } from '../given.js'
import type { DeskTrials, World } from '../world.js'

type Rows = readonly Records[RecordKind][]

/** The store, with every row of one kind as `change` makes it. */
const falsified = (store: Store, kind: RecordKind, change: (rows: Rows) => Rows): Store => ({
  ...store,
  load: (asked) => async () => {
    const loaded = await store.load(asked)()
    if (isLeft(loaded) || loaded.right.books.charge === null || kind !== 'charge') return loaded
    const [charge = null] = change([loaded.right.books.charge]) as readonly (Charge | undefined)[]
    // What was loaded goes back as it came: only what is read of it is false.
    await store.release(loaded.right)()
    return right({ ...loaded.right, books: { ...loaded.right.books, charge } })
  },
  release: (loaded) => (kind === 'charge' ? async () => undefined : store.release(loaded)),
  list: ((asked) => async () => {
    const page = await store.list(asked)()
    return isLeft(page) || asked.of !== kind ? page : right({ ...page.right, data: change(page.right.data) })
  }) as Store['list'],
})

const altered = (change: object) => (rows: Rows) => rows.map((row) => ({ ...row, ...change }) as Records[RecordKind])
/** Only the row with this id. */
const alteredOne = (id: string, change: object) => (rows: Rows) =>
  rows.map((row) => ('id' in row && row.id === id ? ({ ...row, ...change } as Records[RecordKind]) : row))
const without = (id: string) => (rows: Rows) => rows.filter((row) => !('id' in row && row.id === id))
const withLeg = (leg: 'fee' | 'transfer', change: object) => (rows: Rows) =>
  rows.map((row) => ({ ...row, [leg]: { ...(row as Charge)[leg], ...change } }) as Records[RecordKind])
const withDisputes = (change: object) => (rows: Rows) =>
  rows.map((row) => ({ ...row, disputes: { ...(row as Charge).disputes, ...change } }) as Records[RecordKind])
const withEvent = (id: string, change: object) => (rows: Rows) =>
  rows.map((row) => {
    const stored = row as StoredEvent
    return stored.id === id ? ({ ...stored, event: { ...stored.event, ...change } } as StoredEvent) : stored
  })

/** Each way of tampering, and whose discrepancy has to be among those that are found. */
const TAMPERED: Readonly<Record<string, readonly [kind: RecordKind, change: (rows: Rows) => Rows, found: string]>> = {
  standing: ['charge', altered({ standing: 29 }), 'charge ch_1'],
  unsettled: ['charge', altered({ unsettled: 0 }), 'charge ch_1'],
  captured: ['charge', altered({ captured: 101 }), 'charge ch_1'],
  authorized: ['charge', altered({ authorized: 1000 }), 'charge ch_1'],
  status: ['charge', altered({ status: 'authorized' }), 'charge ch_1'],
  refundsMade: ['charge', altered({ refundsMade: 1 }), 'charge ch_1'],
  refundsStanding: ['charge', altered({ refundsStanding: 5 }), 'charge ch_1'],
  'the basis of the fee': ['charge', withLeg('fee', { basis: 1 }), 'charge ch_1'],
  'what came back of the transfer': ['charge', withLeg('transfer', { returned: 39 }), 'charge ch_1'],
  held: ['charge', withDisputes({ held: 0 }), 'charge ch_1'],
  'how many disputes block': ['charge', withDisputes({ blocking: 0 }), 'charge ch_1'],
  createdAt: ['charge', altered({ createdAt: 1 }), 'charge ch_1'],
  "a refund's amount": ['refund', alteredOne(RE_1, { amount: 31 }), 'refund re_1'],
  "a refund's status": ['refund', alteredOne(RE_1, { status: 'succeeded' }), 'refund re_1'],
  "a refund's metadata": ['refund', alteredOne(RE_1, { metadata: { order: '1' } }), 'refund re_1'],
  'a refund that is missing': ['refund', without(RE_1), 'refund re_1'],
  'a refund that does not stand and is missing': ['refund', without(RE_2), 'refund re_2'],
  'a refund too many': [
    'refund',
    (rows) => [...rows, ...alteredOne(RE_1, { id: 're_9' })(rows.slice(-1))],
    'refund re_9',
  ],
  "a dispute's amount": ['dispute', altered({ amount: 1 }), 'dispute dp_1'],
  "a dispute's status": ['dispute', altered({ status: 'won' }), 'dispute dp_1'],
  'a dispute that is missing': ['dispute', without(DP_1), 'dispute dp_1'],
  'the last event missing': ['event', without('ch_1.6'), 'dispute dp_1'],
  'an event missing between others': ['event', without('ch_1.4'), 'event ch_1'],
  'an event twice': ['event', (rows) => [...rows, ...rows.slice(0, 1)], 'event ch_1'],
  'an event with another number': ['event', alteredOne('ch_1.3', { number: 9 }), 'event ch_1'],
  "an event's amount": ['event', withEvent('ch_1.3', { amount: 29 }), 'refund re_1'],
  "an event's time": ['event', withEvent('ch_1.2', { at: 5 }), 'charge ch_1'],
}

/** A charge with legs, a refund that stands and one that does not, and a dispute that is open. */
const busy = async ({ desk, other }: World): Promise<void> => {
  await authorized(desk)
  const legs = { fee: { amount: cents(10), currency: USD }, transfer: { amount: cents(40), currency: USD } }
  await given('capture', desk.capture({ account: ACCOUNT, charge: CH_1, amount: 'remaining', ...legs }))
  const born = { status: 'pending', pendingReason: null } as const
  await given('refund', desk.refund(ask({ born, legs: { fee: true, transfer: true } })))
  await given('refund', other.refund(ask({ id: RE_2, amount: 20 })))
  await given('refuse', other.refuse({ account: ACCOUNT, refund: RE_2, refusal: 'no' }))
  const dispute = {
    account: ACCOUNT,
    charge: CH_1,
    dispute: DP_1,
    amount: cents(10),
    currency: USD,
    stage: 'open',
  } as const
  await given('openDispute', desk.openDispute({ ...dispute, key: keyNamed('k_1') }))
}

export const auditTrials: DeskTrials = {
  'an audit of lawful books finds nothing': async (world) => {
    await busy(world)
    await provesRight(world.desk)
    await provesRight(world.other)
  },

  'an audit finds each kind of tampering, by record and id': async (world) => {
    await busy(world)
    for (const [what, [kind, change, expected]] of Object.entries(TAMPERED)) {
      const desk = world.deskOn(falsified(world.subject.store, kind, change))
      const found = await given(`audit of ${what}`, desk.audit({ account: ACCOUNT, charge: CH_1 }))
      const records = found.map(({ of, id }) => `${of} ${id}`)
      if (!records.includes(expected))
        fail(`audit of ${what}: expected a discrepancy of ${expected}, got ${shown(found)}`)
      for (const { law } of found) if (law === '') fail(`audit of ${what}: expected the law that is broken`)
    }
  },

  'an audit of what goes on meanwhile is a conflict, and no false finding': async (world) => {
    await charged(world.desk)
    const store: Store = {
      ...world.subject.store,
      list: ((asked) => async () => {
        if (asked.of === 'refund') await given('refund meanwhile', world.other.refund(ask({ id: null, amount: 1 })))
        return world.subject.store.list(asked)()
      }) as Store['list'],
    }
    const conflict = { _tag: 'Conflict', account: ACCOUNT, charge: CH_1 } as const
    await refused('audit', world.deskOn(store).audit({ account: ACCOUNT, charge: CH_1 }), conflict)
    await provesRight(world.desk)
  },

  'an audit reads a charge of more records than a page has': async (world) => {
    await charged(world.desk, { amount: 1000 })
    for (let made = 0; made < 101; made += 1) await given('refund', world.desk.refund(ask({ id: null, amount: 1 })))
    await provesRight(world.other)
  },
}
