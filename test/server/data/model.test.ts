/** What the law alone says, of a server on a file. */
import { serving } from '../given.js'
import { modelClaims } from '../model/claims.js'

modelClaims(serving({ clock: 'manual' }, 'libsql'), 8)
