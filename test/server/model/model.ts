/** What a server should have made of a list of commands: the law alone says it, charge by charge. */
import type Stripe from 'stripe'
import {
  type Books,
  type Charge,
  type ChargeId,
  type Command,
  decide,
  type Either,
  EMPTY_BOOKS,
  type EpochSeconds,
  evolve,
  isLeft,
  type MinorUnits,
  type Refund,
  type RefundId,
  type Refusal,
  right,
  stripe,
} from '../../../src/index.js'
import type { RefundEndpoint } from '../../../src/stripe/errors/refusal-context.js'
import { refusalError } from '../../../src/stripe/errors/refusal-error.js'
import { NEWEST_API_VERSION } from '../../../src/stripe/version.js'
import type { Called } from '../given.js'

/** Which card it was paid with: what becomes of refunds by themselves. */
export type Card = 'visa' | 'pendingRefund' | 'refundFail'

export interface ModelCharge {
  readonly card: Card
  readonly intent: string | null
  /** Stripe's ids of the legs, once something was captured. */
  fee: string | null
  transfer: string | null
  /** What was asked to go out with the capture. */
  readonly out: { readonly fee: number | null; readonly transfer: boolean }
  charge: Charge
  readonly refunds: Map<string, Refund>
  dispute: Books['dispute']
}

export interface Model {
  readonly charges: ModelCharge[]
}

/** The server, and an account on it that is nobody else's. */
export interface Real {
  readonly stripe: Stripe
  readonly as: string
  readonly called: Called
}

const at = 1_760_000_000 as EpochSeconds

/** A command as a test says it: its time makes no difference to what is allowed. */
type Said = Command extends infer Each ? (Each extends Command ? Omit<Each, 'at'> : never) : never

/** What the law makes of a command on a charge of the model: it is done there, or refused. */
export const lawful = (of: ModelCharge, said: Said, refund: string | null = null): Either<Refusal, Refund | null> => {
  const books: Books = {
    charge: of.charge,
    refund: refund === null ? null : (of.refunds.get(refund) ?? null),
    dispute: of.dispute,
  }
  const decided = decide({ ...said, at } as Command, books, stripe)
  if (isLeft(decided)) return decided
  const after = decided.right.reduce(evolve, books)
  of.charge = after.charge as Charge
  of.dispute = after.dispute
  if (after.refund !== null) of.refunds.set(after.refund.id, after.refund)
  return right(after.refund)
}

/** A charge that the server made, as the law would have. */
export const modelCharge = (
  made: Pick<Stripe.Charge, 'amount' | 'currency' | 'id'>,
  of: Pick<ModelCharge, 'card' | 'fee' | 'intent' | 'out' | 'transfer'>,
): ModelCharge => {
  const [id, amount, currency] = [made.id as ChargeId, made.amount as MinorUnits, made.currency as Charge['currency']]
  const decided = decide({ type: 'authorize', id, amount, currency, status: 'authorized', at }, EMPTY_BOOKS, stripe)
  if (isLeft(decided)) throw new Error(`the law refuses a charge: ${decided.left._tag}`)
  const { charge } = decided.right.reduce(evolve, EMPTY_BOOKS)
  return { ...of, charge: charge as Charge, refunds: new Map(), dispute: null }
}

/** Captures an amount, with what was asked to go out with it. */
export const captureOf = ({ charge, out }: ModelCharge, amount: number): Said => {
  const leg = (units: number) => ({ amount: units as MinorUnits, currency: charge.currency })
  return {
    type: 'capture',
    amount: amount as MinorUnits,
    final: true,
    fee: out.fee === null ? null : leg(out.fee),
    transfer: out.transfer ? leg(amount) : null,
    processorFee: null,
  }
}

/** What Stripe says where the law refuses: as the server has to say it. */
export const words = (
  of: ModelCharge,
  refusal: Refusal,
  requested: number | 'remaining',
  endpoint: RefundEndpoint,
): object => {
  const error = refusalError(refusal, {
    endpoint,
    version: NEWEST_API_VERSION,
    requested: requested as MinorUnits | 'remaining',
    charge: { id: of.charge.id, amount: of.charge.authorized, currency: of.charge.currency, paymentIntent: of.intent },
    paymentIntentStatus: null,
    fee: of.fee,
    transfer: of.transfer,
  })
  const { status, message, code, param } = error
  return { status, message, code, param }
}

export const requestOf = (
  of: ModelCharge,
  id: string,
  amount: number | 'remaining',
  legs: { readonly fee: boolean; readonly transfer: boolean },
): Said => ({
  type: 'request',
  id: id as RefundId,
  amount: amount as MinorUnits | 'remaining',
  currency: of.charge.currency,
  reason: null,
  legs,
  metadata: {},
  born: of.card === 'pendingRefund' ? { status: 'pending', pendingReason: 'processing' } : { status: 'succeeded' },
})

/** What becomes of refunds when some time has passed. */
export const passTime = ({ charges }: Model): void => {
  for (const of of charges)
    for (const [id, { status }] of of.refunds) {
      if (of.card === 'pendingRefund' && status === 'pending') lawful(of, { type: 'succeed' }, id)
      if (of.card === 'refundFail' && status === 'succeeded')
        lawful(of, { type: 'fail', failureReason: 'expired_or_canceled_card' }, id)
    }
}
