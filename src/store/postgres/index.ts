/** Charges in PostgreSQL, through the package pg: a store for many processes. */
export type {
  PostgresClient,
  PostgresPool,
  PostgresPoolClient,
  PostgresQuery,
  PostgresResult,
} from './client.js'
export type { Locking } from './hot.js'
export type { Migration } from './migrations.js'
export { postgresMigrations } from './migrations.js'
export type { PostgresOptions, PostgresSettings, PostgresStore } from './store.js'
export { postgresStore, postgresStoreIn } from './store.js'
