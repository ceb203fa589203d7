/** The driver is asked for only when it is needed, and named when it is missing. */
import { expect, it } from 'vitest'
import { postgresMigrations, postgresStore } from '../../../src/store/postgres/index.js'
import { loadPg } from '../../../src/store/postgres/load-pg.js'

it('a missing driver is named in one sentence', async () => {
  const missing = Object.assign(new Error("Cannot find package 'pg'"), { code: 'ERR_MODULE_NOT_FOUND' })
  await expect(loadPg(() => Promise.reject(missing))).rejects.toThrow(
    'refund-machine/store/postgres needs the package pg: npm install pg',
  )
  const other = new Error('out of memory')
  await expect(loadPg(() => Promise.reject(other))).rejects.toBe(other)
})

it('a schema that has no name is refused where the store is made', () => {
  for (const schema of ['', 'a\0', 'a$$b', 'x'.repeat(64)])
    expect(() => postgresStore({ connectionString: 'postgres://localhost', schema })).toThrow('schema: expected')
})

it('the migrations leave no place for the schema’s name open', () => {
  for (const { sql } of postgresMigrations('my"own')) {
    expect(sql).not.toContain('{schema')
    expect(sql).toContain('"my""own".charges')
  }
})
