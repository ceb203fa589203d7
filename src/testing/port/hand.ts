/** A handle on the store, with every answer checked: what may not be refused fails the case when it is. */
import { isLeft } from '../../domain/either.js'
import type { Command } from '../../domain/law/commands.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { RowKind } from '../../store/errors.js'
import type { Changes, Find, List, Loaded, Page, Store, Write } from '../../store/port.js'
import type { ClaimedDue, ClaimedEvents, RecordKind, Records } from '../../store/rows.js'
import { answered, equal, fail, given, shown } from './expect.js'
import { type Asked, changed, FAR, LONG, loadOf, writeOf } from './given.js'

/** How long an operation is waited for before it is taken to wait for a lock. */
const PATIENCE_MS = 300

export interface Hand {
  readonly store: Store
  readonly load: (asked: Asked) => Promise<Loaded>
  readonly commit: (against: Loaded, write: Partial<Write>) => Promise<void>
  /** What moved, or null when it was written. */
  readonly tryCommit: (against: Loaded, write: Partial<Write>) => Promise<RowKind | null>
  readonly release: (loaded: Loaded) => Promise<void>
  /** Loads, decides and commits. */
  readonly act: (asked: Asked, commands: readonly Command[], also?: Partial<Write>) => Promise<Changes>
  /** Commits what changes no charge. */
  readonly put: (asked: Asked, write: Partial<Write>) => Promise<void>
  readonly find: <Of extends RecordKind>(asked: Find<Of>) => Promise<Records[Of] | null>
  readonly list: <Of extends RecordKind>(asked: List<Of>) => Promise<Page<Records[Of]>>
  readonly claimEvents: (limit?: number, leaseSeconds?: number) => Promise<readonly ClaimedEvents[]>
  readonly acknowledge: (claimed: ClaimedEvents, upTo: number) => Promise<void>
  readonly claimDue: (at?: EpochSeconds, limit?: number, leaseSeconds?: number) => Promise<readonly ClaimedDue[]>
}

export const handOf = (store: Store): Hand => {
  const load = (asked: Asked): Promise<Loaded> => given('load', store.load(loadOf(asked)))
  const tryCommit = async (against: Loaded, write: Partial<Write>): Promise<RowKind | null> => {
    const answer = await answered('commit', store.commit(against, writeOf(write)))
    if (!isLeft(answer)) return null
    return answer.left._tag === 'Moved'
      ? answer.left.of
      : fail(`commit: expected Moved or success, got ${shown(answer.left)}`)
  }
  const commit = async (against: Loaded, write: Partial<Write>): Promise<void> =>
    equal('commit: what moved', await tryCommit(against, write), null)
  const act = async (asked: Asked, commands: readonly Command[], also: Partial<Write> = {}): Promise<Changes> => {
    const loaded = await load(asked)
    const changes = changed(loaded.books, commands)
    await commit(loaded, { changes, ...also })
    return changes
  }
  return {
    store,
    load,
    tryCommit,
    commit,
    act,
    release: (loaded) =>
      store
        .release(loaded)()
        .catch((error) => fail(`release: rejected with ${String(error)}`)),
    put: async (asked, write) => commit(await load(asked), write),
    find: (asked) => given(`find ${asked.of}`, store.find(asked)),
    list: (asked) => given(`list ${asked.of}`, store.list(asked)),
    claimEvents: (limit = 100, leaseSeconds = LONG) => given('claimEvents', store.claimEvents({ limit, leaseSeconds })),
    acknowledge: (claimed, upTo) => given('acknowledgeEvents', store.acknowledgeEvents(claimed, upTo)),
    claimDue: (at = FAR, limit = 100, leaseSeconds = LONG) =>
      given('claimDue', store.claimDue({ at, limit, leaseSeconds })),
  }
}

/** Whether it ends without anyone else giving back what is loaded. A failure of it is the caller's to see, later. */
export const endsByItself = async (pending: Promise<unknown>): Promise<boolean> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false)
  })
  const ended = pending.then(
    () => true,
    () => true,
  )
  const first = await Promise.race([ended, patience])
  clearTimeout(timer)
  return first
}

/**
 * What was loaded, after another has gone ahead. Null when the store lets no one go ahead, because it locks from `load` to
 * `commit`: then nothing can move in between, and there is nothing to try.
 */
export const overtaken = async (hand: Hand, asked: Asked, another: () => Promise<unknown>): Promise<Loaded | null> => {
  const loaded = await hand.load(asked)
  const ahead = another()
  if (await endsByItself(ahead)) {
    await ahead
    return loaded
  }
  await hand.release(loaded)
  await ahead
  return null
}
