/** What the law alone says, of a server that keeps everything in memory. */
import { serving } from '../given.js'
import { modelClaims } from './claims.js'

modelClaims(serving({ clock: 'manual' }), 60)
