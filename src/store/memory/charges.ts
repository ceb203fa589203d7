/** Charges, with their refunds and disputes, as a commit writes them. */
import type { Charge } from '../../domain/records/charge.js'
import type { ChargeId } from '../../domain/records/ids.js'
import type { Account } from '../names.js'
import type { Changes } from '../port.js'
import { writeEvent } from './events.js'
import type { Journal } from './journal.js'
import { joinOutbox } from './outbox.js'
import type { Shelf } from './shelf.js'
import {
  type AccountTables,
  addRow,
  type ChargeRow,
  openAccount,
  replaceRow,
  rowOf,
  shelve,
  type Table,
  type World,
} from './tables.js'

/** The number of the charge's last event; 0 when there is no such charge. */
export const versionOf = (tables: AccountTables, charge: ChargeId): number =>
  rowOf(tables.charges, charge)?.events.length ?? 0

/** Writes what the law changed. */
export const writeChanges = (world: World, account: Account, { charge, refund, dispute, events }: Changes): void => {
  const { journal } = world
  const tables = openAccount(world, account)
  const row = writeCharge(journal, tables, account, charge)
  if (refund !== null) writeOfCharge(journal, tables.refunds, row.refundShelf, refund)
  if (dispute !== null) writeOfCharge(journal, tables.disputes, row.disputeShelf, dispute)
  for (const event of events) writeEvent(journal, tables.events, row, event)
  joinOutbox(world, row)
}

/** The charge's row, afterwards. */
export const writeCharge = (journal: Journal, tables: AccountTables, account: Account, charge: Charge): ChargeRow => {
  const known = rowOf(tables.charges, charge.id)
  if (known === undefined) return addCharge(journal, tables, account, charge)
  const before = known.charge
  known.charge = charge
  journal.undos?.push(() => {
    known.charge = before
  })
  return known
}

const addCharge = (journal: Journal, { charges }: AccountTables, account: Account, charge: Charge): ChargeRow => {
  const row: ChargeRow = {
    account,
    charge,
    events: [],
    eventShelf: [],
    refundShelf: [],
    disputeShelf: [],
    acknowledged: 0,
    turn: 0,
    lease: null,
  }
  addRow(journal, charges, charge.id, row, charge.createdAt)
  return row
}

/** Writes a refund or a dispute, new or known. */
export const writeOfCharge = <Row extends { readonly id: string; readonly createdAt: number }>(
  journal: Journal,
  table: Table<Row>,
  ofCharge: Shelf,
  row: Row,
): void => {
  const slot = table.slots.get(row.id)
  if (slot !== undefined) replaceRow(journal, table, slot, row)
  else shelve(journal, ofCharge, table, addRow(journal, table, row.id, row, row.createdAt))
}
