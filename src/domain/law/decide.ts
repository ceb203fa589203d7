/** Every command, decided. */
import { type Either, isLeft, left, right } from '../either.js'
import type { Books } from '../records/books.js'
import { missing } from './checks.js'
import type { Command, CommandType } from './commands.js'
import { decideAuthorize, decideCapture, decideDecline, decideExpire, decideRelease } from './decide-charge.js'
import { decideClose, decideEscalate, decideOpen } from './decide-dispute.js'
import { decideReturnFee, decideReverseTransfer } from './decide-legs.js'
import {
  decideAcknowledge,
  decideCancel,
  decideEditMetadata,
  decideFail,
  decideRefuse,
  decideRequireAction,
  decideSubmit,
  decideSucceed,
} from './decide-refund.js'
import { decideRequest } from './decide-request.js'
import type { RefusalOf } from './errors.js'
import type { Event } from './events.js'
import type { RefundPolicy } from './policy.js'

type Decider<Type extends CommandType> = (
  command: Command<Type>,
  books: Books,
  policy: RefundPolicy,
) => Either<RefusalOf<Type>, readonly Event[]>

const request: Decider<'request'> = (command, { charge, refund }, policy) => {
  if (charge === null) return left(missing('charge'))
  const decided = decideRequest(command, charge, refund, policy)
  if (isLeft(decided)) return decided
  return right(decided.right === null ? [] : [decided.right])
}

const deciders: { readonly [Type in CommandType]: Decider<Type> } = {
  authorize: decideAuthorize,
  capture: decideCapture,
  release: decideRelease,
  expire: decideExpire,
  decline: decideDecline,
  request,
  acknowledge: decideAcknowledge,
  refuse: decideRefuse,
  succeed: decideSucceed,
  fail: decideFail,
  cancel: decideCancel,
  requireAction: decideRequireAction,
  submit: decideSubmit,
  editMetadata: decideEditMetadata,
  returnFee: decideReturnFee,
  reverseTransfer: decideReverseTransfer,
  open: decideOpen,
  escalate: decideEscalate,
  close: decideClose,
}

/**
 * What a command does to the books: the events, or why not. No events: its id is known, and the same is asked again.
 *
 * Only `authorize`, `request` and `open` carry an id. A move that was made is refused with `MoveNotAllowed`; a capture before
 * the final one, or a direct leg return, that comes twice is two of them (`docs/notices.md`).
 *
 * Law: a refusal changes nothing, and `events.reduce(evolve, books)` are the books afterwards.
 *
 * @example
 * decide({ type: 'release', at: now }, { charge: captured(1000), refund: null, dispute: null }, stripe) // => left({ _tag: 'MoveNotAllowed', of: 'charge', from: 'captured', command: 'release' })
 * @since 0.1.0
 * @category law
 */
export const decide = <Type extends CommandType>(
  command: Command<Type>,
  books: Books,
  policy: RefundPolicy,
): Either<RefusalOf<Type>, readonly Event[]> => {
  const decider: Decider<Type> = deciders[command.type]
  return decider(command, books, policy)
}
