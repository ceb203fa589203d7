/** Exactly once per key, and the answer of the first time again. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { isLeft } from '../../../domain/either.js'
import { minorUnits } from '../../../domain/money/minor-units.js'
import type { Answer, ChargeAnswer } from '../../../store/desk/answers.js'
import type { RefundDesk } from '../../../store/desk/desk.js'
import { equal, fail, given, must, refused, shown } from '../../port/expect.js'
import { ACCOUNT, CH_1, CH_2, DP_1, RE_1, RE_2, USD } from '../../port/given.js'
import {
  ask,
  authorized,
  cents,
  charged,
  chargeNow,
  historyOf,
  keyNamed,
  nameOf,
  provesRight,
  times,
  typesOf,
} from '../given.js'
import type { DeskTrials, World } from '../world.js'

const key = keyNamed('k_1')
const CALL = { account: ACCOUNT, charge: CH_1, key } as const

type Command = (desk: RefundDesk) => TaskEither<{ readonly _tag: string }, ChargeAnswer & Partial<Answer>>

/** Commands under a key, on a charge with both legs, a refund that is under way, and one that is requested. */
const COMMANDS: Readonly<Record<string, Command>> = {
  'a refund without id': (desk) => desk.refund(ask({ key, id: null })),
  'a refund with an id': (desk) => desk.refund(ask({ key, id: RE_2 })),
  'a charge without id': (desk) => desk.authorize({ account: ACCOUNT, key, amount: cents(7), currency: USD }),
  'a charge with an id': (desk) => desk.authorize({ account: ACCOUNT, key, id: CH_2, amount: cents(7), currency: USD }),
  'a capture before the final one': (desk) => desk.capture({ ...CALL, amount: cents(5), final: false }),
  'a final capture': (desk) => desk.capture({ ...CALL, amount: 'remaining' }),
  'a direct return of the fee': (desk) => desk.returnFee({ ...CALL, amount: cents(2) }),
  'a direct reversal of the transfer': (desk) => desk.reverseTransfer({ ...CALL, amount: cents(3) }),
  'a move of a refund': (desk) => desk.succeed({ account: ACCOUNT, key, refund: RE_1 }),
  'an edit of metadata': (desk) =>
    desk.editMetadata({ account: ACCOUNT, key, refund: RE_1, metadata: { order: '6735' } }),
  'a dispute': (desk) =>
    desk.openDispute({ ...CALL, dispute: DP_1, amount: cents(10), currency: USD, stage: 'inquiry' }),
}

const underWay = async (desk: RefundDesk): Promise<void> => {
  await authorized(desk)
  const legs = { fee: { amount: cents(10), currency: USD }, transfer: { amount: cents(40), currency: USD } }
  await given('capture', desk.capture({ ...CALL, key: keyNamed('k_0'), amount: cents(60), final: false, ...legs }))
  await given('refund', desk.refund(ask({ amount: 20, born: { status: 'pending', pendingReason: null } })))
}

const happened = async ({ subject }: World): Promise<number> => (await historyOf(subject.store)).length

const oncePerKey =
  (command: Command) =>
  async (world: World): Promise<void> => {
    await underWay(world.desk)
    const first = await given('the command', command(world.desk))
    const before = await happened(world)
    equal(
      'the first answer: repeated, and whether something happened',
      [first.repeated, first.events.length > 0],
      [false, true],
    )
    for (const desk of [world.desk, world.other, world.deskOn(world.another)]) {
      const again = await given('the command again', command(desk))
      const records = ({ charge, refund, dispute }: ChargeAnswer & Partial<Answer>) => [
        charge,
        refund ?? null,
        dispute ?? null,
      ]
      equal('the answer again: records', records(again), records(first))
      equal('the answer again: repeated, events', [again.repeated, again.events], [true, []])
    }
    equal('how many events the charge has', await happened(world), before)
    equal(
      'how many charges there are',
      (await given('list', world.desk.list({ account: ACCOUNT, of: 'charge' }))).data.length,
      first.charge.id === CH_1 ? 1 : 2,
    )
    await provesRight(world.desk)
  }

/** Fails unless all but one of those that ask at once hear the first one's answer, or that it is under way. */
const onceAmongMany =
  (command: Command) =>
  async (world: World): Promise<void> => {
    await underWay(world.desk)
    const desks = [world.desk, world.other, world.deskOn(world.another)]
    const answers = await Promise.all(times(12, (index) => command(desks[index % 3] ?? world.desk)()))
    const firsts = answers.filter((answer) => !isLeft(answer) && !answer.right.repeated)
    equal('how many made it happen', firsts.length, 1)
    for (const answer of answers)
      if (isLeft(answer) && answer.left._tag !== 'KeyInFlight')
        fail(`the command: expected KeyInFlight or an outcome, got ${shown(answer.left)}`)
    const again = await given('the command again', command(world.other))
    equal('the answer again: repeated', again.repeated, true)
    await provesRight(world.desk)
  }

const perCommand = (
  name: (command: string) => string,
  trial: (command: Command) => (world: World) => Promise<void>,
): DeskTrials => Object.fromEntries(Object.entries(COMMANDS).map(([command, make]) => [name(command), trial(make)]))

export const keyTrials: DeskTrials = {
  ...perCommand((command) => `${command} happens once per key, and its answer is given again`, oncePerKey),
  ...perCommand((command) => `${command} happens once per key when many ask at once`, onceAmongMany),

  'an answer under a key is given as it was, also after the charge went on': async (world) => {
    await charged(world.desk)
    const first = await given('refund', world.desk.refund(ask({ key })))
    await given(
      'acknowledge',
      world.desk.acknowledge({ account: ACCOUNT, refund: RE_1, answer: { status: 'succeeded' } }),
    )
    await given('refund of another', world.desk.refund(ask({ id: RE_2 })))
    const again = await given('refund again', world.other.refund(ask({ key })))
    equal(
      'the records again',
      { charge: again.charge, refund: again.refund },
      { charge: first.charge, refund: first.refund },
    )
    equal('repeated', again.repeated, true)
  },

  'a refusal under a key is given again, also after it would be accepted': async ({ desk, other, subject }) => {
    await authorized(desk)
    const first = await desk.refund(ask({ key }))()
    equal('the refusal', nameOf(first), 'PartialReleaseOfAuthorization')
    await given('capture', desk.capture({ account: ACCOUNT, charge: CH_1, amount: 'remaining' }))
    equal('the refusal again', await other.refund(ask({ key }))(), first)
    await given('refund under another key', desk.refund(ask({ key: keyNamed('k_2') })))
    equal('the history', await typesOf(subject.store), ['ChargeAuthorized', 'ChargeCaptured', 'RefundRequested'])
  },

  'an amount that is none is not kept under its key': async ({ desk, other }) => {
    await charged(desk)
    const zero = { ...ask({ key }), amount: must(minorUnits(0)) }
    await refused('refund of 0', desk.refund(zero), { _tag: 'InvalidAmount', field: 'amount' })
    const mended = await given('refund of 30 under the same key', desk.refund(ask({ key })))
    const again = await given('refund of 30 again', other.refund(ask({ key })))
    equal('repeated', [mended.repeated, again.repeated], [false, true])
  },

  'a record that is not there is not kept under its key': async ({ desk, other }) => {
    await refused('refund of no charge', desk.refund(ask({ key })), { _tag: 'NotInBooks', record: 'charge' })
    await charged(desk)
    const mended = await given('the same under the same key', other.refund(ask({ key })))
    equal('repeated', mended.repeated, false)
  },

  'a key is refused for other parameters, and nothing happens': async ({ desk, other }) => {
    await charged(desk)
    await given('refund', desk.refund(ask({ key })))
    const differs = { _tag: 'KeyReused', key: 'k_1', differs: 'parameters' } as const
    await refused('another amount', other.refund(ask({ key, amount: 31 })), differs)
    await refused('another id', desk.refund(ask({ key, id: RE_2 })), differs)
    await refused('another charge', desk.refund(ask({ key, charge: CH_2 })), differs)
    await refused('other metadata', desk.refund(ask({ key, metadata: { order: '1' } })), differs)
    await refused('another reason', desk.refund(ask({ key, reason: 'duplicate' })), differs)
    equal('standing', (await chargeNow(desk)).standing, 30)
  },

  'a key is refused for another command, and nothing happens': async ({ desk, other, subject }) => {
    await charged(desk)
    await given('refund', desk.refund(ask({ key })))
    const asked = { account: ACCOUNT, key, refund: RE_1, failureReason: null }
    await refused('cancel', other.cancel(asked), {
      _tag: 'KeyReused',
      key: 'k_1',
      differs: 'path',
      usedFor: 'request',
      givenFor: 'cancel',
    })
    equal('how many events', (await historyOf(subject.store)).length, 3)
  },

  'the same parameters in another order are the same': async ({ desk, other }) => {
    await charged(desk)
    await given('refund', desk.refund(ask({ key, metadata: { a: '1', b: '2' } })))
    const again = await given('refund again', other.refund(ask({ key, metadata: { b: '2', a: '1' } })))
    equal('repeated', again.repeated, true)
  },

  'the time at which something is said to have happened is no parameter': async ({ desk, clock }) => {
    await charged(desk)
    await given('refund', desk.refund(ask({ key, at: clock() })))
    const again = await given('refund again', desk.refund(ask({ key, at: clock.advance(1) })))
    equal('repeated', again.repeated, true)
  },

  'two keys are two intentions': async ({ desk }) => {
    await charged(desk)
    await given('refund', desk.refund(ask({ key, id: null })))
    await given('refund', desk.refund(ask({ key: keyNamed('k_2'), id: null })))
    equal('standing', (await chargeNow(desk)).standing, 60)
  },
}
