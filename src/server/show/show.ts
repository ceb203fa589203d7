/** Objects as they are answered: in the shape of a version, with what was asked to be expanded. */
import { transactionAs } from '../../stripe/charge-view/release-transactions.js'
import { expanded } from '../../stripe/expand.js'
import { asOf } from '../../stripe/objects/balance-transaction.js'
import { type Named, shownAs } from '../../stripe/objects/shown-as.js'
import { withoutSecret } from '../../stripe/objects/webhook-endpoint.js'
import { type ApiVersion, countsReleases } from '../../stripe/version.js'
import { accountOf } from '../decision/accounts.js'
import type { Bodies, Kind, Scope } from '../decision/kinds.js'
import { find, lawOf, type Work } from '../decision/work.js'
import { applicationOf } from '../ledger/application.js'
import { shownThen } from './charge.js'
import { shownEvent } from './event.js'
import { intentAs } from './intent.js'
import { released } from './released.js'

interface As {
  readonly version: ApiVersion
  readonly scope: Scope
}

type Shows = {
  readonly [K in Kind]: (work: Work, body: Bodies[K], as: As & { readonly id: string }) => object
}

const plain = (_: Work, body: object, { version }: As): object => shownAs(version, body as Named)

const SHOWS: Shows = {
  account: plain,
  application_fee: plain,
  balance_transaction: ({ at }, body, { version }) => asOf(at, transactionAs(version, body)),
  charge: (work, kept, { id, ...as }) => shownThen(work, kept, lawOf(work, id), as),
  customer: plain,
  destination: (_, body) => body,
  dispute: ({ at }, dispute) => ({
    ...dispute,
    balance_transactions: dispute.balance_transactions.map((movement) => asOf(at, movement)),
  }),
  event: shownEvent,
  fee_refund: plain,
  payment_intent: (work, { intent }, as) => intentAs(work, intent, as),
  payment_method: (_, { method }, { version }) => shownAs(version, method),
  refund: (work, refund, as) => shownAs(as.version, countsReleases(as.version) ? released(work, refund, as) : refund),
  settings: plain,
  token: (_, { token }) => token,
  transfer: plain,
  transfer_reversal: plain,
  webhook_endpoint: (_, endpoint) => withoutSecret(endpoint),
}

/** The object of this id, with these paths expanded; null where there is none. */
export const shown = (
  work: Work,
  kind: Kind,
  id: string,
  expand: readonly string[] = [],
  as: Partial<As> = {},
): object | null => {
  const { scope = work.asked.scope, version = work.asked.version } = as
  const body = find(work, kind, id, scope)
  if (body === null) return null
  const object = (SHOWS[kind] as (work: Work, body: unknown, as: As & { id: string }) => object)(work, body, {
    id,
    scope,
    version,
  })
  return withExpanded(work, object, expand, { scope, version })
}

/** An object, or a page of them, with these paths expanded. */
export const withExpanded = (
  work: Work,
  object: object,
  paths: readonly string[] | undefined,
  as: Partial<As> = {},
): object =>
  paths === undefined || paths.length === 0
    ? object
    : expanded(object, paths, (id) => lookUp(work, id, as) ?? undefined)

/** The kinds by how their ids begin. Where fees and transfers stand, whoever looks, is with the platform. */
const PREFIXES: Readonly<Record<string, Kind>> = {
  card: 'payment_method',
  ch: 'charge',
  cus: 'customer',
  du: 'dispute',
  evt: 'event',
  fee: 'application_fee',
  fr: 'fee_refund',
  pi: 'payment_intent',
  pm: 'payment_method',
  py: 'charge',
  pyr: 'refund',
  re: 'refund',
  tr: 'transfer',
  trr: 'transfer_reversal',
  txn: 'balance_transaction',
}

/** The kind of an object by its id; null for what no object here is named like. */
export const kindOfId = (id: string): Kind | null => {
  const prefix = id.slice(0, Math.max(id.indexOf('_'), 0))
  return Object.hasOwn(PREFIXES, prefix) ? (PREFIXES[prefix] as Kind) : null
}

/** What a reference stands for. A payment on a connected account is found there, whoever looks. */
const lookUp = (work: Work, id: string, as: Partial<As>): object | null => {
  const list = id.indexOf('/')
  if (list !== -1) return listWithin(work, id.slice(0, list), id.slice(list + 1), as)
  if (id.startsWith('acct_')) return accountOf(work, id)
  if (id.startsWith('ca_')) return { id, object: 'application', name: applicationOf(work).name }
  const kind = kindOfId(id)
  if (kind === null) return null
  const own = shown(work, kind, id, [], as)
  if (own !== null || (as.scope ?? work.asked.scope) === '') return own ?? elsewhere(work, kind, id, as)
  return OF_PLATFORM.has(kind) ? shown(work, kind, id, [], { ...as, scope: '' }) : null
}

/**
 * What a connected account's objects name that is its platform's: the transfer that paid it, the fee it paid, what came back of either,
 * and the charge that the transfer was made from, by `source_transaction`. What those name in turn is the platform's alone.
 */
const OF_PLATFORM: ReadonlySet<Kind> = new Set([
  'application_fee',
  'charge',
  'fee_refund',
  'transfer',
  'transfer_reversal',
])

/** What belongs to a connected account, looked at by its platform. */
const elsewhere = (work: Work, kind: Kind, id: string, as: Partial<As>): object | null => {
  if (kind !== 'charge' && kind !== 'refund' && kind !== 'balance_transaction') return null
  const owner = find(work, 'destination', id, '')
  return owner === null ? null : shown(work, kind, id, [], { ...as, scope: owner.account })
}

/** A list that stands in its object only when it is asked for: the refunds of a charge. */
const listWithin = (
  work: Work,
  id: string,
  name: string,
  { scope = work.asked.scope, version = work.asked.version }: Partial<As>,
): object | null => {
  if (name !== 'refunds' || kindOfId(id) !== 'charge') return null
  const kept = find(work, 'charge', id, scope)
  if (kept === null) {
    const owner = scope === '' ? find(work, 'destination', id, '') : null
    return owner === null ? null : listWithin(work, id, name, { scope: owner.account, version })
  }
  const charge = shownThen(work, kept, lawOf(work, id), { scope, version, expanded: true })
  return (charge as { readonly refunds?: object }).refunds ?? null
}
