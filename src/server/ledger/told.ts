/** The charge before and after, as events show it. */
import type { Event } from '../../domain/law/events.js'
import type { Books } from '../../domain/records/books.js'
import type { Charge } from '../../domain/records/charge.js'
import { stripeEvents, type Told } from '../../stripe/events/stripe-events.js'
import type { ToldEvent } from '../../stripe/events/told-event.js'
import { shownThen } from '../show/charge.js'
import type { KeptCharge } from '../work/kinds.js'
import { get, put, type Work } from '../work/work.js'
import { tell } from './tell.js'

/** What is kept of the charge that the decision is about. A fee that goes back by itself may be of a connected account's. */
export const keptOf = (work: Work): KeptCharge =>
  get(work, 'charge', idOf(work), work.direct?.scope ?? work.asked.scope)

/** What is kept of it from now on. */
export const keep = (work: Work, kept: KeptCharge): void => put(work, 'charge', idOf(work), kept)

const idOf = ({ books }: Work): string => (books.charge as Charge).id

/** The other objects that the event touched. */
export type Beside = Omit<Told, 'event' | 'charge'>

/** Tells of an event of the law. `was`: what was kept of the charge before; `before` is null where nobody saw it before. */
export const tellOf = (
  work: Work,
  event: Event,
  { was, before, beside = {} }: { readonly was: KeptCharge; readonly before: Books; readonly beside?: Beside },
): void => {
  const { rules, scope } = work.asked
  const as = { version: rules.version, scope }
  const charge = work.books.charge as Charge
  const kept = keptOf(work)
  const isNew = before.charge === null || work.hushed.delete(charge.id)
  const shown = shownThen(work, kept, charge, as)
  const change = { before: isNew ? null : shownThen(work, was, before.charge, as), after: shown }
  const told = stripeEvents({ event, charge: change, ...beside })
  const others = scope === '' ? NONE : told.filter(isOfPlatform)
  tell(work, others.length === 0 ? told : told.filter((one) => !isOfPlatform(one)), { shown, kept, charge })
  tell(work, others, null, '')
}

const NONE: readonly ToldEvent[] = []

/** Fees and transfers are told to the platform, whosever the charge is. */
const isOfPlatform = ({ type }: ToldEvent): boolean => /^(application_fee|transfer)\./.test(type)
