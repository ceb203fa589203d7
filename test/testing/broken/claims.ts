/** Stores that give out events, and what is due, otherwise. */
import { type EpochSeconds, isLeft, right } from '../../../src/index.js'
import { account } from '../../../src/store/names.js'
import type { Claim, Store } from '../../../src/store/port.js'
import type { ClaimedDue, ClaimedEvents } from '../../../src/store/rows.js'
import { ch_1, rightOf } from '../../fixtures.js'
import { type Flaw, type Flaws, mapped, rightly } from './tools.js'

const ACCOUNT = rightOf(account('acct_1'))

const claims = (change: (claim: Claim) => Claim): Flaw => ({
  store: (works) => ({ claimEvents: (claim) => works.claimEvents(change(claim)) }),
})
const gives = (change: (claimed: readonly ClaimedEvents[], claim: Claim) => readonly ClaimedEvents[]): Flaw => ({
  store: (works) => ({ claimEvents: (claim) => mapped(works.claimEvents(claim), (claimed) => change(claimed, claim)) }),
})
const acknowledges = (change: (claimed: ClaimedEvents, upTo: number) => number): Flaw => ({
  store: (works) => ({
    acknowledgeEvents: (claimed, upTo, ...keep) => works.acknowledgeEvents(claimed, change(claimed, upTo), ...keep),
  }),
})
const keeps = (change: (keepSeconds: number) => number | undefined): Flaw => ({
  store: (works) => ({
    acknowledgeEvents: (claimed, upTo, keepSeconds) => {
      const changed = keepSeconds === undefined ? undefined : change(keepSeconds)
      return changed === undefined
        ? works.acknowledgeEvents(claimed, upTo)
        : works.acknowledgeEvents(claimed, upTo, changed)
    },
  }),
})
const lastOf = ({ events }: ClaimedEvents): number => events.at(-1)?.number ?? 0

/** Chooses by an order of its own, and gives the others back. */
const ordered = (orderOf: (claimed: ClaimedEvents) => number): Flaw => ({
  store: (works) => ({
    claimEvents: (claim) =>
      mapped(works.claimEvents({ ...claim, limit: 1000 }), async (all) => {
        const sorted = [...all].sort((a, b) => orderOf(a) - orderOf(b))
        for (const other of sorted.slice(claim.limit)) await works.acknowledgeEvents(other, 0)()
        return sorted.slice(0, claim.limit)
      }),
  }),
})

/** The lease ends as soon as it is given. */
const leaseless = (works: Store): Partial<Store> => ({
  claimEvents: (claim) =>
    mapped(works.claimEvents(claim), async (claimed) => {
      for (const one of claimed) await works.acknowledgeEvents(one, 0)()
      return claimed
    }),
})

const neverLost = (works: Store): Partial<Store> => ({
  acknowledgeEvents: (claimed, upTo) => async () => {
    const answer = await works.acknowledgeEvents(claimed, upTo)()
    return isLeft(answer) && answer.left._tag === 'LeaseLost' ? right(undefined) : answer
  },
})

/** Whoever acknowledges to the end of a claim acknowledges what was written since as well. */
const toTheEnd = (works: Store): Partial<Store> => ({
  acknowledgeEvents: (claimed, upTo) =>
    mapped(works.acknowledgeEvents(claimed, upTo), async () => {
      if (upTo !== lastOf(claimed)) return
      for (const more of await rightly(works.claimEvents({ limit: 1000, leaseSeconds: 1 })))
        await works.acknowledgeEvents(more, more.charge === claimed.charge ? lastOf(more) : 0)()
    }),
})

const byChargeAlone = (works: Store): Partial<Store> => ({
  claimEvents: (claim) =>
    mapped(works.claimEvents(claim), (claimed) =>
      claimed.filter(({ charge }, index) => claimed.findIndex((one) => one.charge === charge) === index),
    ),
})

type Due = Parameters<Store['claimDue']>[0]
const dueClaims = (change: (claim: Due) => Due): Flaw => ({
  store: (works) => ({ claimDue: (claim) => works.claimDue(change(claim)) }),
})
const dueGives = (change: (claimed: readonly ClaimedDue[], claim: Due) => readonly ClaimedDue[]): Flaw => ({
  store: (works) => ({ claimDue: (claim) => mapped(works.claimDue(claim), (claimed) => change(claimed, claim)) }),
})
const later = (at: EpochSeconds, seconds: number): EpochSeconds => (at + seconds) as EpochSeconds

const NOTHING_DUE: ClaimedDue = {
  account: ACCOUNT,
  id: 'none',
  at: 0 as EpochSeconds,
  work: { type: 'task', name: 'none', data: null },
  attempts: 1,
  lease: 'none',
}

export const claimFlaws: Flaws = {
  'gives a charge without events': gives((claimed) =>
    claimed.length > 0 ? claimed : [{ account: ACCOUNT, charge: ch_1, events: [], lease: 'none' }],
  ),
  'gives the last event first': gives((claimed) =>
    claimed.map((one) => ({ ...one, events: [...one.events].reverse() })),
  ),
  'leaves out every third event': gives((claimed) =>
    claimed.map((one) => ({ ...one, events: one.events.filter(({ number }) => number % 3 !== 0) })),
  ),
  'keeps no lease on events': keeps(() => undefined),
  'keeps a lease on events for ever': keeps(() => 1_000_000),
  'acknowledges nothing': acknowledges(() => 0),
  'acknowledges all that was claimed': acknowledges((claimed) => lastOf(claimed)),
  'acknowledges all that was claimed, but for 0': acknowledges((claimed, upTo) => (upTo === 0 ? 0 : lastOf(claimed))),
  'acknowledges one event too few': acknowledges((_, upTo) => Math.max(0, upTo - 1)),
  'ends no lease by an acknowledgement of 0': {
    store: (works) => ({
      acknowledgeEvents: (claimed, upTo) =>
        upTo === 0 ? async () => right(undefined) : works.acknowledgeEvents(claimed, upTo),
    }),
  },
  'leases no events': { store: leaseless },
  'takes an acknowledgement of who lost the lease': { store: neverLost },
  'leases events for ever': claims((claim) => ({ ...claim, leaseSeconds: 1_000_000 })),
  'leases events a second too long': claims((claim) => ({ ...claim, leaseSeconds: claim.leaseSeconds + 1 })),
  'leases events a second too short': claims((claim) => ({ ...claim, leaseSeconds: claim.leaseSeconds - 1 })),
  'gives more charges than the limit': claims((claim) => ({ ...claim, limit: 1000 })),
  'gives charges in order of their names': ordered(({ charge }) => Number(charge.at(-1))),
  'gives charges in order of their last event': ordered(({ events }) => -(events.at(-1)?.number ?? 0)),
  'acknowledges what was written since': { store: toTheEnd },
  'knows charges of all accounts by their id': { store: byChargeAlone },

  'gives something due where there is nothing': dueGives((claimed) => (claimed.length > 0 ? claimed : [NOTHING_DUE])),
  'counts attempts from 0': dueGives((claimed) => claimed.map((one) => ({ ...one, attempts: one.attempts - 1 }))),
  'counts no attempts': dueGives((claimed) => claimed.map((one) => ({ ...one, attempts: 1 }))),
  'gives what is due a second early': dueClaims((claim) => ({ ...claim, at: later(claim.at, 1) })),
  'gives what is due a second late': dueClaims((claim) => ({ ...claim, at: later(claim.at, -1) })),
  'gives what is due last first': dueGives((claimed) => [...claimed].reverse()),
  'gives more of what is due than the limit': dueClaims((claim) => ({ ...claim, limit: 1000 })),
  'leases nothing that is due': dueClaims((claim) => ({ ...claim, leaseSeconds: 0 })),
  'leases what is due for ever': dueClaims((claim) => ({ ...claim, leaseSeconds: 1_000_000 })),
  'leases what is due a second too long': dueClaims((claim) => ({ ...claim, leaseSeconds: claim.leaseSeconds + 1 })),
  'leases what is due a second too short': dueClaims((claim) => ({ ...claim, leaseSeconds: claim.leaseSeconds - 1 })),
  'gives what is due as the first account’s': dueGives((claimed) =>
    claimed.map((one) => ({ ...one, account: ACCOUNT })),
  ),
}
