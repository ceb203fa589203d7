/** A database that fails says so where people look: once and not at every request, and once more when it is over. */
import { inspect } from 'node:util'
import type { Store, StoreUnavailable } from '../store/index.js'
import { isLasting, reasonOf } from './data-failure.js'

export interface Watching {
  /** One sentence for people. */
  readonly tell: (sentence: string) => void
  /** What is replaced in whatever is told. */
  readonly secrets: readonly string[]
  /** Milliseconds. */
  readonly now: () => number
}

/** What fails in the same way is not told of again so soon. */
const QUIET_MILLISECONDS = 60_000

interface Outage {
  readonly reason: string
  /** The operations that it was seen in: it is over when one of them succeeds. */
  readonly operations: Set<keyof Store>
}

/** Failures that were told of. A store that throws instead of answering is not among them: that is a bug. */
const SEEN = new WeakSet<StoreUnavailable>()

/** The store, watched. */
export const watched = (store: Store, { tell, secrets, now }: Watching): Store => {
  const toldAt = new Map<string, number>()
  let outage: Outage | null = null

  const failed = (operation: keyof Store, failure: StoreUnavailable): void => {
    SEEN.add(failure)
    const reason = hidden(reasonOf(failure), secrets)
    if (outage?.reason === reason) {
      outage.operations.add(operation)
      return
    }
    const before = toldAt.get(reason)
    if (before !== undefined && now() - before < QUIET_MILLISECONDS) return
    toldAt.set(reason, now())
    // The same outage, seen in another way: whatever failed before may show that it is over.
    outage = { reason, operations: new Set([...(outage?.operations ?? []), operation]) }
    const until = isLasting(failure) ? 'that is mended' : 'it answers'
    tell(`the database fails: ${reason}; until ${until}, requests get a 500`)
  }

  const worked = (operation: keyof Store): void => {
    if (!outage?.operations.has(operation)) return
    outage = null
    tell('the database answers again')
  }

  const seen = <A extends { readonly _tag: string }>(operation: keyof Store, answer: A): A => {
    if (!isFailed(answer)) worked(operation)
    else if (isUnavailable(answer.left)) failed(operation, answer.left)
    return answer
  }

  return {
    load: (asked) => async () => seen('load', await store.load(asked)()),
    commit: (against, write) => async () => seen('commit', await store.commit(against, write)()),
    release: store.release,
    find: (asked) => async () => seen('find', await store.find(asked)()),
    list: (asked) => async () => seen('list', await store.list(asked)()),
    claimEvents: (claim) => async () => seen('claimEvents', await store.claimEvents(claim)()),
    acknowledgeEvents: (claimed, upTo, keepSeconds) => async () =>
      seen(
        'acknowledgeEvents',
        await (keepSeconds === undefined
          ? store.acknowledgeEvents(claimed, upTo)
          : store.acknowledgeEvents(claimed, upTo, keepSeconds))(),
      ),
    claimDue: (claim) => async () => seen('claimDue', await store.claimDue(claim)()),
    forgetKeys: (old) => async () => seen('forgetKeys', await store.forgetKeys(old)()),
  }
}

/** What a server reports beside that: bugs, rows that cannot be read. */
export const reporting =
  (write: (text: string) => void, secrets: readonly string[]) =>
  (problem: unknown): void => {
    const inner = (problem as { readonly problem?: unknown } | null)?.problem
    if ([problem, inner].some((one) => isUnavailable(one) && SEEN.has(one))) return
    write(`${hidden(inspect(problem, { depth: 6 }), secrets)}\n`)
  }

export const hidden = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text)

const isFailed = (answer: { readonly _tag: string }): answer is { readonly _tag: 'Left'; readonly left: unknown } =>
  answer._tag === 'Left'

const isUnavailable = (value: unknown): value is StoreUnavailable =>
  (value as { readonly _tag?: unknown } | null | undefined)?._tag === 'StoreUnavailable'
