/** Writing a decision, and giving back what was loaded. */
import { type Either, isLeft, right } from '../../domain/either.js'
import type { Moved, RowKind, StoreError } from '../errors.js'
import type { Loaded, Write } from '../port.js'
import type { Access } from './access.js'
import { type Failure, failedRead, failedWrite, isCut, isOvertaken, moved } from './errors.js'
import { giveBackKey } from './keys.js'
import { type Ticket, ticketOf } from './load.js'
import { payloadOf } from './payload.js'

type Answer = Either<StoreError | Moved, void>

/** Writes, unless something moved. Whatever it answers, neither the key nor the charge is held any more. */
export const commit = async (access: Access, against: Loaded, write: Write): Promise<Answer> => {
  const ticket = ticketOf(against)
  const payload = payloadOf(ticket, against, write)
  if (typeof payload === 'string') {
    await release(access, against)
    return moved(payload)
  }
  const values = [JSON.stringify(payload)]
  const answer = ticket.held === null ? await alone(access, values) : await behindLock(access, ticket.held, values)
  if (isLeft(answer)) return refused(access, against, answer.left)
  if (answer.right === null) return right(undefined)
  return hasMoved(access, ticket, answer.right)
}

/** `committing`: it may have been written. `of`: what had moved, and the answer of its COMMIT does not matter. */
type Unwritten = Failure & { readonly committing: boolean; readonly of?: RowKind }
type Written = Either<Unwritten, RowKind | null>

const movedIn = (rows: readonly { readonly moved?: unknown }[]): RowKind | null =>
  (rows[0]?.moved ?? null) as RowKind | null

/** The statement is its own transaction, or a part of the caller's. */
const alone = async ({ ask, statements, inside }: Access, values: readonly unknown[]): Promise<Written> => {
  const answer = await ask(statements.commit, values)
  if (isLeft(answer)) return { _tag: 'Left', left: { ...answer.left, committing: !inside } }
  return right(movedIn(answer.right))
}

const behindLock = async (
  { statements }: Access,
  held: NonNullable<Ticket['held']>,
  values: readonly unknown[],
): Promise<Written> => {
  const answer = await held.ask(statements.commit, values)
  if (isLeft(answer)) {
    await held.rollback()
    return { _tag: 'Left', left: { ...answer.left, committing: false } }
  }
  const of = movedIn(answer.right)
  const ended = await held.commit()
  if (!isLeft(ended)) return right(of)
  return { _tag: 'Left', left: { ...ended.left, committing: of === null, ...(of === null ? {} : { of }) } }
}

const hasMoved = ({ holding }: Access, { asked, held }: Ticket, of: RowKind): Either<Moved, never> => {
  if (of === 'charge' && asked.charge !== null && held === null) holding?.hot.met(asked.account, asked.charge)
  return moved(of)
}

const refused = async (access: Access, against: Loaded, failure: Unwritten): Promise<Answer> => {
  const answer = failure.committing ? failedWrite('commit', failure) : failedRead('commit', failure)
  if (access.inside) return answer
  // All was taken back, that the key was given back as well. What nobody knows of is not written any more where the mark is
  // found: it would have taken that first.
  const ticket = ticketOf(against)
  if (answer.left.written === 'no' || isCut(failure)) await giveBackKey(access, against.account, ticket.key)
  if (failure.of !== undefined) return hasMoved(access, ticket, failure.of)
  return isOvertaken(failure.error) ? hasMoved(access, ticket, 'charge') : answer
}

/** Gives back the lock and the key. */
export const release = async (access: Access, loaded: Loaded): Promise<void> => {
  const { key, held } = ticketOf(loaded)
  await held?.rollback()
  await giveBackKey(access, loaded.account, key)
}
