/**
 * What the rows of a saved state must be for decisions to read them. Their shapes as rows of the store are proved before; here it is
 * the bodies of documents, as far as that a broken one is refused and not found by every request, and what tasks name.
 */
import { isAccountId } from './decision/accounts.js'
import type { Kind } from './decision/kinds.js'

/** What a member is to be. */
const WHAT = {
  text: ['a text', (value: unknown) => typeof value === 'string'],
  maybeText: ['a text or null', (value: unknown) => value === null || typeof value === 'string'],
  number: ['a number', (value: unknown) => typeof value === 'number'],
  object: ['an object', (value: unknown) => isObject(value)],
  objects: ['a list of objects', (value: unknown) => Array.isArray(value) && value.every(isObject)],
  texts: ['a list of texts', (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string')],
} as const satisfies Readonly<Record<string, readonly [string, (value: unknown) => boolean]>>

type Members = Readonly<Record<string, keyof typeof WHAT>>

/** What every decision that reads such a document relies on. */
const DOCUMENTS: Readonly<Record<Kind, Members>> = {
  account: { id: 'text' },
  application_fee: { account: 'text', amount: 'number', amount_refunded: 'number', charge: 'text', refunds: 'object' },
  balance_transaction: { amount: 'number', available_on: 'number', currency: 'text', net: 'number' },
  charge: { made: 'object', releases: 'objects', card: 'maybeText' },
  customer: { id: 'text' },
  destination: { account: 'text' },
  dispute: { charge: 'text', status: 'text' },
  event: { type: 'text', awaited: 'objects' },
  fee_refund: { amount: 'number', fee: 'text' },
  payment_intent: { intent: 'object' },
  payment_method: { method: 'object', card: 'text' },
  refund: { amount: 'number', charge: 'maybeText', status: 'maybeText' },
  settings: { listeners: 'objects', lowBalance: 'maybeText', nextRefunds: 'objects', uncovered: 'texts' },
  token: { token: 'object', card: 'text' },
  transfer: { amount: 'number', amount_reversed: 'number', destination: 'text', reversals: 'object' },
  transfer_reversal: { amount: 'number', transfer: 'text' },
  webhook_endpoint: { enabled_events: 'texts', status: 'text', url: 'text' },
}

/** What waits, by its name, and what it names. */
export const TASK_MEMBERS: Readonly<Record<string, Members>> = {
  'balance.filled': { scope: 'text' },
  'charge.expire': { charge: 'text', scope: 'text' },
  'dispute.close': { charge: 'text', dispute: 'text', outcome: 'text', scope: 'text' },
  'dispute.escalate': { charge: 'text', dispute: 'text', scope: 'text' },
  'dispute.open': { charge: 'text', dispute: 'text', index: 'number', scope: 'text' },
  'refund.expire': { charge: 'text', refund: 'text', scope: 'text' },
  'refund.fail': { charge: 'text', refund: 'text', scope: 'text' },
  'refund.reference': { charge: 'text', refund: 'text', scope: 'text' },
  'refund.succeed': { charge: 'text', refund: 'text', scope: 'text' },
  settle: { charge: 'text', scope: 'text' },
  webhook: { endpoint: 'text', event: 'text', of: 'text', scope: 'text' },
}

/** The rows of a store in memory, as far as they are looked at here. */
interface Row {
  readonly kind: string
  readonly row: unknown
}

interface DocumentRow {
  readonly document: { readonly kind: string; readonly id: string; readonly body: unknown }
}

interface DueRow {
  readonly id: string
  readonly work: { readonly type: string; readonly name: string; readonly data: unknown }
}

/** What is wrong with the first row that is; null where none is. They have the shapes of their kinds already. */
export const wrongRow = (rows: readonly Row[]): string | null => {
  for (const { kind, row } of rows) {
    const wrong =
      kind === 'document' ? wrongDocument(row as DocumentRow) : kind === 'due' ? wrongDue(row as DueRow) : null
    if (wrong !== null) return wrong
  }
  return null
}

const wrongDocument = ({ document: { kind, id, body } }: DocumentRow): string | null => {
  const known = kindOf(kind)
  const wrong =
    known === null ? `kind: there is no ${JSON.stringify(kind)}` : wrongMember('body', body, DOCUMENTS[known])
  return wrong === null ? null : `document ${id}: ${wrong}`
}

/** The kind that the store has as `refund`, or as `acct_1/refund`; null where there is none such. */
const kindOf = (stored: string): Kind | null => {
  const slash = stored.indexOf('/')
  const kind = stored.slice(slash + 1)
  if (slash !== -1 && !isAccountId(stored.slice(0, slash))) return null
  return Object.hasOwn(DOCUMENTS, kind) ? (kind as Kind) : null
}

const wrongDue = ({ id, work: { type, name, data } }: DueRow): string | null => {
  if (type !== 'task') return `${id}: a server plans no moves`
  if (!Object.hasOwn(TASK_MEMBERS, name)) return `${id}: there is no task ${JSON.stringify(name)}`
  const wrong = wrongMember('data', data, TASK_MEMBERS[name] as Members)
  return wrong === null ? null : `${id}: ${name}: ${wrong}`
}

const wrongMember = (path: string, value: unknown, members: Members): string | null => {
  if (!isObject(value)) return `${path}: expected an object`
  for (const [name, what] of Object.entries(members)) {
    const [expected, holds] = WHAT[what]
    if (!holds(Object.hasOwn(value, name) ? value[name] : undefined)) return `${path}.${name}: expected ${expected}`
  }
  return null
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
