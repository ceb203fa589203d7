/** The races that refunds are lost in: two callers, as two processes or at one desk. */
import { isLeft } from '../../domain/either.js'
import { ask, authorized, cents, charged, keyNamed } from '../desk/given.js'
import type { World } from '../desk/world.js'
import { given } from '../port/expect.js'
import { ACCOUNT, CH_1, CH_2, DP_1, FAR, RE_1, RE_2, refundOf, taskOf, USD } from '../port/given.js'
import { handOf } from '../port/hand.js'
import type { Question } from './processes.js'
import { LEASE, type Scenario } from './scenario.js'
import { never, stoppingStore } from './stops.js'

const K_1 = keyNamed('k_1')
const K_2 = keyNamed('k_2')
const RE_0 = refundOf('re_0')

/** `re_0` of 60 stands, in its third event. */
const refunded = async ({ desk }: World): Promise<void> => {
  await charged(desk)
  await given('refund', desk.refund(ask({ id: RE_0, amount: 60, born: { status: 'succeeded' } })))
}
const halfCaptured = async ({ desk }: World): Promise<void> => {
  await authorized(desk)
  await given(
    'capture',
    desk.capture({ account: ACCOUNT, charge: CH_1, key: keyNamed('k_0'), amount: cents(50), final: false }),
  )
}
const twoCharges = async ({ desk }: World): Promise<void> => {
  await charged(desk)
  await charged(desk, { charge: CH_2 })
}
/** `re_0` is under way, and succeeds by itself. */
const waiting = async ({ desk, clock }: World): Promise<void> => {
  await charged(desk)
  const work = { type: 'move', charge: CH_1, refund: RE_0, dispute: null, command: { type: 'succeed' } } as const
  const born = { status: 'pending', pendingReason: null } as const
  await given('refund', desk.refund(ask({ id: RE_0, amount: 60, born, due: [{ at: clock(), work }] })))
}

/** `k_1` was used for a refund of 60. */
const usedKey = async ({ desk }: World): Promise<void> => {
  await charged(desk)
  await given('refund', desk.refund(ask({ id: null, key: K_1, amount: 60 })))
}

/** A process died over `k_1` before it wrote, and its lease has ended: whoever asks first takes the key over. */
const lapsedKey = async ({ desk, deskOn, subject, clock }: World): Promise<void> => {
  await charged(desk)
  await new Promise<void>((dead) => {
    const store = stoppingStore(subject.store, 'dead', ({ operation, when }) => {
      if (operation !== 'commit' || when !== 'before') return Promise.resolve('go')
      dead()
      return never()
    })
    void keyed(K_1)(deskOn(store))()
  })
  clock.advance(LEASE)
}

const of60 =
  (id: typeof RE_1): Question =>
  (desk) =>
    desk.refund(ask({ id, amount: 60 }))
const keyed =
  (key: typeof K_1, amount = 60): Question =>
  (desk) =>
    desk.refund(ask({ id: null, key, amount }))
const failing: Question = (desk) =>
  desk.fail({ account: ACCOUNT, key: K_2, charge: CH_1, refund: RE_0, failureReason: 'unknown' })
const capturing: Question = (desk) => desk.capture({ account: ACCOUNT, charge: CH_1, key: K_2, amount: 'remaining' })
const disputing: Question = (desk) =>
  desk.openDispute({ account: ACCOUNT, charge: CH_1, dispute: DP_1, amount: cents(10), currency: USD, stage: 'open' })
/** Does what is due; hears that the store failed over it, as its log would show. */
const working: Question = (desk) => async () => {
  const fired = await desk.runDue()()
  if (isLeft(fired)) return fired
  return fired.right.map(({ result }) => result).find((result) => isLeft(result)) ?? fired
}

const two = (one: Question, other: Question, processes: 'AB' | 'AA'): Scenario['callers'] => [
  { process: 'A', ask: one },
  { process: processes === 'AB' ? 'B' : 'A', ask: other },
]

type Race = Omit<Scenario, 'callers'> & { readonly one: Question; readonly other: Question }

const RACES: readonly Race[] = [
  {
    name: 'two refunds of 60 on 100',
    one: of60(RE_1),
    other: of60(RE_2),
    ends: ['ok ExceedsRemaining, standing 60, 3 events', 'ExceedsRemaining ok, standing 60, 3 events'],
  },
  {
    name: 'one refund asked twice by its id',
    one: of60(RE_1),
    other: of60(RE_1),
    ends: ['ok ok, standing 60, 3 events'],
  },
  {
    name: 'one refund asked twice under its key',
    againInTurn: true,
    one: keyed(K_1),
    other: keyed(K_1),
    ends: ['ok ok, standing 60, 3 events'],
  },
  {
    name: 'one refund asked twice under a key whose process died',
    before: lapsedKey,
    againInTurn: true,
    one: keyed(K_1),
    other: keyed(K_1),
    ends: ['ok ok, standing 60, 3 events'],
  },
  {
    name: 'two refunds of 60 under two keys',
    one: keyed(K_1),
    other: keyed(K_2),
    ends: ['ok ExceedsRemaining, standing 60, 3 events', 'ExceedsRemaining ok, standing 60, 3 events'],
  },
  {
    name: 'two different refunds under one key',
    againInTurn: true,
    one: keyed(K_1, 60),
    other: keyed(K_1, 40),
    ends: ['ok KeyReused, standing 60, 3 events', 'KeyReused ok, standing 40, 3 events'],
  },
  {
    name: 'a refund under a key that was used for it, and another under the same key',
    before: usedKey,
    againInTurn: true,
    one: keyed(K_1, 60),
    other: keyed(K_1, 40),
    ends: ['ok KeyReused, standing 60, 3 events'],
  },
  {
    name: 'a refund, and the failure of another that makes room for it',
    before: refunded,
    one: of60(RE_1),
    other: failing,
    ends: ['ExceedsRemaining ok, standing 0, 4 events', 'ok ok, standing 60, 5 events'],
  },
  {
    name: 'a refund, and the capture that makes room for it',
    before: halfCaptured,
    one: of60(RE_1),
    other: capturing,
    ends: ['ExceedsRemaining ok, standing 0, 3 events', 'ok ok, standing 60, 4 events'],
  },
  {
    name: 'a refund, and the dispute that blocks it',
    one: of60(RE_1),
    other: disputing,
    ends: ['ok ok, standing 60, 4 events', 'ChargeDisputed ok, standing 0, 3 events'],
  },
  {
    name: 'one id on two charges',
    before: twoCharges,
    againInTurn: true,
    one: of60(RE_1),
    other: (desk) => desk.refund(ask({ charge: CH_2, amount: 60 })),
    ends: ['ok RefundOfAnotherCharge, standing 60, 3 events', 'RefundOfAnotherCharge ok, standing 0, 2 events'],
  },
  {
    name: 'two workers and one move that is due',
    before: waiting,
    againInTurn: true,
    one: working,
    other: working,
    ends: ['ok ok, standing 60, 4 events'],
  },
]

/** Two processes on one store. */
export const twoProcesses: readonly Scenario[] = RACES.map(({ one, other, ...race }) => ({
  ...race,
  callers: two(one, other, 'AB'),
}))

/** Two callers at one desk, which go down together. */
export const oneDesk: readonly Scenario[] = RACES.map(({ one, other, ...race }) => ({
  ...race,
  callers: two(one, other, 'AA'),
}))

/** One caller that fails, and asks again until it hears. */
export const alone: readonly Scenario[] = [
  { name: 'a refund by its id', callers: [{ process: 'A', ask: of60(RE_1) }], ends: ['ok, standing 60, 3 events'] },
  { name: 'a refund under its key', callers: [{ process: 'A', ask: keyed(K_1) }], ends: ['ok, standing 60, 3 events'] },
  {
    name: 'a capture under its key',
    before: halfCaptured,
    callers: [{ process: 'A', ask: capturing }],
    ends: ['ok, standing 0, 3 events'],
  },
  {
    name: 'a refund, and what waits because of it',
    callers: [{ process: 'A', ask: (desk) => desk.refund(ask({ amount: 60, due: [taskOf('tell')] })) }],
    ends: ['ok, standing 60, 3 events, 1 due'],
    also: async ({ another }) => `${(await handOf(another).claimDue(FAR)).length} due`,
  },
]
