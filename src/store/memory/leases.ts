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
