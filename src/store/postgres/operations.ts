/** The operations of the port, on whatever way to the database. */
import type { Store } from '../port.js'
import type { Access } from './access.js'
import { commit, release } from './commit.js'
import { claimDue, forgetKeys } from './due.js'
import { load } from './load.js'
import { acknowledgeEvents, claimEvents } from './outbox.js'
import { findRecord, listRecords } from './records.js'

export const storeOn = (access: Access): Store => ({
  load: (asked) => () => load(access, asked),
  commit: (against, write) => () => commit(access, against, write),
  release: (loaded) => () => release(access, loaded),
  find: (asked) => () => findRecord(access, asked),
  list: (asked) => () => listRecords(access, asked),
  claimEvents: (claim) => () => claimEvents(access, claim),
  acknowledgeEvents: (claimed, upTo, keepSeconds) => () =>
    acknowledgeEvents(access, claimed, upTo, keepSeconds ?? null),
  claimDue: (claim) => () => claimDue(access, claim),
  forgetKeys: (old) => () => forgetKeys(access, old),
})
