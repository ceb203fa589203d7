/** From the law's refund to Stripe's. */
import {
  type AsRefused,
  type AsRequested,
  metadataText,
  type Refund,
  type RefundFacts,
  type RefundPosition,
} from '../domain/records/refund.js'
import type { DecodedCharge } from './decode-charge.js'
import type { DecodedRefund } from './decode-refund.js'
import { saysPendingReason } from './version.js'
import type { WireRefund } from './wire-refund.js'

/**
 * A refund that the processor knows of. One that is only `requested`, or was `refused`, is ours alone: it never reaches the
 * wire, and passing it does not compile.
 */
export type WireableRefund = RefundFacts & Exclude<RefundPosition, AsRequested | AsRefused>

/**
 * Whether a refund may be shown on the wire; narrows the type.
 *
 * @example
 * const made = rightOf(refund(captured(1000), requestRefund({ id: re_1, amount: 'remaining', currency: usd_, at: now })))
 * isWireable(made.refund) // => false
 * @since 0.1.0
 * @category refund
 */
export const isWireable = (refund: Refund): refund is WireableRefund =>
  refund.status !== 'requested' && refund.status !== 'refused'

/** What the wire shows of a refund beside what the law knows. */
export interface EncodeRefundOptions {
  /** The refund as it was decoded before: what the law does not know of it is kept. */
  readonly before?: DecodedRefund | null
  /** Ids of what moved with the refund. Until there is one: null, and for a failure absent. */
  readonly balanceTransaction?: string | undefined
  readonly failureBalanceTransaction?: string
  readonly transferReversal?: string | undefined
  /** Where the customer was told how to get the money, for methods that need it. */
  readonly instructionsEmail?: string | undefined
}

/**
 * The refund as Stripe would answer it. What has no value is absent where Stripe leaves it out, and null where Stripe says
 * null.
 *
 * Law: encodeRefund(decoded.refund, charge, { before: decoded }) equals decoded.wire.
 *
 * @example
 * const json = { id: 'ch_1', object: 'charge', amount: 1000, amount_captured: 1000, amount_refunded: 0, captured: true,
 *   created: 1760000000, currency: 'usd', disputed: false, paid: true, refunded: false, status: 'succeeded' }
 * const on = rightOf(decodeCharge(json))
 * const asked = requestRefund({ id: re_1, amount: usd(300), currency: usd_, born: { status: 'succeeded' }, at: now })
 * const wire = encodeRefund(rightOf(refund(on.charge, asked)).refund, on)
 * const { id, amount, status, reason } = wire
 * const shown = [id, amount, status, reason, 'failure_reason' in wire] // => ['re_1', 300, 'succeeded', null, false]
 * @since 0.1.0
 * @category refund
 */
export const encodeRefund = (
  refund: WireableRefund,
  on: DecodedCharge,
  options: EncodeRefundOptions = {},
): WireRefund => {
  const { before = null } = options
  if (before === null) return fresh(refund, on, options)
  const email = options.instructionsEmail ?? before.wire.instructions_email
  return withoutAbsent({ ...before.wire, ...changed(before, refund, on, email), ...movedIds(options) })
}

type Name =
  | 'id'
  | 'amount'
  | 'charge'
  | 'created'
  | 'currency'
  | 'failure_reason'
  | 'metadata'
  | 'next_action'
  | 'pending_reason'
  | 'reason'
  | 'status'

/** What the law says of the fields; undefined where the field is absent. */
type Said = { readonly [Field in Name]: WireRefund[Field] | undefined }

const said = (refund: Refund, on: DecodedCharge, email: string | undefined): Said => ({
  id: refund.id,
  amount: refund.amount,
  charge: refund.charge,
  created: refund.createdAt,
  currency: refund.currency,
  failure_reason: failureReason(refund),
  metadata: refund.metadata,
  next_action: nextAction(refund, email),
  pending_reason: pendingReason(refund, on),
  reason: refund.asked.reason,
  status: refund.status,
})

const failureReason = (refund: Refund): WireRefund['failure_reason'] =>
  'failureReason' in refund ? (refund.failureReason ?? undefined) : undefined

const pendingReason = (refund: Refund, { version }: DecodedCharge): WireRefund['pending_reason'] =>
  refund.status === 'pending' && saysPendingReason(version) ? (refund.pendingReason ?? undefined) : undefined

/** Who was told how is what the law does not know: without the address there is no action to show. */
const nextAction = (refund: Refund, email: string | undefined): WireRefund['next_action'] | undefined => {
  if (refund.status !== 'requires_action' || refund.expiresAt === null || email === undefined) return undefined
  const email_sent = { email_sent_at: refund.movedAt, email_sent_to: email }
  return { type: 'display_details', display_details: { email_sent, expires_at: refund.expiresAt } }
}

/**
 * The fields of a new refund. One of a card that nothing is wrong with, as nearly all are, is written out in one: sorting out
 * afterwards what is absent takes five times as long, and what is added to an object takes more memory.
 */
const fresh = (refund: WireableRefund, on: DecodedCharge, options: EncodeRefundOptions): WireRefund => {
  const { customer = null, payment_intent = null, payment_method = null, payment_method_details: method } = on.wire
  const { balanceTransaction = null, failureBalanceTransaction, instructionsEmail, transferReversal = null } = options
  const failure_reason = failureReason(refund)
  const next_action = nextAction(refund, instructionsEmail)
  const pending_reason = pendingReason(refund, on)
  const usual: WireRefund = {
    id: refund.id,
    object: 'refund',
    amount: refund.amount,
    balance_transaction: balanceTransaction,
    charge: refund.charge,
    created: refund.createdAt,
    currency: refund.currency,
    customer,
    customer_account: null,
    destination_details: NEW_CARD,
    metadata: refund.metadata,
    payment_intent,
    payment_method,
    reason: refund.asked.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: refund.status,
    transfer_reversal: transferReversal,
  }
  const isUsual =
    method?.type === 'card' &&
    failure_reason === undefined &&
    next_action === undefined &&
    pending_reason === undefined &&
    failureBalanceTransaction === undefined &&
    instructionsEmail === undefined
  if (isUsual) return usual
  return inOrder({
    ...usual,
    destination_details: method?.type === 'card' ? NEW_CARD : undefined,
    failure_balance_transaction: failureBalanceTransaction,
    failure_reason,
    instructions_email: instructionsEmail,
    next_action,
    pending_reason,
  })
}

/** In the order in which Stripe answers them. */
const NAMES = [
  'id',
  'object',
  'amount',
  'balance_transaction',
  'charge',
  'created',
  'currency',
  'customer',
  'customer_account',
  'destination_details',
  'failure_balance_transaction',
  'failure_reason',
  'instructions_email',
  'metadata',
  'next_action',
  'payment_intent',
  'payment_method',
  'pending_reason',
  'reason',
  'receipt_number',
  'source_transfer_reversal',
  'status',
  'transfer_reversal',
] as const satisfies readonly (keyof WireRefund)[]

const inOrder = (fields: OrAbsent<WireRefund>): WireRefund =>
  Object.fromEntries(
    NAMES.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  ) as unknown as WireRefund

/** As recorded at the creation of a card refund; the number follows later. */
const NEW_CARD: NonNullable<WireRefund['destination_details']> = {
  card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
  type: 'card',
}

/** The fields in which the law sees a difference. */
const changed = (before: DecodedRefund, after: Refund, on: DecodedCharge, email: string | undefined): Partial<Said> => {
  const [was, is] = [said(before.refund, on, email), said(after, on, email)]
  const names = (Object.keys(is) as readonly Name[]).filter((name) => {
    if (name === 'metadata') return metadataText(before.refund.metadata) !== metadataText(after.metadata)
    if (name === 'next_action') return expiryOf(before.refund) !== expiryOf(after)
    return was[name] !== is[name]
  })
  return Object.fromEntries(names.map((name) => [name, is[name]]))
}

/** Undefined where nothing is required of the customer. */
const expiryOf = (refund: Refund): Refund['movedAt'] | null | undefined =>
  refund.status === 'requires_action' ? refund.expiresAt : undefined

const movedIds = (options: EncodeRefundOptions): Partial<WireRefund> => ({
  ...(options.balanceTransaction === undefined ? {} : { balance_transaction: options.balanceTransaction }),
  ...(options.failureBalanceTransaction === undefined
    ? {}
    : { failure_balance_transaction: options.failureBalanceTransaction }),
  ...(options.transferReversal === undefined ? {} : { transfer_reversal: options.transferReversal }),
})

type OrAbsent<Fields> = { readonly [Field in keyof Fields]: Fields[Field] | undefined }

const withoutAbsent = (fields: OrAbsent<WireRefund>): WireRefund =>
  Object.values(fields).includes(undefined)
    ? (Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as WireRefund)
    : (fields as WireRefund)
