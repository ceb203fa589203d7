/** Names, ids and times that are none: TypeScript refuses them, and callers in JavaScript are told. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { RefundDesk } from '../../../store/desk/desk.js'
import { answered, equal, given } from '../../port/expect.js'
import { ACCOUNT, CH_1, DP_1, RE_1, USD } from '../../port/given.js'
import { ask, cents, charged, chargeNow } from '../given.js'
import { writesNothing } from '../seen.js'
import type { DeskTrials } from '../world.js'

/** A desk as JavaScript sees it. */
type Loose = Readonly<Record<keyof RefundDesk, (asked: object) => TaskEither<object, unknown>>>

const TOO_LONG = 'x'.repeat(256)
const CALL = { account: ACCOUNT, charge: CH_1 }

type Row = readonly [ask: (desk: Loose) => TaskEither<object, unknown>, error: object]

const ROWS: readonly Row[] = [
  [(desk) => desk.refund(undefined as never), { _tag: 'InvalidInput' }],
  [(desk) => desk.refund(null as never), { _tag: 'InvalidInput' }],
  [(desk) => desk.refund({ ...ask(), reason: 'bogus' }), { _tag: 'InvalidInput' }],
  [(desk) => desk.refund({ ...ask(), metadata: { a: 1 } }), { _tag: 'InvalidInput' }],
  [(desk) => desk.refund({ ...ask(), metadata: null }), { _tag: 'InvalidInput' }],
  [(desk) => desk.refund({ ...ask(), legs: { fee: 'yes', transfer: false } }), { _tag: 'InvalidInput' }],
  [(desk) => desk.refund({ ...ask(), born: 'succeeded' }), { _tag: 'InvalidInput' }],
  [(desk) => desk.refund({ ...ask(), currency: 'USD' }), { _tag: 'InvalidInput' }],
  [(desk) => desk.refund({ ...ask(), due: 'soon' }), { _tag: 'InvalidInput' }],
  [(desk) => desk.refund({ ...ask(), due: [null] }), { _tag: 'InvalidInput' }],
  [(desk) => desk.capture({ ...CALL, amount: cents(1), final: null, key: 'k' }), { _tag: 'InvalidInput' }],
  [(desk) => desk.acknowledge({ ...CALL, refund: RE_1 }), { _tag: 'InvalidInput' }],
  [(desk) => desk.acknowledge({ ...CALL, refund: RE_1, answer: { status: 'failed' } }), { _tag: 'InvalidInput' }],
  [(desk) => desk.closeDispute({ ...CALL, dispute: DP_1 }), { _tag: 'InvalidInput' }],
  [(desk) => desk.runDue({ leaseSeconds: '60' }), { _tag: 'InvalidInput' }],
  [(desk) => desk.runDue({ limit: 0 }), { _tag: 'InvalidInput' }],
  [(desk) => desk.deliver(undefined as never), { _tag: 'InvalidInput' }],
  [(desk) => desk.retrieve({ account: ACCOUNT, of: 'refunds', id: RE_1 }), { _tag: 'InvalidInput' }],
  [(desk) => desk.retrieve({ account: ACCOUNT, of: 'event', id: 5 }), { _tag: 'InvalidInput' }],
  [(desk) => desk.list({ account: ACCOUNT, of: 'document' }), { _tag: 'InvalidInput' }],
  [(desk) => desk.list({ account: ACCOUNT, of: 'refund', created: { gt: '5' } }), { _tag: 'InvalidInput' }],
  [(desk) => desk.refund({ ...ask(), account: '' }), { _tag: 'InvalidName', field: 'account', problem: 'empty' }],
  [
    (desk) => desk.refund({ ...ask(), account: undefined }),
    { _tag: 'InvalidName', field: 'account', problem: 'notText' },
  ],
  [
    (desk) => desk.refund({ ...ask(), account: TOO_LONG }),
    { _tag: 'InvalidName', field: 'account', problem: 'tooLong' },
  ],
  [(desk) => desk.refund({ ...ask(), key: '' }), { _tag: 'InvalidName', field: 'key', problem: 'empty' }],
  [(desk) => desk.refund({ ...ask(), key: 7 }), { _tag: 'InvalidName', field: 'key', problem: 'notText' }],
  [(desk) => desk.refund({ ...ask(), key: TOO_LONG }), { _tag: 'InvalidName', field: 'key', problem: 'tooLong' }],
  [(desk) => desk.refund({ ...ask(), id: '' }), { _tag: 'InvalidId', field: 'refund' }],
  [(desk) => desk.refund({ ...ask(), id: 7 }), { _tag: 'InvalidId', field: 'refund' }],
  [(desk) => desk.refund({ ...ask(), charge: '' }), { _tag: 'InvalidId', field: 'charge' }],
  [(desk) => desk.refund({ ...ask(), charge: undefined }), { _tag: 'InvalidId', field: 'charge' }],
  [(desk) => desk.refund({ ...ask(), at: Number.NaN }), { _tag: 'InvalidTime' }],
  [(desk) => desk.refund({ ...ask(), at: 1.5 }), { _tag: 'InvalidTime' }],
  [(desk) => desk.refund({ ...ask(), at: 1_760_000_000_000 }), { _tag: 'InvalidTime' }],
  [
    (desk) => desk.refund({ ...ask(), amount: 1.5 }),
    { _tag: 'InvalidAmount', field: 'amount', problem: 'notAnInteger' },
  ],
  [
    (desk) => desk.refund({ ...ask(), amount: '30' }),
    { _tag: 'InvalidAmount', field: 'amount', problem: 'notAnInteger' },
  ],
  [
    (desk) => desk.refund({ ...ask(), amount: 30n }),
    { _tag: 'InvalidAmount', field: 'amount', problem: 'notAnInteger' },
  ],
  [
    (desk) => desk.authorize({ account: ACCOUNT, id: '', amount: cents(1), currency: USD }),
    { _tag: 'InvalidId', field: 'charge' },
  ],
  [(desk) => desk.release({ account: ACCOUNT }), { _tag: 'InvalidId', field: 'charge' }],
  [(desk) => desk.succeed({ account: ACCOUNT }), { _tag: 'InvalidId', field: 'refund' }],
  [(desk) => desk.succeed({ account: ACCOUNT, refund: '', charge: CH_1 }), { _tag: 'InvalidId', field: 'refund' }],
  [(desk) => desk.closeDispute({ account: ACCOUNT, outcome: 'won' }), { _tag: 'InvalidId', field: 'dispute' }],
  [
    (desk) => desk.openDispute({ ...CALL, dispute: '', amount: cents(1), currency: USD, stage: 'open' }),
    { _tag: 'InvalidId', field: 'dispute' },
  ],
  [
    (desk) => desk.openDispute({ ...CALL, dispute: DP_1, amount: cents(1), currency: USD, stage: 'open', at: -1 }),
    { _tag: 'InvalidTime' },
  ],
  // Without a key, asking again would do it again.
  [
    (desk) => desk.capture({ ...CALL, amount: cents(1), final: false }),
    { _tag: 'InvalidName', field: 'key', problem: 'notText' },
  ],
  [(desk) => desk.returnFee({ ...CALL, amount: cents(1) }), { _tag: 'InvalidName', field: 'key', problem: 'notText' }],
  [
    (desk) => desk.reverseTransfer({ ...CALL, amount: cents(1) }),
    { _tag: 'InvalidName', field: 'key', problem: 'notText' },
  ],
]

export const nameTrials: DeskTrials = {
  'names, ids, times and amounts that are none are refused by name, and write nothing': async (world) => {
    await charged(world.desk)
    await writesNothing(world.another, 'what is no name', async () => {
      for (const [index, [command, error]] of ROWS.entries()) {
        const answer = await answered(`question ${index}`, command(world.desk as unknown as Loose))
        const refusal = answer._tag === 'Left' ? answer.left : {}
        const named = Object.fromEntries(
          Object.keys(error).map((name) => [name, (refusal as Record<string, unknown>)[name]]),
        )
        equal(`question ${index}`, named, error)
      }
    })
  },
  'a key or an id that is null is none': async (world) => {
    await charged(world.desk)
    const desk = world.desk as unknown as Loose
    for (const count of [1, 2]) {
      await given('refund', desk.refund({ ...ask({ amount: 1 }), id: null, key: null }) as TaskEither<never, unknown>)
      equal('refunds', (await chargeNow(world.desk)).refundsMade, count)
    }
  },
}
