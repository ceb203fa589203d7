/** The pools of a store: the caller's own, or one of its own that is made when it is first needed. */
import type { Task } from 'fp-ts/lib/Task.js'
import { type Rule, ruleOf } from '../sql/options.js'
import type { ErrorEmitter, PostgresPool } from './client.js'
import type { Patience } from './line.js'
import { loadPg, type OwnClient, type OwnPool } from './load-pg.js'

/** A pool and its end, which never rejects. */
export interface EndingPool extends PostgresPool {
  readonly end: Task<void>
}

/** Why a value is no address of a database, or null. It is never shown: it may have a password. */
export const wrongAddress: Rule = (address) => {
  const expected = 'an address such as postgres://user@host/database'
  if (address === '') return `expected ${expected}, got an empty text: is the variable set that it comes from?`
  if (typeof address !== 'string') return ruleOf(expected, () => false)(address)
  if (!/^postgres(?:ql)?:\/\//i.test(address)) return `expected ${expected}, got another text`
  // The driver takes an address without a host as well, whose place is then in a parameter.
  const isRead = URL.canParse(address) || URL.canParse(address.replace('@/', '@host/'))
  return isRead ? null : `expected ${expected}, got one that cannot be read; a password is percent-encoded in it`
}

/** Pools whose connections are listened to: many stores may share one. */
const WATCHED = new WeakSet<PostgresPool>()

/** The caller ends it. */
export const givenPool = (pool: PostgresPool): EndingPool => {
  if (!WATCHED.has(pool)) pool.on?.('connect', neverAlone)
  WATCHED.add(pool)
  return { connect: () => pool.connect(), end: async () => undefined }
}

/**
 * A server that ends a connection in the packet in which it says that it is ready does so before whoever asked for it can listen; and an
 * error that nobody listens to ends the process.
 */
const neverAlone = (client: ErrorEmitter): void => {
  client.on('error', () => undefined)
}

/** How long a server that was told goodbye has to hang up, in milliseconds. */
const GOODBYE = 1_000

interface Opened {
  readonly pool: OwnPool
  /** Those that are open. */
  readonly clients: Set<OwnClient>
}

export const ownPool = (
  { connectionString, connections = 10 }: { readonly connectionString: string; readonly connections?: number },
  patience: Patience,
): EndingPool => {
  let opening: Promise<Opened> | null = null
  let ending: Promise<void> | null = null
  const opened = (): Promise<Opened> => {
    opening ??= open(connectionString, connections, patience).catch((error) => {
      opening = null
      throw error
    })
    return opening
  }
  const end = async (): Promise<void> => {
    const there = await opening?.catch(() => null)
    if (there) await endPool(there, patience.statementMilliseconds)
  }
  return {
    connect: async () => {
      if (ending !== null) throw new Error('the store was closed')
      return (await opened()).pool.connect()
    },
    end: () => {
      ending ??= end()
      return ending
    },
  }
}

const open = async (
  connectionString: string,
  connections: number,
  { connectMilliseconds, statementMilliseconds }: Patience,
): Promise<Opened> => {
  const { Pool } = await loadPg()
  const pool = new Pool({
    connectionString,
    max: connections,
    connectionTimeoutMillis: connectMilliseconds,
    // The server gives up a little before the store does, and its word leaves no doubt.
    statement_timeout: Math.ceil(statementMilliseconds * 0.9),
    lock_timeout: Math.ceil(statementMilliseconds * 0.8),
    application_name: 'refund-machine',
    // As `BY_INDEX`, for what is asked outside of functions.
    options: '-c enable_seqscan=off',
  })
  // A connection that breaks while nobody uses it is replaced when one is needed.
  pool.on('error', () => undefined)
  const clients = new Set<OwnClient>()
  pool.on('connect', (client) => {
    neverAlone(client)
    clients.add(client)
    client.once('end', () => clients.delete(client))
  })
  return { pool, clients }
}

/**
 * The driver waits for who has a connection as long as that one likes, and then for no goodbye: the sockets of a server
 * that is silent would keep the process alive.
 */
const endPool = async ({ pool, clients }: Opened, milliseconds: number): Promise<void> => {
  const ended = pool.end().catch(() => undefined)
  await atMost(milliseconds, ended)
  const goodbyes = [...clients].map((client) => new Promise<void>((resolve) => client.once('end', resolve)))
  await atMost(GOODBYE, Promise.all(goodbyes))
  for (const { connection } of clients) connection?.stream?.destroy()
}

const atMost = (milliseconds: number, pending: Promise<unknown>): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    void pending.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
