import { describe, expect, it } from 'vitest'
import { createStateGate } from '../../../src/server/engine/state-gate.js'

/** Something that ends when it is told to. */
const held = (): { readonly work: () => Promise<void>; readonly end: () => void } => {
  let end = (): void => undefined
  const ended = new Promise<void>((resolve) => {
    end = () => resolve()
  })
  return { work: () => ended, end: () => end() }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('the gate', () => {
  it('lets many in at once', async () => {
    const gate = createStateGate()
    const [one, other] = [held(), held()]
    const both = Promise.all([gate.use(one.work), gate.use(other.work)])
    other.end()
    one.end()
    expect(await both).toHaveLength(2)
  })

  it('has whoever is to be alone wait for those inside, and holds those who come after', async () => {
    const gate = createStateGate()
    const seen: string[] = []
    const [inside, alone] = [held(), held()]
    const told = (name: string) => async (): Promise<void> => {
      seen.push(name)
    }
    const first = gate.use(inside.work)
    const replaced = gate.alone(() => alone.work().then(told('alone')))
    const after = gate.use(told('after'))
    await settled()
    expect(seen).toEqual([])
    inside.end()
    await first
    await settled()
    expect(seen).toEqual([])
    alone.end()
    await Promise.all([replaced, after])
    expect(seen).toEqual(['alone', 'after'])
  })

  it('lets in one after the other of those who are to be alone', async () => {
    const gate = createStateGate()
    let inside = 0
    let most = 0
    const work = async (): Promise<void> => {
      inside += 1
      most = Math.max(most, inside)
      await settled()
      inside -= 1
    }
    await Promise.all([gate.alone(work), gate.alone(work), gate.use(work), gate.alone(work)])
    expect(most).toBe(1)
  })

  it('counts whoever entered, at once or after a wait, until they leave', async () => {
    const gate = createStateGate()
    const shut = held()
    const first = gate.alone(shut.work)
    const wait = gate.enter()
    expect(wait).not.toBeNull()
    shut.end()
    await Promise.all([first, wait])
    expect(gate.enter()).toBeNull()
    const seen: string[] = []
    const second = gate.alone(async () => {
      seen.push('alone')
    })
    for (const left of [1, 0]) {
      await settled()
      expect([left, seen]).toEqual([left, []])
      gate.leave()
    }
    await second
    expect(seen).toEqual(['alone'])
  })

  it('opens again after what failed', async () => {
    const gate = createStateGate()
    const bug = new Error('bug')
    await expect(gate.alone(() => Promise.reject(bug))).rejects.toBe(bug)
    await expect(gate.use(() => Promise.reject(bug))).rejects.toBe(bug)
    expect(await gate.alone(async () => 'done')).toBe('done')
  })
})
