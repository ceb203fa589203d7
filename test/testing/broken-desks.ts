/** Desks that are wrong on purpose, each in one way that real ones have been. */
import { isLeft, left, right } from '../../src/domain/either.js'
import type { KeyDone } from '../../src/domain/idempotency/idempotency.js'
import type { Json } from '../../src/domain/idempotency/json.js'
import { createRefundDesk, type RefundDesk } from '../../src/store/desk/desk.js'
import type { ClaimedEvents } from '../../src/store/rows.js'
import { rightOf } from '../fixtures.js'
import { insisting, inTwo, loop, type Make, methods, NOTHING, refolded } from './broken-loops.js'

const keptInProcess: Make = loop((store) => {
  const kept = new Map<string, KeyDone<Json>>()
  return {
    load: (asked) => async () => {
      const loaded = await store.load(asked)()
      const known = asked.key === null ? undefined : kept.get(`${asked.account} ${asked.key.key}`)
      return isLeft(loaded) || known === undefined ? loaded : right(Object.assign(loaded.right, { key: known }))
    },
    commit: (against, write) => async () => {
      if (write.record !== null) kept.set(`${against.account} ${write.record.key}`, write.record)
      return store.commit(against, { ...write, record: null })()
    },
  }
})

const isRefusal = ({ answer }: KeyDone<Json>): boolean =>
  answer !== null && typeof answer === 'object' && '_tag' in answer && answer._tag === 'Left'

/** By what is wrong with each. */
export const BROKEN = {
  'writes the charge that it decided, whatever moved': insisting((write) => write),
  'writes its events after those of others, without deciding again': insisting(refolded),
  'writes the record of a key after what was decided': inTwo(
    (write) => ({ ...write, record: null }),
    ({ record }) => ({ ...NOTHING, record }),
  ),
  'writes what waits after its cause': inTwo(
    (write) => ({ ...write, due: [] }),
    ({ due }) => ({ ...NOTHING, due }),
  ),
  'writes what waits before its cause': inTwo(
    ({ due }) => ({ ...NOTHING, due }),
    (write) => ({ ...write, due: [] }),
  ),
  'forgets what a key was used for': loop((store) => ({
    load: (asked) => async () => {
      const loaded = await store.load(asked)()
      if (isLeft(loaded) || loaded.right.key === null || asked.key === null) return loaded
      const { path, fingerprint } = asked.key
      return right(Object.assign(loaded.right, { key: { ...loaded.right.key, path, fingerprint } }))
    },
  })),
  'judges by itself what a key is used for': methods((desk) => {
    const running = new Map<unknown, number>()
    const refund: RefundDesk['refund'] = (asked) => {
      const task = desk.refund(asked)
      return async () => {
        const amount = running.get(asked.key)
        if (asked.key === undefined) return task()
        if (amount !== undefined && amount !== asked.amount)
          return left({
            _tag: 'KeyReused',
            key: asked.key,
            differs: 'parameters',
            usedFor: 'request',
            givenFor: 'request',
          })
        running.set(asked.key, Number(asked.amount))
        return task().finally(() => running.delete(asked.key))
      }
    }
    return { refund }
  }),
  'keeps answers in the memory of its process': keptInProcess,
  'keeps no refusals under their keys': loop((store) => ({
    commit: (against, write) =>
      store.commit(against, write.record !== null && isRefusal(write.record) ? { ...write, record: null } : write),
  })),
  'keeps an amount that is none under its key': methods((desk) => {
    const kept = new Map<unknown, Awaited<ReturnType<ReturnType<RefundDesk['refund']>>>>()
    const refund: RefundDesk['refund'] = (asked) => {
      const task = desk.refund(asked)
      return async () => {
        const answer = (asked.key === undefined ? undefined : kept.get(asked.key)) ?? (await task())
        if (isLeft(answer) && answer.left._tag === 'InvalidAmount') kept.set(asked.key, answer)
        return answer
      }
    }
    return { refund }
  }),
  'mints an id before it compares': methods((desk, { ids }) => ({
    refund: (asked) => desk.refund({ ...asked, id: asked.id ?? ids.refund() }),
  })),
  'mints an id at each run of a task': methods((desk) => ({ refund: (asked) => () => desk.refund(asked)() })),
  'gives no key back': loop(() => ({ release: () => async () => undefined })),
  'lets answers live for ever': (options) => createRefundDesk({ ...options, keyLifeSeconds: 1e9 }),
  'does not hold a key for long': (options) => createRefundDesk({ ...options, keyLeaseSeconds: 1 }),
  'tries for longer than it was told': (options) =>
    createRefundDesk({ ...options, retries: { attempts: 50, firstMilliseconds: 1, longestMilliseconds: 1 } }),
  'waits as long each time': (options) =>
    createRefundDesk({
      ...options,
      ...(options.retries && {
        retries: { ...options.retries, longestMilliseconds: options.retries.firstMilliseconds },
      }),
    }),
  'asks for another refund when an acknowledgement is lost': methods((desk, { ids }) => ({
    refund: (asked) => async () => {
      const answer = await desk.refund(asked)()
      if (!isLeft(answer) || answer.left._tag !== 'StoreUnavailable') return answer
      const { key: _, ...again } = asked
      await desk.refund({ ...again, id: ids.refund() })()
      return answer
    },
  })),
  'passes on what the store throws': methods((desk, { store }) => ({
    refund: (asked) => async () => {
      const loaded = await store.load({
        account: asked.account,
        charge: asked.charge,
        refund: null,
        dispute: null,
        documents: [],
        key: null,
        at: asked.at ?? (0 as never),
      })()
      if (!isLeft(loaded)) await store.release(loaded.right)()
      return desk.refund(asked)()
    },
  })),
  'notes each refusal down': methods((desk, { store, clock }) => ({
    refund: (asked) => async () => {
      const answer = await desk.refund(asked)()
      if (!isLeft(answer) || answer.left._tag !== 'ExceedsRemaining') return answer
      const document = { kind: 'order', id: 'refused', createdAt: clock(), labels: [], body: null }
      const load = {
        account: asked.account,
        charge: null,
        refund: null,
        dispute: null,
        documents: [{ kind: 'order', id: 'refused' }],
        key: null,
        at: clock(),
      }
      await store.commit(rightOf(await store.load(load)()), { ...NOTHING, documents: [document] })()
      return answer
    },
  })),
  'makes something wait for a repetition as well': loop((store) => ({
    release: (loaded) => async () => {
      if (loaded.key?.status === 'done') {
        const due = [{ at: 0 as never, work: { type: 'task', name: 'again', data: null } as const }]
        await store.commit(loaded, { ...NOTHING, due })()
      } else await store.release(loaded)()
    },
  })),
  'acknowledges events before they arrive': loop((store) => ({
    claimEvents: (claim) => async () => {
      const claimed = await store.claimEvents(claim)()
      if (isLeft(claimed)) return claimed
      for (const batch of claimed.right) await store.acknowledgeEvents(batch, batch.events.at(-1)?.number ?? 0)()
      return claimed
    },
    acknowledgeEvents: () => async () => right(undefined),
  })),
  'hands events on in the wrong order': loop((store) => ({
    claimEvents: (claim) => async () => {
      const claimed = await store.claimEvents(claim)()
      if (isLeft(claimed)) return claimed
      return right(claimed.right.map((batch: ClaimedEvents) => ({ ...batch, events: batch.events.toReversed() })))
    },
  })),
  'gives what is due to everyone who asks': loop((store) => ({
    claimDue: (claim) => store.claimDue({ ...claim, leaseSeconds: 0 }),
  })),
  'leaves what is done to be done again': loop((store) => ({
    commit: (against, write) =>
      write.done.length > 0 && write.changes === null && write.due.length === 0
        ? async () => right(undefined)
        : store.commit(against, { ...write, done: [] }),
  })),
  'forgets what is due when its worker fails': methods((desk, { store }) => ({
    runDue: (how) => async () => {
      const fired = await desk.runDue(how)()
      if (isLeft(fired)) return fired
      for (const { due, result } of fired.right) {
        if (!isLeft(result)) continue
        const loaded = await store.load({
          account: due.account,
          charge: null,
          refund: null,
          dispute: null,
          documents: [],
          key: null,
          at: due.at,
        })()
        if (!isLeft(loaded)) await store.commit(loaded.right, { ...NOTHING, done: [due] })()
      }
      return fired
    },
  })),
  'finds nothing in an audit': methods(() => ({ audit: () => async () => right([]) })),
  'answers for every account from one': loop((store) => ({
    load: (asked) => store.load({ ...asked, account: 'acct_1' as typeof asked.account }),
    find: (asked) => store.find({ ...asked, account: 'acct_1' as typeof asked.account }),
  })),
  'takes a page of any size': methods((desk) => ({
    list: (asked) =>
      desk.list({ ...asked, limit: Math.min(100, Math.max(1, Math.trunc(Number(asked.limit ?? 10)) || 1)) }),
  })),
  'takes any text for a name': methods((desk, { ids }) => ({
    refund: (asked) => (asked.id === ('' as never) ? desk.refund({ ...asked, id: ids.refund() }) : desk.refund(asked)),
  })),
  'says that nothing was written where that is unknown': methods((desk) => ({
    refund: (asked) => async () => {
      const answer = await desk.refund(asked)()
      return isLeft(answer) && answer.left._tag === 'StoreUnavailable'
        ? left({ ...answer.left, written: 'no' })
        : answer
    },
  })),
} as const satisfies Record<string, Make>
