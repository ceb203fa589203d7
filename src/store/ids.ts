/** Where new ids come from. */
import { type Either, isLeft } from '../domain/either.js'
import { type ChargeId, chargeId, type InvalidId, type RefundId, refundId } from '../domain/records/ids.js'

/** Mints ids that no one has. A caller who gives an id of its own is not asked again: the desk mints none then. */
export interface Ids {
  readonly charge: () => ChargeId
  readonly refund: () => RefundId
}

/** Ids from a source of text, such as `re_` and what `next` gives. */
const idsFrom = (next: () => string): Ids => ({
  charge: () => minted(chargeId(`ch_${next()}`)),
  refund: () => minted(refundId(`re_${next()}`)),
})

const minted = <Id>(id: Either<InvalidId, Id>): Id => {
  if (isLeft(id)) throw new Error(`minted an id that is none: ${String(id.left.value)}`)
  return id.right
}

/**
 * Ids of 122 random bits, by the Web Crypto API.
 *
 * @example
 * randomIds.refund() === randomIds.refund() // => false
 * @since 0.1.0
 * @category store
 */
export const randomIds: Ids = idsFrom(() => crypto.randomUUID().replaceAll('-', ''))

/**
 * Ids by counting: the same in every run, for tests and simulators.
 *
 * @example
 * const ids = countingIds()
 * ids.refund() // => 're_1'
 * ids.charge() // => 'ch_2'
 * @since 0.1.0
 * @category store
 */
export const countingIds = (): Ids => {
  let count = 0
  return idsFrom(() => String(++count))
}
