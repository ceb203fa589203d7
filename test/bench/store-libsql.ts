/** Refunds in SQLite: through the desk, by its own statements played back, and as people write them by hand. */
import { rmSync } from 'node:fs'
import Database from 'libsql'
import type { LibsqlDatabase, LibsqlStatement, OwnDatabase, Value } from '../../src/store/libsql/driver.js'
import { groupedCommit } from '../../src/store/libsql/group.js'
import { libsqlStore } from '../../src/store/libsql/index.js'
import { closeLine, createLine, doOn } from '../../src/store/libsql/line.js'
import { storeOn } from '../../src/store/libsql/store.js'
import { milliseconds, requests } from './desk-given.js'
import { deskOn, prepare, refundEach, statementsIn } from './store-given.js'
import type { Contest, Form } from './store-turns.js'

/** What was asked of the driver: how, and with which values. */
interface Asked {
  readonly how: 'exec' | 'run' | 'get' | 'all'
  readonly sql: string
  readonly values: Value[]
}

/** Where nothing waits for the disk, no connection is told that it shall. */
const settled = (sql: string, fsync: boolean): string =>
  fsync ? sql : sql.replaceAll(/synchronous=(FULL|NORMAL)/g, 'synchronous=OFF')

/** A connection that writes down all that is asked of it. */
const taped = (database: OwnDatabase, tape: Asked[], fsync: boolean): OwnDatabase => ({
  prepare: (sql) => {
    const statement = database.prepare(sql) as LibsqlStatement
    const asking =
      <Answer>(how: 'run' | 'get' | 'all', ask: (values: Value[]) => Answer) =>
      (values: Value[]): Answer => {
        tape.push({ how, sql, values })
        return ask(values)
      }
    return {
      run: asking('run', (values) => statement.run(values)),
      get: asking('get', (values) => statement.get(values)),
      all: asking('all', (values) => statement.all(values)),
    }
  },
  exec: (given) => {
    const sql = settled(given, fsync)
    tape.push({ how: 'exec', sql, values: [] })
    return database.exec(sql)
  },
  get inTransaction() {
    return database.inTransaction
  },
  get open() {
    return database.open
  },
  close: () => database.close(),
})

/** The store as `libsqlStore` makes it, on a connection of the bench's. */
const openOn = (path: string, connect: (database: OwnDatabase) => OwnDatabase) => {
  const load = async () => (file: string) => connect(new Database(file) as unknown as OwnDatabase)
  const line = createLine({ path, busyMilliseconds: 5000, migrate: true, load })
  const store = storeOn(
    (operation, needs, act) => doOn(line, { operation, needs }, act),
    groupedCommit(line),
    () => true,
  )
  return { store, close: async () => closeLine(line) }
}

/** The store that is timed: as everybody has it, unless no disk is to be waited for. */
export const openStore = (path: string, fsync: boolean) => {
  if (!fsync) return openOn(path, lax)
  const store = libsqlStore({ path })
  return { store, close: store.close }
}

/** The same connection, which is never told to wait for the disk. */
const lax = (database: OwnDatabase): OwnDatabase => {
  const exec = database.exec.bind(database)
  return Object.assign(database, { exec: (sql: string) => exec(settled(sql, false)) })
}

const opened = (path: string, fsync: boolean): Database.Database => {
  const database = new Database(path)
  database.exec('PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL')
  database.exec(`PRAGMA synchronous=${fsync ? 'FULL' : 'OFF'}; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536`)
  return database
}

/** Statements are prepared once, before the time is taken. */
const player = (database: LibsqlDatabase) => {
  const known = new Map<string, LibsqlStatement>()
  const statementOf = (sql: string): LibsqlStatement => {
    const statement = known.get(sql) ?? (database.prepare(sql) as LibsqlStatement)
    known.set(sql, statement)
    return statement
  }
  return (tape: readonly Asked[]): (() => void) => {
    const asked = tape.map(({ how, sql, values }) => ({
      how,
      sql,
      values,
      statement: how === 'exec' ? null : statementOf(sql),
    }))
    return () => {
      for (const { how, sql, values, statement } of asked)
        if (statement === null || how === 'exec') database.exec(sql)
        else statement[how](values)
    }
  }
}

const PLAIN = `
create table charges (id text primary key, captured integer not null, refunded integer not null) strict;
create table refunds (id text primary key, charge text not null references charges (id), amount integer not null,
  status text not null, created_at integer not null) strict;
create index refunds_charge on refunds (charge);
create table events (seq integer primary key, charge text not null, type text not null, at integer not null, body text not null) strict;
create index events_charge on events (charge);`

/** As people write it: a transaction for each refund, on plain tables. */
const byHand = (database: Database.Database, charges: number) => {
  database.exec(PLAIN)
  const add = database.prepare('insert into charges values (?, ?, 0)')
  const fill = requests({ charges, keys: false }, 0, charges)
  database.exec('begin')
  for (const { charge } of fill) add.run([charge, 900_000_000])
  database.exec('commit')
  const find = database.prepare('select captured, refunded from charges where id = ?')
  const refund = database.prepare('insert into refunds values (?, ?, ?, ?, ?)')
  const charged = database.prepare('update charges set refunded = refunded + ? where id = ?')
  const event = database.prepare('insert into events (charge, type, at, body) values (?, ?, ?, ?)')
  return (asked: ReturnType<typeof requests>): void => {
    for (const { id, charge, amount } of asked) {
      database.exec('begin immediate')
      const { captured, refunded } = find.get([charge]) as { captured: number; refunded: number }
      if (refunded + Number(amount) > captured) throw new Error('too much')
      refund.run([id, charge, amount, 'pending', 1_760_000_000])
      charged.run([amount, charge])
      event.run([charge, 'refund_requested', 1_760_000_000, JSON.stringify({ refund: id, amount })])
      database.exec('commit')
    }
  }
}

const SUMS = `select (select count(*) || ' ' || sum(amount) || ' ' || max(length(body)) from rm_refunds) || ' '
  || (select sum(refunded) || ' ' || sum(version) from rm_charges) || ' ' || (select count(*) from rm_events) as sums`

/** As many as it takes V8 to compile what a refund runs through: a server does more in its first minute. */
const WARM_UP = 4000
let isWarm = false

/**
 * Once, not timed, on files of its own: as ours is opened, and as it is written down, so that the one does not undo what V8 has
 * made of the other. What is played back calls the driver and little else: there is nothing to be compiled.
 */
const warmUp = async (folder: string): Promise<void> => {
  if (isWarm) return
  isWarm = true
  const tape: Asked[] = []
  const path = `${folder}/warm-up.db`
  for (const open of [() => openOn(path, (database) => taped(database, tape, true)), () => openStore(path, true)]) {
    const { store, close } = open()
    const { desk } = deskOn(store)
    await prepare(desk, CALLERS)
    await refundEach(desk, CALLERS, requests({ charges: CALLERS, keys: false }, 0, WARM_UP))
    await close()
    rmSync(path, { force: true })
  }
}
const CALLERS = 16

/** Ours, and its twins: one on which its statements are written down, and one on which they are played back. */
export const libsqlContest = async (folder: string, { charges, keys, callers, fsync }: Form): Promise<Contest> => {
  await warmUp(folder)
  const file = (name: string): string => `${folder}/${name}-${charges}-${callers}-${fsync}.db`
  const tape: Asked[] = []
  const ours = openStore(file('ours'), fsync)
  const written = openOn(file('written'), (database) => taped(database, tape, fsync))
  const twin = openStore(file('replay'), fsync)
  const [{ desk }, { desk: writing }, { desk: first }] = [deskOn(ours.store), deskOn(written.store), deskOn(twin.store)]
  for (const each of [desk, writing, first]) await prepare(each, charges)
  await twin.close()
  const replayed = opened(file('replay'), fsync)
  const play = player(replayed as unknown as LibsqlDatabase)
  const hand = opened(file('hand'), fsync)
  const refundByHand = byHand(hand, charges)
  return {
    record: (from, howMany) => {
      tape.length = 0
      return refundEach(writing, callers, requests({ charges, keys }, from, howMany))
    },
    ours: (from, howMany) => {
      const asked = requests({ charges, keys }, from, howMany)
      return milliseconds(() => refundEach(desk, callers, asked))
    },
    replay: async () => {
      const statements = tape.reduce((sum, { how, sql }) => sum + (how === 'exec' ? statementsIn(sql) : 1), 0)
      const run = play(tape)
      return { milliseconds: await milliseconds(run), statements, roundTrips: tape.length }
    },
    byHand: (from, howMany) => {
      const asked = requests({ charges, keys }, from, howMany)
      return milliseconds(() => refundByHand(asked))
    },
    end: async () => {
      await ours.close()
      await written.close()
      const again = opened(file('ours'), fsync)
      const sums = [again, replayed].map((database) => JSON.stringify(database.prepare(SUMS).all([])))
      for (const database of [again, replayed, hand]) database.close()
      for (const name of ['ours', 'written', 'replay', 'hand']) rmSync(file(name), { force: true })
      if (sums[0] !== sums[1]) throw new Error(`the replay wrote something else: ${sums.join(' and ')}`)
    },
  }
}
