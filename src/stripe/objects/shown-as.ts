/** What older API versions show differently. Objects are kept in the newest shape, and changed only when they are answered. */
import { type ApiVersion, countsReleases, includesRefunds, saysPendingReason } from '../version.js'
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
  /** The charges of a PaymentIntent, which only versions before 2022-11-15 have. */
  readonly charges?: WireSublist<unknown>
}

/**
 * An object of the newest shape, as a version shows it. Nothing else differs that is known of: fields that Stripe adds appear under
 * every version at once (a charge and a refund recorded in September 2026 under 2023-10-16 have them all).
 *
 * - `charge.refunds` is included before 2022-11-15. Source: the version's changelog, and recordings under 2020-08-27.
 * - `payment_intent.charges` is there before 2022-11-15. Source: the same changelog.
 * - `payment_intent.cancellation_reason` says `automatic` before 2025-03-31 for what is `expired` since. Source: that version's
 *   changelog.
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
  if (fields.object === 'payment_intent') return intent(version, fields, beside)
  if (fields.object === 'refund' && !saysPendingReason(version)) return without(fields, 'pending_reason')
  return fields
}

const charge = (version: ApiVersion, fields: Named & WireFields, { refunds }: ShownBeside): Named & WireFields => {
  const invoiced = withInvoice(version, fields)
  return refunds !== undefined && includesRefunds(version) ? withMember(invoiced, 'refunds', refunds) : invoiced
}

const intent = (version: ApiVersion, fields: Named & WireFields, { charges }: ShownBeside): Named & WireFields => {
  if (!countsReleases(version)) return fields
  const invoiced = withInvoice(version, fields)
  const named = fields.cancellation_reason === 'expired' ? { ...invoiced, cancellation_reason: 'automatic' } : invoiced
  return charges !== undefined && includesRefunds(version) ? withMember(named, 'charges', charges) : named
}

/** The date of the change is inferred: it is that of the releases. */
const withInvoice = (version: ApiVersion, fields: Named & WireFields): Named & WireFields =>
  countsReleases(version) ? withMember(fields, 'invoice', null) : fields

const without = <Fields extends WireFields>(fields: Fields, name: string): Fields => {
  if (!Object.hasOwn(fields, name)) return fields
  const { [name]: _, ...rest } = fields
  return rest as WireFields as Fields
}

/**
 * What an event says of such an object before it, as a version shows it.
 *
 * @example
 * const in2024 = rightOf(apiVersion('2024-04-10'))
 * previousAs(in2024, { object: 'refund' }, { pending_reason: 'processing', status: 'pending' }) // => { status: 'pending' }
 * @since 0.1.0
 * @category version
 */
export const previousAs = (version: ApiVersion, { object }: Named, previous: WireFields): WireFields =>
  object === 'refund' && !saysPendingReason(version) ? without(previous, 'pending_reason') : previous

/**
 * Whether two versions show every object alike: no change that is known of lies between them.
 *
 * @example
 * isShownAlike(rightOf(apiVersion('2023-10-16')), rightOf(apiVersion('2024-04-10'))) // => true
 * isShownAlike(rightOf(apiVersion('2024-04-10')), NEWEST_API_VERSION) // => false
 * @since 0.1.0
 * @category version
 */
export const isShownAlike = (one: ApiVersion, other: ApiVersion): boolean =>
  includesRefunds(one) === includesRefunds(other) &&
  countsReleases(one) === countsReleases(other) &&
  saysPendingReason(one) === saysPendingReason(other)
