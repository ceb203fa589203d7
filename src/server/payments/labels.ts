/** By what payments are listed. */
import { createHash } from 'node:crypto'
import type { WireNewCharge } from '../../stripe/objects/charge.js'
import type { PageAsked } from '../decision/need.js'

/** The label of a group, which may be any text: one that no label can hold is known by its hash. */
export const groupLabel = (group: string): string =>
  `transfer_group:${/^[\w-]{1,255}$/.test(group) ? group : createHash('sha256').update(group).digest('base64url')}`

/** The labels of a charge. */
export const chargeLabels = ({
  customer,
  payment_intent: intent,
  transfer_group: group,
}: Pick<WireNewCharge, 'customer' | 'payment_intent' | 'transfer_group'>): readonly string[] => [
  ...labelOf('customer', customer),
  ...labelOf('payment_intent', intent),
  ...(group === null ? [] : [groupLabel(group)]),
]

/** The label that an id gives; none where there is none. */
export const labelOf = (name: string, id: string | null | undefined): readonly string[] =>
  id === null || id === undefined ? [] : [`${name}:${id}`]

/** A list by several labels: the store looks for the first, and what lacks the others is left out. */
export const byLabels = ([first, ...more]: readonly string[]): Pick<PageAsked, 'keep' | 'label'> => {
  if (first === undefined) return {}
  if (more.length === 0) return { label: first }
  const test = ({ labels }: { readonly labels: readonly string[] }): boolean =>
    more.every((label) => labels.includes(label))
  return { label: first, keep: { name: more.join(' '), test } }
}
