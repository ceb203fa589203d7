/** What both databases are filled with. */
import { chargeIdAt, refundIdAt } from './desk-given.js'

/** SQL of a text of the first refund's, with the names of another. */
export const named = (text: string, { id, charge }: { readonly id: string; readonly charge: string }): string =>
  `replace(replace(${text}, '${refundIdAt(0)}', ${id}), '${chargeIdAt(0)}', ${charge})`

/** How many refunds a charge gets besides those that it has, and its body with their number. */
export const filledCharge = (
  index: number,
  known: number,
  body: string,
  { refunds, charges }: { readonly refunds: number; readonly charges: number },
): { readonly count: number; readonly body: string } => {
  const count = Math.floor((refunds - 1 - index) / charges) + 1 - known
  const row = JSON.parse(body)
  row.charge.refundsStanding += count
  row.charge.refundsMade += count
  return { count, body: JSON.stringify(row) }
}
