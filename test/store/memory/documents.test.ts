/** Documents: where they are found between a load and its commit, and what is kept of them. */
import { describe, expect, it } from 'vitest'
import { right } from '../../../src/index.js'
import { manualClock } from '../../../src/store/clock.js'
import { commit, load } from '../../../src/store/memory/commit.js'
import { beginJournal, takeBack } from '../../../src/store/memory/journal.js'
import { findRecord, listRecords } from '../../../src/store/memory/list.js'
import { createWorld, type World } from '../../../src/store/memory/tables.js'
import type { Loaded } from '../../../src/store/port.js'
import type { Document, StoredDocument } from '../../../src/store/rows.js'
import { now, rightOf } from '../../fixtures.js'
import { NOTHING, shop } from './given.js'
import { everythingIn, expectSound } from './sound.js'

const open = (): World => createWorld(manualClock(now))

const note = (id: string, body: string, labels: readonly string[] = []): Document => ({
  kind: 'note',
  id,
  createdAt: now,
  labels,
  body,
})

const loadNotes = (world: World, ...ids: readonly string[]): Loaded => {
  const documents = ids.map((id) => ({ kind: 'note', id }))
  const asked = { account: shop, charge: null, refund: null, dispute: null, documents, key: null, at: now }
  return load(world, asked, () => true)
}

const write = (world: World, against: Loaded, ...documents: readonly Document[]): void => {
  expect(commit(world, against, { ...NOTHING, documents })).toEqual(right(undefined))
  expectSound(world)
}

const found = (world: World, id: string): StoredDocument | null =>
  findRecord(world, { account: shop, of: 'document', kind: 'note', id })

const labelled = (world: World, label: string): readonly string[] =>
  rightOf(listRecords(world, { account: shop, of: 'document', kind: 'note', label, limit: 10 })).data.map(
    ({ document }) => document.id,
  )

describe('a document', () => {
  it('are as they were after a rollback, over the end of a page too', () => {
    const world = open()
    const notes = Array.from({ length: 2100 }, (_, index) => note(`n_${index}`, 'new', ['of a page']))
    write(world, loadNotes(world), ...notes.slice(0, 1020))
    const was = everythingIn(world)
    beginJournal(world.journal)
    write(world, loadNotes(world), ...notes.slice(1020))
    takeBack(world.journal)
    expect(everythingIn(world)).toEqual(was)
    write(world, loadNotes(world), ...notes.slice(1020))
    const found = findRecord(world, { account: shop, of: 'document', kind: 'note', id: 'n_2099' })
    expect(found?.document).toEqual(notes[2099])
  })

  it('that is written twice at once is there once, as its second version', () => {
    for (const asked of [['n_1'], []]) {
      const world = open()
      write(world, loadNotes(world, ...asked), note('n_1', 'first', ['open']), note('n_1', 'second', ['late']))
      expect(found(world, 'n_1')).toEqual({ version: 2, document: note('n_1', 'second', ['late']) })
      expect([labelled(world, 'open'), labelled(world, 'late')]).toEqual([[], ['n_1']])
    }
  })

  it('is written where it stands when others were written since it was loaded', () => {
    const world = open()
    write(world, loadNotes(world), note('n_1', 'before'))
    const against = loadNotes(world, 'n_1', 'n_3')
    write(world, loadNotes(world), note('n_2', 'between'))
    write(world, against, note('n_3', 'new'), note('n_1', 'after'))
    expect(['n_1', 'n_2', 'n_3'].map((id) => found(world, id))).toEqual([
      { version: 2, document: note('n_1', 'after') },
      { version: 1, document: note('n_2', 'between') },
      { version: 1, document: note('n_3', 'new') },
    ])
  })

  it('is written where it stands when others were written and taken back since it was loaded', () => {
    const world = open()
    write(world, loadNotes(world), note('n_1', 'before'))
    beginJournal(world.journal)
    write(world, loadNotes(world), note('n_2', 'within'))
    const against = loadNotes(world, 'n_1', 'n_2', 'n_3')
    takeBack(world.journal)
    expect(commit(world, against, { ...NOTHING, documents: [note('n_2', 'again')] })._tag).toBe('Left')
    write(world, loadNotes(world, 'n_1', 'n_2', 'n_3'), note('n_3', 'new'), note('n_1', 'after'))
    expect(found(world, 'n_2')).toBe(null)
    expect(found(world, 'n_1')?.document.body).toBe('after')
    expect(found(world, 'n_3')?.document.body).toBe('new')
  })

  it('has the body that was put in, and its labels, however many', () => {
    const world = open()
    for (const labels of [[], ['open'], ['late', 'open'], ['open', 'open']]) {
      const body = { of: labels }
      write(world, loadNotes(world, 'n_1'), { ...note('n_1', '', labels), body })
      expect(found(world, 'n_1')?.document.labels).toEqual(labels)
      expect(found(world, 'n_1')?.document.body).toBe(body)
    }
  })
})
