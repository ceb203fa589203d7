/** A thousand refunds of 1 at once on a charge of 100, on 200 seeds: exactly 100 are accepted. */
import { describe, expect, it } from 'vitest'
import { isLeft } from '../../src/domain/either.js'
import { stripe } from '../../src/domain/policies/stripe.js'
import { chargeId, refundId } from '../../src/domain/records/ids.js'
import { manualClock } from '../../src/store/clock.js'
import { createRefundDesk, type RefundDesk } from '../../src/store/desk/desk.js'
import type { Ids } from '../../src/store/ids.js'
import { memoryStore } from '../../src/store/memory/memory.js'
import { account } from '../../src/store/names.js'
import { ch_1, now, rightOf, usd, usd_ } from '../fixtures.js'
import { chanceOf, shuffled, shuffledStops } from './shuffled.js'

const ACCOUNT = rightOf(account('acct_1'))
const SEEDS = 200
const CALLERS = 1000
const CAPTURED = 100

const race = async (seed: number, processes: number): Promise<Record<string, number>> => {
  const chance = chanceOf(seed)
  const ask = shuffledStops(chance)
  const store = memoryStore({ clock: manualClock(now) })
  let count = 0
  const ids: Ids = {
    charge: () => rightOf(chargeId(`ch_${++count}`)),
    refund: () => rightOf(refundId(`re_${++count}`)),
  }
  const options = { clock: manualClock(now), ids, policy: stripe, chance }
  const plain = createRefundDesk({ store, ...options })
  rightOf(await plain.authorize({ account: ACCOUNT, id: ch_1, amount: usd(CAPTURED), currency: usd_ })())
  rightOf(await plain.capture({ account: ACCOUNT, charge: ch_1, amount: 'remaining' })())

  const desks = Array.from({ length: processes }, (_, index) => {
    const process = `desk ${index}`
    const sleep = () => async () => void (await ask({ process, operation: 'sleep', when: 'before' }))
    return createRefundDesk({ store: shuffled(store, process, ask), sleep, ...options })
  })
  const counted: Record<string, number> = {}
  const caller = async (desk: RefundDesk): Promise<void> => {
    const task = desk.refund({ account: ACCOUNT, charge: ch_1, amount: usd(1), currency: usd_ })
    for (;;) {
      const answer = await task()
      const name = isLeft(answer) ? answer.left._tag : answer.right.repeated ? 'repeated' : 'ok'
      counted[name] = (counted[name] ?? 0) + 1
      // Whoever hears Conflict asks the same again, as its text says.
      if (name !== 'Conflict') return
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, (_, index) => caller(desks[index % processes] ?? plain)))

  const charge = rightOf(await plain.retrieve({ account: ACCOUNT, of: 'charge', id: ch_1 })())
  expect([charge.standing, charge.refundsMade]).toEqual([CAPTURED, CAPTURED])
  expect(rightOf(await plain.audit({ account: ACCOUNT, charge: ch_1 })())).toEqual([])
  return counted
}

const onAllSeeds = async (processes: number): Promise<Record<string, number>> => {
  const total: Record<string, number> = {}
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { Conflict = 0, ok = 0, ...refused } = await race(seed, processes)
    const names = Object.keys(refused).filter((name) => name !== 'AlreadyRefunded' && name !== 'ExceedsRemaining')
    const sum = Object.values(refused).reduce((a, b) => a + b, 0)
    expect({ seed, ok, sum, names }).toEqual({ seed, ok: CAPTURED, sum: CALLERS - CAPTURED, names: [] })
    for (const [name, count] of Object.entries({ ok, Conflict, ...refused })) total[name] = (total[name] ?? 0) + count
  }
  return total
}

describe('a thousand refunds of 1 at once on a charge of 100', () => {
  it.each([1, 8])(
    `are 100 accepted and 900 refused, on 200 seeds, at %i desk(s) of one store`,
    async (processes) => {
      const start = performance.now()
      const total = await onAllSeeds(processes)
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      process.stdout.write(`${SEEDS} seeds, ${processes} desk(s), ${seconds} s: ${JSON.stringify(total)}\n`)
    },
    120_000,
  )
})
