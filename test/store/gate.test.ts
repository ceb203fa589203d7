/** One at a time for a name, in order, and nobody waits for another name. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGate, type Gate } from '../../src/store/desk/gate.js'
import { runs } from '../tools/runs.js'

/** Goes in when its turn has come, and leaves however it ends. */
const pass = async <A>({ enter, leave }: Gate, name: string, work: () => Promise<A>): Promise<A> => {
  const turn = enter('shop', name)
  if (turn !== null) await turn
  try {
    return await work()
  } finally {
    leave('shop', name)
  }
}

describe('a gate', () => {
  it('lets one in at a time for each name, in the order of arrival, whatever each takes and however it ends', async () => {
    const works = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c'), fails: fc.boolean() }), { maxLength: 12 })
    const law = fc.asyncProperty(works, fc.scheduler(), async (asked, scheduler) => {
      const gate = createGate()
      const inside = new Map<string, number>()
      const order: number[] = []
      const ended = asked.map(({ name, fails }, index) =>
        pass(gate, name, async () => {
          expect(inside.get(name) ?? 0).toBe(0)
          inside.set(name, 1)
          order.push(index)
          await scheduler.schedule(Promise.resolve(), `work ${index}`)
          inside.set(name, 0)
          if (fails) throw new Error(`work ${index}`)
          return index
        }),
      )
      const all = Promise.allSettled(ended)
      await scheduler.waitFor(all)
      const results = await all
      expect(results.map(({ status }) => status === 'rejected')).toEqual(asked.map(({ fails }) => fails))
      for (const name of ['a', 'b', 'c']) {
        const mine = order.filter((index) => asked[index]?.name === name)
        expect(mine).toEqual([...mine].sort((one, other) => one - other))
      }
      expect(order).toHaveLength(asked.length)
    })
    await fc.assert(law, { numRuns: runs(100) })
  })
  it('starts the first at once', async () => {
    let started = false
    const passed = pass(createGate(), 'a', async () => {
      started = true
    })
    expect(started).toBe(true)
    await passed
  })

  it('lets in whoever came when the line had just emptied', async () => {
    const gate = createGate()
    expect(gate.enter('shop', 'a')).toBe(null)
    const second = gate.enter('shop', 'a')
    gate.leave('shop', 'a')
    await second
    const third = gate.enter('shop', 'a')
    const order: string[] = []
    void third?.then(() => order.push('third'))
    await Promise.resolve()
    expect(order).toEqual([])
    gate.leave('shop', 'a')
    await third
    gate.leave('shop', 'a')
    expect(gate.enter('shop', 'a')).toBe(null)
  })

  it('keeps names apart by their account, however many accounts there are', () => {
    const gate = createGate()
    for (let index = 0; index < 3000; index += 1) expect(gate.enter(`shop_${index}`, 'a')).toBe(null)
    expect(gate.enter('shop_0', 'b')).toBe(null)
    gate.leave('shop_0', 'a')
    expect(gate.enter('shop_0', 'b')).toBeInstanceOf(Promise)
    expect(gate.enter('shop_0', 'a')).toBe(null)
  })
})
