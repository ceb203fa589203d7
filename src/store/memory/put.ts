/** Puts the rows of a walk into a world. They are taken as they are: whoever reads them from outside decodes them before. */
import type { Rows } from '../codec/rows.js'
import type { RowKind } from '../errors.js'
import { answerUnder } from './answers.js'
import { addCharge, addOfCharge, versionOf } from './charges.js'
import { documentSlot, putDocument } from './documents.js'
import { putDue } from './due.js'
import { writeEvent } from './events.js'
import { writeRecord } from './keys.js'
import { joinOutbox } from './outbox.js'
import { findSlot } from './slots.js'
import { openAccount, rowOf, type World } from './tables.js'

type Puts = { readonly [Kind in RowKind]: (world: World, row: Rows[Kind]) => boolean }

const PUTS: Puts = {
  charge: (world, { account, acknowledged, charge }) => {
    const tables = openAccount(world, account)
    if (findSlot(tables.charges.slots, charge.id) !== undefined) return false
    addCharge(world.journal, tables, account, charge).acknowledged = acknowledged
    return true
  },
  refund: (world, { account, refund }) => {
    const tables = openAccount(world, account)
    const charge = rowOf(tables.charges, refund.charge)
    if (charge === undefined || findSlot(tables.refunds.slots, refund.id) !== undefined) return false
    addOfCharge(world.journal, tables.refunds, charge.refundShelf, refund)
    return true
  },
  dispute: (world, { account, dispute }) => {
    const tables = openAccount(world, account)
    const charge = rowOf(tables.charges, dispute.charge)
    if (charge === undefined || findSlot(tables.disputes.slots, dispute.id) !== undefined) return false
    addOfCharge(world.journal, tables.disputes, charge.disputeShelf, dispute)
    return true
  },
  event: (world, { account, charge, number, event }) => {
    const tables = openAccount(world, account)
    const row = rowOf(tables.charges, charge)
    if (row === undefined || number !== versionOf(tables, charge) + 1) return false
    writeEvent(world.journal, tables.events, row, event)
    joinOutbox(world, row)
    return true
  },
  key: (world, { account, record }) => {
    if (answerUnder(openAccount(world, account).keysDone, record.key) !== null) return false
    writeRecord(world, account, record)
    return true
  },
  due: putDue,
  document: (world, { account, version, document }) => {
    const tables = openAccount(world, account)
    if (documentSlot(tables, document) !== undefined) return false
    putDocument(world.journal, tables, document, version)
    return true
  },
}

/**
 * Puts a row in; false, and nothing is done, when it does not fit to those before it: its id is taken, its charge is not
 * there, or the number of an event is not the next one. That no event is missing at the end, the version in the charge's
 * row tells: `versionOf` says how many came.
 */
export const putRow = <Kind extends RowKind>(world: World, kind: Kind, row: Rows[Kind]): boolean =>
  PUTS[kind](world, row)
