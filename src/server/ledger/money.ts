/** Movements of the balance, written down. */
import type { WireBalanceTransaction } from '../../stripe/objects/balance-transaction.js'
import type { Scope } from '../decision/kinds.js'
import { mint, put, type Work } from '../decision/work.js'
import { labelled } from './tell.js'

/** Writes the movement that `make` describes for a new id; the id. */
export const move = (
  work: Work,
  make: (id: string) => WireBalanceTransaction,
  scope: Scope = work.asked.scope,
): WireBalanceTransaction => {
  const movement = make(mint(work, 'txn_'))
  put(work, 'balance_transaction', movement.id, movement, { labels: labelled(movement.type), scope })
  return movement
}
