/** What the function `commit` is given of a write: each part in columns, with what it must still be. */
import type { Loaded, Write } from '../port.js'
import { eventId } from '../rows.js'
import { splitRow } from '../sql/columns.js'
import { indexName } from '../sql/index-name.js'
import type { Ticket } from './load.js'

type Part = Record<string, unknown>

/** What is asked of the database, or the part that cannot have been this load's. */
export const payloadOf = ({ asked, key }: Ticket, against: Loaded, write: Write): Part | 'key' | 'due' => {
  const { changes, record, done } = write
  if (record !== null && key === null) return 'key'
  const ended = done.map(({ id, lease }) => ({ seq: seqOf(id), lease }))
  if (ended.some(({ seq }) => seq === null)) return 'due'
  const documents = documentsOf(asked.documents, against, write)
  const { account } = against
  return {
    account,
    ...(asked.charge !== null && changes?.charge.id !== asked.charge
      ? { asked: { id: indexName(asked.charge), version: against.version } }
      : {}),
    ...(changes === null ? {} : changesOf(asked.charge, against, changes)),
    ...freeOf('refund', asked.refund, against.books.refund, changes?.refund?.id),
    ...freeOf('dispute', asked.dispute, against.books.dispute, changes?.dispute?.id),
    ...(documents.length === 0 ? {} : { documents, fresh: documents.filter((part) => 'place' in part).length }),
    ...(key === null
      ? {}
      : {
          key: {
            key: key.key,
            mark: key.mark,
            ...(key.before === null ? {} : { before: key.before }),
            ...(record === null ? {} : { ...splitRow('key', { account, record }), expired: expiredAt(asked) }),
          },
        }),
    ...(ended.length === 0 ? {} : { done: ended }),
    ...(write.due.length === 0 ? {} : { due: write.due.map((due) => dueOf(account, due)) }),
  }
}

/** Answers of this time and before had expired when it was loaded. */
const expiredAt = ({ at, key }: Ticket['asked']): number => at - (key?.lifeSeconds ?? 0)

const changesOf = (
  asked: string | null,
  { account, version, books }: Loaded,
  { charge, refund, dispute, events }: NonNullable<Write['changes']>,
): Part => {
  const before = charge.id === asked ? version : 0
  const after = before + events.length
  return {
    charge: { ...splitRow('charge', { account, version: after, acknowledged: 0, charge }), before },
    events: events.map((event, index) => {
      const number = before + index + 1
      return splitRow('event', { account, id: eventId(charge.id, number), charge: charge.id, number, event })
    }),
    ...(refund === null
      ? {}
      : { refund: { ...splitRow('refund', { account, refund }), known: books.refund?.id === refund.id } }),
    ...(dispute === null
      ? {}
      : { dispute: { ...splitRow('dispute', { account, dispute }), known: books.dispute?.id === dispute.id } }),
  }
}

/** An id that was asked for and free must still be. */
const freeOf = (of: 'refund' | 'dispute', asked: string | null, known: unknown, written: string | undefined): Part =>
  asked !== null && known === null && written !== asked ? { [`free_${of}`]: indexName(asked) } : {}

const nameOf = (kind: string, id: string): string => JSON.stringify([kind, id])

/** Every document that was asked for or is written, in one order, so that two who write the same do not block each other. */
const documentsOf = (asked: Ticket['asked']['documents'], against: Loaded, write: Write): readonly Part[] => {
  const known = new Map(asked.map(({ kind, id }, index) => [nameOf(kind, id), against.documents[index] ?? null]))
  const labelled = new Map(Array.from(known, ([name, stored]) => [name, stored?.document.labels]))
  const versions = new Map(Array.from(known, ([name, stored]) => [name, stored?.version ?? 0]))
  let fresh = 0
  const written = write.documents.map((document) => {
    const name = nameOf(document.kind, document.id)
    const before = versions.get(name) ?? 0
    versions.set(name, before + 1)
    const {
      account: _,
      version,
      ...columns
    } = splitRow('document', {
      account: against.account,
      version: before + 1,
      document,
    })
    const labels = [...new Set(document.labels.map(indexName))]
    const same = before > 0 && sameLabels(labelled.get(name), document.labels)
    labelled.set(name, document.labels)
    if (before === 0) fresh += 1
    const place = before === 0 ? { place: fresh } : {}
    return { ...columns, before, ...place, ...(same || (before === 0 && labels.length === 0) ? {} : { labels }) }
  })
  const names = new Set(write.documents.map(({ kind, id }) => nameOf(kind, id)))
  const unwritten = asked.flatMap(({ kind, id }) => {
    const name = nameOf(kind, id)
    return names.has(name) ? [] : [{ kind: indexName(kind), id: indexName(id), before: versions.get(name) ?? 0 }]
  })
  return [...written, ...unwritten].sort((one, other) => compared(one.kind, other.kind) || compared(one.id, other.id))
}

const sameLabels = (one: readonly string[] | undefined, other: readonly string[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

const compared = (one: unknown, other: unknown): number =>
  String(one) < String(other) ? -1 : Number(String(one) > String(other))

const seqOf = (id: string): string | null => /^due_([1-9]\d{0,17})$/.exec(id)?.[1] ?? null

const dueOf = (account: Loaded['account'], due: Write['due'][number]): Part => {
  const { at, body } = splitRow('due', { account, id: 'due', attempts: 0, ...due })
  return { at, body }
}
