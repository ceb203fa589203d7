/** Steps of chance: each is asked of a desk, and decided by the bare law as a command on named records. */

import fc from 'fast-check'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Command, captureCharge, requestRefund } from '../../domain/law/commands.js'
import { minorUnits } from '../../domain/money/minor-units.js'
import type { ChargeId, DisputeId, RefundId } from '../../domain/records/ids.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { Answer, ChargeAnswer } from '../../store/desk/answers.js'
import type { RefundDesk } from '../../store/desk/desk.js'
import type { Call } from '../../store/desk/perform.js'
import type { IdempotencyKey } from '../../store/names.js'
import { must } from '../port/expect.js'
import { chargeOf, disputeOf, refundOf, USD } from '../port/given.js'
import { keyNamed } from './given.js'

export interface Step {
  readonly type: keyof typeof WAYS
  readonly charge: ChargeId
  readonly refund: RefundId
  readonly dispute: DisputeId
  readonly amount: number
  readonly key: IdempotencyKey | null
  /** A refund whose id the desk mints; only under a key. */
  readonly mints: boolean
  readonly desk: number
  /** Seconds that pass before. */
  readonly pass: number
}

/** What a step is asked by: all but the records that it names. */
type Basis = Pick<Call, 'account' | 'key'>
type Asked = TaskEither<{ readonly _tag: string }, ChargeAnswer & Partial<Answer>>

interface Way {
  readonly ask: (desk: RefundDesk, basis: Basis, step: Step) => Asked
  /** `minted`: the refund's id, where the desk minted it. */
  readonly command: (step: Step, at: EpochSeconds, minted: RefundId) => Command
  readonly on: 'charge' | 'refund' | 'dispute'
  /** The command carries the id of a new record, so that the record need not be there. */
  readonly births?: true
  /** It carries no id, so that it is asked under a key only. */
  readonly needsKey?: true
}

const cents = (amount: number) => must(minorUnits(amount))
const usd = (amount: number) => ({ amount: cents(amount), currency: USD })
const KEY_OF_NONE = keyNamed('k_of_none')
const keyed = (basis: Basis) => ({ ...basis, key: basis.key ?? KEY_OF_NONE })

/** On the usual charge of 100: two captures are possible, and both legs go out. */
export const WAYS = {
  authorize: {
    ask: (desk, basis, { charge }) => desk.authorize({ ...basis, id: charge, ...usd(100) }),
    command: ({ charge }, at) => ({ type: 'authorize', id: charge, ...usd(100), status: 'authorized', at }),
    on: 'charge',
    births: true,
  },
  captureSome: {
    ask: (desk, basis, { charge, amount }) =>
      desk.capture({ ...keyed(basis), charge, amount: cents(amount), final: false, fee: usd(1), transfer: usd(1) }),
    command: ({ amount }, at) =>
      captureCharge({ amount: cents(amount), final: false, fee: usd(1), transfer: usd(1), at }),
    on: 'charge',
    needsKey: true,
  },
  captureRest: {
    ask: (desk, basis, { charge }) => desk.capture({ ...basis, charge, amount: 'remaining' }),
    command: (_, at) => captureCharge({ amount: 'remaining', at }),
    on: 'charge',
  },
  expire: {
    ask: (desk, basis, { charge }) => desk.expire({ ...basis, charge }),
    command: (_, at) => ({ type: 'expire', at }),
    on: 'charge',
  },
  refund: {
    ask: (desk, basis, { charge, refund, amount, mints }) =>
      desk.refund({ ...basis, charge, ...(mints ? {} : { id: refund }), ...usd(amount) }),
    command: ({ refund, amount, mints }, at, minted) =>
      requestRefund({ id: mints ? minted : refund, ...usd(amount), at }),
    on: 'refund',
    births: true,
  },
  acknowledge: {
    ask: (desk, basis, { refund }) => desk.acknowledge({ ...basis, refund, answer: { status: 'succeeded' } }),
    command: (_, at) => ({ type: 'acknowledge', answer: { status: 'succeeded' }, at }),
    on: 'refund',
  },
  refuse: {
    ask: (desk, basis, { refund }) => desk.refuse({ ...basis, refund, refusal: 'no' }),
    command: (_, at) => ({ type: 'refuse', refusal: 'no', at }),
    on: 'refund',
  },
  fail: {
    ask: (desk, basis, { refund }) => desk.fail({ ...basis, refund, failureReason: 'unknown' }),
    command: (_, at) => ({ type: 'fail', failureReason: 'unknown', at }),
    on: 'refund',
  },
  returnFee: {
    ask: (desk, basis, { charge }) => desk.returnFee({ ...keyed(basis), charge, amount: cents(1) }),
    command: (_, at) => ({ type: 'returnFee', amount: cents(1), at }),
    on: 'charge',
    needsKey: true,
  },
  open: {
    ask: (desk, basis, { charge, dispute, amount }) =>
      desk.openDispute({ ...basis, charge, dispute, ...usd(amount), stage: 'open' }),
    command: ({ dispute, amount }, at) => ({ type: 'open', id: dispute, ...usd(amount), stage: 'open', at }),
    on: 'dispute',
    births: true,
  },
  close: {
    ask: (desk, basis, { dispute }) => desk.closeDispute({ ...basis, dispute, outcome: 'won' }),
    command: (_, at) => ({ type: 'close', outcome: 'won', at }),
    on: 'dispute',
  },
} as const satisfies Record<string, Way>

export const wayOf = (step: Step): Way => WAYS[step.type]

/** Those that make something refundable come more often, so that not all is refused. */
const TYPES: readonly Step['type'][] = [
  ...([
    'authorize',
    'captureSome',
    'captureRest',
    'expire',
    'acknowledge',
    'refuse',
    'fail',
    'returnFee',
    'open',
    'close',
  ] as const),
  ...(['refund', 'refund', 'refund', 'refund', 'acknowledge'] as const),
]

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc
    .record({
      type: fc.constantFrom(...TYPES),
      charge: fc.constantFrom('ch_1', 'ch_2').map(chargeOf),
      refund: fc.constantFrom('re_a', 're_b', 're_c').map(refundOf),
      dispute: fc.constantFrom('dp_a', 'dp_b').map(disputeOf),
      amount: fc.constantFrom(0, 10, 30, 60, 100),
      key: fc.option(fc.constantFrom('k_a', 'k_b', 'k_c', 'k_d').map(keyNamed)),
      mints: fc.boolean(),
      desk: fc.nat(1),
      pass: fc.constantFrom(0, 0, 0, 1, 60, 86_400),
    })
    .map((step) => ({ ...step, mints: step.mints && step.key !== null })),
  { minLength: 5, maxLength: 40 },
)
