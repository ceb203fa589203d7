/** The schema, as the statements that make it. What stands here has run somewhere: it is added to, and never changed. */
import { SCHEMA } from './schema.js'

/** A step from one version of the schema to the next. */
export interface Migration {
  readonly version: number
  readonly name: string
  /** Plain SQL that ends by noting itself in `rm_migrations`. To be run in one transaction. */
  readonly sql: string
}

const numbered = (name: string, sql: string, index: number): Migration => {
  const version = index + 1
  const noted = `insert into rm_migrations (version, name, applied_at) values (${version}, '${name}', unixepoch());\n`
  return { version, name, sql: `${sql.trim()}\n\n${noted}` }
}

/**
 * Every version of the schema, oldest first. A store runs those that are missing by itself when it is first used, once each.
 * Whoever would rather run them prints their `sql`, and opens the store with `migrate: false`.
 *
 * @since 0.1.0
 * @category store
 */
export const libsqlMigrations: readonly Migration[] = [{ name: 'schema', sql: SCHEMA }].map(({ name, sql }, index) =>
  numbered(name, sql, index),
)
