/** Charges, with their refunds and disputes, as a commit writes them. */

import type { Charge } from '../../domain/records/charge.js'
import type { ChargeId } from '../../domain/records/ids.js'
import type { EpochSeconds } from '../../domain/records/time.js'
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
  rowAt,
  rowOf,
  shelve,
  type Table,
  type World,
} from './tables.js'

/** The number of the charge's last event; 0 when there is no such charge. */
export const versionOf = (tables: AccountTables, charge: ChargeId): number =>
  rowOf(tables.charges, charge)?.events.length ?? 0

/** The slots of what is changed; undefined for what is new. */
export interface ChangedSlots {
  readonly charge: number | undefined
  readonly refund: number | undefined
  readonly dispute: number | undefined
}

/** Writes what the law changed. */
export const writeChanges = (world: World, account: Account, changes: Changes, slots: ChangedSlots): void => {
  const { charge, refund, dispute, events } = changes
  const { journal } = world
  const tables = openAccount(world, account)
  const row = writeCharge(journal, tables, account, charge, slots.charge)
  if (refund !== null) writeOfCharge(journal, tables.refunds, row.refundShelf, refund, slots.refund)
  if (dispute !== null) writeOfCharge(journal, tables.disputes, row.disputeShelf, dispute, slots.dispute)
  for (const event of events) writeEvent(journal, tables.events, row, event)
  joinOutbox(world, row)
}

/** The charge's row, afterwards. */
const writeCharge = (
  journal: Journal,
  tables: AccountTables,
  account: Account,
  charge: Charge,
  slot: number | undefined,
): ChargeRow => {
  const known = rowAt(tables.charges, slot)
  if (known === null) return addCharge(journal, tables, account, charge)
  const before = known.charge
  known.charge = charge
  journal.undos?.push(() => {
    known.charge = before
  })
  return known
}

/** The row of a new charge. */
export const addCharge = (
  journal: Journal,
  { charges }: AccountTables,
  account: Account,
  charge: Charge,
): ChargeRow => {
  const row: ChargeRow = {
    account,
    charge,
    events: [],
    eventShelf: null,
    refundShelf: [],
    disputeShelf: [],
    acknowledged: 0,
    turn: 0,
    lease: null,
  }
  addRow(journal, charges, charge.id, row, charge.createdAt)
  return row
}

const writeOfCharge = <Row extends OfCharge>(
  journal: Journal,
  table: Table<Row>,
  ofCharge: Shelf,
  row: Row,
  slot: number | undefined,
): void => {
  if (slot !== undefined) replaceRow(journal, table, slot, row)
  else addOfCharge(journal, table, ofCharge, row)
}

/** A refund or a dispute. */
interface OfCharge {
  readonly id: string
  readonly createdAt: EpochSeconds
}

/** Puts in a refund or a dispute that is new. */
export const addOfCharge = <Row extends OfCharge>(
  journal: Journal,
  table: Table<Row>,
  ofCharge: Shelf,
  row: Row,
): void => shelve(journal, ofCharge, table, addRow(journal, table, row.id, row, row.createdAt))
