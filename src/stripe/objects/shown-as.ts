/** What older API versions show differently. Objects are kept in the newest shape, and changed only when they are answered. */
import { type ApiVersion, includesRefunds, isBefore, saysPendingReason } from '../version.js'
import type { WireFields } from './changed-attributes.js'
import type { WireSublist } from './list.js'
import { withMember } from './with-member.js'

/** Any object that says what it is. */
export interface Named {
  readonly object: string
}

/** What an older version shows beside the object itself. */
export interface ShownBeside {
  /** The refunds of a charge, which versions before 2022-11-15 always include. */
  readonly refunds?: WireSublist<unknown>
}

/**
 * An object of the newest shape, as a version shows it. Nothing else differs that is known of: fields that Stripe adds appear under
 * every version at once (a charge and a refund recorded in September 2026 under 2023-10-16 have them all).
 *
 * - `charge.refunds` is included before 2022-11-15. Source: the version's changelog, and recordings under 2020-08-27.
 * - `charge.invoice` and `payment_intent.invoice` are null before 2025-03-31. Source: recorded under 2023-10-16.
 * - `refund.pending_reason` is absent before 2025-04-30. Source: that version's changelog.
 *
 * What a partial capture or a release looks like before 2025-03-31 is not decided here: that needs the law's charge.
 *
 * @example
 * const in2024 = rightOf(apiVersion('2024-04-10'))
 * shownAs(in2024, { object: 'refund', pending_reason: 'processing', reason: null }) // => { object: 'refund', reason: null }
 * shownAs(NEWEST_API_VERSION, { object: 'refund', pending_reason: 'processing' }).pending_reason // => 'processing'
 * @since 0.1.0
 * @category version
 */
export const shownAs = (version: ApiVersion, shown: Named, beside: ShownBeside = {}): Named & WireFields => {
  const fields = shown as Named & WireFields
  if (fields.object === 'charge') return charge(version, fields, beside)
  if (fields.object === 'payment_intent') return withInvoice(version, fields)
  if (fields.object === 'refund' && !saysPendingReason(version)) return without(fields, 'pending_reason')
  return fields
}

const charge = (version: ApiVersion, fields: Named & WireFields, { refunds }: ShownBeside): Named & WireFields => {
  const invoiced = withInvoice(version, fields)
  return refunds !== undefined && includesRefunds(version) ? withMember(invoiced, 'refunds', refunds) : invoiced
}

const withInvoice = (version: ApiVersion, fields: Named & WireFields): Named & WireFields =>
  isBefore(version, '2025-03-31') ? withMember(fields, 'invoice', null) : fields

const without = (fields: Named & WireFields, name: string): Named & WireFields => {
  if (!Object.hasOwn(fields, name)) return fields
  const { [name]: _, ...rest } = fields
  return rest as Named & WireFields
}
