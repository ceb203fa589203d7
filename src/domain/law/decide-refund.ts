/** What may happen to a refund after its birth. The lifecycle says where; there is nothing more to refuse. */
import { type Either, left, right } from '../either.js'
import type { Books } from '../records/books.js'
import { positionOf, type Refund, type RefundPosition } from '../records/refund.js'
import { chargeAndRefund, moveNotAllowed } from './checks.js'
import type { Command } from './commands.js'
import { sharesOf } from './decide-request.js'
import type { RefusalOf } from './errors.js'
import type { Event } from './events.js'
import { leads } from './lifecycle.js'
import { refundLifecycle } from './lifecycles.js'

type MoveType = 'acknowledge' | 'refuse' | 'succeed' | 'fail' | 'cancel' | 'requireAction' | 'submit'
type Decided = Either<RefusalOf<MoveType>, readonly Event[]>

const factsOf = (refund: Refund) => ({
  refund: refund.id,
  charge: refund.charge,
  amount: refund.amount,
  currency: refund.currency,
  from: refund.status,
  returned: refund.returned,
})
type Moved<Position> = ReturnType<typeof factsOf> & { readonly at: Command['at']; readonly position: Position }

/** The refund comes to stand at `position`, where the lifecycle has that arrow, and `event` says so. */
const move = <Position extends RefundPosition>(
  command: Command<MoveType>,
  books: Books,
  position: Position,
  event: (moved: Moved<Position>) => Event,
): Decided => {
  const records = chargeAndRefund(books)
  if ('_tag' in records) return left(records)
  const { charge, refund } = records
  if (!leads(refundLifecycle, refund.status, command.type, position.status))
    return left(moveNotAllowed('refund', refund.status, command.type))
  // The legs' shares are decided when the processor takes the refund on: before, it might still say no.
  const returned = command.type === 'acknowledge' ? sharesOf(charge, refund.amount, refund.asked.legs) : refund.returned
  return right([event({ ...factsOf(refund), returned, position, at: command.at })])
}

/** The processor took a requested refund on, and says where it stands. */
export const decideAcknowledge = (command: Command<'acknowledge'>, books: Books): Decided =>
  move(command, books, positionOf(command.answer), (moved) => ({ type: 'RefundAcknowledged', ...moved }))

/** The processor said no to a requested refund, or was never asked. */
export const decideRefuse = (command: Command<'refuse'>, books: Books): Decided =>
  move(command, books, { status: 'refused', refusal: command.refusal }, (moved) => ({
    type: 'RefundRefused',
    ...moved,
  }))

export const decideSucceed = (command: Command<'succeed'>, books: Books): Decided =>
  move(command, books, { status: 'succeeded' }, (moved) => ({ type: 'RefundSucceeded', ...moved }))

export const decideFail = (command: Command<'fail'>, books: Books): Decided =>
  move(command, books, { status: 'failed', failureReason: command.failureReason }, (moved) => ({
    type: 'RefundFailed',
    ...moved,
  }))

export const decideCancel = (command: Command<'cancel'>, books: Books): Decided =>
  move(command, books, { status: 'canceled', failureReason: command.failureReason }, (moved) => ({
    type: 'RefundCanceled',
    ...moved,
  }))

export const decideRequireAction = (command: Command<'requireAction'>, books: Books): Decided =>
  move(command, books, { status: 'requires_action', expiresAt: command.expiresAt }, (moved) => ({
    type: 'RefundActionRequired',
    ...moved,
  }))

/** The customer has done what was required: back to pending. */
export const decideSubmit = (command: Command<'submit'>, books: Books): Decided =>
  move(command, books, { status: 'pending', pendingReason: command.pendingReason }, (moved) => ({
    type: 'RefundSubmitted',
    ...moved,
  }))

/** Allowed wherever a refund stands. */
export const decideEditMetadata = (
  command: Command<'editMetadata'>,
  books: Books,
): Either<RefusalOf<'editMetadata'>, readonly Event[]> => {
  const records = chargeAndRefund(books)
  if ('_tag' in records) return left(records)
  const { id, charge, currency } = records.refund
  const { metadata, at } = command
  return right([{ type: 'RefundMetadataEdited', refund: id, charge, currency, metadata, at }])
}
