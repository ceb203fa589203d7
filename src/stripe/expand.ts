/** `expand`: the objects in place of their ids. The paths were checked by `params/expand.ts`. */
import type { WireFields } from './objects/changed-attributes.js'
import { withMember } from './objects/with-member.js'

/** The object of an id, in the shape that is answered; undefined where there is none. */
export type Lookup = (id: string) => object | undefined

/**
 * The object with the ids at the end, and on the way, of each path replaced by what they stand for. A path leads through lists
 * (`data.charge`) and through lists inside (`refunds.data.charge`). What is null, missing or not found stays as it is; but a list
 * that is absent until it is expanded is looked up by its object and its name, as `ch_1/refunds`.
 *
 * Nothing that is passed in changes: what lies on a path is copied.
 *
 * Law: the order of the paths makes no difference, and a path that is given twice none either.
 *
 * @example
 * const known = { ch_1: { id: 'ch_1', customer: 'cus_1' }, cus_1: { id: 'cus_1' } }
 * const find = (id) => known[id]
 * expanded({ charge: 'ch_1' }, ['charge'], find) // => { charge: { id: 'ch_1', customer: 'cus_1' } }
 * expanded({ charge: 'ch_1' }, ['charge.customer'], find) // => { charge: { id: 'ch_1', customer: { id: 'cus_1' } } }
 * expanded({ data: [{ charge: 'ch_1' }, { charge: null }] }, ['data.charge'], find).data[1] // => { charge: null }
 * @since 0.1.0
 * @category expand
 */
export const expanded = (object: object, paths: readonly string[], lookup: Lookup): object =>
  paths.reduce((answer, path) => follow(answer, path.split('.'), lookup) as object, object)

/** What stands at the end of the rest of a path, beginning with what stands here. */
const follow = (here: unknown, path: readonly string[], lookup: Lookup): unknown => {
  const found = typeof here === 'string' ? (lookup(here) ?? here) : here
  if (Array.isArray(found)) return found.map((item) => follow(item, path, lookup))
  const [name, ...rest] = path
  if (name === undefined || typeof found !== 'object' || found === null) return found
  const fields = found as WireFields
  if (!Object.hasOwn(fields, name)) {
    const list = follow(listOf(fields, name, lookup), rest, lookup)
    return list === undefined ? fields : withMember(fields, name, list)
  }
  return { ...fields, [name]: follow(fields[name], rest, lookup) }
}

/** A list that stands in its object only when it is expanded, such as `charge.refunds`. */
const listOf = ({ id }: WireFields, name: string, lookup: Lookup): object | undefined =>
  typeof id === 'string' ? lookup(`${id}/${name}`) : undefined
