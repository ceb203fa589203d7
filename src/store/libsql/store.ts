/** The store on a file: the operations of the port, each in one go on a connection. */
import { type Either, isLeft, right } from '../../domain/either.js'
import type { StoreUnavailable } from '../errors.js'
import type { Store } from '../port.js'
import { atomically } from './connection.js'
import { anyDue, claimDue } from './due.js'
import { forgetKeys, giveBackKey } from './keys.js'
import type { Act } from './line.js'
import { load, type Ticket, ticketOf } from './load.js'
import { acknowledgeEvents, anyEvents, claimEvents } from './outbox.js'
import { findRecord, listRecords } from './records.js'

/** How the operations are done: with a connection of the store's own, or within a transaction. */
export type Doing = <E, A>(
  operation: keyof Store,
  needs: 'nothing' | 'floor',
  act: Act<E, A>,
) => Promise<Either<E | StoreUnavailable, A>>

const NONE: readonly never[] = []

/** `stands`: whether what was read through this store is, or became, what everyone reads. */
export const storeOn = (doing: Doing, commit: Store['commit'], stands: Ticket['stands']): Store => ({
  load: (asked) => () =>
    doing('load', 'nothing', (connection, attempt) =>
      atomically(connection, kindOf(asked.key !== null, attempt), () => load(connection, asked, stands)),
    ),
  commit,
  release: (loaded) => async () => {
    const mark = ticketOf(loaded).key?.mark ?? null
    if (mark === null) return
    await doing('release', 'floor', (connection) =>
      atomically(connection, 'laxWrite', () => right(giveBackKey(connection, loaded.account, mark))),
    )
  },
  find: (asked) => () => doing('find', 'nothing', (connection) => findRecord(connection, asked)),
  list: (asked) => () =>
    doing('list', 'nothing', (connection) => atomically(connection, 'read', () => listRecords(connection, asked))),
  claimEvents: (claim) => async () => {
    const any = await doing('claimEvents', 'nothing', (connection) => right(anyEvents(connection)))
    if (isLeft(any) || !any.right) return isLeft(any) ? any : right(NONE)
    const claimed = await doing('claimEvents', 'floor', (connection) =>
      atomically(connection, 'laxWrite', () => right(claimEvents(connection, claim))),
    )
    return isLeft(claimed) ? claimed : claimed.right
  },
  acknowledgeEvents: (claimed, upTo, keepSeconds) => () =>
    doing('acknowledgeEvents', 'floor', (connection) =>
      atomically(connection, 'write', () => acknowledgeEvents(connection, claimed, upTo, keepSeconds ?? null)),
    ),
  claimDue: (claim) => async () => {
    const any = await doing('claimDue', 'nothing', (connection) => right(anyDue(connection, claim.at)))
    if (isLeft(any) || !any.right) return isLeft(any) ? any : right(NONE)
    const claimed = await doing('claimDue', 'floor', (connection) =>
      atomically(connection, 'laxWrite', () => right(claimDue(connection, claim))),
    )
    return isLeft(claimed) ? claimed : claimed.right
  },
  forgetKeys: (old) => () =>
    doing('forgetKeys', 'floor', (connection) =>
      atomically(connection, 'laxWrite', () => right(forgetKeys(connection, old))),
    ),
})

/**
 * A load under a key comes to write only where the key may run: whoever is told that it runs, or what it answered, waits for
 * no lock. Where another wrote in between, the next attempt has the lock from the start.
 */
const kindOf = (hasKey: boolean, attempt: number): 'read' | 'laxRead' | 'laxWrite' => {
  if (!hasKey) return 'read'
  return attempt === 0 ? 'laxRead' : 'laxWrite'
}
