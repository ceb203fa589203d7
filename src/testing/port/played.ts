/** Whole scripts, alone and around a transaction of the caller's. */
import { type Either, left, right } from '../../domain/either.js'
import type { Store } from '../../store/port.js'
import { answered, equal } from './expect.js'
import { handOf } from './hand.js'
import { emptyModel, type Model } from './model.js'
import { begun, compared, takeAll } from './play.js'
import type { Step } from './script.js'
import type { Subject } from './subject.js'
import type { Bench } from './trial.js'

/** Plays the script; at the end everything that is stored is compared. */
export const played = async (bench: Bench, script: readonly Step[]): Promise<void> => {
  const play = begun(bench, emptyModel())
  await takeAll(play, script)
  await compared(play)
}

/** A script, another one in a transaction of the caller's, and what it made of it. */
export interface Bracketed {
  readonly before: readonly Step[]
  readonly inside: readonly Step[]
  readonly commits: boolean
}

/** Plays both; at the end everything that is stored is as the first script left it, or as the second did. */
export const playedInTransaction = async (
  bench: Bench,
  transaction: NonNullable<Subject['transaction']>,
  { before, inside, commits }: Bracketed,
): Promise<void> => {
  const first = begun(bench, emptyModel())
  await takeAll(first, before)
  const { rows, keys, due, readers } = first.model
  // Nothing is loaded now, so that no key is held, and a copy of the rows is the whole model.
  const copy: Model = { ...structuredClone({ rows, keys, due, readers }), asked: new Map() }
  const work = (store: Store) => async (): Promise<Either<string, string>> => {
    const hand = handOf(store)
    const second = { ...begun({ ...bench, hand, other: hand }, copy), now: first.now }
    for (const { real, row, claim } of first.due) {
      const copied = copy.due[due.indexOf(row)]
      if (copied !== undefined) second.due.push({ real, row: copied, claim })
    }
    await takeAll(second, inside)
    return commits ? right('kept') : left('rolled back')
  }
  equal('transaction', await answered('transaction', transaction(work)), commits ? right('kept') : left('rolled back'))
  await compared({ ...begun(bench, commits ? copy : first.model), now: first.now })
}
