import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import {
  decide,
  type Either,
  EMPTY_BOOKS,
  type Event,
  type MinorUnits,
  minorUnits,
  type NotMinorUnits,
  type RefundError,
  type Refunded,
  type Refusal,
  type RefusalOf,
  refund,
  remaining,
  stripe,
} from '../../../src/index.js'
import { captured, now } from '../../fixtures.js'
import { REQUEST } from '../law/given.js'
import { assert, type Equal } from './equal.js'

declare const ours: Either<RefundError, Refunded>
declare const theirs: E.Either<RefundError, Refunded>

// Values pass both ways, with their error type.
export const asTheirs: E.Either<RefundError, Refunded> = ours
export const asOurs: Either<RefundError, Refunded> = theirs

/** `pipe`, `E.map`, `E.chainW` and `E.match` take the law's results as they are. */
export const left = (amount: number): string =>
  pipe(
    minorUnits(amount),
    E.chainW((wanted) => refund(captured(1000), { ...REQUEST, amount: wanted })),
    E.map(({ charge }) => remaining(charge, stripe)),
    E.match(
      (error) => error._tag,
      (rest) => String(rest),
    ),
  )

const chained = pipe(
  minorUnits(1),
  E.chainW((amount) => refund(captured(1000), { ...REQUEST, amount })),
)
assert<Equal<typeof chained, E.Either<NotMinorUnits | RefundError, Refunded>>>()

const mapped = pipe(
  refund(captured(1000), REQUEST),
  E.map(({ charge }) => charge.standing),
)
assert<Equal<typeof mapped, E.Either<RefundError, MinorUnits>>>()

const decided: E.Either<RefusalOf<'release'>, readonly Event[]> = decide(
  { type: 'release', at: now },
  EMPTY_BOOKS,
  stripe,
)
export const refusals: readonly (readonly [Refusal | null])[] = [[E.isLeft(decided) ? decided.left : null]]

// The errors are not `any`: what no error has cannot be read.
export const message = pipe(
  ours,
  // @ts-expect-error No refusal has a message.
  E.mapLeft((error) => error.message),
)
