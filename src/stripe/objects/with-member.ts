/** Where a member stands in an object of Stripe's. */
import type { WireFields } from './changed-attributes.js'

/** The object with one member more, or another in its place, where Stripe would put it: `id` and `object` first, then by name. */
export const withMember = <Fields extends WireFields>(fields: Fields, name: string, value: unknown): Fields => {
  const entries = Object.entries(fields).filter(([known]) => known !== name)
  const after = entries.findIndex(([known]) => known !== 'id' && known !== 'object' && known > name)
  return Object.fromEntries(entries.toSpliced(after === -1 ? entries.length : after, 0, [name, value])) as Fields
}
