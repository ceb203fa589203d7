/** What a caller gives to be written is checked by the codec that will read it back: a store never holds what it cannot read. */
import { isLeft } from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { InvalidInput } from '../errors.js'
import type { Account } from '../names.js'
import type { Document, Due, Undated } from '../rows.js'
import { Command } from './command.js'
import { problemsOf } from './problems.js'
import { ROWS } from './rows.js'

/** Why a command cannot be written; null when it can. Its members are named as they are given. */
export const invalidCommand = (command: Undated): InvalidInput | null => invalid(Command, command)

/** Why what waits, or the caller's own rows, cannot be written; null when they can. */
export const invalidRows = (
  account: Account,
  due: readonly Due[],
  documents: readonly Document[],
): InvalidInput | null => {
  for (const { at, work } of due) {
    const problem = invalid(ROWS.due, { account, id: 'new', attempts: 0, at, work })
    if (problem !== null) return problem
  }
  for (const document of documents) {
    const problem = invalid(ROWS.document, { account, version: 1, document })
    if (problem !== null) return problem
  }
  return null
}

const invalid = (codec: t.Mixed, given: unknown): InvalidInput | null => {
  if (codec.is(given)) return null
  const read = codec.decode(given)
  return isLeft(read) ? { _tag: 'InvalidInput', problems: problemsOf(read.left) } : null
}
