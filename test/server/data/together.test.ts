/** Two servers on one file. */
import { onLibsql } from './on-libsql.js'
import { togetherClaims } from './together-claims.js'

togetherClaims('one file', onLibsql)
