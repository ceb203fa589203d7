/** A server that is killed while it writes to a file. */
import { killedClaims } from './killed-claims.js'
import { onLibsql } from './on-libsql.js'

killedClaims('a file', onLibsql)
