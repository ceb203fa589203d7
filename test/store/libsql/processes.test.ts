/** Several processes on one file: none refunds what another has, and one that is killed has lost nothing it acknowledged. */
import { type ChildProcess, spawn } from 'node:child_process'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { libsqlStore } from '../../../src/store/libsql/index.js'
import { ch_1, rightOf } from '../../fixtures.js'
import { ACCOUNT, chargeOn, deskOn, refundAll } from './books.js'
import { freshPath, handOn, migratedPath, removeDirectory } from './given.js'

afterAll(removeDirectory)

const CHILD = new URL('./child.ts', import.meta.url).pathname
const children = new Set<ChildProcess>()
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
})

interface Child {
  readonly process: ChildProcess
  /** All that it said, when it has ended. */
  readonly ended: Promise<string>
}

const start = (...args: string[]): Child => {
  const process = spawn('node', ['--import', 'tsx', CHILD, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.add(process)
  let said = ''
  process.stdout?.on('data', (part) => {
    said += String(part)
  })
  return { process, ended: new Promise((resolve) => process.once('close', () => resolve(said))) }
}

describe('a charge of 100', () => {
  it('gives 100 refunds of 1 to two stores of one process, and not one more', async () => {
    const path = migratedPath()
    const stores = [libsqlStore({ path }), libsqlStore({ path })]
    await chargeOn(deskOn(stores[0] as never), 100)
    const accepted = await Promise.all(
      stores.flatMap((store) => [deskOn(store), deskOn(store)]).map((desk) => refundAll(desk, 1000)),
    )
    expect(accepted.reduce((sum, count) => sum + count, 0)).toBe(100)
    expect(rightOf(await deskOn(stores[1] as never).audit({ account: ACCOUNT, charge: ch_1 })())).toEqual([])
    for (const store of stores) await store.close()
  })

  it('gives 100 refunds of 1 to three processes, and not one more', async () => {
    const path = migratedPath()
    const store = libsqlStore({ path })
    await chargeOn(deskOn(store), 100)
    const others = [start('race', path), start('race', path)]
    const mine = await refundAll(deskOn(store), 1000)
    const theirs = await Promise.all(others.map(({ ended }) => ended))
    expect([mine, ...theirs.map(Number)].reduce((sum, count) => sum + count, 0)).toBe(100)
    expect(rightOf(await deskOn(store).audit({ account: ACCOUNT, charge: ch_1 })())).toEqual([])
    await store.close()
  })
})

it('a process that is killed while it writes has lost nothing that it acknowledged', async () => {
  const path = migratedPath()
  const store = libsqlStore({ path })
  await chargeOn(deskOn(store), 1_000_000)
  const acknowledged: string[] = []
  for (const round of ['1', '2', '3']) {
    const { process, ended } = start('write', path, round)
    await new Promise((resolve) => process.stdout?.once('data', resolve))
    await new Promise((resolve) => setTimeout(resolve, 40))
    process.kill('SIGKILL')
    acknowledged.push(...(await ended).split('\n').slice(0, -1))
  }
  expect(acknowledged.length).toBeGreaterThan(3)
  const hand = handOn(path)
  const found = new Set((hand.prepare('select id from rm_refunds').all() as { id: string }[]).map(({ id }) => id))
  expect(acknowledged.filter((id) => !found.has(id))).toEqual([])
  // At most the one that was under way when each was killed.
  expect(found.size - acknowledged.length).toBeLessThanOrEqual(3)
  expect(hand.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  hand.close()
  expect(rightOf(await deskOn(store).audit({ account: ACCOUNT, charge: ch_1 })())).toEqual([])
  await store.close()
})

it('migrations run once, whoever opens a new file at the same time', async () => {
  const path = freshPath()
  const others = [start('open', path), start('open', path)]
  const stores = [libsqlStore({ path }), libsqlStore({ path })]
  for (const store of stores) rightOf(await store.find({ account: ACCOUNT, of: 'charge', id: 'none' })())
  expect(await Promise.all(others.map(({ ended }) => ended))).toEqual(['Right\n', 'Right\n'])
  const hand = handOn(path)
  expect(hand.prepare('select version, name from rm_migrations').all()).toEqual([{ version: 1, name: 'schema' }])
  hand.close()
  for (const store of stores) await store.close()
})
