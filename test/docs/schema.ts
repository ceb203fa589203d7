/** What `docs/schema.md` claims of the database, to be held against either store. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripe } from '../../src/index.js'
import { account, createRefundDesk, manualClock, randomIds, type Store } from '../../src/store/index.js'
import { ch_1, ch_2, now, re_1, re_2, re_3, rightOf, usd, usd_ } from '../fixtures.js'
import { ROOT } from '../tools/tidy/source.js'
import { blocksInMarkdown } from './examples.js'
import { queryOf } from './sql.js'

export const PAGE = readFileSync(join(ROOT, 'docs/schema.md'), 'utf8')

/** The books that the page speaks of. */
export const keepBooks = async (store: Store): Promise<void> => {
  const desk = createRefundDesk({ store, clock: manualClock(now), ids: randomIds, policy: stripe })
  const shop = { account: rightOf(account('shop')) }
  for (const [id, amount] of [[ch_1, 1000] as const, [ch_2, 50] as const]) {
    rightOf(await desk.authorize({ ...shop, id, amount: usd(amount), currency: usd_ })())
    rightOf(await desk.capture({ ...shop, charge: id, amount: 'remaining' })())
  }
  const of = { ...shop, charge: ch_1, currency: usd_ }
  rightOf(await desk.refund({ ...of, id: re_3, amount: usd(600) })())
  rightOf(await desk.acknowledge({ ...shop, refund: re_3, answer: { status: 'pending', pendingReason: null } })())
  rightOf(await desk.fail({ ...shop, refund: re_3, failureReason: 'declined' })())
  rightOf(await desk.refund({ ...of, id: re_1, amount: usd(400) })())
  rightOf(await desk.acknowledge({ ...shop, refund: re_1, answer: { status: 'succeeded' } })())
  rightOf(await desk.refund({ ...of, id: re_2, amount: usd(300) })())
}

export interface Refused {
  readonly statement: string
  readonly sqlite: string
  readonly postgres: string
}

const CODE = '`([^`]+)`'

/** The rows of the table of statements that are refused. */
export const refused: readonly Refused[] = [
  ...PAGE.matchAll(new RegExp(`^\\| ${CODE} \\| ${CODE} \\| ${CODE} \\|$`, 'gm')),
].map(([, statement = '', sqlite = '', postgres = '']) => ({ statement, sqlite, postgres }))

/** A statement of that table with the table's name as the store has it. */
export const naming = (statement: string, name: (table: string) => string): string =>
  statement.replace(
    /^(insert into|update|delete from) (\w+)/,
    (_, what: string, table: string) => `${what} ${name(table)}`,
  )

/** The rows of the charges that the table speaks of: in SQLite a refund names its charge by it. */
const SEQ: Readonly<Record<string, number>> = { ch_1: 1, ch_2: 2, ch_9: 9 }

/** A statement of that table as SQLite has it. */
export const inSqlite = (statement: string): string => {
  const named = naming(statement, (table) => `rm_${table}`)
  return / rm_refunds /.test(named) ? named.replace(/'(ch_\d)'/g, (_, id: string) => String(SEQ[id])) : named
}

/** A query of the page as PostgreSQL has it, where a refund names its charge by account and id. */
export const inPostgres = (query: string): string =>
  query
    .replace(/\brm_(\w+)/g, 'refund_machine.$1')
    .replace(/\bc\.seq = r\.charge\b/g, 'c.account = r.account and c.id = r.charge')

/** The queries of the page, each with the rows that it is to give. */
export const queries = blocksInMarkdown('docs/schema.md', PAGE, (info) => info === 'sql').map(queryOf)

/** Rows as they are compared: PostgreSQL's driver gives large numbers as text. */
export const plain = (rows: readonly object[]): readonly object[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)])))

const plainValue = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value

/** The columns that the page lists, as `table.column type`, of one store. */
export const columnsListed = (store: 'sqlite' | 'postgres'): readonly string[] => {
  const tables = /<!-- schema: tables -->([\s\S]*?)<!-- end of schema -->/.exec(PAGE)?.[1] ?? ''
  return tables
    .split(/^### /m)
    .slice(1)
    .flatMap((section) => {
      const table = section.split('\n')[0] ?? ''
      const rows = [...section.matchAll(/^\| `(\w+)` \| ([\w ]+) \| ([\w ]+) \| (.+) \|$/gm)]
      return rows.map(([, column, sqlite, postgres]) => `${table}.${column} ${store === 'sqlite' ? sqlite : postgres}`)
    })
    .filter((column) => !column.endsWith(' none'))
    .sort()
}
