/**
 * Charges that were read or written a moment ago, beside the rows that they are. A charge is read from the database whenever it
 * is asked for; what is kept here is used only where that row is the same, cell by cell, and spares taking it apart again.
 */
import type { Charge } from '../../domain/records/charge.js'
import type { Leg } from '../../domain/records/leg.js'
import type { ColumnOf, Columns } from '../sql/columns.js'

/** Some 1.5 KB each. The one that came first goes first. */
const MOST = 2048

/** A charge's row, as it is read and as it is written. */
type Row = Columns<ColumnOf<'charge'>> & { readonly body: string }

interface Kept {
  readonly row: Row
  readonly charge: Charge
}

/** Some charges with their rows, by id: of two accounts that have the same id, the last one. */
export interface KeptCharges {
  /** A row, and the charge that it says, as an object that nobody else has: made by `copyOf` where the row was. */
  readonly keep: (row: Row, charge: Charge) => void
  /** The charge that the row says, which was judged when it was read, or made by the law when it was written; null where it is not known. */
  readonly find: (row: Row) => Charge | null
  readonly size: () => number
}

export const keptCharges = (most: number = MOST): KeptCharges => {
  const byId = new Map<unknown, Kept>()
  return {
    keep: (row, charge) => {
      if (!byId.has(row.id) && byId.size >= most) byId.delete(byId.keys().next().value)
      byId.set(row.id, { row, charge })
    },
    find: (row) => {
      const kept = byId.get(row.id)
      if (kept === undefined || !isSame(kept.row, row) || !isAcknowledged(row)) return null
      return copyOf(kept.charge)
    },
    size: () => byId.size,
  }
}

/** All that a charge is made of. What is acknowledged is no part of it, and no commit writes it. */
const isSame = (one: Row, other: Row): boolean =>
  one.version === other.version &&
  one.standing === other.standing &&
  one.unsettled === other.unsettled &&
  one.captured === other.captured &&
  one.authorized === other.authorized &&
  one.released === other.released &&
  one.created_at === other.created_at &&
  one.id === other.id &&
  one.account === other.account &&
  one.body === other.body

/** What a reader of the outbox writes into the row, and no commit. */
const isAcknowledged = ({ acknowledged, version }: Row): boolean =>
  Number.isSafeInteger(acknowledged) && Number(acknowledged) >= 0 && Number(acknowledged) <= Number(version)

/** What is kept is given out as copies: whoever changes one changes no other. */
export const copyOf = (charge: Charge): Charge => ({
  ...charge,
  fee: legOf(charge.fee),
  transfer: legOf(charge.transfer),
  disputes: { ...charge.disputes },
})

const legOf = (leg: Leg | null): Leg | null => (leg === null ? null : { ...leg })
