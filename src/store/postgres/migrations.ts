/** What makes the schema, version by version. A version that was published is never changed: what comes later is added. */

import { CLAIM_FUNCTIONS } from './functions-claims.js'
import { COMMIT_FUNCTION } from './functions-commit.js'
import { KEY_FUNCTIONS } from './functions-keys.js'
import { GUARDS } from './guards.js'
import { DEFAULT_SCHEMA, inSchema } from './names.js'
import { TABLES } from './tables.js'

/** One step of the schema, as plain SQL. */
export interface Migration {
  /** 1 for the first, without gaps. */
  readonly version: number
  readonly name: string
  /** Statements, to be run in one transaction. */
  readonly sql: string
}

const STEPS: readonly Omit<Migration, 'version'>[] = [
  { name: 'tables', sql: [TABLES, GUARDS, KEY_FUNCTIONS, COMMIT_FUNCTION, CLAIM_FUNCTIONS].join('\n\n') },
]

const FIRST = `CREATE SCHEMA {schema};
CREATE TABLE {schema}.migrations (
  version bigint PRIMARY KEY,
  name text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

`

/** Says in the database itself that it was run. */
const noted = ({ version, name }: Migration): string =>
  `\n\nINSERT INTO {schema}.migrations (version, name) VALUES (${version}, '${name}');\n`

/**
 * The statements that make the store's schema, to be read, or run by hand with `migrate: false`: each once, in order, in a
 * transaction of its own. They note themselves in the table `migrations`, which the store reads.
 *
 * @since 0.1.0
 * @category store
 */
export const postgresMigrations = (schema: string = DEFAULT_SCHEMA): readonly Migration[] =>
  STEPS.map(({ name, sql }, index) => {
    const version = index + 1
    const whole = (version === 1 ? FIRST : '') + sql + noted({ version, name, sql })
    return { version, name, sql: inSchema(schema, whole) }
  })

/** The version that this program reads and writes. */
export const CURRENT: number = STEPS.length
