/** The outbox: events of charges, claimed and acknowledged. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import type { LeaseLost, StoreError } from '../errors.js'
import type { Claim } from '../port.js'
import type { ClaimedEvents, StoredEvent } from '../rows.js'
import { indexName } from '../sql/index-name.js'
import type { Access } from './access.js'
import type { Row } from './client.js'
import { failedWrite } from './errors.js'
import { readAll, readRow, readSome } from './rows.js'

type Claims = Either<StoreError, readonly ClaimedEvents[]>

export const claimEvents = async ({ ask, statements }: Access, { limit, leaseSeconds }: Claim): Promise<Claims> => {
  const answer = await ask(statements.claimEvents, [limit, leaseSeconds])
  if (isLeft(answer)) return failedWrite('claimEvents', answer.left)
  const byCharge = new Map<unknown, Row[]>()
  for (const row of answer.right) {
    const rows = byCharge.get(row.lease)
    if (rows === undefined) byCharge.set(row.lease, [row])
    else rows.push(row)
  }
  return readSome([...byCharge], ([lease, rows]) => {
    const events = readAll(rows, (row) => readRow('event', row))
    return isLeft(events) ? events : right(claimedOf(String(lease), events.right))
  })
}

const claimedOf = (lease: string, events: readonly StoredEvent[]): ClaimedEvents => {
  const [{ account, charge }] = events as readonly [StoredEvent, ...StoredEvent[]]
  return { account, charge, events, lease }
}

export const acknowledgeEvents = async (
  { ask, statements }: Access,
  { account, charge, lease }: ClaimedEvents,
  upTo: number,
  keepSeconds: number | null,
): Promise<Either<StoreError | LeaseLost, void>> => {
  // Up to which event it was given out stands in the lease: what was written since nobody has delivered.
  const last = Number(/\.([1-9]\d*)$/.exec(lease)?.[1] ?? 0)
  const values = [account, indexName(charge), lease, Math.min(upTo, last), keepSeconds]
  const answer = await ask(statements.acknowledge, values)
  if (isLeft(answer)) return failedWrite('acknowledgeEvents', answer.left)
  return answer.right[0]?.held === true ? right(undefined) : left({ _tag: 'LeaseLost', of: 'event', id: charge })
}
