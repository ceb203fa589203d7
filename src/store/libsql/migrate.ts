/** Bringing a database to the newest version of the schema. */
import { right } from '../../domain/either.js'
import { atomically, type Connection } from './connection.js'
import type { Value } from './driver.js'
import { messageOf } from './errors.js'
import { libsqlMigrations } from './migrations.js'

const NEWEST = libsqlMigrations.length

/** Runs what is missing, once, whoever else tries at the same time. Throws where the database cannot be used. */
export const migrate = (connection: Connection): void => {
  if (versionOf(connection) === NEWEST) return
  atomically(connection, 'write', () => {
    // Read again, now that nobody else can be at it.
    const version = versionOf(connection)
    refuseNewer(version)
    for (const { sql } of libsqlMigrations.slice(version)) connection.exec(sql)
    return right(undefined)
  })
}

/** For those who run the migrations themselves. */
export const requireVersion = (connection: Connection): void => {
  const version = versionOf(connection)
  refuseNewer(version)
  if (version < NEWEST)
    throw new Error(
      `refund-machine/store/libsql: the schema is of version ${version}, and this program needs ${NEWEST}: run libsqlMigrations, or leave migrate on`,
    )
}

const refuseNewer = (version: number): void => {
  if (version > NEWEST)
    throw new Error(
      `refund-machine/store/libsql: the schema is of version ${version}, and this program knows up to ${NEWEST}: use a newer one`,
    )
}

/** 0 of a database that has nothing yet. */
const versionOf = (connection: Connection): number => {
  const table = connection.all(`select 1 from sqlite_master where type = 'table' and name = 'rm_migrations'`, [])
  if (table.length === 0) return 0
  const [row] = connection.all<{ version: number | null }>('select max(version) as version from rm_migrations', [])
  return row?.version ?? 0
}

/** A connection of the caller's own, which is not migrated: where the schema is missing its errors say what to do. */
export const explained = (connection: Connection): Connection => ({
  ...connection,
  exec: (sql) => orWhy(() => connection.exec(sql)),
  run: (sql, values) => orWhy(() => connection.run(sql, values)),
  one: <Row>(sql: string, values: Value[]) => orWhy(() => connection.one<Row>(sql, values)),
  all: <Row>(sql: string, values: Value[]) => orWhy(() => connection.all<Row>(sql, values)),
})

const orWhy = <A>(act: () => A): A => {
  try {
    return act()
  } catch (cause) {
    if (!/^no such (?:table|column): /.test(messageOf(cause))) throw cause
    throw new Error(
      'refund-machine/store/libsql: the schema is not there, or older than this program: run libsqlMigrations before the transaction, or use libsqlStore on the file once',
      { cause },
    )
  }
}
