/** All that stands in the tables, and what must agree in them. */

import { expect } from 'vitest'
import { entriesOf } from '../../../src/store/few.js'
import { firstIn } from '../../../src/store/memory/calendar.js'
import { idOfDue } from '../../../src/store/memory/due.js'
import type { Lease } from '../../../src/store/memory/leases.js'
import { numberAt } from '../../../src/store/memory/numbers.js'
import { itemAt, itemsOf, type Pages } from '../../../src/store/memory/pages.js'
import type { AccountTables, Column, World } from '../../../src/store/memory/tables.js'
import { walkRows } from '../../../src/store/memory/walk.js'
import { rowsIn } from './waiting.js'

/** All of it, as plain values: rows, orders, marks, leases and queues. */
export const everythingIn = (world: World): unknown =>
  // A copy: the tables themselves go on changing.
  structuredClone(partsOf(world))

const partsOf = (world: World): unknown => ({
  rows: [...walkRows(world)],
  accounts: [...world.accounts].map(([name, tables]) => [
    name,
    shelves(tables),
    [...entriesOf(tables.keysRunning)].sort(),
  ]),
  answered: world.answered.records.map((record, index) => [world.answered.accounts[index], record]),
  outbox: world.outbox.items.map(({ account, charge, turn }) => [account, charge.id, turn]).sort(),
  eventLeases: numbers(world.eventLeases.held),
  waiting: [...rowsIn(world.dueWaiting), ...world.dueAgain.items]
    .map((row) => [idOfDue(row), row.attempts, row.again])
    .sort(),
  dueLeases: numbers(world.dueLeases.held),
})

const numbers = (leases: Iterable<Lease<unknown>>): unknown =>
  [...leases].map(({ number, until }) => [number, until]).sort()

/** All slots of a column, in the order of listings. */
const slotsOn = ({ shelf, rows }: Pick<Column<unknown>, 'rows' | 'shelf'>): readonly number[] =>
  shelf === null ? indexesOf(rows) : [...shelf]

const indexesOf = (rows: Pages<unknown>): readonly number[] => [...itemsOf(rows)].map((_, slot) => slot)

const shelves = ({ charges, refunds, disputes, events, documents }: AccountTables): unknown => ({
  ...[charges, refunds, disputes, events].map(slotsOn),
  slots: [charges, refunds, disputes].map(({ slots }) => [...itemsOf(slots.ids)]),
  charges: [...itemsOf(charges.rows)].map((row) => ({
    ...row,
    lease: row.lease?.number ?? null,
    charge: row.charge.id,
  })),
  documents: [...documents].map(([kind, { labels, slots, ...column }]) => [
    kind,
    [...itemsOf(slots.ids)],
    slotsOn(column),
    [...labels].map(([label, { alone, shelf: labelled }]) => [label, alone, labelled]).sort(),
  ]),
})

/** Each shelf has its slots once and in order; all that waits is either in a queue or leased. */
export const expectSound = (world: World): void => {
  for (const { charges, refunds, disputes, events, documents } of world.accounts.values()) {
    for (const column of [charges, refunds, disputes, events, ...documents.values()]) {
      expectSorted(column, slotsOn(column), indexesOf(column.rows))
      expect(column.created.length).toBe(column.rows.length)
    }
    for (const { slots, rows } of [charges, refunds, disputes, ...documents.values()])
      expect(slots.ids.length).toBe(rows.length)
    for (const { labelsOf, versions, rows } of documents.values())
      expect([labelsOf.length, versions.length]).toEqual([rows.length, rows.length])
    for (const table of documents.values())
      for (const [label, { shelf }] of table.labels)
        expectSorted(
          table,
          shelf,
          indexesOf(table.rows).filter((slot) => itemAt(table.labelsOf, slot).includes(label)),
        )
    for (const row of itemsOf(charges.rows)) {
      const id = row.charge.id
      const own = ({ rows }: Column<{ readonly charge: string }>): readonly number[] =>
        indexesOf(rows).filter((slot) => itemAt(rows, slot).charge === id)
      expectSorted(refunds, row.refundShelf, own(refunds))
      expectSorted(disputes, row.disputeShelf, own(disputes))
      expectSorted(events, row.eventShelf ?? row.events, own(events))
      const times = own(events).map((slot) => numberAt(events.created, slot))
      expect(row.eventShelf === null).toBe(times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0)))
      expect(row.events).toEqual(own(events))
      const waits = world.outbox.items.includes(row)
      const leased = row.lease !== null && world.eventLeases.held.has(row.lease)
      expect([waits, waits || leased]).toEqual([
        row.turn > 0 && !leased,
        row.acknowledged < row.events.length || leased,
      ])
    }
  }
  const waits = [...rowsIn(world.dueWaiting)]
  const inOrder = [...waits].sort((one, other) => one.at - other.at || one.order - other.order)
  expect(waits).toEqual(inOrder)
  expect(firstIn(world.dueWaiting)).toBe(waits[0])
  for (const row of world.dueRows.values()) {
    const leased = row.lease !== null && world.dueLeases.held.has(row.lease)
    expect(waits.includes(row)).toBe(!leased && row.again === null)
    expect(world.dueAgain.items.includes(row)).toBe(!leased && row.again !== null)
  }
  const waiting = waits.length + world.dueAgain.items.length
  expect(waiting + world.dueLeases.held.size).toBe(world.dueRows.size)
}

const expectSorted = ({ created }: Column<unknown>, shelf: readonly number[], slots: readonly number[]): void => {
  const naive = [...slots].sort((one, other) => numberAt(created, one) - numberAt(created, other) || one - other)
  expect(shelf).toEqual(naive)
}
