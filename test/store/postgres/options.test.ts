/** A wrong option of the store in PostgreSQL is said when the store is made, before any server is asked. */
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { postgresStore, postgresStoreIn } from '../../../src/store/postgres/index.js'
import { leftOf } from '../../fixtures.js'
import { ACCOUNT } from '../libsql/books.js'

const thrownBy = (act: () => unknown): Error => {
  try {
    act()
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was thrown')
}
const connectionString = 'postgres://shop:hunter2@127.0.0.1:1/shop'
const pool = new pg.Pool({ connectionString })
const client = new pg.Client({ connectionString })
const ADDRESS = 'postgresStore: connectionString: expected an address such as postgres://user@host/database, got'
const TIME = 'expected a whole number from 1 to 2147483647, got'

describe('a store in PostgreSQL', () => {
  it.each<[string, unknown, string]>([
    ['no options', undefined, 'postgresStore: expected options, got undefined'],
    ['an address alone', connectionString, 'postgresStore: expected options, got a text'],
    ['neither', {}, 'postgresStore: expected connectionString or pool, got neither'],
    ['both', { connectionString, pool }, 'postgresStore: expected connectionString or pool, got both'],
    ['an empty one', { connectionString: '' }, `${ADDRESS} an empty text: is the variable set that it comes from?`],
    ['a number', { connectionString: 5 }, `${ADDRESS} 5`],
    ['another scheme', { connectionString: 'mysql://shop:hunter2@db/shop' }, `${ADDRESS} another text`],
    ['words', { connectionString: 'host=db password=hunter2' }, `${ADDRESS} another text`],
    ['a bare #', { connectionString: 'postgres://shop:hunter2#1@db/shop' }, `${ADDRESS} one that cannot be read`],
    ['no pool', { pool: {} }, 'postgresStore: pool: expected a pool, got an object'],
    ['a null', { pool: null }, 'postgresStore: pool: expected a pool, got null'],
    ['a client', { pool: client }, 'postgresStore: pool: expected a pool, got a connection: postgresStoreIn takes one'],
    ['no connections', { connectionString, connections: 0 }, 'connections: expected a whole number, 1 or more, got 0'],
    ['connections of a pool', { pool, connections: 5 }, 'connections: a pool of your own has its own number'],
    ['a word', { pool, locking: 'hunter2' }, 'locking: expected "adaptive" or "always" or "never", got a text'],
    ['hot', { pool, hotMilliseconds: -1 }, `hotMilliseconds: ${TIME} -1`],
    ['connect', { pool, connectMilliseconds: 0 }, `connectMilliseconds: ${TIME} 0`],
    ['statement', { pool, statementMilliseconds: 2 ** 31 }, `statementMilliseconds: ${TIME} 2147483648`],
    ['held', { pool, heldMilliseconds: 1.5 }, `heldMilliseconds: ${TIME} 1.5`],
    ['not a number', { pool, heldMilliseconds: Number.NaN }, `heldMilliseconds: ${TIME} NaN`],
    ['schema', { pool, schema: '' }, 'postgresStore: schema: expected the name of a schema, got an empty text'],
    ['migrate', { pool, migrate: 1 }, 'postgresStore: migrate: expected true or false, got 1'],
    ['prepare', { pool, prepare: 'no' }, 'postgresStore: prepare: expected true or false, got a text'],
    ['unknown', { pool, max: 5 }, 'postgresStore: there is no option max'],
  ])('refuses %s', (_, options, message) => {
    const thrown = thrownBy(() => postgresStore(options as never))
    expect(thrown).toBeInstanceOf(TypeError)
    expect(thrown.message).toContain(message)
    expect(thrown.message).not.toContain('hunter2')
  })

  it.each([
    { connectionString },
    { connectionString: 'POSTGRESQL://db', connections: 1, pool: undefined },
    { connectionString: 'postgres:///shop?host=/run/postgresql' },
    { connectionString: 'postgres://shop:a%23b@/shop?host=/run/postgresql' },
    { connectionString: 'postgres://%2Frun%2Fpostgresql/shop', locking: 'never', heldMilliseconds: 2 ** 31 - 1 },
  ])('takes %j, and opens nothing yet', async (options) => {
    await postgresStore(options as never).close()
  })

  it('takes a pool of pg, and whatever connects', () => {
    postgresStore({ pool })
    postgresStore({ pool: { connect: async () => Promise.reject(new Error('down')) } })
  })
})

describe('a store on the caller’s connection', () => {
  it('refuses a pool: it has no transaction', () => {
    const thrown = thrownBy(() => postgresStoreIn(pool as never))
    expect(thrown).toBeInstanceOf(TypeError)
    expect(thrown.message).toBe(
      'postgresStoreIn: client: expected a connection, got a pool, which has no transaction: take a client out of it',
    )
  })

  it('takes a client of pg, and whatever answers queries', () => {
    postgresStoreIn(client)
    postgresStoreIn({ query: async () => ({ rows: [] }) })
  })

  it('refuses what has no query, and options that it does not have', () => {
    expect(() => postgresStoreIn({} as never)).toThrow('postgresStoreIn: client: expected a connection, got an object')
    expect(() => postgresStoreIn(client, { locking: 'never' } as never)).toThrow(
      'postgresStoreIn: there is no option locking',
    )
    expect(() => postgresStoreIn(client, { schema: 'a$' })).toThrow('postgresStoreIn: schema: expected a name without')
  })

  it('sends no write while the driver says that no transaction is open, and reads all the same', async () => {
    const sent: string[] = []
    const query = async ({ text }: { readonly text: string }) => {
      sent.push(text)
      return { rows: [] }
    }
    const store = postgresStoreIn({ query, getTransactionStatus: () => 'I' })
    const refused = leftOf((await store.forgetKeys({ before: 1 as never, limit: 1 })()) as never)
    expect(refused).toMatchObject({ _tag: 'StoreUnavailable', operation: 'forgetKeys', written: 'no' })
    expect((refused as unknown as { cause: Error }).cause.message).toContain('no transaction is open')
    expect(sent).toEqual(['SELECT 1'])
    expect(await store.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })()).toMatchObject({ right: null })
    expect(sent).toHaveLength(2)
  })

  it('sends a write at once where a transaction is open, or the driver does not tell', async () => {
    for (const status of ['T', 'E', null, 0]) {
      const sent: string[] = []
      const query = async ({ text }: { readonly text: string }) => {
        sent.push(text)
        return { rows: [{ forgotten: 0 }] }
      }
      await postgresStoreIn({ query, getTransactionStatus: () => status }).forgetKeys({
        before: 1 as never,
        limit: 1,
      })()
      expect(sent).toEqual([expect.stringContaining('forget_keys')])
    }
  })
})
