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
  prints: 'function object object function function function function function',
  program: `
import * as law from 'refund-machine'
import * as machine from 'refund-machine/machine'
import * as wire from 'refund-machine/stripe'
import * as desk from 'refund-machine/store'
import * as file from 'refund-machine/store/libsql'
import * as postgres from 'refund-machine/store/postgres'
import * as server from 'refund-machine/server'
import * as kit from 'refund-machine/testing'
${HEAD}
console.log(typeof law.refund, typeof machine, typeof wire, typeof desk.createRefundDesk, typeof server.createServer, typeof kit.portContract, typeof file.libsqlStore, typeof postgres.postgresStore)
`,
}

/** A desk commits, its values are those of the main entry, and its store keeps the contract. */
export const DESK = {
  prints: 'ExceedsRemaining 40 kept',
  program: `
import { chargeId, currency, type Either, minorUnits, refundId, stripe } from 'refund-machine'
import { account, countingIds, createRefundDesk, memoryStore, systemClock } from 'refund-machine/store'
import { portContract } from 'refund-machine/testing'
${HEAD}

const known = <E, A>(result: Either<E, A>): A => {
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return result.right
}
const main = async (): Promise<void> => {
  const shop = { account: known(account('shop')), charge: known(chargeId('ch_1')) }
  const usd = known(currency('usd'))
  const cents = (value: number) => known(minorUnits(value))
  const desk = createRefundDesk({ store: memoryStore(), clock: systemClock, ids: countingIds(), policy: stripe })
  known(await desk.authorize({ account: shop.account, id: shop.charge, amount: cents(100), currency: usd })())
  known(await desk.capture({ ...shop, amount: 'remaining' })())
  known(await desk.refund({ ...shop, id: known(refundId('re_1')), amount: cents(60), currency: usd })())
  const second = await desk.refund({ ...shop, id: known(refundId('re_2')), amount: cents(60), currency: usd })()
  if (second._tag !== 'Left' || second.left._tag !== 'ExceedsRemaining') throw new Error('refunded twice')
  // @ts-expect-error A remaining amount is no text: the errors of a desk are typed where its dependencies are there.
  const text: string = second.left.remaining

  const open = async () => {
    const store = memoryStore()
    return { store, another: async () => store, close: async () => {} }
  }
  const contract = portContract(open, { runs: 5 }).filter(({ name }) => !/lease/.test(name))
  for (const { name, run } of contract.slice(0, 20)) await run().catch((error) => console.log(name, error))
  console.log(second.left._tag, second.left.remaining, text.length === undefined ? 'kept' : '')
}
main().catch((error) => console.log(error))
`,
}

/** A server is embedded, called over HTTP, and closed; without its web framework it says what is missing. */
export const SERVER = {
  prints: 'http://127.0.0.1 200 succeeded 300 401',
  printsWithoutFastify: 'refund-machine/server needs the package fastify: npm install fastify',
  program: `
import { createServer, type Server, type ServerOptions } from 'refund-machine/server'
${HEAD}
interface Heard { readonly status: number; json(): Promise<{ id: string; status: string; amount_refunded: number }> }
declare const fetch: (url: string, asked: object) => Promise<Heard>

const options: ServerOptions = { port: 0, clock: 'manual' }
const main = async (): Promise<void> => {
  const server: Server = await createServer(options)
  // @ts-expect-error A port is no text: the types are there, with fastify's or without.
  const text: string = server.port
  const ask = (path: string, body: string, key = 'sk_test_shop') =>
    fetch(server.url + path, { method: 'POST', headers: { authorization: \`Bearer \${key}\`, 'content-type': 'application/x-www-form-urlencoded' }, body })
  const charge = await (await ask('/v1/charges', 'amount=1000&currency=usd&source=tok_visa')).json()
  const answer = await ask(\`/v1/charges/\${charge.id}/refund\`, 'amount=300')
  const refunded = await answer.json()
  const denied = await ask('/v1/refunds', '', 'sk_live_shop')
  const host = server.url.slice(0, server.url.lastIndexOf(':'))
  console.log(host, answer.status, refunded.status, refunded.amount_refunded, text === null || denied.status)
  await server.close()
}
main().catch((error: Error) => console.log(error.message))
`,
}
