/** Parameters that many endpoints have. */
import { Created } from './created.js'
import { type Endpoint, endpoint, type Rule } from './endpoint.js'
import { expand } from './expand.js'
import type { ExpandableObject } from './expandable.js'
import { hash, type Values } from './hashes.js'
import { MetadataParam } from './metadata.js'
import { withDefault } from './param.js'
import { AmountOrNone, Limit, Text } from './scalars.js'

/** Source: fact sheet 8. */
const DEFAULT_LIMIT = 10

const cursors = {
  limit: withDefault(Limit, DEFAULT_LIMIT),
  starting_after: Text,
  ending_before: Text,
} as const

type PageFields = typeof cursors & { readonly expand: ReturnType<typeof expand> }
type DatedPageFields = PageFields & { readonly created: typeof Created }

/** The parameters of a list without filters. */
export const pageOf = (object: ExpandableObject): PageFields => ({ ...cursors, expand: expand(object, 'list') })

/** The parameters of a list by `created`. */
export const datedPageOf = (object: ExpandableObject): DatedPageFields => ({ ...pageOf(object), created: Created })

/** A list is walked one way. */
export const oneCursor: Rule<{ readonly starting_after?: string; readonly ending_before?: string }> = (params) =>
  params.starting_after !== undefined && params.ending_before !== undefined ? { _tag: 'BothCursors' } : null

/** Where nothing but `expand` may be said. */
export const onlyExpand = (object: ExpandableObject): Endpoint<Values<{ expand: ReturnType<typeof expand> }>> =>
  endpoint({ expand: expand(object) })

/** Where nothing but metadata may be changed. */
export const onlyMetadata = (
  object: ExpandableObject,
): Endpoint<Values<{ metadata: typeof MetadataParam; expand: ReturnType<typeof expand> }>> =>
  endpoint({ metadata: MetadataParam, expand: expand(object) })

/** How much of a capture goes on. */
export const CaptureTransferData = hash({ amount: AmountOrNone })
