/** A server that is killed while it writes to a PostgreSQL. */
import { killedClaims } from '../../server/data/killed-claims.js'
import { onPostgres } from './on-postgres.js'

killedClaims('a PostgreSQL', () => onPostgres())
