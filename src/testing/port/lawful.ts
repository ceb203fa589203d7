/** A lawful change of whatever the books are. */
import type { Command } from '../../domain/law/commands.js'
import { captureCharge } from '../../domain/law/commands.js'
import type { Books } from '../../domain/records/books.js'
import type { ChargeId } from '../../domain/records/ids.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { Changes, Load } from '../../store/port.js'
import { authorizing, changesOf, charging, disputing, requesting, succeeding } from './given.js'

const ofNew = (charge: ChargeId, at: EpochSeconds): readonly (readonly Command[])[] => [
  charging(charge, at),
  [authorizing(charge, at)],
]

const ofKnown = (asked: Load, at: EpochSeconds): readonly (readonly Command[])[] => [
  ...(asked.refund === null
    ? []
    : [[requesting(asked.refund, 3, at)], [requesting(asked.refund, 400, at), succeeding(at)]]),
  [succeeding(at)],
  [{ type: 'fail', failureReason: 'unknown', at }],
  ...(asked.dispute === null ? [] : [[disputing(asked.dispute, at)]]),
  [{ type: 'escalate', at }],
  [{ type: 'close', outcome: 'won', at }],
  [captureCharge({ amount: 'remaining', at })],
]

/** The first of the lawful changes from number `turn` on; null when there is none, or no charge was asked for. */
export const lawfulChanges = (books: Books, asked: Load, turn: number, at: EpochSeconds): Changes | null => {
  if (asked.charge === null) return null
  const isForeign = (record: { readonly charge: ChargeId } | null): boolean =>
    record !== null && record.charge !== asked.charge
  // What is another charge's is nothing to decide on; its id is taken, and no request of this charge may name it.
  const own: Books = {
    charge: books.charge,
    refund: isForeign(books.refund) ? null : books.refund,
    dispute: isForeign(books.dispute) ? null : books.dispute,
  }
  const free: Load = {
    ...asked,
    refund: isForeign(books.refund) ? null : asked.refund,
    dispute: isForeign(books.dispute) ? null : asked.dispute,
  }
  const all = books.charge === null ? ofNew(asked.charge, at) : ofKnown(free, at)
  const first = turn % all.length
  for (const commands of [...all.slice(first), ...all.slice(0, first)]) {
    const changes = changesOf(own, commands)
    if (changes !== null) return changes
  }
  return null
}
