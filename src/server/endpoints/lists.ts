/** Lists: newest first, by cursors. */
import { isLeft } from '../../domain/either.js'
import { noSuchCursor, type ObjectName } from '../../stripe/errors/lookup-errors.js'
import { newList } from '../../stripe/objects/list.js'
import type { CreatedBounds } from '../../stripe/params/created.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import { type Kind, type Scope, storedKind } from '../decision/kinds.js'
import type { PageAsked } from '../decision/need.js'
import { forEach, isId, page, type Work } from '../decision/work.js'
import { shown, withExpanded } from '../show/show.js'

/** What every list may be asked with. */
export interface PageParams {
  readonly limit: number
  readonly starting_after?: string
  readonly ending_before?: string
  readonly created?: CreatedBounds
  readonly expand?: readonly string[]
}

/** What is listed. */
export interface Listing {
  readonly kind: Kind
  /** How Stripe's errors name it. */
  readonly name: ObjectName
  /** Where it is listed, without its question. */
  readonly url: string
  readonly label?: string
  readonly keep?: NonNullable<PageAsked['keep']>
  readonly scope?: Scope
}

/** A page of objects as they are answered. */
export const listed = (
  work: Work,
  { limit, starting_after: after, ending_before: before, created, expand }: PageParams,
  { kind, name, url, label, keep, scope = work.asked.scope }: Listing,
): Handled => {
  const cursor = after ?? before
  if (cursor !== undefined && !isId(cursor)) return refuse(noSuchCursor(name, cursor, cursorParam(after)))
  // A filter by what can be no id finds nothing.
  if (label !== undefined && !LABEL.test(label)) return answer(newList({ data: [], has_more: false, url }))
  const found = page(work, {
    kind: storedKind(kind, scope),
    limit,
    ...(after === undefined ? {} : { startingAfter: after }),
    ...(before === undefined ? {} : { endingBefore: before }),
    ...(created === undefined ? {} : { created }),
    ...(label === undefined ? {} : { label }),
    ...(keep === undefined ? {} : { keep }),
  })
  if (isLeft(found)) return refuse(noSuchCursor(name, found.left.cursor, cursorParam(after)))
  const paths = expand?.map((path) => path.slice(BELOW.length))
  const data = forEach(found.right.data, ({ id }) =>
    withExpanded(work, shown(work, kind, id, [], { scope }) as object, paths, { scope }),
  )
  return answer(newList({ data, has_more: found.right.more, url }))
}

/** Of a list only what stands in it is expanded. */
const BELOW = 'data.'

/** What belongs to an object, by its id; or a type, such as `charge.refunded`. */
const LABEL = /^[a-z_]+(:[\w-]{1,255}|[.a-z_]{0,255})$/

const cursorParam = (after: string | undefined): 'starting_after' | 'ending_before' =>
  after === undefined ? 'ending_before' : 'starting_after'
