/** The records that a command concerns. A charge never holds its refunds: the hundred-thousandth costs what the first did. */
import type { Charge } from './charge.js'
import type { Dispute } from './dispute.js'
import type { Refund } from './refund.js'

/** The charge, and the refund and the dispute concerned; null where there is none. */
export interface Books {
  readonly charge: Charge | null
  readonly refund: Refund | null
  readonly dispute: Dispute | null
}

/** Before anything happened. */
export const EMPTY_BOOKS: Books = { charge: null, refund: null, dispute: null }
