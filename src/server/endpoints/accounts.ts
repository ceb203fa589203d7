/** Accounts: one's own, and those that are connected to it. */
import { isLeft } from '../../domain/either.js'
import { noSuch } from '../../stripe/errors/lookup-errors.js'
import { refused, type StripeError } from '../../stripe/errors/stripe-error.js'
import { newAccount, type WireAccount } from '../../stripe/objects/account.js'
import { changedAttributes } from '../../stripe/objects/changed-attributes.js'
import { newList } from '../../stripe/objects/list.js'
import {
  CreateAccountParams,
  ListAccountsParams,
  RetrieveAccountParams,
  UpdateAccountParams,
} from '../../stripe/params/accounts.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import { connected, isAccountId, ownAccount, USUAL } from '../decision/accounts.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import { GET, POST, type Route } from '../decision/route.js'
import { mint, put, type Work } from '../decision/work.js'
import { tell } from '../ledger/tell.js'
import { shown } from '../show/show.js'
import { listed } from './lists.js'

interface Said extends Partial<Pick<WireAccount, 'business_type' | 'country' | 'default_currency' | 'email' | 'type'>> {
  readonly metadata?: MetadataUpdate
  readonly expand?: readonly string[]
}

const create = (work: Work, { metadata: update = {}, expand, ...said }: Said): Handled => {
  if (work.asked.scope !== '') return refuse(noPlatform())
  const metadata = mergedMetadata({}, update)
  if (isLeft(metadata)) return refuse(paramError(metadata.left))
  const account = newAccount({
    ...USUAL,
    ...said,
    id: mint(work, 'acct_'),
    created: work.at,
    metadata: metadata.right,
  })
  put(work, 'account', account.id, account, { scope: '' })
  return answered(work, account.id, expand)
}

const update = (work: Work, id: string, { metadata: merge = {}, expand, ...said }: Said): Handled => {
  const before = connected(work, id)
  const metadata = mergedMetadata(before.metadata, merge)
  if (isLeft(metadata)) return refuse(paramError(metadata.left))
  const after: WireAccount = { ...before, ...said, metadata: metadata.right }
  const previous = changedAttributes(before, after)
  if (Object.keys(previous).length > 0) {
    put(work, 'account', id, after, { scope: '' })
    // An account hears itself of what happens to it, and its platform as of one that is connected.
    tell(work, [{ type: 'account.updated', object: after, previous }], null, id === work.asked.platform ? '' : id)
  }
  return answered(work, id, expand)
}

const answered = (work: Work, id: string, expand: readonly string[] | undefined): Handled =>
  answer(shown(work, 'account', id, expand, { scope: '' }) as object)

/** The account, there from now on. */
const retrieve = (work: Work, id: string, expand: readonly string[] | undefined): Handled => {
  connected(work, id)
  return answered(work, id, expand)
}

/** Nobody is connected to an account that is connected itself: it finds nobody but itself. */
const unlessNone = ({ asked: { scope } }: Work, id: string, decide: () => Handled): Handled =>
  isAccountId(id) && (scope === '' || scope === id) ? decide() : refuse(noSuch('account', id, 'account'))

/** REPORTED, widely quoted: of an account that is no platform. */
const noPlatform = (): StripeError =>
  refused(
    "You can only create new accounts if you've signed up for Connect, which you can do at " +
      'https://dashboard.stripe.com/connect.',
  )

export const ACCOUNT_ROUTES: readonly Route[] = [
  GET('/v1/account', {
    params: RetrieveAccountParams,
    decide: (work, { expand }) => retrieve(work, ownAccount(work), expand),
  }),
  POST('/v1/accounts', { params: CreateAccountParams, decide: create }),
  GET('/v1/accounts', {
    params: ListAccountsParams,
    decide: (work, params) => {
      const { platform, scope } = work.asked
      const url = '/v1/accounts'
      // Nobody is connected to an account that is connected itself.
      if (scope !== '') return answer(newList({ data: [], has_more: false, url }))
      const keep = { name: 'connected', test: ({ id }: { readonly id: string }): boolean => id !== platform }
      return listed(work, params, { kind: 'account', name: 'account', url, keep, scope: '' })
    },
  }),
  GET('/v1/accounts/{account}', {
    params: RetrieveAccountParams,
    decide: (work, { expand }, { account: id = '' }) => unlessNone(work, id, () => retrieve(work, id, expand)),
  }),
  POST('/v1/accounts/{account}', {
    params: UpdateAccountParams,
    decide: (work, params, { account: id = '' }) => unlessNone(work, id, () => update(work, id, params)),
  }),
]
