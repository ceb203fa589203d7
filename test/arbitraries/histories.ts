/** Whole histories of one charge, its refunds and its disputes. */
import fc from 'fast-check'
import type { Charge, Command, Event, RefundPolicy } from '../../src/index.js'
import { anyIntention, anyPlan, type Intention, type Plan } from './intentions.js'
import { anyPolicy } from './policies.js'
import { resolve } from './resolve.js'
import { moment, START } from './values.js'
import { EMPTY_WORLD, type Step, step, type World } from './world.js'

export interface History {
  readonly policy: RefundPolicy
  readonly steps: readonly Step[]
  readonly world: World
  /** What happened to the charge, its refunds and its disputes. */
  readonly events: readonly Event[]
}

interface Script {
  readonly plan: Plan
  readonly policy: RefundPolicy
  readonly intentions: readonly Intention[]
}

export const play = ({ plan, policy, intentions }: Script): History => {
  const steps: Step[] = []
  const made: Command<'request'>[] = []
  let world = EMPTY_WORLD
  let at = START
  for (const intention of intentions) {
    at = moment(at + intention.wait)
    const next = step(world, resolve(intention, { world, policy, plan, at, made }), policy)
    if (next.command.type === 'request' && next.refund === `re_${made.length + 1}`) made.push(next.command)
    steps.push(next)
    world = next.after
  }
  const events = steps.flatMap(({ result }) => (result._tag === 'Left' ? [] : result.right))
  return printable({ policy, steps, world, events })
}

/** The charge as it stood after each step. */
export const chargesOf = (steps: readonly Step[]): readonly Charge[] =>
  steps.flatMap(({ after }) => (after.charge === null ? [] : [after.charge]))

/** A step as a line: what was asked, and what came of it. */
export const line = ({ command, refund, dispute, result }: Step): string => {
  const { type, at: _, ...fields } = command
  const about = [refund, dispute].filter((id) => id !== null).join(' ')
  const outcome = result._tag === 'Left' ? result.left : result.right.map((event) => event.type).join(', ')
  return `${type} ${about} ${JSON.stringify(fields)} -> ${JSON.stringify(outcome)}`
}

/** Counter-examples print as lines, not as all their records. */
const printable = (history: History): History =>
  Object.defineProperty(history, fc.toStringMethod, {
    value: () => [JSON.stringify(history.policy), ...history.steps.map(line)].join('\n'),
    enumerable: false,
  })

interface Kind {
  readonly policy?: fc.Arbitrary<RefundPolicy>
  readonly plan?: fc.Arbitrary<Plan>
  /** From 0, where nothing is asked that makes no sense, to 9. */
  readonly wildness?: number
  readonly length?: number
}

export const anyHistory = ({
  policy = anyPolicy,
  plan = anyPlan,
  wildness = 1,
  length = 14,
}: Kind = {}): fc.Arbitrary<History> =>
  fc
    .record({
      plan,
      policy,
      intentions: fc.array(anyIntention(wildness), { minLength: 2, maxLength: length, size: 'max' }),
    })
    .map(play)
