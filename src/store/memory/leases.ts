/** Leases by the store's clock: what is held is given to nobody else before its time is over. */

/** A claim on something. Once it has lapsed it is still good, until another takes what was claimed. */
export interface Lease<Of> {
  readonly of: Of
  readonly number: number
  readonly until: number
}

/** The leases that have not lapsed yet, as far as anyone has looked. */
export interface Leases<Of> {
  readonly held: Set<Lease<Of>>
  /** No held lease lapses before. */
  soonest: number
}

export const createLeases = <Of>(): Leases<Of> => ({ held: new Set(), soonest: Number.POSITIVE_INFINITY })

/** The lease as its holder shows it. */
export const leaseName = (lease: Lease<unknown>): string => `lease_${lease.number}`

/** Whether the lease is shown so. */
export const isLeaseName = (lease: Lease<unknown>, name: string): boolean =>
  numberBehind('lease_', name) === lease.number

/** The number from 1 on that stands behind a prefix, written as JavaScript writes it; null where none does. Makes no text to compare. */
export const numberBehind = (prefix: string, text: string): number | null => {
  const start = prefix.length
  if (text.length <= start || text.length > start + MOST_DIGITS || !text.startsWith(prefix)) return null
  if (text.charCodeAt(start) === ZERO) return null
  let number = 0
  for (let place = start; place < text.length; place += 1) {
    const digit = text.charCodeAt(place) - ZERO
    if (digit < 0 || digit > 9) return null
    number = 10 * number + digit
  }
  return number
}

const ZERO = 48
/** What has more is beyond all numbers that a double counts by ones; so is some that has as many, and it is no less then. */
const MOST_DIGITS = 16

export const holdLease = <Of>(leases: Leases<Of>, lease: Lease<Of>): void => {
  leases.held.add(lease)
  if (lease.until < leases.soonest) leases.soonest = lease.until
}

/** Takes out those that have lapsed, the one first that lapsed first. Costs nothing while none can have. */
export const takeLapsed = <Of>(leases: Leases<Of>, now: number): readonly Lease<Of>[] => {
  if (now < leases.soonest) return []
  const lapsed: Lease<Of>[] = []
  leases.soonest = Number.POSITIVE_INFINITY
  for (const lease of leases.held) {
    if (lease.until <= now) lapsed.push(lease)
    else leases.soonest = Math.min(leases.soonest, lease.until)
  }
  for (const lease of lapsed) leases.held.delete(lease)
  return lapsed.sort((one, other) => one.until - other.until || one.number - other.number)
}
