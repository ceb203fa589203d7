/** The schema: made once whoever comes first, printed as it is run, and refused when it is of a newer program. */
import { afterEach, describe, expect, it } from 'vitest'
import { postgresMigrations, postgresStore } from '../../src/store/postgres/index.js'
import { leftOf, rightOf } from '../fixtures.js'
import { byHand, newSchema, serverUrl } from '../tools/postgres/open.js'
import { ACCOUNT } from './given.js'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const opened = (schema: string, migrate = true) => {
  const store = postgresStore({ connectionString: serverUrl(), schema, migrate })
  ends.unshift(store.close)
  ends.push(() => byHand(`DROP SCHEMA IF EXISTS "${schema.replaceAll('"', '""')}" CASCADE`))
  return store
}
const asked = { account: ACCOUNT, of: 'charge', id: 'ch_1' } as const

describe('migrations', () => {
  it('are run once when many stores open at the same time', async () => {
    const schema = newSchema()
    const stores = Array.from({ length: 8 }, () => opened(schema))
    const answers = await Promise.all(stores.map((store) => store.find(asked)()))
    expect(answers.map(rightOf)).toEqual(stores.map(() => null))
    expect(await byHand(`SELECT count(*)::int AS n FROM ${schema}.migrations`)).toEqual([
      { n: postgresMigrations().length },
    ])
  })

  it('that were run by hand, as they are printed, are all that a store needs', async () => {
    const schema = newSchema()
    const store = opened(schema, false)
    expect(leftOf(await store.find(asked)())).toMatchObject({ _tag: 'StoreUnavailable', written: 'no' })
    for (const { sql } of postgresMigrations(schema)) await byHand(sql)
    expect(rightOf(await store.find(asked)())).toBe(null)
  })

  it('of a newer program are refused, and left as they are', async () => {
    const schema = newSchema()
    rightOf(await opened(schema).find(asked)())
    await byHand(`INSERT INTO ${schema}.migrations (version, name) VALUES (99, 'later')`)
    const { cause } = leftOf(await opened(schema).find(asked)()) as unknown as { cause: Error }
    expect(cause.message).toContain('is of version 99, and this program knows up to 1')
  })

  it('take a schema with any name', async () => {
    const schema = `my "schema" it's`
    expect(rightOf(await opened(schema).find(asked)())).toBe(null)
  })
})
