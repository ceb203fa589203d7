/** A few rounds of each kind; and each of their claims can be broken, and is then told of. */
import { describe, expect, it } from 'vitest'
import { type Figures, problemsOf } from './check.js'
import { type Sums, sumProblems } from './data.js'
import type { Intent } from './jobs.js'
import { KINDS } from './kinds.js'
import { createLedger } from './ledger.js'
import { HEADING, rowOf } from './report.js'
import { runRounds } from './rounds.js'

describe('after processes, databases and connections were killed while refunds were written', () => {
  it('all that was acknowledged is there, once', { timeout: 240_000 }, async () => {
    const lines: string[] = [HEADING]
    const rounds = await runRounds({
      rounds: 2 * KINDS.length,
      seed: Number(process.env.FC_SEED),
      onRound: (round) => lines.push(rowOf(round)),
    })
    console.log(lines.join('\n'))
    expect(
      rounds.flatMap(({ round, kind, broken }) => broken.map((problem) => `${round}, ${kind}: ${problem}`)),
    ).toEqual([])
    for (const round of rounds) {
      expect(round.acknowledged).toBeGreaterThan(0)
      expect(round.faults).toBeGreaterThan(0)
    }
  })
})

describe('a claim is broken', () => {
  const whole: Figures = {
    acknowledged: 9,
    found: 9,
    overRefunded: 0,
    events: 12,
    delivered: 12,
    replayed: 10,
    keys: 10,
    problems: [],
  }

  it.each([
    [{}, []],
    [{ found: 8 }, ['1 were acknowledged and are not there']],
    [{ overRefunded: 1 }, ['1 charges are refunded beyond what was captured']],
    [{ delivered: 10 }, ['2 events were never delivered']],
    [{ replayed: 9 }, ['1 keys do not answer the same again']],
    [{ problems: ['key_1: was never decided'] }, ['key_1: was never decided']],
  ])('by %o', (part, problems) => {
    expect(problemsOf({ ...whole, ...part })).toEqual(problems)
  })

  it.each([
    [{}, []],
    [{ sum: 110, refunded: 110, standing: 110 }, ['ch_1: refunds of 110 stand, of 100 that were captured']],
    [{ sum: 30 }, ['ch_1: refunds of 30 stand, and the charge says 40 and 40']],
    [{ refunded: 50 }, ['ch_1: refunds of 40 stand, and the charge says 40 and 50']],
  ])('by sums of which %o', (part, problems) => {
    const sums: Sums = { account: 'main', charge: 'ch_1', captured: 100, standing: 40, refunded: 40, sum: 40, count: 4 }
    expect(sumProblems([{ ...sums, ...part }])).toEqual(problems)
  })
})

describe('what a round remembers', () => {
  const intent: Intent = { does: 'refund', key: 'key_1', charge: 'ch_1', refund: 're_1', amount: 1 }

  it('is what was asked and never answered', () => {
    const ledger = createLedger()
    const never: Intent = { ...intent, key: 'key_2', refund: 're_2' }
    expect(ledger.openOf([intent, never])).toEqual([intent, never])
    ledger.onSaid({ is: 'asks', intent })
    expect(ledger.openOf([intent, never])).toEqual([{ ...intent, doubt: true }, never])
    ledger.onSaid({ is: 'answered', intent, accepted: true, text: '', lied: false })
    expect(ledger.openOf([intent, never])).toEqual([never])
  })

  it('is that something was written of which the store had said it was not', () => {
    const ledger = createLedger()
    ledger.onSaid({ is: 'answered', intent, accepted: true, text: '', lied: true })
    expect(ledger.problems).toEqual(['key_1: was written after all attempts had said it was not'])
  })
})
