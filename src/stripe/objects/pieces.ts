/**
 * Pieces that several of Stripe's objects share.
 *
 * Every constructor in this folder takes and gives wire spelling. It fills each field that Stripe always sends, in the order
 * in which Stripe answers (`id`, `object`, then by name), with null where Stripe says null; what Stripe leaves out is absent.
 * Shapes are those of API 2026-10-28. Source: recordings of 2026-08-26, and for what came later the SDK's types, 23.1.
 */

/** What a constructor must be told, and what it may be told instead of what it would fill in. */
export type Given<Wire, Needed extends keyof Wire> = Pick<Wire, Needed> & Partial<Omit<Wire, Needed | 'object'>>

/**
 * What a constructor fills in. A field that must be told holds its place with `undefined`, so that the object comes out in
 * Stripe's order; spreading what was given over it leaves none.
 */
export type Unsaid<Wire, Needed extends keyof Wire> = {
  readonly [Field in keyof Wire]: Field extends Needed ? undefined : Wire[Field]
}

/** Keys and texts of the merchant's own. */
export type WireMetadata = Readonly<Record<string, string>>

/** An address of which nothing need be known. An alias, no interface: the codec of charges takes objects of any fields here. */
export type WireAddress = {
  readonly city: string | null
  readonly country: string | null
  readonly line1: string | null
  readonly line2: string | null
  readonly postal_code: string | null
  readonly state: string | null
}

/** Where goods go. */
export type WireShipping = {
  readonly address: WireAddress
  readonly carrier: string | null
  readonly name: string
  readonly phone: string | null
  readonly tracking_number: string | null
}

/** Who pays, as told with the payment method. */
export interface WireBillingDetails {
  readonly address: WireAddress
  readonly email: string | null
  readonly name: string | null
  readonly phone: string | null
  readonly tax_id: string | null
}

const NO_ADDRESS: WireAddress = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
}

/** What may be told of who pays. */
export type GivenBillingDetails = Partial<Omit<WireBillingDetails, 'address'>> & {
  readonly address?: Partial<WireAddress>
}

/**
 * Billing details; null where nothing was told. Source: recorded with every charge and payment method.
 *
 * @example
 * newBillingDetails({ email: 'a@example.com' }).email // => 'a@example.com'
 * newBillingDetails().address.city // => null
 * @since 0.1.0
 * @category billing
 */
export const newBillingDetails = ({ address = {}, ...told }: GivenBillingDetails = {}): WireBillingDetails => ({
  address: { ...NO_ADDRESS, ...address },
  email: null,
  name: null,
  phone: null,
  tax_id: null,
  ...told,
})

/**
 * The midnight (UTC) that many days after the day of a moment, in seconds since 1970.
 *
 * @example
 * midnightAfter(1_789_942_869, 7) // => 1_790_467_200
 * @since 0.1.0
 * @category time
 */
export const midnightAfter = (at: number, days: number): number => at - (at % DAY_SECONDS) + days * DAY_SECONDS

export const DAY_SECONDS = 86_400
