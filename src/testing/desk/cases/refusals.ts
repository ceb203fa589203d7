/** A refusal writes nothing but its record under a key, and a repetition writes nothing at all. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { RefundDesk } from '../../../store/desk/desk.js'
import type { Due } from '../../../store/rows.js'
import { answered, equal, given } from '../../port/expect.js'
import { ACCOUNT, CH_1, CH_2, DP_1, RE_1, RE_2, START, taskOf, USD } from '../../port/given.js'
import { ask, cents, charged, keyNamed, nameOf, provesRight } from '../given.js'
import { writesNothing } from '../seen.js'
import type { DeskTrials, World } from '../world.js'

const CALL = { account: ACCOUNT, charge: CH_1 } as const
const due: readonly Due[] = [taskOf('told', START)]

type Asked = { readonly key?: ReturnType<typeof keyNamed>; readonly due: readonly Due[] }
type Command = (desk: RefundDesk, asked: Asked) => TaskEither<{ readonly _tag: string }, unknown>

/** By the refusal that each meets on a charge of which 30 are refunded and under way. */
const REFUSED: readonly (readonly [tag: string, command: Command])[] = [
  ['ExceedsRemaining', (desk, asked) => desk.refund(ask({ ...asked, id: RE_2, amount: 71 }))],
  ['RefundIdTaken', (desk, asked) => desk.refund(ask({ ...asked, amount: 31 }))],
  ['NotInBooks', (desk, asked) => desk.refund(ask({ ...asked, id: RE_2, charge: CH_2 }))],
  [
    'ChargeIdTaken',
    (desk, asked) => desk.authorize({ ...asked, account: ACCOUNT, id: CH_1, amount: cents(5), currency: USD }),
  ],
  ['MoveNotAllowed', (desk, asked) => desk.capture({ ...asked, ...CALL, amount: 'remaining' })],
  ['MoveNotAllowed', (desk, asked) => desk.release({ ...asked, ...CALL })],
  ['NotInBooks', (desk, asked) => desk.succeed({ ...asked, account: ACCOUNT, refund: RE_2 })],
  ['MoveNotAllowed', (desk, asked) => desk.submit({ ...asked, account: ACCOUNT, refund: RE_1, pendingReason: null })],
  ['NotInBooks', (desk, asked) => desk.closeDispute({ ...asked, ...CALL, dispute: DP_1, outcome: 'won' })],
  [
    'NoTransfer',
    (desk, asked) => desk.reverseTransfer({ key: keyNamed('k_9'), ...asked, ...CALL, amount: 'remaining' }),
  ],
]

const underWay = async ({ desk }: World): Promise<void> => {
  await charged(desk)
  await given('refund', desk.refund(ask({ born: { status: 'pending', pendingReason: null } })))
}

export const refusalTrials: DeskTrials = {
  'a refusal writes nothing': async (world) => {
    await underWay(world)
    for (const [index, [tag, command]] of REFUSED.entries())
      await writesNothing(world.another, `refusal ${index} with ${tag}`, async () => {
        equal(`command ${index}`, nameOf(await answered('command', command(world.desk, { due }))), tag)
      })
    await provesRight(world.desk)
  },

  'a refusal under a key writes nothing but its record': async (world) => {
    await underWay(world)
    for (const [index, [tag, command]] of REFUSED.entries()) {
      const key = keyNamed(`k_${index}`)
      await writesNothing(world.another, `refusal ${index} with ${tag}`, async () => {
        equal(`command ${index}`, nameOf(await answered('command', command(world.desk, { due, key }))), tag)
        equal(`command ${index} again`, nameOf(await answered('command', command(world.other, { due, key }))), tag)
      })
    }
    await provesRight(world.desk)
  },

  'what is asked again writes nothing, by its id or under its key': async (world) => {
    const { desk, other, another } = world
    await charged(desk)
    const key = keyNamed('k_1')
    await given('refund', desk.refund(ask({ due })))
    await given('refund under a key', desk.refund(ask({ due, key, id: null })))
    await writesNothing(another, 'the same id', async () => {
      await given('refund again', other.refund(ask({ due })))
    })
    await writesNothing(another, 'the same key', async () => {
      await given('refund again', other.refund(ask({ due, key, id: null })))
    })
  },

  'a task that is not run does nothing': async (world) => {
    await charged(world.desk)
    await writesNothing(world.another, 'a task that was made and not run', async () => {
      world.desk.refund(ask({ due }))
    })
  },
}
