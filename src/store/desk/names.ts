/** Names and times are branded, so TypeScript checks them; callers in JavaScript are told which one is none. */
import { type Either, isLeft } from '../../domain/either.js'
import { chargeId, disputeId, type InvalidId, refundId } from '../../domain/records/ids.js'
import { epochSeconds, type InvalidTime } from '../../domain/records/time.js'
import { account, type InvalidName, idempotencyKey } from '../names.js'

type Invalid = InvalidName | InvalidId | InvalidTime

/** What every call may carry. */
interface Carried {
  readonly account: unknown
  readonly key?: unknown
  readonly at?: unknown
}

/** The first of account, key and time that is none; null when all are. What is null or left out is not given. */
export const invalidCall = ({ account: owner, key, at }: Carried): Invalid | null =>
  problem(account(owner as string)) ??
  ifGiven(key, idempotencyKey) ??
  (at === undefined || at === null ? null : problem(epochSeconds(at as number)))

/** The first of the ids that is none; null when all are. */
export const invalidIds = (charge: unknown, refund: unknown, dispute: unknown): Invalid | null =>
  invalidId('charge', charge) ?? ifGiven(refund, refundId) ?? ifGiven(dispute, disputeId)

/** The id that a command cannot do without. */
export const invalidId = (of: 'charge' | 'refund' | 'dispute', value: unknown): Invalid | null =>
  problem(CONSTRUCTORS[of](value as string))

const CONSTRUCTORS = { charge: chargeId, refund: refundId, dispute: disputeId }

const ifGiven = (value: unknown, make: (value: string) => Either<Invalid, unknown>): Invalid | null =>
  value === undefined || value === null ? null : problem(make(value as string))

const problem = (made: Either<Invalid, unknown>): Invalid | null => (isLeft(made) ? made.left : null)
