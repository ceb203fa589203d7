/** The balance, and what moved it. */

import { noSuch } from '../../stripe/errors/lookup-errors.js'
import { newBalance } from '../../stripe/objects/balance.js'
import {
  ListBalanceTransactionsParams,
  RetrieveBalanceParams,
  RetrieveBalanceTransactionParams,
} from '../../stripe/params/account.js'
import { countsReleases } from '../../stripe/version.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import { balancesAt } from '../decision/holdings.js'
import type { PageAsked } from '../decision/need.js'
import { GET, type Path, type Route } from '../decision/route.js'
import { findStored, holdingsOf, type Work } from '../decision/work.js'
import { NO_RELEASE } from '../show/charge.js'
import { shown } from '../show/show.js'
import { listed, type PageParams } from './lists.js'
import { listedOfSource } from './movements.js'

/** What is in an account in which nothing ever moved. */
const NOTHING = [{ currency: 'usd', available: 0, pending: 0 }]

const balance = (work: Work): Handled => {
  const amounts = balancesAt(holdingsOf(work), work.at)
  return answer(newBalance(amounts.length === 0 ? NOTHING : amounts))
}

interface Filters {
  readonly type?: string
  readonly currency?: string
  readonly source?: string
}

const list = (work: Work, params: PageParams & Filters): Handled => {
  const { type, source } = params
  const listing = {
    kind: 'balance_transaction',
    name: 'balance transaction',
    url: '/v1/balance_transactions',
    ...(type === undefined ? {} : { label: type }),
    keep: kept(work, params),
  } as const
  return source === undefined ? listed(work, params, listing) : listedOfSource(work, params, listing, source)
}

/** Those of releases are there before 2025-03-31 only. */
const kept = ({ asked }: Work, { currency }: Filters): NonNullable<PageAsked['keep']> => {
  const isOld = countsReleases(asked.version)
  return {
    name: JSON.stringify([isOld, currency]),
    test: (document) =>
      (isOld || NO_RELEASE.test(document)) &&
      (currency === undefined || (document.body as { readonly currency?: unknown }).currency === currency),
  }
}

const retrieve = (work: Work, { expand }: { readonly expand?: readonly string[] }, { id = '' }: Path): Handled => {
  const stored = findStored(work, 'balance_transaction', id, work.asked.scope)
  const isThere = stored !== null && (countsReleases(work.asked.version) || NO_RELEASE.test(stored))
  return isThere
    ? answer(shown(work, 'balance_transaction', id, expand) as object)
    : refuse(noSuch('balance transaction', id, 'id'))
}

export const BALANCE_ROUTES: readonly Route[] = [
  GET('/v1/balance', { params: RetrieveBalanceParams, decide: balance }),
  GET('/v1/balance_transactions', { params: ListBalanceTransactionsParams, decide: list }),
  GET('/v1/balance_transactions/{id}', { params: RetrieveBalanceTransactionParams, decide: retrieve }),
  // As they were called before.
  GET('/v1/balance/history', { params: ListBalanceTransactionsParams, decide: list }),
  GET('/v1/balance/history/{id}', { params: RetrieveBalanceTransactionParams, decide: retrieve }),
]
