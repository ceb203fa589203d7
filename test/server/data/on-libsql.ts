/** A file of SQLite, for servers to keep everything in. */
import { onTestFinished } from 'vitest'
import { libsqlStore } from '../../../src/store/libsql/index.js'
import { freshFile, handOn } from './file.js'
import type { Place } from './given.js'

const END_LEASES = `
update rm_charges set lease_until = lease_until - 61 where lease_until is not null;
update rm_due set lease_until = lease_until - 61 where lease_until is not null;
update rm_key_marks set until = until - 61;`

/** How long a server waits for the lock of another: short, so that a test need not. */
const BUSY_MILLISECONDS = 1_000

export interface LibsqlPlace extends Place {
  readonly path: string
  /** Nobody else writes until it is let go. */
  readonly lock: () => { readonly letGo: () => void }
}

export const onLibsql = async (busyMilliseconds = BUSY_MILLISECONDS): Promise<LibsqlPlace> => {
  const { path, remove } = freshFile()
  const byHand = (sql: string): void => {
    const hand = handOn(path)
    hand.exec(sql)
    hand.close()
  }
  const place: LibsqlPlace = {
    path,
    data: path,
    open: () => libsqlStore({ path, busyMilliseconds }),
    endLeases: async () => byHand(END_LEASES),
    lock: () => {
      const hand = handOn(path)
      hand.exec('BEGIN IMMEDIATE')
      return {
        letGo: () => {
          hand.exec('ROLLBACK')
          hand.close()
        },
      }
    },
    remove: async () => remove(),
  }
  onTestFinished(place.remove)
  return place
}
