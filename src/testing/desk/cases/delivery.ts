/** Events are complete, in order, and handed on at least once. */
import fc from 'fast-check'
import { left, right } from '../../../domain/either.js'
import type { EventHandler } from '../../../store/desk/outbox.js'
import type { StoredEvent } from '../../../store/rows.js'
import { stoppingStore } from '../../explore/stops.js'
import { equal, given } from '../../port/expect.js'
import { ACCOUNT, accountOf, CH_1, CH_2, chargeOf, RE_1, RE_2, refundOf } from '../../port/given.js'
import { ask, charged, historyOf, provesRight, times } from '../given.js'
import { propertyOf } from '../property.js'
import type { DeskTrials, World } from '../world.js'

/** Takes what it is given, and remembers it; refuses where `refuses` says so. */
const listener = (
  refuses: (event: StoredEvent) => boolean = () => false,
): { seen: string[]; handler: EventHandler } => {
  const seen: string[] = []
  return {
    seen,
    handler: (event) => async () => {
      if (refuses(event)) return left('not now')
      seen.push(event.id)
      return right(null)
    },
  }
}

const busy = async ({ desk, other }: World): Promise<void> => {
  await charged(desk)
  await charged(other, { charge: CH_2 })
  await given('refund', desk.refund(ask()))
  await given('refund', other.refund(ask({ id: RE_2, charge: CH_2 })))
  await given('refuse', other.refuse({ account: ACCOUNT, refund: RE_1, refusal: 'insufficient_balance' }))
}

const inOrder = (charge: string, count: number): readonly string[] => times(count, (index) => `${charge}.${index + 1}`)
const ofCharge = (charge: string, ids: readonly string[]): readonly string[] =>
  ids.filter((id) => id.startsWith(`${charge}.`))

export const deliveryTrials: DeskTrials = {
  'the history of a charge is all that its desks answered, in order': async (world) => {
    const answers: unknown[] = []
    await charged(world.desk)
    for (const [index, desk] of [world.desk, world.other, world.desk].entries()) {
      const made = await given('refund', desk.refund(ask({ id: null, amount: index + 1 })))
      answers.push(...made.events)
    }
    const stored = await historyOf(world.another)
    equal(
      'the events after the first two',
      stored.slice(2).map(({ event }) => event),
      answers,
    )
    equal(
      'their ids',
      stored.map(({ id }) => id),
      inOrder(CH_1, 5),
    )
    await provesRight(world.desk)
  },

  'every event is handed on, in the order of its charge, and not again': async (world) => {
    await busy(world)
    const { seen, handler } = listener()
    const first = await given('deliver', world.desk.deliver(handler))
    equal('deliver', { ...first }, { delivered: 7, failed: [], unacknowledged: [] })
    equal('handed on of ch_1', ofCharge(CH_1, seen), inOrder(CH_1, 4))
    equal('handed on of ch_2', ofCharge(CH_2, seen), inOrder(CH_2, 3))
    equal('deliver again', (await given('deliver', world.other.deliver(handler))).delivered, 0)
    equal('how many were handed on', seen.length, 7)
  },

  'an event that does not arrive comes again, and holds back the later ones of its charge alone': async (world) => {
    await busy(world)
    let calls = 0
    const { seen, handler } = listener(({ id }) => id === 'ch_1.2' && ++calls <= 2)
    const first = await given('deliver', world.desk.deliver(handler))
    equal(
      'what failed',
      first.failed.map(({ event, cause }) => [event.id, cause]),
      [['ch_1.2', 'not now']],
    )
    equal('delivered', first.delivered, 4)
    equal('handed on of ch_1', ofCharge(CH_1, seen), ['ch_1.1'])
    equal('handed on of ch_2', ofCharge(CH_2, seen), inOrder(CH_2, 3))
    equal('delivered the second time', (await given('deliver', world.other.deliver(handler))).delivered, 0)
    equal('delivered the third time', (await given('deliver', world.desk.deliver(handler))).delivered, 3)
    equal('handed on in all of ch_1', ofCharge(CH_1, seen), inOrder(CH_1, 4))
  },

  'a handler that rejects or throws has failed': async (world) => {
    await charged(world.desk)
    const rejecting: EventHandler = () => () => Promise.reject(new Error('no route'))
    const first = await given('deliver', world.desk.deliver(rejecting))
    equal(
      'its cause',
      first.failed.map(({ cause }) => String(cause)),
      ['Error: no route'],
    )
    const throwing: EventHandler = () => () => {
      throw new Error('no handler')
    }
    const second = await given('deliver', world.desk.deliver(throwing))
    equal(
      'its cause',
      second.failed.map(({ cause }) => String(cause)),
      ['Error: no handler'],
    )
    const { seen, handler } = listener()
    await given('deliver', world.desk.deliver(handler))
    equal('handed on', seen, inOrder(CH_1, 2))
  },

  'a handler that throws before it gives a task has failed, and other charges are handed on': async (world) => {
    await charged(world.desk)
    await charged(world.desk, { charge: chargeOf('ch_other') })
    const seen: string[] = []
    const throwing: EventHandler = ({ id, charge }) => {
      if (charge === CH_1) throw new Error('no task')
      return async () => right(seen.push(id))
    }
    const first = await given('deliver', world.desk.deliver(throwing))
    equal(
      'failed',
      first.failed.map(({ cause }) => String(cause)),
      ['Error: no task'],
    )
    equal('handed on', seen, ['ch_other.1', 'ch_other.2'])
    const { seen: later, handler } = listener()
    await given('deliver', world.desk.deliver(handler))
    equal('handed on at once after it', later, inOrder(CH_1, 2))
  },

  'what arrives is acknowledged on the way, so that a slow handler does not outlast its lease': async (world) => {
    const { passSeconds } = world.subject
    if (passSeconds === undefined) return
    await charged(world.desk)
    for (const id of ['re_a', 're_b', 're_c', 're_d'])
      await given('refund', world.desk.refund(ask({ id: refundOf(id), amount: 1 })))
    const { seen, handler } = listener()
    const again = listener()
    const slow: EventHandler = (event) => async () => {
      world.clock.advance(1)
      await passSeconds(1)
      await given('deliver of another', world.other.deliver(again.handler))
      return handler(event)()
    }
    const delivered = await given('deliver', world.desk.deliver(slow, { leaseSeconds: 4 }))
    equal('not acknowledged', delivered.unacknowledged.length, 0)
    await passSeconds(4)
    await given('deliver', world.other.deliver(again.handler))
    equal('handed on, and again', [seen, again.seen], [inOrder(CH_1, 6), []])
  },

  'a charge whose handler fails does not come again in the same call, however long the others take': async (world) => {
    const { passSeconds } = world.subject
    if (passSeconds === undefined) return
    for (const charge of [CH_1, CH_2, chargeOf('ch_3')]) await charged(world.desk, { charge })
    const seen: string[] = []
    const handler: EventHandler =
      ({ id, charge }) =>
      async () => {
        seen.push(id)
        if (id === `${CH_1}.2`) return left('no')
        if (charge !== CH_1) {
          world.clock.advance(40)
          await passSeconds(40)
        }
        return right(null)
      }
    const first = await given('deliver', world.desk.deliver(handler))
    equal(
      'failed',
      first.failed.map(({ event }) => event.id),
      [`${CH_1}.2`],
    )
    equal(
      'handed on of the charge that fails',
      seen.filter((id) => id.startsWith(`${CH_1}.`)),
      inOrder(CH_1, 2),
    )
  },

  'while one hands on the events of a charge, another does not get them': async (world) => {
    await charged(world.desk)
    const others = listener()
    let meanwhile: unknown
    const handler: EventHandler = () => async () => {
      meanwhile = (await given('deliver meanwhile', world.other.deliver(others.handler))).delivered
      return right(null)
    }
    await given('deliver', world.desk.deliver(handler))
    equal('delivered meanwhile', [meanwhile, others.seen], [0, []])
  },

  'events written while others are handed on come next': async (world) => {
    await charged(world.desk)
    const { seen, handler } = listener()
    const writing: EventHandler = (event) => async () => {
      if (event.number === 1) await given('refund meanwhile', world.other.refund(ask()))
      return handler(event)()
    }
    await given('deliver', world.desk.deliver(writing))
    await given('deliver again', world.other.deliver(handler))
    equal('handed on', seen, inOrder(CH_1, 3))
  },

  'what a deliverer had when it died comes again when its lease ends, from the first': async (world) => {
    await charged(world.desk)
    await given('claimEvents by one that dies', world.subject.store.claimEvents({ limit: 10, leaseSeconds: 1 }))
    const { seen, handler } = listener()
    equal('delivered before the lease ends', (await given('deliver', world.other.deliver(handler))).delivered, 0)
    await world.passLeases()
    equal('delivered when the lease has ended', (await given('deliver', world.other.deliver(handler))).delivered, 2)
    equal('handed on', seen, inOrder(CH_1, 2))
  },

  'what arrived and could not be acknowledged is said, and comes again': async (world) => {
    await charged(world.desk)
    const failing = stoppingStore(world.subject.store, 'failing', async ({ operation, when }) =>
      operation === 'acknowledgeEvents' && when === 'before' ? 'fail' : 'go',
    )
    const { seen, handler } = listener()
    const first = await given('deliver', world.deskOn(failing).deliver(handler, { leaseSeconds: 1 }))
    equal(
      'what was not acknowledged',
      first.unacknowledged.map(({ claimed, error }) => [claimed.charge, error._tag]),
      [[CH_1, 'StoreUnavailable']],
    )
    await world.passLeases()
    await given('deliver again', world.other.deliver(handler))
    equal('handed on', seen, [...inOrder(CH_1, 2), ...inOrder(CH_1, 2)])
  },

  'one that took longer than its lease hears so, and another has the events': async (world) => {
    await charged(world.desk)
    const others = listener()
    const slow: EventHandler =
      ({ number }) =>
      async () => {
        if (number === 1) {
          await world.passLeases()
          await given('deliver by another', world.other.deliver(others.handler))
        }
        return right(null)
      }
    const first = await given('deliver', world.desk.deliver(slow, { leaseSeconds: 1 }))
    equal(
      'what was not acknowledged',
      first.unacknowledged.map(({ error }) => error._tag),
      ['LeaseLost'],
    )
    equal('handed on by the other', others.seen, inOrder(CH_1, 2))
    equal('left', (await given('deliver', world.desk.deliver(others.handler))).delivered, 0)
  },

  'how many charges are handed on at once is an option': async (world) => {
    await busy(world)
    const { seen, handler } = listener()
    equal(
      'delivered of one charge',
      (await given('deliver', world.desk.deliver(handler, { limit: 1 }))).delivered,
      seen.length,
    )
    equal('how many charges', new Set(seen.map((id) => id.split('.')[0])).size, 1)
  },

  'whatever handlers and deliverers do, each event arrives at last, for the first time in order': (world) =>
    propertyOf(world, [fc.array(fc.tuple(fc.nat(2), fc.nat(9)), { maxLength: 12 })], async (run, steps) => {
      const account = accountOf(`acct_events_${run}`)
      const { seen, handler } = listener()
      const step = async (kind: number, at: number): Promise<void> => {
        const desk = at % 2 === 0 ? world.desk : world.other
        if (kind === 0) await desk.refund(ask({ account, id: null, amount: at + 1 }))()
        else if (kind === 1) await given('deliver', desk.deliver(handler))
        else {
          const failing = listener((event) => event.number % 3 === at % 3)
          await given(
            'deliver',
            desk.deliver((event) => async () => {
              const answer = await failing.handler(event)()
              return answer._tag === 'Left' ? answer : handler(event)()
            }),
          )
        }
      }
      await charged(world.desk, { account })
      for (const [kind, at] of steps) await step(kind, at)
      await given('deliver the rest', world.desk.deliver(handler))
      const first = [...new Set(seen)]
      equal(
        'handed on, each for the first time',
        first,
        inOrder(CH_1, (await historyOf(world.another, CH_1, account)).length),
      )
    }),
}
