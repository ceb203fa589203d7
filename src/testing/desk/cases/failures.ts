/** A store that is down: typed, transient, and asking again does the work once. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { left } from '../../../domain/either.js'
import type { RefundDesk } from '../../../store/desk/desk.js'
import { type InvalidRow, worthRetrying } from '../../../store/errors.js'
import type { Loaded, Store } from '../../../store/port.js'
import { type Ask, type Stop, stoppingStore } from '../../explore/stops.js'
import { answered, equal, given, refused } from '../../port/expect.js'
import { ACCOUNT, CH_1, chargeOf, RE_1, RE_2 } from '../../port/given.js'
import { ask, charged, chargeNow, keyNamed, nameOf, provesRight } from '../given.js'
import { writesNothing } from '../seen.js'
import type { DeskTrials, World } from '../world.js'

type Place = Pick<Stop, 'operation' | 'when'>
/** As a desk's default. */
const LEASE = 60

const failingAt = (store: Store, at: Place): Store => {
  const ask: Ask = async ({ operation, when }) => (operation === at.operation && when === at.when ? 'fail' : 'go')
  return stoppingStore(store, 'failing', ask, 'givenBack')
}

/** A store whose operation breaks its contract: it rejects, or throws at once. */
const rejectingAt = (store: Store, operation: keyof Store, how: 'rejects' | 'throws'): Store => ({
  ...store,
  [operation]: (asked: unknown) => {
    // What was loaded goes back, as the store may lock it.
    const freed = operation === 'commit' ? store.release(asked as Loaded)() : Promise.resolve()
    if (how === 'throws') throw new Error('broken')
    return async () => {
      await freed
      throw new Error('broken')
    }
  },
})

const KEY = keyNamed('k_1')
/** The ways in which asking again is asking the same. */
const WAYS = {
  'by its id': { id: RE_1 },
  'by its key': { id: null, key: KEY },
  'by both': { id: RE_2, key: keyNamed('k_2') },
} as const

/** The failure at that place is followed by the same question, until it is answered. */
const onceAfter =
  (at: Place) =>
  async (world: World): Promise<void> => {
    const failing = world.deskOn(failingAt(world.subject.store, at))
    for (const [index, [how, way]] of Object.entries(WAYS).entries()) {
      const charge = chargeOf(`ch_${index + 1}`)
      await charged(world.desk, { charge })
      const asked = ask({ charge, ...way })
      await refused(`refund ${how}`, failing.refund(asked), { _tag: 'StoreUnavailable', operation: at.operation })
      // What a failure left behind under the key lapses.
      world.clock.advance(LEASE)
      await given(`refund ${how} again`, world.other.refund(asked))
      await given(`refund ${how} once more`, world.desk.refund(asked))
      equal(`refund ${how}: how many were made`, (await chargeNow(world.desk, charge)).refundsMade, 1)
      await provesRight(world.desk, charge)
    }
  }

const READS: readonly (readonly [
  operation: keyof Store,
  command: (desk: RefundDesk) => TaskEither<{ readonly _tag: string }, unknown>,
])[] = [
  ['find', (desk) => desk.retrieve({ account: ACCOUNT, of: 'charge', id: CH_1 })],
  ['list', (desk) => desk.list({ account: ACCOUNT, of: 'charge' })],
  ['find', (desk) => desk.succeed({ account: ACCOUNT, refund: RE_1 })],
  ['load', (desk) => desk.audit({ account: ACCOUNT, charge: CH_1 })],
  ['list', (desk) => desk.audit({ account: ACCOUNT, charge: CH_1 })],
  ['claimDue', (desk) => desk.runDue()],
  ['claimEvents', (desk) => desk.deliver(() => async () => left('unused'))],
  ['forgetKeys', (desk) => desk.forgetKeys()],
]

export const failureTrials: DeskTrials = {
  'a store that is down before it loads is StoreUnavailable, and asking again does it once': onceAfter({
    operation: 'load',
    when: 'before',
  }),
  'a store that is down after it loaded is StoreUnavailable, and asking again does it once': onceAfter({
    operation: 'load',
    when: 'after',
  }),
  'a store that is down before it writes is StoreUnavailable, and asking again does it once': onceAfter({
    operation: 'commit',
    when: 'before',
  }),
  'a store whose acknowledgement is lost is StoreUnavailable, and asking again does it once': onceAfter({
    operation: 'commit',
    when: 'after',
  }),

  'a store that is down before it writes has written nothing': async (world) => {
    await charged(world.desk)
    for (const operation of ['load', 'commit'] as const) {
      const desk = world.deskOn(failingAt(world.subject.store, { operation, when: 'before' }))
      await writesNothing(world.another, `a failure before ${operation}`, async () => {
        await refused('refund', desk.refund(ask()), { _tag: 'StoreUnavailable', operation, written: 'no' })
        await refused('refund', desk.refund(ask({ key: KEY })), { _tag: 'StoreUnavailable', operation, written: 'no' })
      })
    }
  },

  'a lost acknowledgement says that it is unknown whether it was written': async (world) => {
    await charged(world.desk)
    const desk = world.deskOn(failingAt(world.subject.store, { operation: 'commit', when: 'after' }))
    const answer = await desk.refund(ask())()
    equal('the answer', nameOf(answer), 'StoreUnavailable')
    if (answer._tag === 'Left' && answer.left._tag === 'StoreUnavailable') {
      equal('written', answer.left.written, 'unknown')
      equal('whether it is worth retrying', worthRetrying(answer.left), true)
    }
    equal('standing', (await chargeNow(world.desk)).standing, 30)
  },

  'the answer under a key whose acknowledgement was lost is given again at once': async (world) => {
    await charged(world.desk)
    const desk = world.deskOn(failingAt(world.subject.store, { operation: 'commit', when: 'after' }))
    const asked = ask({ key: KEY, id: null })
    await refused('refund', desk.refund(asked), { _tag: 'StoreUnavailable' })
    equal('repeated', (await given('refund again', world.other.refund(asked))).repeated, true)
    equal('standing', (await chargeNow(world.desk)).standing, 30)
  },

  'a store that rejects or throws is StoreUnavailable, with its cause': async (world) => {
    await charged(world.desk)
    for (const how of ['rejects', 'throws'] as const) {
      for (const [operation, written] of [
        ['load', 'no'],
        ['commit', 'unknown'],
      ] as const) {
        const desk = world.deskOn(rejectingAt(world.subject.store, operation, how))
        const answer = await answered(`refund where ${operation} ${how}`, desk.refund(ask()))
        const { cause, ...rest } =
          answer._tag === 'Left' && answer.left._tag === 'StoreUnavailable' ? answer.left : { cause: null }
        equal(`refund where ${operation} ${how}`, rest, { _tag: 'StoreUnavailable', operation, written })
        equal('its cause', String(cause), 'Error: broken')
      }
    }
  },

  'reading, working off and handing on answer StoreUnavailable as well, however the store fails': async (world) => {
    await charged(world.desk)
    for (const [operation, command] of READS) {
      const stores = [
        failingAt(world.subject.store, { operation, when: 'before' }),
        rejectingAt(world.subject.store, operation, 'rejects'),
        rejectingAt(world.subject.store, operation, 'throws'),
      ]
      for (const store of stores)
        await refused(`a desk whose ${operation} fails`, command(world.deskOn(store)), {
          _tag: 'StoreUnavailable',
          operation,
        } as never)
    }
  },

  'nothing is decided on a row that cannot be read': async (world) => {
    await charged(world.desk)
    const row: InvalidRow = {
      _tag: 'InvalidRow',
      row: 'charge',
      account: 'acct_1',
      id: 'ch_1',
      problems: ['captured 1'],
    }
    const desk = world.deskOn({ ...world.subject.store, load: () => async () => left(row) })
    await writesNothing(world.another, 'an invalid row', () => refused('refund', desk.refund(ask()), row))
    equal('whether it is worth retrying', worthRetrying(row), false)
  },
}
