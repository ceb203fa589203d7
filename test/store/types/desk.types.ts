import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Charge, Refund, RefusalOf } from '../../../src/index.js'
import type { Account, DeskError, IdempotencyKey, RefundAnswer, RefundDesk, Store } from '../../../src/store/index.js'
import { assert, type Equal } from '../../domain/types/equal.js'
import { ch_1, re_1, usd, usd_ } from '../../fixtures.js'

declare const desk: RefundDesk
declare const main: Account
declare const key: IdempotencyKey
declare const store: Store

/** Every method says which refusals of the law it may answer, and no other. */
const refunding = desk.refund({ account: main, charge: ch_1, id: re_1, amount: usd(300), currency: usd_ })
assert<Equal<typeof refunding, TE.TaskEither<RefusalOf<'request'> | DeskError, RefundAnswer>>>()
assert<Equal<RefundAnswer['refund'], Refund>>()

/** Results go through fp-ts, and the errors of the steps add up. */
const paid = pipe(
  refunding,
  TE.chainW(({ refund }) => desk.acknowledge({ account: main, refund: refund.id, answer: { status: 'succeeded' } })),
  TE.map(({ charge }) => charge),
)
assert<Equal<typeof paid, TE.TaskEither<RefusalOf<'request'> | RefusalOf<'acknowledge'> | DeskError, Charge>>>()

/** What carries no id cannot be asked without a key, because asked twice it would happen twice. */
desk.capture({ account: main, charge: ch_1, amount: usd(100) })
desk.capture({ account: main, charge: ch_1, amount: usd(100), final: false, key })
// @ts-expect-error A capture that is not the final one needs a key.
desk.capture({ account: main, charge: ch_1, amount: usd(100), final: false })
desk.returnFee({ account: main, charge: ch_1, amount: 'remaining', key })
// @ts-expect-error A fee that goes back directly needs a key.
desk.returnFee({ account: main, charge: ch_1, amount: 'remaining' })
// @ts-expect-error A transfer that comes back directly needs a key.
desk.reverseTransfer({ account: main, charge: ch_1, amount: 'remaining' })

// @ts-expect-error Whose charge it is is always said.
desk.refund({ charge: ch_1, amount: usd(300), currency: usd_ })
// @ts-expect-error There is no default amount: all that remains is asked for by name.
desk.refund({ account: main, charge: ch_1, currency: usd_ })
// @ts-expect-error A charge's id is no refund's.
desk.succeed({ account: main, refund: ch_1 })
// @ts-expect-error A text is no key before it is checked.
desk.release({ account: main, charge: ch_1, key: 'k1' })

/** What is found has the type of what was looked for. */
const found = store.find({ account: main, of: 'refund', id: re_1 })
assert<Equal<Extract<Awaited<ReturnType<typeof found>>, { _tag: 'Right' }>['right'], Refund | null>>()
