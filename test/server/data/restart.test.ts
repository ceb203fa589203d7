/** A server that is ended and started again on one file. */
import { onLibsql } from './on-libsql.js'
import { restartClaims } from './restart-claims.js'

restartClaims('a file', onLibsql)
