/** Bringing a database to the newest version of the schema. */
import { right } from '../../domain/either.js'
import { atomically, type Connection } from './connection.js'
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
    throw new Error(`the database has version ${version} of the schema and needs ${NEWEST}: run libsqlMigrations`)
}

const refuseNewer = (version: number): void => {
  if (version > NEWEST)
    throw new Error(
      `the database has version ${version} of the schema, which is newer than ${NEWEST}, the newest known`,
    )
}

/** 0 of a database that has nothing yet. */
const versionOf = (connection: Connection): number => {
  const table = connection.all(`select 1 from sqlite_master where type = 'table' and name = 'rm_migrations'`, [])
  if (table.length === 0) return 0
  const [row] = connection.all<{ version: number | null }>('select max(version) as version from rm_migrations', [])
  return row?.version ?? 0
}
