/** Shared values of tests and of the examples in the docs: short names for ids, amounts and charges. */
import {
  type Books,
  type Charge,
  type ChargeId,
  type Command,
  type Currency,
  captureCharge,
  type DisputeId,
  decide,
  type Either,
  EMPTY_BOOKS,
  type EpochSeconds,
  type Event,
  evolve,
  holding,
  type LegAmount,
  type MinorUnits,
  type RefundId,
  type RefundPolicy,
} from '../src/index.js'

/** The outcome, or a failed test that shows the refusal. */
export const rightOf = <E, A>(result: Either<E, A>): A => {
  if (result._tag === 'Left') throw new Error(`expected an outcome, got ${JSON.stringify(result.left)}`)
  return result.right
}

/** The refusal, or a failed test that shows the outcome. */
export const leftOf = <E, A>(result: Either<E, A>): E => {
  if (result._tag === 'Right') throw new Error(`expected a refusal, got ${JSON.stringify(result.right)}`)
  return result.left
}

// Cast, not constructed: a constructor that is broken must fail the tests that are about it, not every file at its first line.
export const ch_1 = 'ch_1' as ChargeId
export const ch_2 = 'ch_2' as ChargeId
export const re_1 = 're_1' as RefundId
export const re_2 = 're_2' as RefundId
export const re_3 = 're_3' as RefundId
export const dp_1 = 'dp_1' as DisputeId
export const dp_2 = 'dp_2' as DisputeId
export const usd_ = 'usd' as Currency<'usd'>
export const eur_ = 'eur' as Currency<'eur'>
export const now = 1_760_000_000 as EpochSeconds
export const later = (seconds: number): EpochSeconds => (now + seconds) as EpochSeconds

/** An amount in minor units; of US dollars where nothing else is said. */
export const usd = (amount: number): MinorUnits => amount as MinorUnits

/** What a command makes of the books; a failed test when it is refused. */
export const after = (books: Books, command: Command, policy: RefundPolicy = holding): Books =>
  rightOf(decide(command, books, policy)).reduce(evolve, books)

/** The books after a list of commands on one charge. Each must be accepted. */
export const afterAll = (commands: readonly Command[], books: Books = EMPTY_BOOKS, policy?: RefundPolicy): Books =>
  commands.reduce((so_far, command) => after(so_far, command, policy), books)

/** The events of a list of commands. Each must be accepted. */
export const eventsOf = (commands: readonly Command[], start: Books = EMPTY_BOOKS): readonly Event[] => {
  const events: Event[] = []
  commands.reduce((books, command) => {
    const happened = rightOf(decide(command, books, holding))
    events.push(...happened)
    return happened.reduce(evolve, books)
  }, start)
  return events
}

export const authorizeUsd = (amount: number): Command<'authorize'> => ({
  type: 'authorize',
  id: ch_1,
  amount: usd(amount),
  currency: usd_,
  status: 'authorized',
  at: now,
})

const chargeOf = (books: Books): Charge => {
  if (books.charge === null) throw new Error('expected a charge')
  return books.charge
}

/** Charge `ch_1`: so many US cents authorised, nothing captured. */
export const authorized = (amount: number): Charge => chargeOf(after(EMPTY_BOOKS, authorizeUsd(amount)))

/** Charge `ch_1`: so many US cents captured, finally; with the legs that went out. */
export const captured = (amount: number, legs: { fee?: LegAmount; transfer?: LegAmount } = {}): Charge =>
  chargeOf(afterAll([authorizeUsd(amount), captureCharge({ amount: 'remaining', ...legs, at: now })]))
