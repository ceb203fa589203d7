/** The law beside an independent ledger that keeps lists and sums everything from scratch: after every step they agree. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PRECEDENCE } from '../../../src/domain/law/errors.js'
import type { Command, CommandType, RefundPolicy } from '../../../src/index.js'
import { line } from '../../arbitraries/histories.js'
import { anyIntention, anyPlan, type Intention, type Plan } from '../../arbitraries/intentions.js'
import { anyPolicy } from '../../arbitraries/policies.js'
import { resolve } from '../../arbitraries/resolve.js'
import { moment, START } from '../../arbitraries/values.js'
import { EMPTY_WORLD, step, type World } from '../../arbitraries/world.js'
import { known } from '../../auditor/judge.js'
import type { Ledger } from '../../auditor/ledger.js'
import { runs } from '../../tools/runs.js'
import { audit, auditorsLedger } from './audit.js'

interface Real {
  world: World
  at: number
  readonly made: Command<'request'>[]
  /** What was asked and what came of it, line by line; shown where the two disagree. */
  readonly story: string[]
}

const inWords = ({ act, size, fee, transfer, wild }: Intention): string => {
  const legs = [fee ? 'fee' : '', transfer ? 'transfer' : ''].filter((leg) => leg !== '')
  return [act, typeof size === 'number' ? `${size}/1000` : size, ...legs, wild ? 'wildly' : ''].join(' ').trim()
}

/** One intention as a model command, on the auditor's ledger and on the law's books. */
const modelCommand = (intention: Intention, plan: Plan, policy: RefundPolicy): fc.Command<Ledger, Real> => ({
  check: () => true,
  run: (ledger, real) => {
    real.at += intention.wait
    const asked = resolve(intention, { world: real.world, policy, plan, at: moment(real.at), made: real.made })
    const taken = step(real.world, asked, policy)
    real.story.push(line(taken))
    if (taken.command.type === 'request' && taken.refund === `re_${real.made.length + 1}`) real.made.push(taken.command)
    real.world = taken.after
    audit(ledger, taken, real.story.join('\n'))
  },
  toString: () => inWords(intention),
})

const anyModelRun = fc
  .tuple(anyPlan, anyPolicy)
  .chain(([plan, policy]) =>
    fc.commands([anyIntention(2).map((intention) => modelCommand(intention, plan, policy))], { maxCommands: 20 }),
  )

describe('the law and the auditor', () => {
  it('agree on every verdict, total and share after every command', () => {
    fc.assert(
      fc.property(anyModelRun, (commands) => {
        fc.modelRun(
          () => ({ model: auditorsLedger(), real: { world: EMPTY_WORLD, at: START, made: [], story: [] } }),
          commands,
        )
      }),
      { numRuns: runs(100) },
    )
  })

  it.each(Object.keys(PRECEDENCE) as CommandType[])('know the same refusals of %s', (type) => {
    expect([...known(type)].sort()).toEqual([...PRECEDENCE[type]].sort())
  })
})
