/** Two servers on one PostgreSQL. */
import { togetherClaims } from '../../server/data/together-claims.js'
import { onPostgres } from './on-postgres.js'

togetherClaims('one PostgreSQL', () => onPostgres())
