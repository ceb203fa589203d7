/**
 * The loop that every command goes through: load, decide, commit; and when something moved meanwhile, again.
 *
 * The decision is pure and may be made several times; only the last one is written. All that is written is written in one
 * commit, or not at all.
 */
import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft, left } from '../../domain/either.js'
import { finishKey, judgeKey, type KeyError, type KeyRunning, startKey } from '../../domain/idempotency/idempotency.js'
import type { Json } from '../../domain/idempotency/json.js'
import type { ChargeId, DisputeId, RefundId } from '../../domain/records/ids.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { Conflict, InvalidInput, LeaseLost, Moved, StoreError } from '../errors.js'
import type { Account, IdempotencyKey } from '../names.js'
import type { Changes, DocumentName, KeyAsked, Load, Loaded, Write } from '../port.js'
import type { ClaimedDue, Document, Due } from '../rows.js'
import { released, unavailable } from './asking.js'
import { createByAccount } from './by-account.js'
import { createGate } from './gate.js'
import type { Settings } from './options.js'

/** One decision and all that it needs to see. */
export interface Unit<E, A> {
  readonly account: Account
  /** Null for a decision about documents alone. */
  readonly charge: ChargeId | null
  readonly refund?: RefundId | null
  readonly dispute?: DisputeId | null
  /** Every document that `decide` may read or write. */
  readonly documents?: readonly DocumentName[]
  /**
   * Whether `decide` may also add documents that are not named: under ids that are new for sure, such as those drawn by chance. Where
   * one is taken all the same, nothing is written, and `Conflict` says so in the end.
   */
  readonly addsDocuments?: boolean
  readonly key?: UnitKey<E, A> | null
  /** What was due and is done by this decision, each once. Where any of it is another's by now, `LeaseLost` names the first. */
  readonly done?: readonly ClaimedDue[]
  /** Pure, and asked again when something moved. `at`: the desk's time at this attempt. */
  readonly decide: (loaded: Loaded, at: EpochSeconds) => Decided<E, A>
}

/** The key of a decision. */
export interface UnitKey<E, A> {
  readonly key: IdempotencyKey
  readonly path: string
  readonly fingerprint: string
  /** Reads a kept answer back. */
  readonly replay: (answer: Json) => Either<E | StoreError, A>
}

/** What was decided: what the caller hears, and what is written. Nothing but `answer`: nothing is written. */
export interface Decided<E, A> {
  readonly answer: Either<E, A>
  readonly changes?: Changes | null
  readonly documents?: readonly Document[]
  readonly due?: readonly Due[]
  /** What is kept under the key, and replayed; without it the key stays free. Refusals may be kept as well. */
  readonly keep?: Json | undefined
  /** What was due stays due: it could not be done yet. */
  readonly undone?: boolean
}

/** What may keep a unit from being decided or written. */
export type UnitError = InvalidInput | KeyError | Conflict | LeaseLost | StoreError

/** Decides and commits units. */
export type Transact = <E, A>(unit: Unit<E, A>) => TaskEither<E | UnitError, A>

export const createTransact = (settings: Settings): Transact => {
  const { store, clock, retries } = settings
  const gate = createGate()
  const running = createByAccount<KeyRunning>()

  /** Whoever comes second under a key hears so at once, and does not wait for the first at the gate. */
  const refusedByKey = (account: Account, key: KeyAsked, at: EpochSeconds): KeyError | null => {
    const verdict = judgeKey(running.get(account, key.key), key, at, key.lifeSeconds)
    return verdict.do === 'refuse' ? verdict.error : null
  }

  /** What was not loaded, or not written, or was written; null where it moved, and is to be decided again. */
  const ended = <E, A>(
    { account, charge }: Unit<E, A>,
    { decided, write }: ToWrite<E, A>,
    written: Either<StoreError | Moved, void>,
    attempts: number,
  ): Either<E | UnitError, A> | null => {
    if (!isLeft(written)) return decided.answer
    if (written.left._tag !== 'Moved') return left(written.left)
    const [done] = write.done
    // Of several the store does not say which: the first stands for all of them.
    if (written.left.of === 'due' && done !== undefined) return left({ _tag: 'LeaseLost', of: 'due', id: done.id })
    return attempts >= retries.attempts ? left({ _tag: 'Conflict', account, charge, attempts }) : null
  }

  /** One at a time for each key, and for each charge. One function, as each that waits for another costs the commonest a promise. */
  const inLine = async <E, A>(unit: Unit<E, A>, key: KeyAsked | null): Promise<Either<E | UnitError, A>> => {
    const { account } = unit
    let { charge } = unit
    let mine: KeyRunning | null = null
    if (key !== null) {
      const at = clock()
      const refused = refusedByKey(account, key, at)
      if (refused !== null && refused._tag !== 'KeyReused') return left(refused)
      // What the key is used for is the store's to say: whoever runs here may itself be refused there, as it was used before.
      if (refused === null) {
        mine = startKey(key, at, key.leaseSeconds)
        running.set(account, key.key, mine)
      } else charge = null
    }
    const turn = charge === null ? null : gate.enter(account, charge)
    if (turn !== null) await turn
    try {
      for (let attempts = 1; ; attempts += 1) {
        const load = loadOf(unit, key, clock())
        let loaded: Either<StoreError, Loaded>
        try {
          loaded = await store.load(load)()
        } catch (cause) {
          return left(unavailable('load', 'no', cause))
        }
        if (isLeft(loaded)) return loaded
        const next = nextStep(unit, loaded.right, load)
        if ('answer' in next) {
          await released(store, loaded.right)
          return next.answer()
        }
        let written: Either<StoreError | Moved, void>
        try {
          written = await store.commit(loaded.right, next.write)()
        } catch (cause) {
          return left(unavailable('commit', 'unknown', cause))
        }
        const end = ended(unit, next, written, attempts)
        if (end !== null) return end
        await pause(settings, attempts)
      }
    } finally {
      if (charge !== null) gate.leave(account, charge)
      if (mine !== null && running.get(account, mine.key) === mine) running.remove(account, mine.key)
    }
  }

  return (unit) => () => inLine(unit, keyOf(unit, settings))
}

interface ToWrite<E, A> {
  readonly decided: Decided<E, A>
  readonly write: Write
}

/** What is to be written and then answered; or the answer, where nothing is written. */
type Step<E, A> = ToWrite<E, A> | { readonly answer: () => Either<E | UnitError, A> }

const nextStep = <E, A>(unit: Unit<E, A>, loaded: Loaded, load: Load): Step<E, A> => {
  if (unit.key && load.key !== null) {
    const { replay } = unit.key
    const verdict = judgeKey(loaded.key, load.key, load.at, load.key.lifeSeconds)
    if (verdict.do === 'refuse') return { answer: () => left(verdict.error) }
    if (verdict.do === 'replay') return { answer: () => replay(verdict.answer) }
  }
  try {
    const decided = unit.decide(loaded, load.at)
    const write = writeOf(unit, decided, load)
    return write === null ? { answer: () => decided.answer } : { decided, write }
  } catch (bug) {
    // A decision that throws is a bug of its author's. It is passed on, and must not hold what was loaded as well.
    return {
      answer: () => {
        throw bug
      },
    }
  }
}

const loadOf = <E, A>(unit: Unit<E, A>, key: KeyAsked | null, at: EpochSeconds): Load => ({
  account: unit.account,
  charge: unit.charge,
  refund: unit.refund ?? null,
  dispute: unit.dispute ?? null,
  documents: unit.documents ?? [],
  key,
  at,
})

const keyOf = <E, A>({ key }: Unit<E, A>, { keyLifeSeconds, keyLeaseSeconds }: Settings): KeyAsked | null =>
  key
    ? {
        key: key.key,
        path: key.path,
        fingerprint: key.fingerprint,
        lifeSeconds: keyLifeSeconds,
        leaseSeconds: keyLeaseSeconds,
      }
    : null

const NOTHING_DONE: readonly ClaimedDue[] = []

/** What is written; null for nothing. */
const writeOf = <E, A>(unit: Unit<E, A>, decided: Decided<E, A>, load: Load): Write | null => {
  const write: Write = {
    changes: decided.changes ?? null,
    record: load.key === null || decided.keep === undefined ? null : finishKey(load.key, decided.keep, load.at),
    documents: decided.documents ?? [],
    due: decided.due ?? [],
    done: decided.undone ? NOTHING_DONE : (unit.done ?? NOTHING_DONE),
  }
  const nothing =
    write.changes === null &&
    write.record === null &&
    write.documents.length === 0 &&
    write.due.length === 0 &&
    write.done.length === 0
  return nothing ? null : write
}

/** A random wait, of up to twice as long after each attempt: those who met do not meet again at once. */
const pause = ({ retries, chance, sleep }: Settings, attempts: number): Promise<void> => {
  const longest = Math.min(retries.longestMilliseconds, retries.firstMilliseconds * 2 ** (attempts - 1))
  const wait: Task<void> = sleep(chance() * longest)
  return wait()
}
