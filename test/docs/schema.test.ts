/** The page on the schema says what is: in SQLite here, in PostgreSQL in the project `postgres`. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { libsqlMigrations, libsqlStore } from '../../src/store/libsql/index.js'
import { diagramText, tablesFound, tablesText, undescribed, withSchema } from '../tools/docs-schema.js'
import { WORDS } from '../tools/docs-schema-words.js'
import { columnsListed, inSqlite, keepBooks, PAGE, plain, queries, refused } from './schema.js'
import { queryOf } from './sql.js'
import { removeFolder, useFolder } from './temporary.js'

let folder = ''
const books = (): string => join(folder, 'books.db')
let copies = 0

beforeAll(async () => {
  folder = useFolder()
  const store = libsqlStore({ path: books() })
  await keepBooks(store)
  await store.close()
})
afterAll(removeFolder)

/** Asks a file with the books of the page. Each has one of its own. */
const asked = <A>(ask: (database: Database.Database, path: string) => A): A => {
  copies += 1
  const path = join(folder, `${copies}.db`)
  copyFileSync(books(), path)
  const database = new Database(path)
  try {
    return ask(database, path)
  } finally {
    database.close()
  }
}

describe('docs/schema.md', () => {
  it('lists every column that SQLite has, with its type', () => {
    const found = [...tablesFound()].flatMap(([table, { columns }]) =>
      columns.map(({ name, type }) => `${table}.${name} ${type}`),
    )
    expect(columnsListed('sqlite')).toEqual(found.sort())
    expect(found.length).toBeGreaterThan(70)
  })
  it('names every trigger that SQLite has', () => {
    const triggers = asked((database) =>
      database.prepare(`select name from sqlite_master where type = 'trigger'`).all([]),
    ) as { name: string }[]
    expect(triggers.length).toBeGreaterThan(5)
    expect(triggers.filter(({ name }) => !PAGE.includes(`\`${name}\``))).toEqual([])
  })
  it.each(refused)('is refused by SQLite: $statement', ({ statement, sqlite }) => {
    expect(() => asked((database) => database.exec(inSqlite(statement)))).toThrow(sqlite)
  })
  it('lists statements that are refused, with what both stores say', () => {
    expect(refused.length).toBeGreaterThan(15)
  })
  it.each(queries)('the query at line $line gives in SQLite what it says', ({ text, rows }) => {
    expect(plain(asked((database) => database.prepare(text).all([])) as object[])).toEqual(rows)
  })
  it('has the version that the migrations lead to', () => {
    expect(queries.at(-1)?.rows).toEqual([{ version: libsqlMigrations.length }])
    expect(queries.length).toBeGreaterThan(4)
  })
})

/** Without a desk: whoever has read that 300 are left may write that much, and only one of them. */
const refundOf = (id: string, amount: number): string =>
  `insert into rm_refunds (account, id, charge, created_at, amount, status, body)
   values ('shop', '${id}', 1, 0, ${amount}, 'succeeded', '{}')`

describe('two programs that have read the same balance of a file', () => {
  it.each([
    ['R01: each a part of what is left, above it together', 200],
    ['R02: each all that is left', 300],
  ])('%s', (_, amount) => {
    asked((one, path) => {
      const other = new Database(path)
      const left = (database: Database.Database): unknown =>
        database.prepare('select captured - refunded as cents from rm_charges where id = ?').all(['ch_1'])
      expect([left(one), left(other)]).toEqual([[{ cents: 300 }], [{ cents: 300 }]])
      one.exec(refundOf('re_8', amount))
      expect(() => other.exec(refundOf('re_9', amount))).toThrow('more would be refunded than was captured')
      expect(left(other)).toEqual([{ cents: 300 - amount }])
      other.close()
    })
  })
})

describe('the generator of the schema', () => {
  const words = (columns: Record<string, string | null>) => ({
    a: {
      means: '',
      columns: Object.fromEntries(Object.entries(columns).map(([name, postgres]) => [name, { postgres, means: '' }])),
    },
  })
  const found = new Map([
    ['a', { columns: [{ name: 'x', type: 'text', keys: [] }], references: new Map<string, string[]>() }],
  ])

  it('misses the words of a column', () => {
    expect(undescribed(found, words({}))).toEqual(['a.x is not described'])
    expect(undescribed(found, {})).toEqual(['a.x is not described'])
  })
  it('finds words of a column that is gone', () => {
    expect(undescribed(found, words({ x: 'text', y: null }))).toEqual(['a.y is in neither store'])
  })
  it('takes what only PostgreSQL has on trust, which the project postgres does not', () => {
    expect(undescribed(found, words({ x: null, y: 'text' }))).toEqual([])
    expect(undescribed(tablesFound(), WORDS)).toEqual([])
  })
  it('puts its parts between their marks and leaves the rest', () => {
    const page = (part: string, text: string) => `a\n<!-- schema: ${part} -->\n${text}\n<!-- end of schema -->\nb\n`
    expect(withSchema(page('tables', 'old') + page('diagram', 'old'))).toBe(
      page('tables', tablesText()) + page('diagram', diagramText()),
    )
  })
})

describe('a query on a page', () => {
  const block = (code: string) => ({ path: 'a.md', line: 5, name: '', code, kind: 'markdown' as const })

  it('has what it gives below it', () => {
    expect(queryOf(block('select 1 as a\n-- => [{ "a": 1 },\n--     { "a": 2 }]'))).toEqual({
      line: 5,
      text: 'select 1 as a',
      rows: [{ a: 1 }, { a: 2 }],
    })
  })
  it('is refused without it', () => {
    expect(() => queryOf(block('select 1'))).toThrow('a.md:5 a query without "-- =>"')
  })
})
