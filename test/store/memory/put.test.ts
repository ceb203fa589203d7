/** A world that is taken apart into rows and put together again. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { manualClock } from '../../../src/store/clock.js'
import { claimEvents } from '../../../src/store/memory/outbox.js'
import { putRow } from '../../../src/store/memory/put.js'
import { createWorld, type World } from '../../../src/store/memory/tables.js'
import { type Row, walkRows } from '../../../src/store/memory/walk.js'
import { forAll } from '../../arbitraries/for-all.js'
import { now } from '../../fixtures.js'
import { anyOperation, perform, unused } from './given.js'
import { expectSound } from './sound.js'

const anyRows = fc.array(anyOperation, { maxLength: 40, size: 'max' }).map((operations): readonly Row[] => {
  const used = unused()
  for (const operation of operations) perform(used, operation)
  return [...walkRows(used.world)]
})

const empty = (): World => createWorld(manualClock(now))

const put = (rows: readonly Row[], world: World = empty()): World => {
  for (const { kind, row } of rows) expect(putRow(world, kind, row)).toBe(true)
  return world
}

describe('the rows of a world', () => {
  it('make the same world again', () => {
    forAll(anyRows, (rows) => {
      const world = put(rows)
      expect([...walkRows(world)]).toEqual(rows)
      expectSound(world)
    })
  })

  it('are each taken once, and a repeated one changes nothing', () => {
    forAll(anyRows, (rows) => {
      const world = put(rows)
      for (const { kind, row } of rows) expect(putRow(world, kind, row)).toBe(false)
      expect([...walkRows(world)]).toEqual(rows)
    })
  })

  it('are refused without their charge, and events out of their order', () => {
    forAll(anyRows, (rows) => {
      const world = empty()
      const later = rows.filter(({ kind, row }) => kind === 'event' && row.number > 1)
      const strangers = rows.filter(({ kind }) => kind === 'refund' || kind === 'dispute' || kind === 'event')
      for (const { kind, row } of strangers) expect(putRow(world, kind, row)).toBe(false)
      put(
        rows.filter(({ kind }) => kind === 'charge'),
        world,
      )
      for (const { kind, row } of later) expect(putRow(world, kind, row)).toBe(false)
    })
  })

  it('have the events that were not acknowledged in the outbox, in the order they were written', () => {
    forAll(anyRows, (rows) => {
      const left = (account: string, charge: string): number =>
        rows.reduce(
          (done, { kind, row }) =>
            kind === 'charge' && row.account === account && row.charge.id === charge ? row.acknowledged : done,
          0,
        )
      const events = rows.flatMap(({ kind, row }) =>
        kind === 'event' && row.number > left(row.account, row.charge) ? [row] : [],
      )
      const claimed = claimEvents(put(rows), { limit: 100, leaseSeconds: 1 })
      const inOrder = [...new Set(events.map(({ account, charge }) => `${account} ${charge}`))]
      expect(claimed.map(({ account, charge }) => `${account} ${charge}`)).toEqual(inOrder)
      expect(claimed.flatMap((batch) => batch.events).length).toBe(events.length)
    })
  })
})
