/** A database of the test server, for servers to keep everything in. */
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { type PostgresSettings, postgresStore } from '../../../src/store/postgres/index.js'
import type { Place } from '../../server/data/given.js'

export interface PostgresPlace extends Place {
  /** By hand, in the database. */
  readonly sql: (text: string) => Promise<void>
}

const END_LEASES = `
update refund_machine.charges set lease_until = lease_until - interval '61 seconds' where lease_until is not null;
update refund_machine.due set lease_until = lease_until - interval '61 seconds' where lease_until is not null;
update refund_machine.key_marks set until = until - 61;`

/** The server that the project `postgres` has started. */
export const serverUrl = (): string => {
  const url = process.env.TEST_POSTGRES_URL
  if (url === undefined) throw new Error('TEST_POSTGRES_URL says no server: run the project postgres')
  return url
}

const ask = async (connectionString: string, text: string): Promise<void> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

let count = 0

export const onPostgres = async (settings: PostgresSettings = {}, server = serverUrl()): Promise<PostgresPlace> => {
  count += 1
  const name = `served_${process.pid}_${count}`
  await ask(server, `create database ${name}`)
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href
  const place: PostgresPlace = {
    data: url,
    open: () => postgresStore({ connectionString: url, ...settings }),
    endLeases: () => ask(url, END_LEASES),
    sql: (text) => ask(url, text),
    remove: () => ask(server, `drop database ${name} with (force)`),
  }
  onTestFinished(place.remove)
  return place
}
