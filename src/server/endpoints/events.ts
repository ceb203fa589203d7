/** Events: what happened, for thirty days. */
import { secondsAfter } from '../../domain/records/time.js'
import type { Document } from '../../store/rows.js'
import { noSuch } from '../../stripe/errors/lookup-errors.js'
import { tooManyTypes, typeAndTypes } from '../../stripe/errors/telling-errors.js'
import { ListEventsParams, RetrieveEventParams } from '../../stripe/params/account.js'
import type { CreatedBounds } from '../../stripe/params/created.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import type { KeptEvent } from '../decision/kinds.js'
import type { PageAsked } from '../decision/need.js'
import { GET, type Route } from '../decision/route.js'
import { findStored, type Work } from '../decision/work.js'
import { shown } from '../show/show.js'
import { type Listing, listed, type PageParams } from './lists.js'

/** How long Stripe tells of an event. Source: docs.stripe.com/api/events. */
const KEPT_SECONDS = 30 * 86_400

/** Source: stripe-node `Events.d.ts`. */
const MOST_TYPES = 20

interface Filters {
  readonly type?: string
  readonly types?: readonly string[]
  readonly delivery_success?: boolean
}

const retrieve = (work: Work, { expand }: { readonly expand?: readonly string[] }, id: string): Handled => {
  const event = findStored(work, 'event', id, work.asked.scope)
  return event === null || event.createdAt < oldest(work)
    ? refuse(noSuch('event', id, 'id'))
    : answer(shown(work, 'event', id, expand) as object)
}

const list = (work: Work, params: PageParams & Filters): Handled => {
  const { type, types } = params
  if (type !== undefined && types !== undefined) return refuse(typeAndTypes())
  if (types !== undefined && types.length > MOST_TYPES) return refuse(tooManyTypes(MOST_TYPES))
  const created = { ...params.created, gte: latest(params.created?.gte, oldest(work)) }
  return listed(work, { ...params, created }, { kind: 'event', name: 'event', url: '/v1/events', ...filter(params) })
}

const oldest = ({ at }: Work): NonNullable<CreatedBounds['gte']> => secondsAfter(at, -KEPT_SECONDS)

const latest = <Second extends number>(one: Second | undefined, other: Second): Second =>
  one === undefined || one < other ? other : one

/** One type has a list of its own; whatever else is asked is looked for. */
const filter = ({ type, types, delivery_success: delivered }: Filters): Pick<Listing, 'keep' | 'label'> => {
  const exact = type !== undefined && !type.endsWith('*')
  const tests = [
    ...(type === undefined || exact ? [] : [isOfFamily(type.slice(0, -1))]),
    ...(types === undefined ? [] : [isOneOf(types)]),
    ...(delivered === undefined ? [] : [isDelivered(delivered)]),
  ]
  const keep: PageAsked['keep'] = {
    name: JSON.stringify([type, types, delivered]),
    test: (document) => tests.every((test) => test(document)),
  }
  return { ...(exact ? { label: type } : {}), ...(tests.length === 0 ? {} : { keep }) }
}

const typeOf = ({ body }: Document): string => (body as unknown as KeptEvent).type

/** `charge.` of `charge.*`. */
const isOfFamily =
  (beginning: string) =>
  (document: Document): boolean =>
    typeOf(document).startsWith(beginning)

const isOneOf =
  (types: readonly string[]) =>
  (document: Document): boolean =>
    types.includes(typeOf(document))

/** Delivered to everyone who was to hear of it. */
const isDelivered =
  (delivered: boolean) =>
  ({ body }: Document): boolean =>
    ((body as unknown as KeptEvent).awaited.length === 0) === delivered

export const EVENT_ROUTES: readonly Route[] = [
  GET('/v1/events', { params: ListEventsParams, decide: list }),
  GET('/v1/events/{id}', {
    params: RetrieveEventParams,
    decide: (work, params, { id = '' }) => retrieve(work, params, id),
  }),
]
