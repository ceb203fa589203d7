/** A server that is ended and started again on one PostgreSQL. */
import { restartClaims } from '../../server/data/restart-claims.js'
import { onPostgres } from './on-postgres.js'

restartClaims('a PostgreSQL', () => onPostgres())
