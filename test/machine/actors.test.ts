/** A charge, its refunds and its disputes, an actor each, and each told what the others recorded. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createActor } from 'xstate'
import {
  type Books,
  disputeLifecycle,
  type Lifecycle,
  type RefundPolicy,
  refundLifecycle,
  requestRefund,
} from '../../src/index.js'
import { type Answer, chargeMachine, disputeMachine, refundMachine } from '../../src/machine/index.js'
import { anyHistory } from '../arbitraries/histories.js'
import { disputesOf, refundsOf, type Step, type World } from '../arbitraries/world.js'
import { captured, now, re_1, usd, usd_ } from '../fixtures.js'
import { booksOf, type Machine, machineOf, type Started, started } from './given.js'

const isOf = (lifecycle: Lifecycle, command: string): boolean =>
  Object.values(lifecycle.states).some(({ on }) => on[command] !== undefined)

interface Company {
  /** By the record's id; the charge's under `charge`. */
  readonly actors: ReadonlyMap<string, Started>
  readonly answer: (step: Step) => Answer | undefined
}

const company = (policy: RefundPolicy): Company => {
  const actors = new Map<string, Started>()

  const joined = (name: string, machine: Machine, records: Partial<Books>): Started => {
    const one = started(machine, { ...records, policy })
    one.actor.on('recorded', ({ events }) => {
      for (const other of actors.values()) if (other !== one) other.actor.send({ type: 'record', events })
    })
    actors.set(name, one)
    return one
  }
  const charge = joined('charge', chargeMachine, {})

  /** A refund is requested of the charge, and its actor follows it from then on; a dispute's actor is there first. */
  const askedIn = ({ command, refund, dispute, books }: Step): Started => {
    const own = booksOf(charge).charge
    if (isOf(refundLifecycle, command.type) && (command.type !== 'request' || books.refund !== null))
      return actors.get(refund ?? '') ?? started(machineOf(refundMachine), { ...books, charge: own, policy })
    if (!isOf(disputeLifecycle, command.type)) return charge
    const known = actors.get(dispute ?? '')
    if (known !== undefined) return known
    const machine = machineOf(disputeMachine)
    return command.type === 'open' && books.dispute === null
      ? joined(command.id, machine, { charge: own })
      : started(machine, { ...books, charge: own, policy })
  }

  const answer = (step: Step): Answer | undefined => {
    const { command } = step
    const one = askedIn(step)
    one.actor.send(command)
    const answered = one.answers.at(-1)
    // A dispute that was not opened has no actor.
    if (command.type === 'open' && booksOf(one).dispute === null) actors.delete(command.id)
    if (command.type === 'request' && answered?.type === 'recorded')
      joined(command.id, machineOf(refundMachine), booksOf(charge))
    return answered
  }
  return { actors, answer }
}

const expectedAnswer = ({ command, result }: Step): Answer => {
  if (result._tag === 'Left') return { type: 'refused', command, error: result.left }
  return result.right.length === 0 ? { type: 'repeated', command } : { type: 'recorded', events: result.right }
}

const expectSame = (actors: Company['actors'], { charge, ...world }: World): void => {
  for (const [name, one] of actors) {
    const books = booksOf(one)
    expect(books.charge, name).toEqual(charge)
    if (name.startsWith('re_'))
      expect(books.refund).toEqual(refundsOf({ charge, ...world }).find(({ id }) => id === name))
    if (name.startsWith('dp_'))
      expect(books.dispute).toEqual(disputesOf({ charge, ...world }).find(({ id }) => id === name))
  }
}

describe('actors that tell each other what they record', () => {
  it('answer as the law does, and keep the same charge', () => {
    fc.assert(
      fc.property(anyHistory({ length: 30 }), ({ steps, policy, world }) => {
        const { actors, answer } = company(policy)
        for (const step of steps) {
          expect(answer(step)).toEqual(expectedAnswer(step))
          expectSame(actors, step.after)
        }
        expect(actors.size).toBe(1 + refundsOf(world).length + disputesOf(world).length)
        expect([...actors.values()].flatMap(({ answers }) => answers).filter(({ type }) => type === 'ignored')).toEqual(
          [],
        )
      }),
    )
  })
})

describe('a charge actor that is told its own births again', () => {
  it('ignores them, and counts each once', () => {
    const actor = createActor(chargeMachine, { input: { charge: captured(1000) } }).start()
    const ignored: unknown[] = []
    actor.on('ignored', ({ events }) => ignored.push(...events))
    actor.on('recorded', ({ events }) => actor.send({ type: 'record', events }))
    actor.send(requestRefund({ id: re_1, amount: usd(400), currency: usd_, at: now }))
    expect(actor.getSnapshot().context.books.charge?.standing).toBe(400)
    expect(ignored).toHaveLength(1)
  })
})
