/** What the pages say of PostgreSQL: their programs, queries and commands run, each with an empty database of its own. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { postgresMigrations, postgresStore } from '../../src/store/postgres/index.js'
import { type Example, examplesInMarkdown, postgresExamplesInMarkdown } from '../docs/examples.js'
import { loadModule } from '../docs/load.js'
import { pages } from '../docs/pages.js'
import { assertionsIn, run } from '../docs/run.js'
import { columnsListed, inPostgres, keepBooks, naming, PAGE, plain, queries, refused } from '../docs/schema.js'
import { EMBEDDING, firstTwice, withStore } from '../docs/stores.js'
import { leftOf, rightOf } from '../fixtures.js'
import { byHand, serverUrl } from '../tools/postgres/open.js'
import { ACCOUNT, charged, deskOn, refunded } from './given.js'

const before = process.env.DATABASE_URL
let name = ''
let url = ''

const createDatabase = async (): Promise<void> => {
  name = `docs_${randomBytes(8).toString('hex')}`
  await byHand(`CREATE DATABASE ${name}`)
  const whole = new URL(serverUrl())
  whole.pathname = name
  url = whole.href
  process.env.DATABASE_URL = url
}

const dropDatabase = async (): Promise<void> => {
  if (before === undefined) delete process.env.DATABASE_URL
  else process.env.DATABASE_URL = before
  await byHand(`DROP DATABASE ${name} WITH (FORCE)`)
}

const asked = async (text: string, connectionString = url): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString })
  // Its database may be dropped before it has said goodbye.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const titled = (examples: readonly Example[]): readonly (readonly [title: string, example: Example])[] =>
  examples.map((example) => [`${example.path}:${example.line} ${example.name}`, example])

const programs = pages().flatMap(({ path, text }) => postgresExamplesInMarkdown(path, text))
const moved = examplesInMarkdown('docs/embedding.md', EMBEDDING)
  .map((program) => withStore(program, '/postgres'))
  .filter((program) => program !== null)

describe('a program of a page', () => {
  beforeEach(createDatabase)
  afterEach(dropDatabase)

  it.each(titled(programs))('%s holds', async (_, program) => {
    await run(program, {}, loadModule)
  })
  it.each(titled(moved))('%s holds as well where its one line says PostgreSQL', async (_, program) => {
    await run(program, {}, loadModule)
  })
  it('may be run again on the database that it has kept, and says what is answered then', async () => {
    const [once, again] = firstTwice('/postgres')
    await run(once, {}, loadModule)
    await run(again, {}, loadModule)
  })
  it.each(titled([...programs, ...moved]))('%s is refused where no database is named', async (_, program) => {
    delete process.env.DATABASE_URL
    await expect(run(program, {}, loadModule)).rejects.toThrow(
      /DATABASE_URL is not set|postgresStore: connectionString: .*empty/,
    )
  })
  it('is found, and asserts something', () => {
    expect(programs.length).toBeGreaterThan(1)
    expect(moved.length).toBeGreaterThan(3)
    expect(programs.filter(({ code }) => assertionsIn(code) === 0)).toEqual([])
  })
})

describe('docs/schema.md', () => {
  beforeAll(async () => {
    await createDatabase()
    const store = postgresStore({ connectionString: url })
    await keepBooks(store)
    await store.close()
  })
  afterAll(dropDatabase)

  it('lists every column that PostgreSQL has, with its type', async () => {
    const rows = await asked(
      `SELECT table_name || '.' || column_name || ' ' || replace(data_type, 'timestamp with time zone', 'timestamptz')
        || CASE is_nullable WHEN 'YES' THEN ' or null' ELSE '' END AS column
       FROM information_schema.columns WHERE table_schema = 'refund_machine'`,
    )
    expect(columnsListed('postgres')).toEqual(rows.map(({ column }) => String(column)).sort())
  })
  it.each([
    [
      'trigger',
      `SELECT DISTINCT tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
       WHERE relnamespace = 'refund_machine'::regnamespace AND NOT tgisinternal`,
    ],
    ['function', `SELECT proname AS name FROM pg_proc WHERE pronamespace = 'refund_machine'::regnamespace`],
    [
      'sequence',
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'refund_machine'::regnamespace AND relkind = 'S'
       AND relname NOT LIKE '%\\_seq_seq'`,
    ],
    [
      'check',
      `SELECT conname AS name FROM pg_constraint WHERE connamespace = 'refund_machine'::regnamespace AND contype = 'c'
       AND conname NOT LIKE '%\\_check'`,
    ],
  ])('names every %s that PostgreSQL has', async (_, text) => {
    const names = (await asked(text)).map((row) => String(row.name))
    expect(names).not.toEqual([])
    expect(names.filter((one) => !PAGE.includes(`\`${one}\``))).toEqual([])
  })
  it.each(refused)('is refused by PostgreSQL: $statement', async ({ statement, postgres }) => {
    const text = naming(statement, (table) => `refund_machine.${table}`)
    await expect(asked(`BEGIN; ${text}; ROLLBACK`)).rejects.toThrow(postgres)
  })
  it.each(['refunds', 'charges CASCADE'])('PostgreSQL refuses to empty %s', async (table) => {
    await expect(asked(`TRUNCATE refund_machine.${table}`)).rejects.toThrow('refunds are not deleted')
  })
  it.each(queries)('the query at line $line gives in PostgreSQL what it says', async ({ text, rows }) => {
    expect(plain(await asked(inPostgres(text)))).toEqual(rows)
  })
})

describe('two programs that have read the same balance of a PostgreSQL, and write at the same time', () => {
  beforeEach(async () => {
    await createDatabase()
    const store = postgresStore({ connectionString: url })
    await keepBooks(store)
    await store.close()
  })
  afterEach(dropDatabase)

  it.each([
    ['R01: each a part of what is left, above it together', 200],
    ['R02: each all that is left', 300],
  ])('%s', async (_, amount) => {
    const write = async (id: string): Promise<void> => {
      await asked(`INSERT INTO refund_machine.refunds (account, id, charge, created_at, amount, status, body)
        VALUES ('shop', '${id}', 'ch_1', 0, ${amount}, 'succeeded', '{}'); SELECT pg_sleep(0.1)`)
    }
    const answers = await Promise.allSettled([write('re_8'), write('re_9')])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [row] = await asked(`SELECT refunded::int AS refunded FROM refund_machine.charges WHERE id = 'ch_1'`)
    expect(row).toEqual({ refunded: 700 + amount })
  })
})

describe('a role that may do what docs/schema.md says', () => {
  const role = `role_${randomBytes(8).toString('hex')}`
  beforeAll(createDatabase)
  afterAll(async () => {
    await dropDatabase()
    await byHand(`DROP ROLE IF EXISTS ${role}`)
  })

  it('works with a schema that another has made, and cannot make one', async () => {
    await asked(`CREATE ROLE ${role} LOGIN`)
    const own = new URL(url)
    own.username = role
    const making = postgresStore({ connectionString: own.href })
    expect(leftOf(await making.find({ account: ACCOUNT, of: 'charge', id: 'ch_1' })())._tag).toBe('StoreUnavailable')
    await making.close()

    for (const { sql } of postgresMigrations()) await asked(sql)
    await asked(`GRANT USAGE ON SCHEMA refund_machine TO ${role};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA refund_machine TO ${role};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA refund_machine TO ${role};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA refund_machine TO ${role}`)
    const store = postgresStore({ connectionString: own.href, migrate: false })
    const desk = deskOn(store)
    await charged(desk, 'ch_1', 100)
    await refunded(desk, 'ch_1', 're_1', 10)
    const told = rightOf(await desk.deliver(() => async () => ({ _tag: 'Right', right: null }))())
    expect(told.delivered).toBe(3)
    expect(rightOf(await desk.runDue()())).toEqual([])
    await store.close()
  })
})
