/** What `docs/schema.md` says of tables and columns, from the schema that the migrations make in SQLite. */
import Database from 'libsql'
import { libsqlMigrations } from '../../src/store/libsql/index.js'
import { type Table, WORDS } from './docs-schema-words.js'

/** A column as SQLite has it. */
export interface Found {
  readonly name: string
  /** `integer`, or `integer or null`. */
  readonly type: string
  readonly keys: readonly ('PK' | 'FK' | 'UK')[]
}

interface FoundTable {
  readonly columns: readonly Found[]
  /** The tables that it refers to, each with the columns by which it does. */
  readonly references: ReadonlyMap<string, readonly string[]>
}

/** The tables that the migrations make, by their names without `rm_`. */
export const tablesFound = (): ReadonlyMap<string, FoundTable> => {
  const database = new Database(':memory:')
  try {
    for (const { sql } of libsqlMigrations) database.exec(sql)
    const names = rowsOf<{ name: string }>(
      database,
      `select name from sqlite_master where type = 'table' and name like 'rm\\_%' escape '\\'`,
    )
    return new Map(names.map(({ name }) => [name.replace(/^rm_/, ''), tableOf(database, name)]))
  } finally {
    database.close()
  }
}

const rowsOf = <Row>(database: Database.Database, sql: string): readonly Row[] => database.prepare(sql).all([]) as Row[]

interface Info {
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly pk: number
}

const tableOf = (database: Database.Database, table: string): FoundTable => {
  const infos = rowsOf<Info>(database, `select * from pragma_table_info('${table}')`)
  const foreign = rowsOf<{ table: string; from: string }>(
    database,
    `select * from pragma_foreign_key_list('${table}') order by id, seq`,
  )
  const unique = rowsOf<{ name: string }>(
    database,
    `select i.name from pragma_index_list('${table}') l, pragma_index_info(l.name) i where l.origin = 'u'`,
  )
  const references = new Map<string, string[]>()
  for (const one of foreign) {
    const other = one.table.replace(/^rm_/, '')
    references.set(other, [...(references.get(other) ?? []), one.from])
  }
  const columns = infos.map(({ name, type, notnull, pk }) => ({
    name,
    type: type.toLowerCase() + (notnull || pk > 0 ? '' : ' or null'),
    keys: [
      ...(pk > 0 ? ['PK' as const] : []),
      ...(foreign.some(({ from }) => from === name) ? ['FK' as const] : []),
      ...(unique.some((one) => one.name === name) ? ['UK' as const] : []),
    ],
  }))
  return { columns, references }
}

/** What is in the schema and not described, or described and in no schema. Empty where the page can be written. */
export const undescribed = (
  found: ReadonlyMap<string, FoundTable>,
  words: Readonly<Record<string, Table>>,
): readonly string[] => {
  const there = [...found].flatMap(([table, { columns }]) => columns.map(({ name }) => `${table}.${name}`))
  const inSqlite = new Set(there)
  const described = Object.entries(words).flatMap(([table, { columns }]) =>
    Object.entries(columns).map(([name, { postgres }]) => ({ name: `${table}.${name}`, postgres })),
  )
  const known = new Set(described.map(({ name }) => name))
  return [
    ...there.filter((name) => !known.has(name)).map((name) => `${name} is not described`),
    ...described
      .filter(({ name, postgres }) => postgres === null && !inSqlite.has(name))
      .map(({ name }) => `${name} is in neither store`),
  ]
}

/** The tables, a section each. Throws where one of their columns has no words. */
export const tablesText = (): string => {
  const found = tablesFound()
  const missing = undescribed(found, WORDS)
  if (missing.length > 0) throw new Error(`test/tools/docs-schema-words.ts: ${missing.join('; ')}`)
  return Object.entries(WORDS)
    .map(([table, words]) => section(table, words, found.get(table)?.columns ?? []))
    .join('\n')
}

const section = (table: string, { means, columns }: Table, found: readonly Found[]): string => {
  const rows = Object.entries(columns).map(([name, { postgres, means }]) => {
    const type = found.find((column) => column.name === name)?.type
    return `| \`${name}\` | ${type ?? 'none'} | ${postgres ?? 'none'} | ${means} |`
  })
  const head = '| column | SQLite | PostgreSQL | |\n|---|---|---|---|'
  return `### ${table}\n\n${means}\n\n${head}\n${rows.join('\n')}\n`
}

/** The tables as one diagram: columns and keys as SQLite has them. */
export const diagramText = (): string => {
  const found = [...tablesFound()]
  const lines = found.flatMap(([table, { references }]) =>
    [...references].map(([other, columns]) => `  ${other} ||--o{ ${table} : "${columns.join(', ')}"`),
  )
  const boxes = found.map(([table, { columns }]) => {
    const own = columns.map(({ name, type, keys }) =>
      `    ${type.replace(' or null', '')} ${name} ${keys.join(', ')}`.trimEnd(),
    )
    return `  ${table} {\n${own.join('\n')}\n  }`
  })
  return `\`\`\`mermaid\nerDiagram\n${[...lines, ...boxes].join('\n')}\n\`\`\``
}

/** The page with the parts between its marks as they belong. */
export const withSchema = (page: string): string => {
  const parts: Readonly<Record<string, () => string>> = { tables: tablesText, diagram: diagramText }
  return page.replace(
    /(<!-- schema: (\w+) -->\n)[\s\S]*?(<!-- end of schema -->)/g,
    (_, start: string, part: string, end: string) => `${start}${parts[part]?.()}\n${end}`,
  )
}
