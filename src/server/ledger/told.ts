/** The charge before and after, as events show it. */
import type { Event } from '../../domain/law/events.js'
import type { Books } from '../../domain/records/books.js'
import type { Charge } from '../../domain/records/charge.js'
import { chargeFigures } from '../../stripe/charge-view/charge-as.js'
import { stripeEvents, type Told } from '../../stripe/events/stripe-events.js'
import { type ApiVersion, countsReleases, includesRefunds } from '../../stripe/version.js'
import type { KeptCharge } from '../decision/kinds.js'
import { get, put, type Work } from '../decision/work.js'
import { shownThen } from '../show/charge.js'
import { listenersOf, otherVersions } from './listeners.js'
import { type Hearing, tell, tellAll } from './tell.js'

/** What is kept of the charge that the decision is about. A fee that goes back by itself may be of a connected account's. */
export const keptOf = (work: Work): KeptCharge =>
  get(work, 'charge', idOf(work), work.direct?.scope ?? work.asked.scope)

/** What is kept of it from now on. */
export const keep = (work: Work, kept: KeptCharge): void => put(work, 'charge', idOf(work), kept)

const idOf = ({ books }: Work): string => (books.charge as Charge).id

/** The other objects that the event touched. */
export interface Beside extends Omit<Told, 'charge' | 'event' | 'refund'> {
  readonly refund?: NonNullable<Told['refund']>
  /** The refund that versions before 2025-03-31 make of a release. */
  readonly released?: NonNullable<Told['refund']>
}

interface Before {
  /** What was kept of the charge. */
  readonly was: KeptCharge
  readonly books: Books
  /** Whether nobody saw the charge before. */
  readonly isNew: boolean
}

/** Tells of an event of the law. `was`: what was kept of the charge before; `before` is null where nobody saw it before. */
export const tellOf = (
  work: Work,
  event: Event,
  { was, before, beside = {} }: { readonly was: KeptCharge; readonly before: Books; readonly beside?: Beside },
): void => {
  const { rules, scope } = work.asked
  const charge = work.books.charge as Charge
  const isNew = before.charge === null || work.hushed === charge.id
  if (before.charge !== null && isNew) work.hushed = null
  const listeners = listenersOf(work, scope)
  const versions = otherVersions(work, listeners)
  const toldIn = (version: ApiVersion): Hearing =>
    heardIn(work, event, { was, books: before, isNew }, { version, beside, isAlone: versions.length === 0 })
  const own = toldIn(rules.version)
  const others = versions.length === 0 ? NONE : versions.map(toldIn)
  const audience = { scope, listeners }
  if (scope === '') tellAll(work, audience, [own, ...others])
  else {
    tellAll(work, audience, [withoutPlatform(own), ...others.map(withoutPlatform)])
    tell(work, own.events.filter(isOfPlatform), null, '')
  }
}

const NONE: readonly Hearing[] = []

interface InVersion {
  readonly version: ApiVersion
  readonly beside: Beside
  /** Whether nobody hears of it in another version. */
  readonly isAlone: boolean
}

/** What those hear of it who hear of events in a version. */
const heardIn = (
  work: Work,
  event: Event,
  { was, books, isNew }: Before,
  { version, beside, isAlone }: InVersion,
): Hearing => {
  const as = { version, scope: work.asked.scope }
  const charge = work.books.charge as Charge
  const kept = keptOf(work)
  const see =
    isAlone && figuresTell(was, kept, version)
      ? (of: Charge): ChargeSeen => chargeFigures(version, { charge: of, made: kept.made })
      : (of: Charge, from: KeptCharge): ChargeSeen => shownThen(work, from, of, as)
  const shown = see(charge, kept)
  const change = { before: isNew || books.charge === null ? null : see(books.charge, was), after: shown }
  const { dispute, fee, transfer } = beside
  const events = stripeEvents({ event, charge: change, refund: refundIn(version, beside), dispute, fee, transfer })
  return { version, events, charge: { shown, kept, charge } }
}

type ChargeSeen = Told['charge']['after']

/** Where nothing but the law's figures moved, they tell all that changed; the object itself is made when the event is read. */
const figuresTell = (was: KeptCharge, { made, releases }: KeptCharge, version: ApiVersion): boolean =>
  was.made === made && was.releases === releases && !includesRefunds(version)

const refundIn = (version: ApiVersion, { refund, released }: Beside): Told['refund'] =>
  released !== undefined && countsReleases(version) ? released : refund

/** Fees and transfers are told to the platform, whosever the charge is. */
const isOfPlatform = ({ type }: { readonly type: string }): boolean => /^(application_fee|transfer)\./.test(type)

const withoutPlatform = (hearing: Hearing): Hearing =>
  hearing.events.some(isOfPlatform)
    ? { ...hearing, events: hearing.events.filter((one) => !isOfPlatform(one)) }
    : hearing
