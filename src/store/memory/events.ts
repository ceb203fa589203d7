/** Events, as a commit writes them and as they are read. */
import type { Event } from '../../domain/law/events.js'
import type { Account } from '../names.js'
import { eventId, type StoredEvent } from '../rows.js'
import type { Journal } from './journal.js'
import { numberAt, popNumber, pushNumber } from './numbers.js'
import { itemAt } from './pages.js'
import { at, insertSlot, removeSlot } from './shelf.js'
import { type AccountTables, appendRow, type ChargeRow, type EventTable, rowOf } from './tables.js'

/** Writes the next event of a charge. */
export const writeEvent = (journal: Journal, table: EventTable, row: ChargeRow, event: Event): void => {
  const { events } = row
  const { created } = table
  const slot = appendRow(journal, table, event, event.at)
  const isNewest = events.length === 0 || numberAt(created, at(events, events.length - 1)) <= event.at
  const wasInOrder = row.eventShelf === null
  const shelf = wasInOrder && !isNewest ? [...events] : row.eventShelf
  if (shelf !== null) insertSlot(shelf, created.cells, slot)
  row.eventShelf = shelf
  events.push(slot)
  pushNumber(table.numbers, events.length)
  journal.undos?.push(() => {
    if (wasInOrder) row.eventShelf = null
    else if (shelf !== null) removeSlot(shelf, created.cells, slot)
    popNumber(table.numbers)
    events.pop()
  })
}

/** The event in this slot, with its place in the history of its charge. */
export const storedEvent = (account: Account, table: EventTable, slot: number): StoredEvent => {
  const event = itemAt(table.rows, slot)
  const number = numberAt(table.numbers, slot)
  return { id: eventId(event.charge, number), account, charge: event.charge, number, event }
}

/** The slot of the event with this id. The id says where it is: no index is kept. */
export const eventSlot = (tables: AccountTables, id: string): number | undefined => {
  const dot = id.lastIndexOf('.')
  const number = id.slice(dot + 1)
  if (dot < 1 || !/^[1-9]\d*$/.test(number)) return undefined
  return rowOf(tables.charges, id.slice(0, dot))?.events[Number(number) - 1]
}
