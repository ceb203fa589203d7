/** Exactly once per id. */
import { equal, given, refused } from '../../port/expect.js'
import { ACCOUNT, CH_1, CH_2, DP_1, ELSEWHERE, RE_1, USD } from '../../port/given.js'
import {
  ask,
  cents,
  charged,
  chargeNow,
  historyOf,
  keyNamed,
  nameOf,
  provesRight,
  tally,
  times,
  typesOf,
} from '../given.js'
import type { DeskTrials, World } from '../world.js'

/** Fails unless the history knows one birth of `re_1`, and the charge one refund of 30. */
const oneRefund = async ({ desk, subject }: World): Promise<void> => {
  const births = (await historyOf(subject.store)).filter(({ event }) => event.type === 'RefundRequested')
  equal('the births in the history', births.length, 1)
  const { standing, refundsMade } = await chargeNow(desk)
  equal('the figures of the charge', { standing, refundsMade }, { standing: 30, refundsMade: 1 })
  await provesRight(desk)
}

export const onceTrials: DeskTrials = {
  'a refund happens once, however often its id comes': async (world) => {
    const { desk } = world
    await charged(desk)
    const first = await given('refund', desk.refund(ask()))
    equal('the first answer: repeated, events', [first.repeated, first.events.length], [false, 1])
    for (const _ of times(5, () => null)) {
      const again = await given('refund again', desk.refund(ask()))
      equal('the answer again: repeated, events', [again.repeated, again.events], [true, []])
      equal('the refund again', again.refund, first.refund)
    }
    await oneRefund(world)
  },

  'a refund happens once when its id comes many times at once, on one desk': async (world) => {
    await charged(world.desk)
    const answers = await Promise.all(times(20, () => given('refund', world.desk.refund(ask()))))
    equal('how many answers are no repetition', answers.filter(({ repeated }) => !repeated).length, 1)
    await oneRefund(world)
  },

  'a refund happens once when its id comes many times at once, on the desks of several processes': async (world) => {
    await charged(world.desk)
    const desks = [world.desk, world.other, world.deskOn(world.subject.store), world.deskOn(world.another)]
    const answers = await Promise.all(
      times(20, (index) => given('refund', (desks[index % desks.length] ?? world.desk).refund(ask()))),
    )
    equal('how many answers are no repetition', answers.filter(({ repeated }) => !repeated).length, 1)
    await oneRefund(world)
  },

  'a refund whose id comes again is given as it stands now': async ({ desk, other }) => {
    await charged(desk)
    await given('refund', desk.refund(ask()))
    await given('acknowledge', desk.acknowledge({ account: ACCOUNT, refund: RE_1, answer: { status: 'succeeded' } }))
    const again = await given('refund again', other.refund(ask()))
    equal('the refund again: status, repeated', [again.refund.status, again.repeated], ['succeeded', true])
  },

  'an id is refused for another amount, and nothing happens': async (world) => {
    await charged(world.desk)
    await given('refund', world.desk.refund(ask()))
    await refused('refund of another amount', world.other.refund(ask({ amount: 31 })), {
      _tag: 'RefundIdTaken',
      refund: RE_1,
    })
    await oneRefund(world)
  },

  'an id is taken by one of two charges, also when both ask at once': async (world) => {
    const { desk, other, subject } = world
    await charged(desk)
    await charged(desk, { charge: CH_2 })
    const answers = await Promise.all([desk.refund(ask())(), other.refund(ask({ charge: CH_2 }))()])
    equal('the answers', tally(answers), 'RefundOfAnotherCharge 1, ok 1')
    const standing = (await chargeNow(desk)).standing + (await chargeNow(desk, CH_2)).standing
    equal('what stands on both charges', standing, 30)
    equal('the events of both', (await typesOf(subject.store)).length + (await typesOf(subject.store, CH_2)).length, 5)
    await provesRight(desk)
    await provesRight(desk, CH_2)
  },

  'a charge and a dispute happen once, however often their ids come': async ({ desk, other, subject }) => {
    await charged(desk)
    const dispute = {
      account: ACCOUNT,
      charge: CH_1,
      dispute: DP_1,
      amount: cents(10),
      currency: USD,
      stage: 'open',
    } as const
    const answers = await Promise.all(
      times(6, (index) => given('openDispute', (index % 2 ? desk : other).openDispute(dispute))),
    )
    equal('how many answers are no repetition', answers.filter(({ repeated }) => !repeated).length, 1)
    const again = await given(
      'authorize',
      other.authorize({ account: ACCOUNT, id: CH_1, amount: cents(100), currency: USD }),
    )
    equal('authorize again: repeated, events', [again.repeated, again.events], [true, []])
    equal('the history', await typesOf(subject.store), ['ChargeAuthorized', 'ChargeCaptured', 'DisputeOpened'])
    await provesRight(desk)
  },

  'a task that is run twice is one intention, also where the desk mints its id': async (world) => {
    await charged(world.desk)
    const task = world.desk.refund(ask({ id: null }))
    const first = await given('refund', task)
    const again = await given('refund, the same task', task)
    equal('the same task again: refund, repeated', [again.refund.id, again.repeated], [first.refund.id, true])
    await oneRefund(world)
  },

  'runs of one task at once are one refund, also where the desk minted its id': async (world) => {
    await charged(world.desk)
    const task = world.desk.refund(ask({ id: null }))
    const answers = await Promise.all([task(), task(), task()])
    equal('answers', answers.map(nameOf), ['ok', 'ok', 'ok'])
    equal('refunds', (await chargeNow(world.desk)).refundsMade, 1)
  },

  'an id that was minted and is another’s is refused, also when the task is run again': async (world) => {
    await charged(world.desk)
    await given('refund', world.desk.refund(ask()))
    const desk = world.deskOn(world.subject.store, { ids: { charge: () => CH_1, refund: () => RE_1 } })
    const task = desk.refund(ask({ id: null }))
    for (const run of [1, 2]) equal(`run ${run}`, nameOf(await task()), 'RefundIdTaken')
    const charge = desk.authorize({ account: ACCOUNT, amount: cents(100), currency: USD })
    for (const run of [1, 2]) equal(`run ${run} of authorize`, nameOf(await charge()), 'ChargeIdTaken')
    equal('refunds', (await chargeNow(world.desk)).refundsMade, 1)
  },

  'two tasks without id and key are two refunds': async ({ desk }) => {
    await charged(desk)
    const first = await given('refund', desk.refund(ask({ id: null })))
    const second = await given('refund', desk.refund(ask({ id: null })))
    equal('whether they are two', first.refund.id !== second.refund.id, true)
    equal('standing', (await chargeNow(desk)).standing, 60)
  },

  'keys and ids of two accounts do not meet': async ({ desk, other }) => {
    await charged(desk)
    await charged(desk, { account: ELSEWHERE })
    const key = keyNamed('k_1')
    const here = await given('refund', desk.refund(ask({ key })))
    const there = await given('refund in the other account', other.refund(ask({ key, amount: 40, account: ELSEWHERE })))
    equal('repeated', [here.repeated, there.repeated], [false, false])
    equal('standing', (await chargeNow(desk)).standing, 30)
    equal('standing in the other account', (await chargeNow(desk, CH_1, ELSEWHERE)).standing, 40)
    await provesRight(desk)
    await provesRight(desk, CH_1, ELSEWHERE)
  },

  "a move by a refund's id finds its charge in its own account only": async ({ desk }) => {
    await charged(desk)
    await charged(desk, { account: ELSEWHERE })
    await given('refund', desk.refund(ask()))
    await refused(
      'cancel in the other account',
      desk.cancel({ account: ELSEWHERE, refund: RE_1, failureReason: null }),
      {
        _tag: 'NotInBooks',
        record: 'refund',
      },
    )
  },
}
