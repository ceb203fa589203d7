/** Programs of users, in TypeScript. Compiled to ES modules and to CommonJS, and run; each prints a line that the tests know. */

/** No library of the machine's types: what a program may count on is said here. */
const HEAD = 'declare const console: { log(...values: readonly unknown[]): void }'

/**
 * Too big a refund is refused with typed data, and nothing of the result is `any`, not even where fp-ts is missing.
 *
 * Asked by `@ts-expect-error` and not by `0 extends 1 & T`: a type that does not resolve makes every conditional type
 * unresolved too, and so passes that question.
 */
export const LAW = {
  prints: '400 600',
  program: `
import {
  captureCharge, chargeId, currency, decide, type Either, EMPTY_BOOKS, epochSeconds, evolve, minorUnits, refund, refundId,
  requestRefund, stripe,
} from 'refund-machine'
${HEAD}

type Result = ReturnType<typeof refund>
type Refusal = Extract<Result, { readonly _tag: 'Left' }>['left']
type Outcome = Extract<Result, { readonly _tag: 'Right' }>['right']

const notAny = (result: Result, refusal: Refusal, outcome: Outcome): readonly number[] => [
  // @ts-expect-error A result is no number.
  result,
  // @ts-expect-error A refusal is no number.
  refusal,
  // @ts-expect-error A tag is no number.
  refusal._tag,
  // @ts-expect-error An outcome is no number.
  outcome,
  // @ts-expect-error A charge is no number.
  outcome.charge,
]

const known = <E, A>(result: Either<E, A>): A => {
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return result.right
}
const at = known(epochSeconds(1_760_000_000))
const usd = known(currency('usd'))
const cents = (value: number) => known(minorUnits(value))
const ask = (id: string, value: number) => requestRefund({ id: known(refundId(id)), amount: cents(value), currency: usd, at })

const authorize = { type: 'authorize', id: known(chargeId('ch_1')), amount: cents(1000), currency: usd, status: 'authorized', at } as const
const promised = known(decide(authorize, EMPTY_BOOKS, stripe)).reduce(evolve, EMPTY_BOOKS)
const taken = known(decide(captureCharge({ amount: 'remaining', at }), promised, stripe)).reduce(evolve, promised)
if (taken.charge === null) throw new Error('no charge')

const first = known(refund(taken.charge, ask('re_1', 400)))
const second = refund(first.charge, ask('re_2', 700))
if (second._tag === 'Left' && second.left._tag === 'ExceedsRemaining' && notAny.length === 3) {
  console.log(first.charge.standing, second.left.remaining)
}
`,
}

/** Results pass through fp-ts and come back. */
export const THROUGH_FP_TS = {
  prints: "too small: 'notAnInteger' 12",
  program: `
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Either, type MinorUnits, minorUnits, type NotMinorUnits } from 'refund-machine'
${HEAD}

const back: Either<NotMinorUnits, MinorUnits> = pipe(minorUnits(12), E.map((amount) => amount))
const said = pipe(
  minorUnits(1.5),
  E.chainW((amount) => minorUnits(amount)),
  E.match((error) => \`too small: '\${error.problem}'\`, (amount: MinorUnits) => String(amount)),
)
console.log(said, back._tag === 'Right' ? back.right : back.left)
`,
}

/** Every subpath loads. */
export const ALL_PATHS = {
  prints: 'function object object',
  program: `
import * as law from 'refund-machine'
import * as machine from 'refund-machine/machine'
import * as wire from 'refund-machine/stripe'
${HEAD}
console.log(typeof law.refund, typeof machine, typeof wire)
`,
}
