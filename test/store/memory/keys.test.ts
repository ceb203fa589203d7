/** Marks and records of keys: whose a mark is, what comes back when it is taken away, and what is forgotten. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finishKey } from '../../../src/domain/idempotency/idempotency.js'
import { left, right } from '../../../src/index.js'
import { manualClock } from '../../../src/store/clock.js'
import type { Moved } from '../../../src/store/errors.js'
import { commit, load, release } from '../../../src/store/memory/commit.js'
import { forgetKeys, writeRecord } from '../../../src/store/memory/keys.js'
import { createWorld, type World } from '../../../src/store/memory/tables.js'
import { account } from '../../../src/store/names.js'
import type { Loaded, Write } from '../../../src/store/port.js'
import { forAll } from '../../arbitraries/for-all.js'
import { now, rightOf } from '../../fixtures.js'
import { changesOf, chargeOf, keyNamed, NOTHING, second, shop } from './given.js'

const USE = { key: keyNamed('k_1'), path: 'p', fingerprint: 'f' }
const LEASE = 10

const open = (): World => createWorld(manualClock(now))

const loadAt = (world: World, at: number): Loaded => {
  const key = { ...USE, lifeSeconds: 100, leaseSeconds: LEASE }
  const asked = { account: shop, charge: chargeOf(1), refund: null, dispute: null, documents: [], key, at: second(at) }
  return load(world, asked, () => true)
}

const answer = (at: number): Write => ({ ...NOTHING, record: finishKey(USE, `at ${at}`, second(at)) })
const changed: Write = { ...NOTHING, changes: changesOf(1, 0) }
const keyMoved = left<Moved>({ _tag: 'Moved', of: 'key' })

describe('a mark that another load has taken over', () => {
  const both = (): { world: World; late: Loaded; holder: Loaded } => {
    const world = open()
    const late = loadAt(world, 0)
    return { world, late, holder: loadAt(world, LEASE) }
  }

  it('keeps whoever had it from writing, with a record and without', () => {
    for (const write of [answer(LEASE), changed]) {
      const { world, late, holder } = both()
      expect(commit(world, late, write)).toEqual(keyMoved)
      expect(commit(world, holder, answer(LEASE))).toEqual(right(undefined))
    }
  })

  it('is not taken away by whoever had it', () => {
    const { world, late } = both()
    release(world, late)
    expect(loadAt(world, LEASE + 1).key).toMatchObject({ status: 'running', until: second(2 * LEASE) })
  })

  it('leaves the lapsed one there when it is given back, and its load may then commit', () => {
    const { world, late, holder } = both()
    release(world, holder)
    const third = loadAt(world, LEASE + 1)
    expect(third.key).toMatchObject({ status: 'running', until: second(LEASE) })
    release(world, third)
    expect(commit(world, late, answer(LEASE + 1))).toEqual(right(undefined))
    expect(loadAt(world, LEASE + 2).key).toMatchObject({ status: 'done' })
  })
})

describe('a mark', () => {
  it('is taken away by a commit that finds something else moved', () => {
    const world = open()
    const first = loadAt(world, 0)
    const other = load(world, { ...WITHOUT_KEY, charge: chargeOf(1) }, () => true)
    expect(commit(world, other, changed)).toEqual(right(undefined))
    expect(commit(world, first, answer(0))).toEqual(left({ _tag: 'Moved', of: 'charge' }))
    expect(loadAt(world, 0).key).toBe(null)
  })

  it('is asked for where a record is to be written', () => {
    const world = open()
    expect(
      commit(
        world,
        load(world, WITHOUT_KEY, () => true),
        answer(0),
      ),
    ).toEqual(keyMoved)
  })

  it('stands above a record that has expired, which comes back with it', () => {
    const world = open()
    rightOf(commit(world, loadAt(world, 0), answer(0)))
    const spent = loadAt(world, 100)
    expect(spent.key).toMatchObject({ status: 'done', at: now })
    expect(loadAt(world, 101).key?.status).toBe('running')
    release(world, spent)
    expect(loadAt(world, 102).key).toMatchObject({ status: 'done', at: now })
  })

  it('outlives its expired record, which is forgotten under it', () => {
    const world = open()
    rightOf(commit(world, loadAt(world, 0), answer(0)))
    const holder = loadAt(world, 100)
    expect(forgetKeys(world, { before: second(0), limit: 10 })).toBe(1)
    expect(loadAt(world, 101).key?.status).toBe('running')
    release(world, holder)
    expect(loadAt(world, 102).key).toBe(null)
  })
})

const WITHOUT_KEY = {
  account: shop,
  charge: null,
  refund: null,
  dispute: null,
  documents: [],
  key: null,
  at: now,
}

describe('forgetting', () => {
  const accounts = ['one', 'two'].map((name) => rightOf(account(name)))
  const anyRecords = fc.array(
    fc.record({ account: fc.constantFrom(...accounts), key: fc.nat({ max: 5 }), at: fc.nat({ max: 8 }) }),
  )

  it('removes the oldest records up to its second and its limit, each once, whatever the order they were written in', () => {
    forAll(fc.tuple(anyRecords, fc.nat({ max: 8 }), fc.integer({ min: 1, max: 5 })), ([records, before, limit]) => {
      const world = open()
      const naive = new Map<string, number>()
      for (const record of records) {
        const key = `k_${record.key}`
        writeRecord(world, record.account, finishKey({ ...USE, key }, null, second(record.at)))
        naive.set(`${record.account} ${key}`, record.at)
      }
      const left = [...naive.values()].sort((one, other) => one - other)
      for (let due = left.filter((at) => at <= before).length; due >= 0; due -= limit) {
        expect(forgetKeys(world, { before: second(before), limit })).toBe(Math.min(due, limit))
        left.splice(0, Math.min(due, limit))
        expect(timesIn(world)).toEqual(left)
      }
      expect(forgetKeys(world, { before: second(before), limit })).toBe(0)
    })
  })

  const timesIn = (world: World): readonly number[] =>
    [...world.accounts.values()]
      .flatMap(({ keysDone }) => keysDone.records.filter((record) => record !== null))
      .map(({ at }) => at - now)
      .sort((one, other) => one - other)
})
