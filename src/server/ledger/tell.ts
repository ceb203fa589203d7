/** Events written down, and the endpoints that are to hear of them. */
import type { Charge } from '../../domain/records/charge.js'
import type { ToldEvent } from '../../stripe/events/told-event.js'
import { thenOf } from '../show/charge.js'
import { type KeptCharge, type KeptEvent, type Listener, NO_SETTINGS, type Scope } from '../work/kinds.js'
import { find, later, mint, put, type Work } from '../work/work.js'

/** An event of any type: also of those that the law knows nothing about. */
export interface Telling {
  readonly type: string
  readonly object: object
  readonly previous: object | null
}

/** A charge as it now is: events about it keep what it is made of, not the object. */
export interface ToldCharge {
  readonly shown: object
  readonly kept: KeptCharge
  readonly charge: Charge
}

/** Writes these events down, in their order, and has them delivered. */
export const tell = (
  work: Work,
  events: readonly (Telling | ToldEvent)[],
  charge: ToldCharge | null = null,
  scope: Scope = work.asked.scope,
): void => {
  if (events.length === 0) return
  const listeners = listenersOf(work, scope)
  for (const { type, object, previous } of events) {
    const then = charge !== null && object === charge.shown ? thenOf(work, charge.kept, charge.charge) : null
    const hearing = listeners.filter((listener) => hears(listener, type))
    const event: KeptEvent = {
      type,
      request: work.asked.request,
      charge: then,
      object: then === null ? object : null,
      previous,
      awaited: hearing.length === 0 ? NONE : hearing.map(({ id }) => ({ endpoint: id, attempts: 0 })),
    }
    const id = mint(work, 'evt_')
    put(work, 'event', id, event, { labels: labelled(type), scope })
    for (const listener of hearing)
      later(work, work.at, 'webhook', { event: id, scope, endpoint: listener.id, of: listener.connect ? '' : scope })
  }
}

const NONE: KeptEvent['awaited'] = []

/** Whoever hears of this scope: its own endpoints, and those of the platform that ask for connected accounts. */
const listenersOf = (work: Work, scope: Scope): readonly Listener[] => {
  const own = (find(work, 'settings', 'settings', scope) ?? NO_SETTINGS).listeners.filter(({ connect }) => !connect)
  if (scope === '') return own
  const platform = (find(work, 'settings', 'settings', '') ?? NO_SETTINGS).listeners
  return [...own, ...platform.filter(({ connect }) => connect)]
}

const hears = ({ events }: Listener, type: string): boolean => events.includes('*') || events.includes(type)

/** One list for each label: thousands of documents share it. */
const LABELS = new Map<string, readonly string[]>()

/** These labels, of which there are few: types of events, of balance transactions. */
export const labelled = (label: string): readonly string[] => {
  const known = LABELS.get(label)
  if (known !== undefined) return known
  const labels = [label]
  LABELS.set(label, labels)
  return labels
}
