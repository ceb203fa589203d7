/** Under which name a database finds an id. */
import { createHash } from 'node:crypto'

/** In UTF-16 units. Two such names and an account fit into one index row of PostgreSQL, which has 2,704 bytes. */
const LONGEST = 190
const HASHED = '#'

/**
 * The id itself, as nearly all are; of one that is too long for an index, its SHA-256. What begins as such a name does is
 * taken for none: no two ids have the same name.
 */
export const indexName = (id: string): string =>
  id.length <= LONGEST && !id.startsWith(HASHED) ? id : HASHED + createHash('sha256').update(id).digest('hex')

/** Whether it is a name that `indexName` made, and not the id itself. */
export const isHashed = (name: unknown): boolean => typeof name === 'string' && name.startsWith(HASHED)
