/** What an actor of a machine is like: where it starts, how it answers, what it hears, and what its definition is. */
import { describe, expect, it } from 'vitest'
import { createActor, transition } from 'xstate'
import { getShortestPaths } from 'xstate/graph'
import { captureCharge, type Event, holding, requestRefund } from '../../src/index.js'
import { chargeMachine, disputeMachine, lawSetup, refundMachine } from '../../src/machine/index.js'
import {
  after,
  authorized,
  authorizeUsd,
  captured,
  ch_2,
  dp_1,
  eventsOf,
  now,
  re_1,
  re_2,
  usd,
  usd_,
} from '../fixtures.js'
import { booksOf, machineOf, serialized, started, statusIn, TITLED } from './given.js'

const refundOf = (amount: number, id = re_1) => requestRefund({ id, amount: usd(amount), currency: usd_, at: now })
const charge = captured(1000)
const unrefunded = { charge, refund: null, dispute: null }
const requested = after(unrefunded, refundOf(600))
const succeeded = { type: 'acknowledge', answer: { status: 'succeeded' }, at: now } as const
const failed = { type: 'fail', failureReason: 'declined', at: now } as const

const open = { type: 'open', id: dp_1, amount: usd(100), currency: usd_, stage: 'open', at: now } as const

describe.each(TITLED)('%s', (_, { of, machine, lifecycle, commands, input }) => {
  it('starts in the status of the record that it is given', () => {
    const ends = getShortestPaths(machine, { events: [...commands], input, serializeState: serialized })
    const all = ends.map(({ state }) => state.context.books)
    expect(new Set(all.map((books) => statusIn(books, of)))).toEqual(new Set(Object.keys(lifecycle.states)))
    for (const books of all) {
      const one = started(machine, books)
      expect(one.actor.getSnapshot().value).toBe(statusIn(books, of))
      expect(booksOf(one)).toEqual(books)
      expect(one.answers).toEqual([])
    }
  })
  it('starts absent and under the policy of Stripe when it is given nothing', () => {
    const { value, context } = createActor(machine).start().getSnapshot()
    expect([value, context.policy.name, context.books[of]]).toEqual(['absent', 'stripe', null])
  })
  it('has the lifecycle in it as it stands', () => {
    const { states } = machine.config
    expect({ ...states, absent: lifecycle.states.absent }).toEqual(lifecycle.states)
    expect(states?.absent?.on).toBe(lifecycle.states.absent?.on)
  })
  it('is JSON, from which the same machine is made again', () => {
    const config = JSON.parse(JSON.stringify(machine.config))
    expect(config).toEqual(machine.config)
    const again = lawSetup.createMachine(config)
    expect(JSON.parse(JSON.stringify(again.config))).toEqual(config)
    const [one, other] = [started(machine, input), started(machineOf(again), input)]
    for (const command of commands) for (const { actor } of [one, other]) actor.send(command)
    expect(other.answers).toEqual(one.answers)
    expect(other.actor.getSnapshot().value).toBe(one.actor.getSnapshot().value)
  })
  it('says nothing to what is no command', () => {
    const one = started(machine, input)
    one.actor.send({ type: 'refnud' } as never)
    one.actor.send({ type: 'toString' } as never)
    expect(one.answers).toEqual([])
    expect(one.actor.getSnapshot().value).toBe('absent')
  })
})

describe('an actor', () => {
  it('emits what was recorded, repeated and refused, each once', () => {
    const one = started(chargeMachine, { charge })
    const first = refundOf(600)
    for (const command of [first, first, refundOf(600, re_2), refundOf(600, re_2)]) one.actor.send(command)
    expect(one.answers.map(({ type }) => type)).toEqual(['recorded', 'repeated', 'refused', 'refused'])
    expect(one.answers[2]).toMatchObject({ command: { id: re_2 }, error: { _tag: 'ExceedsRemaining', remaining: 400 } })
  })
  it('is after a refusal as it was before', () => {
    const { actor } = started(chargeMachine, { charge })
    const before = actor.getSnapshot()
    actor.send(refundOf(1001))
    expect(actor.getSnapshot().context.books).toBe(before.context.books)
    expect(actor.getSnapshot().toJSON()).toEqual(before.toJSON())
  })
  it('decides under the policy that it is given', () => {
    const books = after(unrefunded, open)
    const tags = [undefined, holding].map((policy) => {
      const one = started(chargeMachine, { charge: books.charge, ...(policy && { policy }) })
      one.actor.send(refundOf(600))
      return one.answers.map((answer) => (answer.type === 'refused' ? answer.error._tag : answer.type))
    })
    expect(tags).toEqual([['ChargeDisputed'], ['recorded']])
  })
  it('shows inspectors the command, and the status that it led to', () => {
    const seen: unknown[] = []
    const actor = createActor(chargeMachine, {
      input: { charge: authorized(1000) },
      inspect: (event) => {
        if (event.type !== '@xstate.snapshot') return
        seen.push([event.event.type, 'value' in event.snapshot ? event.snapshot.value : null])
      },
    }).start()
    actor.send(captureCharge({ amount: 'remaining', at: now }))
    expect(seen).toEqual([
      ['xstate.init', 'authorized'],
      ['capture', 'captured'],
    ])
  })
  it('is the same as the pure function of xstate', () => {
    const { actor } = started(chargeMachine, { charge })
    const [snapshot, actions] = transition(chargeMachine, actor.getSnapshot(), refundOf(600))
    actor.send(refundOf(600))
    expect(snapshot.toJSON()).toEqual(actor.getSnapshot().toJSON())
    expect(actions).toContainEqual(
      expect.objectContaining({
        type: 'xstate.emit',
        params: { event: expect.objectContaining({ type: 'recorded' }) },
      }),
    )
  })
})

describe('a command of another chart', () => {
  it.each([
    ['a capture', refundMachine, { charge: authorized(1000) }, captureCharge({ amount: 'remaining', at: now })],
    ['a move of the refund', chargeMachine, requested, succeeded],
    ['a request', disputeMachine, { charge }, refundOf(600)],
    ['a dispute', chargeMachine, { charge }, open],
  ])('is refused although the law would take it: %s', (_, machine, records, command) => {
    const one = started(machineOf(machine), records)
    const before = booksOf(one)
    one.actor.send(command)
    const { value, context } = one.actor.getSnapshot()
    const error = { _tag: 'MoveNotAllowed', of: context.of, from: value, command: command.type }
    expect(one.answers).toEqual([{ type: 'refused', command, error }])
    expect(booksOf(one)).toBe(before)
  })
  it('is refused with what the law has against it, where it has', () => {
    const one = started(chargeMachine, { charge })
    one.actor.send(failed)
    expect(one.answers).toEqual([{ type: 'refused', command: failed, error: { _tag: 'NotInBooks', record: 'refund' } }])
  })
})

describe('what others recorded', () => {
  const failure = eventsOf([succeeded, failed], requested)
  const capture = eventsOf([captureCharge({ amount: 'remaining', at: now })], {
    ...unrefunded,
    charge: authorized(1000),
  })
  const heard = (one: ReturnType<typeof started>, events: readonly Event[]) => {
    one.actor.send({ type: 'record', events })
    return one.answers.flatMap((answer) => (answer.type === 'ignored' ? answer.events : []))
  }

  it('makes room on a charge when a refund failed', () => {
    const one = started(chargeMachine, requested)
    expect(one.actor.getSnapshot().can(refundOf(600, re_2))).toBe(false)
    expect(heard(one, failure)).toEqual([])
    expect(booksOf(one).charge).toMatchObject({ standing: 0, unsettled: 0 })
    expect(one.actor.getSnapshot().can(refundOf(600, re_2))).toBe(true)
  })
  it('leaves a refund its own when another one is requested', () => {
    const one = started(machineOf(refundMachine), requested)
    expect(heard(one, eventsOf([refundOf(100, re_2)], requested))).toEqual([])
    expect(booksOf(one)).toMatchObject({ refund: { id: re_1 }, charge: { standing: 700 } })
  })
  it('reaches a charge when a leg came back', () => {
    const fee = { amount: usd(100), currency: usd_ }
    const books = { charge: captured(1000, { fee }), refund: null, dispute: null }
    const one = started(chargeMachine, books)
    expect(heard(one, eventsOf([{ type: 'returnFee', amount: 'remaining', at: now }], books))).toEqual([])
    expect(booksOf(one).charge?.fee?.returned).toBe(100)
  })
  it.each([
    ['a charge that it was captured', chargeMachine, { charge: authorized(1000) }, capture],
    ['a charge that it is there', chargeMachine, {}, eventsOf([authorizeUsd(1000)])],
    [
      'a charge what befell another one',
      chargeMachine,
      requested,
      failure.map((event) => ({ ...event, charge: ch_2 })),
    ],
    ['a refund that it moved', refundMachine, requested, failure],
    ['a refund that it was requested', refundMachine, requested, eventsOf([refundOf(600)], unrefunded)],
  ])('is ignored, and said to be, when it tells %s', (_, machine, records, events) => {
    const one = started(machineOf(machine), records)
    const { value, context } = one.actor.getSnapshot()
    expect(heard(one, events)).toEqual(events)
    expect(booksOf(one)).toBe(context.books)
    expect(one.actor.getSnapshot().value).toBe(value)
  })
})
