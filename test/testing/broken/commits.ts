/** Stores that load or write something else than they are asked for. */
import { isLeft, left } from '../../../src/index.js'
import type { RowKind } from '../../../src/store/errors.js'
import { account } from '../../../src/store/names.js'
import type { Loaded, Store, Write } from '../../../src/store/port.js'
import { rightOf } from '../../fixtures.js'
import { careless, type Flaw, type Flaws, loading, mapped, remembering, rightly, whenMoved, writing } from './tools.js'

const JOINT = rightOf(account('joint'))

const loads = (change: Parameters<typeof loading>[1]): Flaw => ({ store: (works) => loading(works, change) })
const writes = (change: Parameters<typeof writing>[1]): Flaw => ({ store: (works) => writing(works, change) })

/** Writes a part of what could not be written as a whole. */
const half = (part: (write: Write) => Partial<Write>): Flaw => ({
  store: (works) =>
    whenMoved(works, ['charge', 'refund', 'dispute', 'document', 'key', 'due'], async (asked, write) => {
      const names = write.documents.map(({ kind, id }) => ({ kind, id }))
      const again = await rightly(works.load({ ...asked, documents: names }))
      const nothing = { changes: null, record: null, documents: [], due: [], done: [] }
      await works.commit(again, { ...nothing, ...part(write) })()
      await works.release(again)()
      return undefined
    }),
})

/** Of what is due, what is still claimed is done, and the rest is left out. */
const doingTheRest: Flaw = {
  store: (works) =>
    whenMoved(works, ['due'], async (asked, write) => {
      for (const done of write.done) {
        const again = await rightly(works.load({ ...asked, key: null }))
        await works.commit(again, { changes: null, record: null, documents: [], due: [], done: [done] })()
      }
      return undefined
    }),
}

const carelessOf = (of: RowKind, less?: (write: Write) => Write): Flaw => ({
  store: (works) => careless(works, of, less),
})

const countingCommits = (works: Store): Partial<Store> => {
  const counts = new Map<string, number>()
  const { load, asked } = remembering(works)
  const nameOf = (loaded: Loaded): string => `${loaded.account} ${asked.get(loaded)?.charge}`
  const shown = loading({ ...works, load }, { loaded: (one) => ({ ...one, version: counts.get(nameOf(one)) ?? 0 }) })
  return {
    ...shown,
    commit: (against, write) =>
      mapped(shown.commit(against, write), () => {
        const charge = write.changes?.charge.id
        if (charge !== undefined)
          counts.set(`${against.account} ${charge}`, (counts.get(`${against.account} ${charge}`) ?? 0) + 1)
      }),
  }
}

/** Every commit since something was loaded counts as a move, whatever it wrote. */
const oneVersionForAll = (works: Store): Partial<Store> => {
  let commits = 0
  const seen = new WeakMap<Loaded, number>()
  return {
    load: (asked) =>
      mapped(works.load(asked), (loaded) => {
        seen.set(loaded, commits)
        return loaded
      }),
    commit: (against, write) => async () => {
      if (seen.get(against) !== commits) {
        await works.release(against)()
        return left({ _tag: 'Moved', of: 'charge' })
      }
      commits += 1
      return works.commit(against, write)()
    },
  }
}

/** A charge on which a commit failed once takes no more. */
const sulking = (works: Store): Partial<Store> => {
  const { load, asked } = remembering(works)
  const spoilt = new Set<unknown>()
  return {
    load,
    commit: (against, write) => async () => {
      const charge = asked.get(against)?.charge ?? null
      if (charge !== null && spoilt.has(charge)) return left({ _tag: 'Moved', of: 'charge' })
      const answer = await works.commit(against, write)()
      if (isLeft(answer)) spoilt.add(charge)
      return answer
    },
  }
}

/** Ids of refunds are unique over all accounts. */
const refundsOfAll = (works: Store): Partial<Store> => {
  const owners = new Map<string, string>()
  return {
    commit: (against, write) => async () => {
      const id = write.changes?.refund?.id
      const owner = id === undefined ? against.account : (owners.get(id) ?? against.account)
      if (owner !== against.account) return left({ _tag: 'Moved', of: 'refund' })
      if (id !== undefined) owners.set(id, owner)
      return works.commit(against, write)()
    },
  }
}

const joint = <Of extends { readonly account: unknown }>(asked: Of): Of => ({ ...asked, account: JOINT })
const withoutAccounts = (works: Store): Partial<Store> => ({
  load: (asked) => works.load(joint(asked)),
  find: (asked) => works.find(joint(asked)),
  list: (asked) => works.list(joint(asked)),
})

const eager = (works: Store): Partial<Store> => ({
  commit: (against, write) => {
    const running = works.commit(against, write)()
    return () => running
  },
})
const eagerClaims = (works: Store): Partial<Store> => ({
  claimDue: (claim) => {
    const running = works.claimDue(claim)()
    return () => running
  },
})

/** A refund that moves hides the dispute of its charge. */
const overwriting = (works: Store): Partial<Store> => {
  let hidden = false
  const shown = loading(works, {
    loaded: (one) => (hidden ? { ...one, books: { ...one.books, dispute: null } } : one),
  })
  return {
    ...shown,
    commit: (against, write) => {
      hidden = hidden || (write.changes !== null && write.changes.dispute === null && write.changes.refund !== null)
      return shown.commit(against, write)
    },
  }
}

/** Every commit moves the charge that was loaded. */
const movingAlways = (works: Store): Partial<Store> => {
  let more = 0
  const { load } = remembering(works)
  const shown = loading({ ...works, load }, { loaded: (one) => ({ ...one, version: one.version + more }) })
  return {
    ...shown,
    commit: (against, write) => {
      if (write.changes === null) more += 1
      return shown.commit(against, write)
    },
  }
}

export const commitFlaws: Flaws = {
  'gives a charge that is not there version 1': loads({
    loaded: (one) => ({ ...one, version: Math.max(1, one.version) }),
  }),
  'gives a refund that was not asked for': {
    store: (works) =>
      loading(works, {
        loaded: async (one, { account, charge }) => {
          if (charge === null || one.books.refund !== null) return one
          const { data } = await rightly(works.list({ account, of: 'refund', charge, limit: 1 }))
          return { ...one, books: { ...one.books, refund: data[0] ?? null } }
        },
      }),
  },
  'hides what is of another charge': loads({
    loaded: (one, { charge }) =>
      one.books.refund?.charge === charge ? one : { ...one, books: { ...one.books, refund: null } },
  }),
  'gives documents in an order of its own': loads({
    loaded: (one) => ({
      ...one,
      documents: [...one.documents].sort((a, b) => (a?.document.body === b?.document.body ? 0 : 1)).reverse(),
    }),
  }),
  'writes what is loaded and not there': {
    store: (works) =>
      loading(works, {
        loaded: async (one, asked) => {
          const documents = asked.documents.filter((_, index) => one.documents[index] === null)
          const again = await rightly(works.load({ ...asked, key: null }))
          const made = documents.map((name) => ({ ...name, createdAt: asked.at, labels: [], body: null }))
          await works.commit(again, { changes: null, record: null, documents: made, due: [], done: [] })()
          return one
        },
      }),
  },
  'commits when the task is made': { store: eager },
  'claims what is due when the task is made': { store: eagerClaims },
  'counts commits and not events as versions': { store: countingCommits },
  'numbers events from 0': {
    store: (works) => ({
      find: (asked) =>
        mapped(works.find(asked), (row) =>
          row !== null && 'event' in row ? { ...row, number: row.number - 1 } : row,
        ) as ReturnType<typeof works.find<typeof asked.of>>,
    }),
  },
  'forgets the refund of a commit': writes((write) => ({
    ...write,
    changes: write.changes && { ...write.changes, refund: null },
  })),
  'forgets the dispute of a commit': writes((write) => ({
    ...write,
    changes: write.changes && { ...write.changes, dispute: null },
  })),
  'forgets all but the first event of a commit': writes((write) => ({
    ...write,
    changes: write.changes && { ...write.changes, events: [write.changes.events[0]] },
  })),
  'forgets the record of a commit': writes((write) => ({ ...write, record: null })),
  'keeps the first where a commit has a document twice': writes((write) => ({
    ...write,
    documents: write.documents.filter(
      ({ kind, id }, index) => write.documents.findIndex((one) => one.kind === kind && one.id === id) === index,
    ),
  })),
  'forgets the documents of a commit': writes((write) => ({ ...write, documents: [] })),
  'forgets what a commit makes due': writes((write) => ({ ...write, due: [] })),
  'forgets what a commit makes due when it does something due': writes((write) => ({
    ...write,
    due: write.done.length === 0 ? write.due : [],
  })),
  'forgets that something due is done': writes((write) => ({ ...write, done: [] })),
  'forgets all but the first of what is done': writes((write) => ({ ...write, done: write.done.slice(0, 1) })),
  'hides a dispute when a refund moves': { store: overwriting },
  'moves a charge by what is not of it': { store: movingAlways },
  'counts a document by its charge': loads({
    loaded: (one, { charge }) =>
      charge === null
        ? one
        : { ...one, documents: one.documents.map((stored) => stored && { ...stored, version: one.version }) },
  }),
  'keeps a record where none was given': {
    store: (works) => {
      const { load, asked } = remembering(works)
      return {
        load,
        ...writing(works, (write, against) => {
          const key = asked.get(against)?.key ?? null
          if (key === null || write.record !== null) return write
          const { path, fingerprint } = key
          return {
            ...write,
            record: {
              status: 'done',
              key: key.key,
              path,
              fingerprint,
              answer: null,
              at: asked.get(against)?.at ?? (0 as never),
            },
          }
        }),
      }
    },
  },
  'knows no accounts': { store: withoutAccounts },

  'does not see that the charge moved': carelessOf('charge'),
  'does not see that a refund’s id is taken': carelessOf('refund', (write) => ({
    ...write,
    changes: write.changes && { ...write.changes, refund: null },
  })),
  'does not see that a dispute’s id is taken': carelessOf('dispute', (write) => ({
    ...write,
    changes: write.changes && { ...write.changes, dispute: null },
  })),
  'does not see that a document moved': carelessOf('document'),
  'does not see that the key was lost': carelessOf('key', (write) => ({ ...write, record: null })),
  'does not see that what is due was lost': carelessOf('due', (write) => ({ ...write, done: [] })),
  'does what it still has of what is due': doingTheRest,
  'keeps the record of a commit that is not written': half(({ record }) => ({ record })),
  'keeps documents of a commit that is not written': half(({ documents }) => ({ documents })),
  'keeps what is due of a commit that is not written': half(({ due }) => ({ due })),
  'does what was due though the commit is not written': half(({ done }) => ({ done })),
  'takes every commit for a move of every charge': { store: oneVersionForAll },
  'takes nothing more for a charge that moved once': { store: sulking },
  'keeps refunds of all accounts apart by their id': { store: refundsOfAll },
}
