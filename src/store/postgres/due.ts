/** What is due, and old keys: the work of those who come by from time to time. */
import { type Either, isLeft, right } from '../../domain/either.js'
import { type EpochSeconds, secondsAfter } from '../../domain/records/time.js'
import type { StoreError } from '../errors.js'
import type { Claim } from '../port.js'
import type { ClaimedDue } from '../rows.js'
import type { Access } from './access.js'
import { failedWrite } from './errors.js'
import { readRow, readSome } from './rows.js'

export const claimDue = async (
  { ask, statements }: Access,
  { at, limit, leaseSeconds }: Claim & { readonly at: EpochSeconds },
): Promise<Either<StoreError, readonly ClaimedDue[]>> => {
  const again = Math.ceil(secondsAfter(at, leaseSeconds))
  const answer = await ask(statements.claimDue, [at, again, limit, leaseSeconds])
  if (isLeft(answer)) return failedWrite('claimDue', answer.left)
  return readSome(answer.right, (row) => {
    const due = readRow('due', row)
    return isLeft(due) ? due : right({ ...due.right, lease: String(row.lease) })
  })
}

export const forgetKeys = async (
  { ask, statements }: Access,
  { before, limit }: { readonly before: EpochSeconds; readonly limit: number },
): Promise<Either<StoreError, number>> => {
  const answer = await ask(statements.forgetKeys, [before, limit])
  return isLeft(answer) ? failedWrite('forgetKeys', answer.left) : right(Number(answer.right[0]?.forgotten))
}
