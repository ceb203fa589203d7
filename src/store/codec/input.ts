/** What a caller gives to be written is checked by the codec that will read it back: a store never holds what it cannot read. */
import { isLeft } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { InvalidInput } from '../errors.js'
import type { Account } from '../names.js'
import type { Changes, DocumentName } from '../port.js'
import { type Document, type Due, eventId, type StoredDocument, type Undated } from '../rows.js'
import { CommandAsked } from './command.js'
import { problemsOf } from './problems.js'
import { ROWS } from './rows.js'

/** What was given and is not of its type. */
export const invalidInput = (...problems: readonly string[]): InvalidInput => ({ _tag: 'InvalidInput', problems })

/** Why a command cannot be asked; null when it can. Of its amounts the law says more. */
export const invalidCommand = (command: Undated): InvalidInput | null => invalid('', CommandAsked, command)

/** Why what is to wait cannot be written; null when it can. */
export const invalidDue = (account: Account, due: unknown): InvalidInput | null => {
  if (due === undefined || due === null) return null
  if (!Array.isArray(due)) return invalidInput('due: expected a list')
  for (const [index, row] of due.entries()) {
    const { at, work } = (row ?? {}) as Due
    const problem = invalid(`due.${index}.`, ROWS.due, { account, id: 'new', attempts: 0, at, work })
    if (problem !== null) return problem
  }
  return null
}

/**
 * Why a caller's own rows cannot be written; null when they can. One that was not loaded cannot, as nobody knows whether it
 * moved; and when a document was created never changes. `named` are those that were loaded, `loaded` what was found of them.
 */
export const invalidDocuments = (
  { account, documents: named = [], addsDocuments = false }: Naming,
  documents: readonly Document[],
  loaded: readonly (StoredDocument | null)[],
): InvalidInput | null => {
  const seen = new Set<string>()
  for (const [index, document] of documents.entries()) {
    const problem = invalid(`documents.${index}.`, ROWS.document, { account, version: 1, document })
    if (problem !== null) return problem
    const { kind, id, createdAt } = document
    const place = named.findIndex((name) => name.kind === kind && name.id === id)
    if (place === -1 && !addsDocuments)
      return invalidInput(`documents.${index}: ${kind} ${id} is not among the documents of the unit`)
    const name = JSON.stringify([kind, id])
    if (seen.has(name)) return invalidInput(`documents.${index}: ${kind} ${id} is written twice`)
    seen.add(name)
    const before = loaded[place]?.document.createdAt ?? createdAt
    if (before !== createdAt) return invalidInput(`documents.${index}.createdAt: expected ${before}, got ${createdAt}`)
  }
  return null
}

/** What may be written of documents. */
interface Naming {
  readonly account: Account
  readonly documents?: readonly DocumentName[]
  readonly addsDocuments?: boolean
}

/** Why what a caller decided by itself cannot be written; null when it can. */
export const invalidChanges = (account: Account, changes: Changes): InvalidInput | null => {
  const { charge, refund, dispute, events } = changes
  if (events.length === 0) return invalidInput('changes.events: expected one at least')
  const rows = [
    invalid('changes.', ROWS.charge, { account, version: 1, acknowledged: 0, charge }),
    refund && invalid('changes.', ROWS.refund, { account, refund }),
    dispute && invalid('changes.', ROWS.dispute, { account, dispute }),
    ...events.map((event, index) =>
      invalid(`changes.events.${index}: `, ROWS.event, {
        account,
        id: eventId(charge.id, 1),
        charge: charge.id,
        number: 1,
        event,
      }),
    ),
  ]
  return rows.find((problem) => problem !== null) ?? null
}

const invalid = (prefix: string, codec: t.Mixed, given: unknown): InvalidInput | null => {
  if (codec.is(given)) return null
  const read = codec.decode(given)
  return isLeft(read) ? invalidInput(...problemsOf(read.left).map((problem) => `${prefix}${problem}`)) : null
}
