/** Refunds per second through a desk on PostgreSQL, beside the same statements by hand. `npx tsx test/tools/postgres/bench.ts`. */
import pg from 'pg'
import { stripe } from '../../../src/domain/policies/stripe.js'
import { systemClock } from '../../../src/store/clock.js'
import { createRefundDesk, type RefundDesk } from '../../../src/store/desk/desk.js'
import { randomIds } from '../../../src/store/ids.js'
import { type Locking, postgresStore } from '../../../src/store/postgres/index.js'
import { createStatements } from '../../../src/store/postgres/statements.js'
import { rightOf, usd, usd_ } from '../../fixtures.js'
import { ACCOUNT, charge } from '../../postgres/given.js'
import { startPostgres } from './server.js'

const CALLERS = 10
const SECONDS = Number(process.env.SECONDS ?? 4)

/** Callers that do one after the other, for a while; how many per second. */
const perSecond = async (one: (caller: number, turn: number) => Promise<unknown>): Promise<number> => {
  const run = async (milliseconds: number): Promise<number> => {
    const start = performance.now()
    let done = 0
    const caller = async (index: number): Promise<void> => {
      for (let turn = 0; performance.now() - start < milliseconds; turn += 1) {
        await one(index, turn)
        done += 1
      }
    }
    await Promise.all(Array.from({ length: CALLERS }, (_, index) => caller(index)))
    return (done * 1000) / (performance.now() - start)
  }
  await run(1000)
  return Math.round(await run(SECONDS * 1000))
}

const server = await startPostgres({ fsync: process.env.FSYNC !== 'off' })
const pool = new pg.Pool({ connectionString: server.url, max: CALLERS })
pool.on('error', () => undefined)
const deskWith = (locking: Locking): { desk: RefundDesk; end: () => Promise<void> } => {
  const store = postgresStore({ connectionString: server.url, connections: CALLERS, locking })
  const desk = createRefundDesk({ store, clock: systemClock, ids: randomIds, policy: stripe })
  return { desk, end: store.close }
}
const AMOUNT = 900_000_000
const prepare = async (desk: RefundDesk, name: string, count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) {
    const id = charge(`${name}_${index}`)
    rightOf(await desk.authorize({ account: ACCOUNT, id, amount: usd(AMOUNT), currency: usd_ })())
    rightOf(await desk.capture({ account: ACCOUNT, charge: id, amount: 'remaining' })())
  }
}
let conflicts = 0
const refundOn = (desk: RefundDesk, name: string, count: number) => async (caller: number, turn: number) => {
  const id = charge(`${name}_${(caller * 97 + turn * 13) % count}`)
  const answer = await desk.refund({ account: ACCOUNT, charge: id, amount: usd(1), currency: usd_ })()
  if (answer._tag === 'Left') {
    if (answer.left._tag !== 'Conflict') throw new Error(JSON.stringify(answer.left))
    conflicts += 1
  }
}

/** The same two statements, with what they need taken from what they gave, and nothing checked. */
const byHand = (name: string, count: number) => {
  const { load, commit } = createStatements('refund_machine', true)
  const asked = (values: unknown[], { text, name }: typeof load) => pool.query({ text, name: name ?? '', values })
  const last = new Map<string, Promise<unknown>>()
  const one = async (id: string, refund: string): Promise<void> => {
    const { rows } = await asked([ACCOUNT, id, refund, null, [], []], load)
    const c = JSON.parse(rows[0].charge)
    const body = rows[0].charge && c.body
    const next = {
      ...c,
      before: c.version,
      version: c.version + 1,
      standing: c.standing + 1,
      unsettled: c.unsettled + 1,
    }
    const payload = {
      account: ACCOUNT,
      charge: { ...next, body },
      events: [
        {
          number: next.version,
          at: 1_760_000_000,
          body: JSON.stringify({ v: 1, event: { type: 'refundRequested', refund, amount: 1 } }),
        },
      ],
      refund: {
        id: refund,
        charge: id,
        known: false,
        created_at: 1_760_000_000,
        amount: 1,
        status: 'pending',
        body: '{"v":1,"refund":{}}',
      },
    }
    await asked([JSON.stringify(payload)], commit)
  }
  return (caller: number, turn: number): Promise<unknown> => {
    const id = `${name}_${(caller * 97 + turn * 13) % count}`
    const mine = (last.get(id) ?? Promise.resolve()).then(() => one(id, randomIds.refund()))
    last.set(id, mine)
    return mine
  }
}

const print = (what: string, value: number): void =>
  void process.stdout.write(`${what}: ${value}/s, conflicts ${conflicts}\n`)
try {
  const one = deskWith('never')
  const two = deskWith('never')
  const locked = deskWith('always')
  const locked2 = deskWith('always')
  const adaptive = deskWith('adaptive')
  const adaptive2 = deskWith('adaptive')
  await prepare(one.desk, 'hot', 1)
  await prepare(one.desk, 'cold', 1000)
  // What is written by hand is no lawful row in all its members, and is read by hand alone.
  await prepare(one.desk, 'hand', 1000)
  conflicts = 0
  const handCold = await perSecond(byHand('hand', 1000))
  const deskCold = await perSecond(refundOn(one.desk, 'cold', 1000))
  const handHot = await perSecond(byHand('hand', 1))
  const deskHot = await perSecond(refundOn(adaptive.desk, 'hot', 1))
  print('by hand, 1,000 charges', handCold)
  print('desk again, 1,000 charges', deskCold)
  print('by hand, one charge', handHot)
  print('desk again, one charge', deskHot)
  process.stdout.write(`ratio 1,000: ${(deskCold / handCold).toFixed(2)}, one: ${(deskHot / handHot).toFixed(2)}\n`)
  for (const [what, desk] of [
    ['desk, swap', one.desk],
    ['desk, lock', locked.desk],
  ] as const) {
    print(`${what}, one charge`, await perSecond(refundOn(desk, 'hot', 1)))
    print(`${what}, 1,000 charges`, await perSecond(refundOn(desk, 'cold', 1000)))
  }
  for (const [what, pair] of [
    ['swap', [one, two]],
    ['lock', [locked, locked2]],
    ['adaptive', [adaptive, adaptive2]],
  ] as const) {
    conflicts = 0
    const [a, b] = [refundOn(pair[0].desk, 'hot', 1), refundOn(pair[1].desk, 'hot', 1)]
    print(`two desks, ${what}, one charge`, await perSecond((caller, turn) => (caller % 2 ? a : b)(caller, turn)))
  }
  for (const { end } of [one, two, locked, locked2, adaptive, adaptive2]) await end()
} catch (error) {
  process.stderr.write(`${String(error)}\n`)
} finally {
  await pool.end()
  await server.stop()
}
