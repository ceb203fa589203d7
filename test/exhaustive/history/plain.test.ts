/** The savings of the check are sound: it reaches exactly the states that a walk of whole records reaches. */
import { describe, expect, it } from 'vitest'
import { holding } from '../../../src/index.js'
import { type Bounds, theLaw } from '../bounds.js'
import { checkLaw } from '../check.js'
import { bagsWithin } from '../states/bags.js'
import { kindNumberOf } from '../states/records.js'
import { legNumberOf, legStates, nameOf, type World, worldOf } from '../states/world.js'
import { disputeKind, disputeStates, disputesName } from '../steps/disputes.js'
import type { States } from '../walk.js'
import { type Plain, walkPlainly } from './plain.js'

const named = (world: World, kinds: readonly number[], fee: number, transfer: number, disputes: string): string =>
  [nameOf(world), kinds.join(), fee, transfer, disputes].join(' | ')

const nameOfPlain = ({ charge, refunds, disputes }: Plain): readonly string[] => {
  const world = charge === null ? null : worldOf(charge)
  if (charge === null || world === null) return []
  const kinds = refunds.flatMap((refund) => kindNumberOf(refund) ?? []).sort((a, b) => a - b)
  return [
    named(world, kinds, legNumberOf(charge.fee), legNumberOf(charge.transfer), disputesName(disputes.map(disputeKind))),
  ]
}

const namesIn = (bounds: Bounds, world: World, states: States): readonly string[] => {
  const { bags } = bagsWithin(bounds)
  const disputes = disputeStates(bounds)
  const [fees, transfers] = [legStates(world.fee), legStates(world.transfer)]
  return [...states.entries()].flatMap(([state, reached]) => {
    if (reached === 0) return []
    const leg = Math.floor(state / disputes.length)
    const bag = bags[Math.floor(leg / transfers / fees)] ?? []
    const dispute = disputes[state % disputes.length] ?? []
    return [named(world, bag, Math.floor(leg / transfers) % fees, leg % transfers, disputesName(dispute))]
  })
}

const reachedBy = (bounds: Bounds): ReadonlySet<string> => {
  const names = new Set<string>()
  const { broken } = checkLaw(theLaw, bounds, {
    visit: (world, states) => {
      for (const name of namesIn(bounds, world, states)) names.add(name)
    },
  })
  expect(broken).toBe(null)
  return names
}

const reachedPlainly = (bounds: Bounds, limit: number): ReadonlySet<string> => {
  const names = new Set<string>()
  const visit = (state: Plain): void => {
    for (const name of nameOfPlain(state)) names.add(name)
  }
  const check = { law: theLaw, cells: new Set<string>(), evaluations: 0 }
  // What metadata says is kept by neither, and would make each state two.
  const { broken } = walkPlainly(check, bounds, [holding], { limit, visit, leaveOut: ['editMetadata'] })
  expect(broken).toBe(null)
  return names
}

describe('the check and a walk of whole records', () => {
  it('reach the same states', { timeout: 120_000 }, () => {
    const bounds = { amount: 1, refunds: 2, captures: 2, disputes: 0 }
    const names = reachedBy(bounds)
    expect(names.size).toBe(255)
    expect([...reachedPlainly(bounds, Number.POSITIVE_INFINITY)].sort()).toEqual([...names].sort())
  })

  it('reach the same states with a dispute, as far as the walk goes', { timeout: 120_000 }, () => {
    const bounds = { amount: 1, refunds: 1, captures: 1, disputes: 1 }
    const names = reachedBy(bounds)
    const plainly = reachedPlainly(bounds, 2_000)
    expect(plainly.size).toBeGreaterThan(400)
    expect([...plainly].filter((name) => !names.has(name))).toEqual([])
  })
})
