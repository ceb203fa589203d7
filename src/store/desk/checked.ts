/** A unit of the caller's own: what it decides is checked before it is written, as nobody else has looked at it. */
import { type Either, left } from '../../domain/either.js'
import { canonicalText } from '../../domain/idempotency/json.js'
import { evolve } from '../../domain/law/evolve.js'
import type { Books } from '../../domain/records/books.js'
import { invalidChanges, invalidDocuments, invalidDue, invalidInput } from '../codec/input.js'
import { isJson } from '../codec/json.js'
import type { InvalidInput } from '../errors.js'
import type { Changes } from '../port.js'
import type { ClaimedDue } from '../rows.js'
import { invalidCall } from './names.js'
import type { Decided, Unit } from './transact.js'

/** The unit, with a decision that answers `InvalidInput` instead of writing what no store could read back; what was due stays due. */
export const checked = <E, A>(unit: Unit<E, A>): Unit<E | InvalidInput, A> => ({
  ...unit,
  decide: (loaded, at) => {
    const decided = unit.decide(loaded, at)
    const invalid =
      invalidDecision(unit, decided, loaded.books) ?? invalidDocuments(unit, decided.documents ?? [], loaded.documents)
    return invalid === null ? decided : { answer: left(invalid) as Either<InvalidInput, A>, undone: true }
  },
})

const invalidDecision = <E, A>(
  { account, charge, key, done = [] }: Unit<E, A>,
  { changes = null, keep, due, documents = [] }: Decided<E, A>,
  books: Books,
): InvalidInput | null => {
  const name = invalidCall({ account, key: key?.key })
  if (name !== null) return invalidInput(`${name.field}: is none`)
  if (!Array.isArray(documents)) return invalidInput('documents: expected a list')
  if (!Array.isArray(done) || !done.every(isClaim)) return invalidInput('done: expected a list of what was claimed')
  if (new Set(done.map(({ id }) => id)).size < done.length) return invalidInput('done: the same is done twice')
  if (keep !== undefined && !isJson(keep)) return invalidInput('keep: expected JSON')
  const writes = changes !== null || documents.length > 0 || (due?.length ?? 0) > 0
  // Asked again under its key it would be done again.
  if (key && writes && keep === undefined) return invalidInput('keep: expected an answer to keep under the key')
  if (key && (typeof key.path !== 'string' || typeof key.fingerprint !== 'string'))
    return invalidInput('key: expected a path and a fingerprint, each a text')
  if (changes === null) return invalidDue(account, due)
  if (changes.charge.id !== charge) return invalidInput(`changes.charge.id: expected ${charge}, the charge of the unit`)
  return invalidChanges(account, changes) ?? untold(changes, books) ?? invalidDue(account, due)
}

const isClaim = (one: Partial<ClaimedDue> | null): boolean =>
  typeof one?.id === 'string' && typeof one.lease === 'string'

/** The records have to be what the events make of those that were loaded: nobody could prove the books otherwise. */
const untold = ({ charge, refund, dispute, events }: Changes, books: Books): InvalidInput | null => {
  const told = events.reduce(evolve, books)
  const found: Readonly<Record<string, readonly [found: unknown, told: unknown]>> = {
    charge: [charge, told.charge],
    refund: [refund, refund === null ? null : told.refund],
    dispute: [dispute, dispute === null ? null : told.dispute],
  }
  const wrong = Object.entries(found).find(
    ([, [one, other]]) => !isSame(one, other) && canonicalText(one) !== canonicalText(other),
  )
  return wrong === undefined ? null : invalidInput(`changes.${wrong[0]}: is not what the events make of it`)
}

/** Whether both are the same for sure: nearly always they are, member by member. What is not is compared by its text. */
const isSame = (one: unknown, other: unknown): boolean => {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  const names = Object.keys(one)
  const others = Object.keys(other)
  if (names.length !== others.length || Array.isArray(one) !== Array.isArray(other)) return false
  const values = Object.values(one)
  const otherValues = Object.values(other)
  for (let index = 0; index < names.length; index += 1)
    if (names[index] !== others[index] || !isSame(values[index], otherValues[index])) return false
  return true
}
