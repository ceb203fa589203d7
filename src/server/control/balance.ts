/** What the account's balance does with refunds, and whose balance covers no reversal. */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { isLeft } from '../../domain/either.js'
import { endpoint } from '../../stripe/params/endpoint.js'
import { list } from '../../stripe/params/hashes.js'
import { type Param, param } from '../../stripe/params/param.js'
import { choice, Text } from '../../stripe/params/scalars.js'
import type { WireRefund } from '../../stripe/wire-refund.js'
import { answer, type Handled } from '../work/answer.js'
import { type KeptSettings, NO_SETTINGS, storedKind } from '../work/kinds.js'
import type { PageAsked } from '../work/need.js'
import { GET, POST, type Route } from '../work/route.js'
import { find, later, page, put, type Work } from '../work/work.js'

const Accounts = list(Text)

/** A list of accounts; nothing, as in `uncovered=`, stands for none. */
const AccountsOrNone: Param<readonly string[]> = param(
  new t.Type(
    'a list of accounts, or nothing',
    Accounts.is,
    (sent, context) => (sent === '' ? E.right([]) : Accounts.validate(sent, context)),
    Accounts.encode,
  ),
  Accounts.unknownIn,
)

/** `POST /_control/balance`. What is not said stays as it is. */
const SetBalanceParams = endpoint({ refunds: choice('normal', 'pending', 'refuse'), uncovered: AccountsOrNone })
const ReadBalanceParams = endpoint({})

interface Setting {
  readonly refunds?: 'normal' | 'pending' | 'refuse'
  readonly uncovered?: readonly string[]
}

const set = (work: Work, { refunds, uncovered }: Setting): Handled => {
  const before = find(work, 'settings', 'settings') ?? NO_SETTINGS
  const after: KeptSettings = {
    ...before,
    lowBalance: refunds === undefined ? before.lowBalance : refunds === 'normal' ? null : refunds,
    uncovered: uncovered ?? before.uncovered,
  }
  put(work, 'settings', 'settings', after)
  if (refunds === 'normal') for (const waiting of waitingForBalance(work)) succeed(work, waiting)
  return answer(told(after))
}

const told = ({ lowBalance, uncovered }: KeptSettings): object => ({
  object: 'control.balance',
  refunds: lowBalance ?? 'normal',
  uncovered,
})

/** As many as one page may hold. */
const STRIDE = 100

const WAITS: NonNullable<PageAsked['keep']> = {
  name: 'waits for the balance',
  test: ({ body }) => {
    const { status, pending_reason } = body as unknown as WireRefund
    return status === 'pending' && pending_reason === 'insufficient_funds'
  },
}

/** Every refund that waits for the balance, oldest first. */
const waitingForBalance = (work: Work): readonly WireRefund[] => {
  const waiting: WireRefund[] = []
  for (let after: string | null = null; ; ) {
    const found = page(work, {
      kind: storedKind('refund', work.asked.scope),
      limit: STRIDE,
      keep: WAITS,
      ...(after === null ? {} : { startingAfter: after }),
    })
    // The refund that was listed last is gone: the account was reset meanwhile, and nothing waits.
    if (isLeft(found)) return []
    for (const { body } of found.right.data) waiting.unshift(body as unknown as WireRefund)
    const last = found.right.data.at(-1)
    if (!found.right.more || last === undefined) return waiting
    after = last.id
  }
}

/** As soon as this is written: a decision moves one refund, and these may be many. */
const succeed = (work: Work, { charge, id }: WireRefund): void =>
  later(work, work.at, 'refund.succeed', { charge: charge as string, refund: id, scope: work.asked.scope })

export const CONTROL_BALANCE_ROUTES: readonly Route[] = [
  POST('/_control/balance', { params: SetBalanceParams, decide: set }),
  GET('/_control/balance', {
    params: ReadBalanceParams,
    decide: (work) => answer(told(find(work, 'settings', 'settings') ?? NO_SETTINGS)),
  }),
]
