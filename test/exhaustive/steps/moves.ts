/** Every move of a refund at a place. */
import type { Command, Refund } from '../../../src/index.js'
import { kindOf, plusKind } from '../states/bags.js'
import type { Memo } from '../states/reads.js'
import { kindNumberOf, MOVES, refundOf, UNREAD } from '../states/records.js'
import { booksOf, type Place, storedAt } from '../states/world.js'
import { type Answer, answerAt, GONE, type Landing, legsAfter, noteReads, READS } from './answers.js'
import { BrokenLaw, type Check, evaluate } from './evaluate.js'

/** A refund of one kind, and its moves at all places that differ in their legs alone. */
export interface Moves {
  readonly number: number
  readonly refund: Refund
  readonly memos: readonly Memo<Answer<Landing>>[]
}

export const newMoves = (number: number): Moves => ({
  number,
  refund: refundOf(kindOf(number)),
  memos: MOVES.map(() => ({})),
})

export const movesAt = (check: Check, place: Place, moves: Moves): Answer<Landing> => {
  let accepted = 0
  const to: Landing[] = []
  for (const [index, command] of MOVES.entries()) {
    const answer = answerAt(moves.memos[index] ?? {}, place, () => move(check, place, moves, command))
    accepted += answer.accepted
    to.push(...answer.to)
  }
  return { reads: 0, accepted, refused: MOVES.length - accepted, to }
}

const move = (check: Check, place: Place, { number, refund }: Moves, command: Command): Answer<Landing> => {
  const evaluated = evaluate(check, command, booksOf(storedAt(place), refund), UNREAD)
  const { reads, refusal, after } = evaluated
  noteReads(check, evaluated, READS.move)
  if (refusal !== null) return { reads, accepted: 0, refused: 1, to: [] }
  if (after.refund === null) throw new BrokenLaw('a moved refund stays in the books', evaluated)
  const kind = kindNumberOf(after.refund) ?? GONE
  const without = plusKind(place.sums, number, -1)
  const expected = kind === GONE ? without : plusKind(without, kind)
  return { reads, accepted: 1, refused: 0, to: [{ kind, ...legsAfter(evaluated, expected) }] }
}
