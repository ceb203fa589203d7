/** A wrong option of the store in a file is said when the store is made; a caller's connection without a schema, when it is used. */
import Database from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { libsqlStore, libsqlStoreIn } from '../../../src/store/libsql/index.js'
import { leftOf } from '../../fixtures.js'
import { ACCOUNT } from './books.js'
import { freshPath, migratedPath, removeDirectory } from './given.js'

afterAll(removeDirectory)

const making = (options: unknown) => () => libsqlStore(options as never)
const SECRET = 'postgres://shop:hunter2@db/shop'
const thrownBy = (act: () => unknown): Error => {
  try {
    act()
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was thrown')
}

describe('a store in a file', () => {
  it.each([
    [undefined, 'libsqlStore: expected options, got undefined'],
    [SECRET, 'libsqlStore: expected options, got a text'],
    [['a.db'], 'libsqlStore: expected options, got a list'],
    [{}, 'libsqlStore: path: expected the path of a file, got undefined'],
    [{ path: '' }, 'libsqlStore: path: expected the path of a file, got an empty text'],
    [{ path: 5 }, 'libsqlStore: path: expected the path of a file, got 5'],
    [{ path: 'a\0b' }, 'libsqlStore: path: expected the path of a file, got one with NUL in it'],
    [
      { path: ':memory:' },
      'libsqlStore: path: expected the path of a file, got :memory:, which nobody else could open',
    ],
    [{ path: 'file:a.db?mode=ro' }, 'libsqlStore: path: expected the path of a file, got an address'],
    [{ path: SECRET }, 'libsqlStore: path: expected the path of a file, got an address'],
    [{ path: 'a.db', busyMilliseconds: -1 }, 'busyMilliseconds: expected a whole number from 0 to 2147483647, got -1'],
    [
      { path: 'a.db', busyMilliseconds: 0.5 },
      'busyMilliseconds: expected a whole number from 0 to 2147483647, got 0.5',
    ],
    [{ path: 'a.db', busyMilliseconds: 2 ** 31 }, 'from 0 to 2147483647, got 2147483648'],
    [{ path: 'a.db', busyMilliseconds: '5' }, 'from 0 to 2147483647, got a text'],
    [{ path: 'a.db', migrate: 'no' }, 'libsqlStore: migrate: expected true or false, got a text'],
    [{ path: 'a.db', migrate: null }, 'libsqlStore: migrate: expected true or false, got null'],
    [{ path: 'a.db', file: 'b.db' }, 'libsqlStore: there is no option file'],
    [{ path: 'a.db', toString: 1 }, 'libsqlStore: there is no option toString'],
  ])('refuses %j', (options, message) => {
    const thrown = thrownBy(making(options))
    expect(thrown).toBeInstanceOf(TypeError)
    expect(thrown.message).toContain(message)
    expect(thrown.message).not.toContain('hunter2')
  })

  it.each([
    { path: 'c:shop.db', busyMilliseconds: 0 },
    { path: 'files/memory', busyMilliseconds: 2 ** 31 - 1, migrate: false },
    { path: 'a.db', busyMilliseconds: undefined, migrate: undefined },
  ])('takes %j, and opens nothing yet', async (options) => {
    await libsqlStore(options as never).close()
  })
})

describe('a store on the caller’s connection', () => {
  it.each([
    [undefined, 'libsqlStoreIn: database: expected a connection of libsql or better-sqlite3, got undefined'],
    ['shop.db', 'libsqlStoreIn: database: expected a connection of libsql or better-sqlite3, got a text'],
    [
      { exec: (): number => 0, prepare: (): object => ({}) },
      'expected a connection of libsql or better-sqlite3, got an object',
    ],
    [{ exec: (): number => 0, open: true, inTransaction: false }, 'expected a connection of libsql or better-sqlite3'],
  ])('refuses a connection that is none: %j', (database, message) => {
    const thrown = thrownBy(() => libsqlStoreIn(database as never))
    expect(thrown).toBeInstanceOf(TypeError)
    expect(thrown.message).toContain(message)
  })

  it('refuses options that it does not have', () => {
    const database = new Database(migratedPath())
    const within = (options: unknown) => () => libsqlStoreIn(database, options as never)
    expect(within({ migrate: true })).toThrow('libsqlStoreIn: there is no option migrate')
    expect(within({ busyMilliseconds: Number.NaN })).toThrow('libsqlStoreIn: busyMilliseconds: expected a whole number')
    database.close()
  })

  it('says what to do where the schema is not there', async () => {
    const database = new Database(freshPath())
    database.exec('BEGIN IMMEDIATE')
    const inside = libsqlStoreIn(database)
    const answers = [
      await inside.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })(),
      await inside.forgetKeys({ before: 1 as never, limit: 1 })(),
    ]
    for (const answer of answers) {
      const { cause, ...rest } = leftOf(answer as never) as { readonly cause: Error }
      expect(rest).toMatchObject({ _tag: 'StoreUnavailable', written: 'no' })
      expect(cause.message).toContain('the schema is not there, or older than this program: run libsqlMigrations')
      expect((cause.cause as Error).message).toContain('no such table: rm_')
    }
    database.close()
  })
})
