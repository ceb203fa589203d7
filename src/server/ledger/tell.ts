/** Events written down, and the endpoints that are to hear of them. */
import type { Charge } from '../../domain/records/charge.js'
import type { ToldEvent } from '../../stripe/events/told-event.js'
import { changedAttributes } from '../../stripe/objects/changed-attributes.js'
import type { WirePaymentIntent } from '../../stripe/objects/payment-intent.js'
import { isShownAlike } from '../../stripe/objects/shown-as.js'
import { type ApiVersion, includesRefunds } from '../../stripe/version.js'
import type { KeptCharge, KeptEvent, KeptTelling, KeptToldAs, Listener, Scope } from '../decision/kinds.js'
import { later, mint, record, type Work } from '../decision/work.js'
import { shownThen, thenOf } from '../show/charge.js'
import { intentAs } from '../show/intent.js'
import { hears, listenersOf, otherVersions } from './listeners.js'

/** An event of any type: also of those that the law knows nothing about. Objects but charges are in the newest shape. */
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

/** What those are told who hear of events in a version. */
export interface Hearing {
  readonly version: ApiVersion
  readonly events: readonly (Telling | ToldEvent)[]
  readonly charge: ToldCharge | null
}

/** Whom it is told. */
export interface Audience {
  readonly scope: Scope
  readonly listeners: readonly Listener[]
}

/** Writes these events down, in their order, and has them delivered. The charge is in the shape of the account's own version. */
export const tell = (
  work: Work,
  events: readonly (Telling | ToldEvent)[],
  charge: ToldCharge | null = null,
  scope: Scope = work.asked.scope,
): void => {
  if (events.length === 0) return
  const own: Hearing = { version: work.asked.rules.version, events, charge }
  const listeners = listenersOf(work, scope)
  const others = otherVersions(work, listeners).map((version) => heardIn(work, own, { version, scope }))
  tellAll(work, { scope, listeners }, [own, ...others])
}

/** The same events in another version: the charge is shown anew. */
const heardIn = (
  work: Work,
  { events, charge }: Hearing,
  as: { readonly version: ApiVersion; readonly scope: Scope },
): Hearing => {
  const { version } = as
  if (charge === null) return { version, events, charge }
  const shown = shownThen(work, charge.kept, charge.charge, as)
  const told = events.map((event) => (event.object === charge.shown ? { ...event, object: shown } : event))
  return { version, events: told, charge: { ...charge, shown } }
}

/**
 * Writes down what is told in several versions, the account's own first. An event that several have is one, in the shape of the first of
 * them, with what the others show otherwise beside it; one that only an endpoint's version has is written for that endpoint.
 */
export const tellAll = (work: Work, audience: Audience, hearings: readonly [Hearing, ...Hearing[]]): void => {
  const [own, ...others] = hearings
  if (others.length === 0) for (const event of own.events) writeInOne(work, audience, own, event)
  else for (const versions of inTurn(hearings)) writeInVersions(work, audience, versions)
}

const writeInOne = (work: Work, { scope, listeners }: Audience, own: Hearing, event: Telling | ToldEvent): void => {
  const { type } = event
  const { charge, object, previous } = tellingIn(work, own, event, scope)
  const { request } = work.asked
  const hearing = listeners.length === 0 ? listeners : listeners.filter((listener) => hears(listener, type))
  write(work, { scope, listeners: hearing }, { type, request, charge, object, previous, awaited: awaitedBy(hearing) })
}

/** An event as one version has it. */
interface InVersion {
  readonly hearing: Hearing
  readonly event: Telling | ToldEvent
}

/** The same event in all versions that have it, for each event: those that only some have stand where they have them. */
const inTurn = (hearings: readonly Hearing[]): readonly (readonly InVersion[])[] => {
  const turns: InVersion[][] = []
  for (const hearing of hearings) {
    let place = 0
    for (const event of hearing.events) {
      const found = turns.findIndex(([first], at) => at >= place && first?.event.type === event.type)
      if (found === -1) turns.splice(place, 0, [{ hearing, event }])
      else turns[found]?.push({ hearing, event })
      place = (found === -1 ? place : found) + 1
    }
  }
  return turns
}

const writeInVersions = (work: Work, { scope, listeners }: Audience, versions: readonly InVersion[]): void => {
  const [first, ...more] = versions as [InVersion, ...InVersion[]]
  const { type } = first.event
  const own = work.asked.rules.version
  const hearing = listeners.filter(
    (listener) =>
      hears(listener, type) && versions.some((one) => isShownAlike(one.hearing.version, listener.version ?? own)),
  )
  const isOwn = first.hearing.version === own
  if (!isOwn && hearing.length === 0) return
  const telling = tellingIn(work, first.hearing, first.event, scope)
  const told = more
    .filter((one) => hearing.some(({ version = own }) => isShownAlike(version, one.hearing.version)))
    .map(
      (one): KeptToldAs => ({
        version: one.hearing.version,
        ...tellingIn(work, one.hearing, one.event, scope),
      }),
    )
    .filter((one) => !isSameTelling(one, telling))
  write(
    work,
    { scope, listeners: hearing },
    {
      type,
      request: work.asked.request,
      ...telling,
      awaited: awaitedBy(hearing),
      ...(isOwn ? {} : { version: first.hearing.version }),
      ...(told.length === 0 ? {} : { told }),
    },
  )
}

/** What is kept of an event in a version. */
const tellingIn = (
  work: Work,
  { version, charge }: Hearing,
  { object, previous }: Telling | ToldEvent,
  scope: Scope,
): KeptTelling => {
  if (charge === null || object !== charge.shown)
    return { charge: null, object: wholeIn(work, object, { version, scope }), previous }
  const then = thenOf(version, charge.kept, charge.charge)
  return { charge: then, object: then === null ? object : null, previous }
}

/** A PaymentIntent with its charges as they now are, where the version has them. What else differs is seen when it is read. */
const wholeIn = (work: Work, object: object, as: { readonly version: ApiVersion; readonly scope: Scope }): object =>
  includesRefunds(as.version) && 'object' in object && object.object === 'payment_intent'
    ? intentAs(work, object as WirePaymentIntent, as)
    : object

const isSameTelling = (one: KeptTelling, other: KeptTelling): boolean =>
  (one.charge === null) === (other.charge === null) &&
  one.object === other.object &&
  Object.keys(changedAttributes({ previous: one.previous }, { previous: other.previous })).length === 0

/** Writes an event down, and has it delivered: `listeners` are those who hear of this one. */
const write = (work: Work, { scope, listeners: hearing }: Audience, event: KeptEvent): void => {
  const id = mint(work, 'evt_')
  record(work, 'event', id, event, { labels: labelled(event.type), scope })
  for (const listener of hearing)
    later(work, work.at, 'webhook', { event: id, scope, endpoint: listener.id, of: listener.connect ? '' : scope })
}

const awaitedBy = (hearing: readonly Listener[]): KeptEvent['awaited'] =>
  hearing.length === 0 ? NONE : hearing.map(({ id }) => ({ endpoint: id, attempts: 0 }))

const NONE: KeptEvent['awaited'] = []

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
