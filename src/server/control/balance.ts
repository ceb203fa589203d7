/** What the account's balance does with refunds, and whose balance covers no reversal. */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { endpoint } from '../../stripe/params/endpoint.js'
import { list } from '../../stripe/params/hashes.js'
import { type Param, param } from '../../stripe/params/param.js'
import { choice, Text } from '../../stripe/params/scalars.js'
import { answer, type Handled } from '../decision/answer.js'
import { type KeptSettings, NO_SETTINGS } from '../decision/kinds.js'
import { GET, POST, type Route } from '../decision/route.js'
import { find, put, type Work } from '../decision/work.js'
import { balanceFilled } from '../payments/balance-filled.js'

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
  if (refunds === 'normal') balanceFilled(work)
  return answer(told(after))
}

const told = ({ lowBalance, uncovered }: KeptSettings): object => ({
  object: 'control.balance',
  refunds: lowBalance ?? 'normal',
  uncovered,
})

export const CONTROL_BALANCE_ROUTES: readonly Route[] = [
  POST('/_control/balance', { params: SetBalanceParams, decide: set }),
  GET('/_control/balance', {
    params: ReadBalanceParams,
    decide: (work) => answer(told(find(work, 'settings', 'settings') ?? NO_SETTINGS)),
  }),
]
