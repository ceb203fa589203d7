/** Charges that are kept beside their rows: what is answered is what stands in the file, whoever wrote it. */
import { afterAll, describe, expect, it } from 'vitest'
import type { RefundId } from '../../../src/index.js'
import { copyOf, keptCharges } from '../../../src/store/libsql/charges.js'
import { libsqlStore } from '../../../src/store/libsql/index.js'
import type { Read } from '../../../src/store/libsql/rows.js'
import { splitRow } from '../../../src/store/sql/columns.js'
import { captured, ch_1, leftOf, rightOf, usd, usd_ } from '../../fixtures.js'
import { ACCOUNT, asking, chargeOn, deskOn, refundOn } from './books.js'
import { handOn, migratedPath, removeDirectory } from './given.js'

afterAll(removeDirectory)

const rowOf = (id: string, version = 2): Read<'charge'> =>
  splitRow('charge', { account: ACCOUNT, version, acknowledged: 0, charge: { ...captured(1000), id: id as never } })

const keeping = (row: Read<'charge'>, most?: number) => {
  const kept = keptCharges(most)
  kept.keep(row, copyOf({ ...captured(1000), id: row.id as never }))
  return kept
}

describe('a charge that is kept', () => {
  it('is found by the same row, read anew', () => {
    const kept = keeping(rowOf('ch_1'))
    expect(kept.find(JSON.parse(JSON.stringify(rowOf('ch_1'))))).toEqual(captured(1000))
    expect(kept.find({ ...rowOf('ch_1'), acknowledged: 2 })).toEqual(captured(1000))
  })

  it.each(Object.keys(rowOf('ch_1')).filter((column) => column !== 'acknowledged'))(
    'is not found where the row has another %s',
    (column) => {
      const row = rowOf('ch_1')
      const cell = row[column as keyof typeof row]
      const other = typeof cell === 'number' ? cell + 1 : `${cell} `
      expect(keeping(row).find({ ...row, [column]: other })).toBe(null)
    },
  )

  it('is not found where what is acknowledged is no lawful number', () => {
    const row = rowOf('ch_1')
    for (const acknowledged of [3, -1, 0.5, '0']) expect(keeping(row).find({ ...row, acknowledged })).toBe(null)
  })

  it('is given out as a copy: whoever changes one changes no other', () => {
    const charge = captured(1000)
    const kept = keptCharges()
    kept.keep(rowOf('ch_1'), copyOf(charge))
    const spoil = (of: object): void => {
      for (const [name, value] of Object.entries(of))
        if (typeof value === 'object' && value !== null) spoil(value)
        else Reflect.set(of, name, 7)
    }
    spoil(kept.find(rowOf('ch_1')) as object)
    expect(kept.find(rowOf('ch_1'))).toEqual(charge)
  })

  it('makes room for another: no more are kept than there may be', () => {
    const kept = keptCharges(3)
    const ids = ['ch_1', 'ch_2', 'ch_3', 'ch_4', 'ch_5']
    for (const id of ids) kept.keep(rowOf(id), copyOf({ ...captured(1000), id: id as never }))
    kept.keep(rowOf('ch_5', 3), copyOf({ ...captured(1000), id: 'ch_5' as never }))
    expect(kept.size()).toBe(3)
    expect(ids.filter((id) => kept.find(rowOf(id, id === 'ch_5' ? 3 : 2)) !== null)).toEqual(['ch_3', 'ch_4', 'ch_5'])
  })
})

describe('a charge that this store has just written', () => {
  const opened = async () => {
    const path = migratedPath()
    const store = libsqlStore({ path })
    await chargeOn(deskOn(store))
    await refundOn(deskOn(store), 're_1', 400)
    const loaded = async () => store.load(asking(ch_1))()
    expect(rightOf(await loaded()).books.charge?.standing).toBe(400)
    return { path, store, loaded }
  }

  it('is at once what another connection makes of it', async () => {
    const { path, store, loaded } = await opened()
    const other = libsqlStore({ path })
    await refundOn(deskOn(other), 're_2', 100)
    expect(rightOf(await loaded())).toMatchObject({ version: 4, books: { charge: { standing: 500, refundsMade: 2 } } })
    await refundOn(deskOn(store), 're_3', 100)
    expect(rightOf(await other.load(asking(ch_1))())).toMatchObject({
      version: 5,
      books: { charge: { standing: 600 } },
    })
    for (const one of [store, other]) await one.close()
  })

  it.each([
    ['its money', 'update rm_charges set unsettled = 100'],
    ['its body', `update rm_charges set body = replace(body, '"refundsMade":1', '"refundsMade":0')`],
    ['its body, which is then no JSON', `update rm_charges set body = '{'`],
    ['its version', 'update rm_charges set version = 1, acknowledged = 1, standing = 401'],
    ['its refund', `update rm_refunds set status = 'failed'`],
  ])('is refused where a hand has changed %s', async (_, sql) => {
    const { path, store, loaded } = await opened()
    const hand = handOn(path)
    hand.exec(sql)
    hand.close()
    expect(leftOf(await loaded())).toMatchObject({ _tag: 'InvalidRow', row: 'charge', account: ACCOUNT, id: ch_1 })
    await store.close()
  })

  it('is not what a caller makes of what it was given, or gave', async () => {
    const { store, loaded } = await opened()
    const before = rightOf(await loaded())
    const first = structuredClone(before.books)
    const spoil = (of: object): void => {
      for (const [name, value] of Object.entries(of))
        if (typeof value === 'object' && value !== null) spoil(value)
        else Reflect.set(of, name, 7)
    }
    spoil(before.books)
    expect(rightOf(await loaded()).books).toEqual(first)

    const answer = rightOf(
      await deskOn(store).refund({
        account: ACCOUNT,
        charge: ch_1,
        id: 're_9' as RefundId,
        amount: usd(1),
        currency: usd_,
      })(),
    )
    const after = structuredClone(answer.charge)
    // The charge alone: of a refund that returned nothing the law gives out an object of its own, which other tests see too.
    spoil(answer.charge)
    expect(rightOf(await loaded()).books.charge).toEqual(after)
    await store.close()
  })

  it('is what a hand has lawfully made of it', async () => {
    const { path, store, loaded } = await opened()
    const hand = handOn(path)
    hand.exec('update rm_charges set unsettled = 0')
    hand.close()
    expect(rightOf(await loaded()).books.charge).toMatchObject({ standing: 400, unsettled: 0 })
    await store.close()
  })

  it('is gone where its commit is taken back', async () => {
    const { store, loaded } = await opened()
    const undone = store.transaction((inside) => async () => {
      await refundOn(deskOn(inside), 're_2', 100)
      expect(rightOf(await inside.load(asking(ch_1))()).books.charge?.standing).toBe(500)
      return { _tag: 'Left', left: 'no' } as const
    })
    expect(leftOf(await undone())).toBe('no')
    expect(rightOf(await loaded()).books.charge?.standing).toBe(400)
    await store.close()
  })
})
