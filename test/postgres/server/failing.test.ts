/** A PostgreSQL that is down, slow, full or read-only while the server runs: Stripe's 500, nothing half done, and all is well after. */
import pg from 'pg'
import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOf, type Heard, insisted, post, type Running, sdkAt, start, until } from '../../server/data/given.js'
import { newAccount } from '../../server/given.js'
import { type Postgres, startPostgres } from '../../tools/postgres/server.js'
import { onPostgres, type PostgresPlace } from './on-postgres.js'

const SALE = { amount: 1000, currency: 'usd', source: 'tok_visa' }

/** Short, so that a test need not wait for long. */
const PATIENCE = { connectMilliseconds: 1_000, statementMilliseconds: 1_000 }
/** One answer takes a few statements at most, each of which may wait for a connection too. */
const SOON_MILLISECONDS = 6_000

let server: Postgres
beforeAll(async () => {
  // With commits that wait for the disk: one of them is killed.
  server = await startPostgres()
}, 60_000)
afterAll(async () => {
  await server.stop()
})

interface Shop extends Running {
  readonly at: PostgresPlace
  readonly stripe: Stripe
  readonly charge: string
  /** The same refund under the same key, each time. */
  readonly refund: () => Promise<Heard>
}

/** A charge of 1,000 at a server of its own. */
const shop = async (): Promise<Shop> => {
  const at = await onPostgres(PATIENCE, server.url)
  const as = newAccount()
  const running = await start(at, { asyncDelay: 0 })
  const stripe = sdkAt(running.server.url, as)
  const { id } = await stripe.charges.create(SALE)
  // The bank's reference too: nothing happens by itself any more.
  const first = await stripe.refunds.create({ charge: id, amount: 1 })
  await until('the bank has answered', async () => {
    const { destination_details } = await stripe.refunds.retrieve(first.id)
    return destination_details?.card?.reference !== undefined
  })
  const refund = () => post(running.server.url, as, '/v1/refunds', { charge: id, amount: 299 }, 'refund')
  return { ...running, at, stripe, charge: id, refund }
}

const shown = async ({ stripe, charge }: Shop): Promise<unknown> => [
  await stripe.charges.retrieve(charge),
  await stripe.refunds.list({ charge }),
  await stripe.balance.retrieve(),
  (await eventsOf(stripe)).map(({ id }) => id),
]

/** Refused in time, in Stripe's form. */
const isRefusedSoon = async ({ refund }: Pick<Shop, 'refund'>): Promise<void> => {
  const began = performance.now()
  const { status, body, headers } = await refund()
  expect([status, body.error?.type, headers.get('stripe-should-retry')]).toEqual([500, 'api_error', null])
  expect(performance.now() - began).toBeLessThan(SOON_MILLISECONDS)
}

/** As before, and then the refund is made once, by the key that was refused. */
const hasRecovered = async (of: Shop, before: unknown): Promise<void> => {
  await until('the database is there again', async () => (await of.stripe.charges.list().catch(() => null)) !== null)
  expect(await shown(of)).toEqual(before)
  const again = await insisted(of.refund)
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, null])
  expect((await of.stripe.charges.retrieve(of.charge)).amount_refunded).toBe(300)
  expect((await of.refund()).headers.get('idempotent-replayed')).toBe('true')
}

describe('a PostgreSQL', () => {
  it('that was killed is a 500 until it is back, and what waited is done then', async () => {
    const of = await shop()
    const before = await shown(of)
    await server.kill9()
    await isRefusedSoon(of)
    await expect(of.stripe.charges.retrieve(of.charge)).rejects.toMatchObject({ type: 'StripeAPIError' })
    await server.restart()
    await hasRecovered(of, before)
  })

  it('that ends all connections is back with the next ones', async () => {
    const of = await shop()
    const before = await shown(of)
    await of.at
      .sql(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      )
      .catch(() => undefined)
    await hasRecovered(of, before)
  })

  it('where a table is locked for long is a 500 in time', async () => {
    const of = await shop()
    const before = await shown(of)
    const client = new pg.Client({ connectionString: of.at.data })
    await client.connect()
    await client.query('begin; lock table refund_machine.charges in access exclusive mode')
    await isRefusedSoon(of)
    await client.query('rollback')
    await client.end()
    await hasRecovered(of, before)
  })

  it('that does not answer any more is a 500 in time', async () => {
    const of = await shop()
    const before = await shown(of)
    const client = new pg.Client({ connectionString: of.at.data })
    await client.connect()
    const { rows } = await client.query<{ pid: number }>(
      'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    const frozen = [...rows.map(({ pid }) => pid), server.pid]
    try {
      for (const pid of frozen) process.kill(pid, 'SIGSTOP')
      await isRefusedSoon(of)
    } finally {
      for (const pid of frozen) process.kill(pid, 'SIGCONT')
    }
    await client.end()
    // It may have held the key in the end, though nobody heard of it: that lapses in a minute.
    await until(
      'it has done what it was asked',
      async () => (await of.stripe.charges.list().catch(() => null)) !== null,
    )
    await of.at.endLeases()
    await hasRecovered(of, before)
  })

  it('that is read-only shows what is there and refuses to change it', async () => {
    const of = await shop()
    const before = await shown(of)
    const readOnly = (is: boolean) =>
      of.at.sql(
        `do $$ begin execute format('alter database %I set default_transaction_read_only = ${is}', current_database()); end $$`,
      )
    const hangUp = () =>
      of.at.sql(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
    await readOnly(true)
    await hangUp()
    await until('it shows the charge', async () => (await of.stripe.charges.list().catch(() => null)) !== null)
    expect(await shown(of)).toEqual(before)
    await isRefusedSoon(of)
    expect(await shown(of)).toEqual(before)
    const client = new pg.Client({ connectionString: of.at.data })
    await client.connect()
    await client.query('set default_transaction_read_only = off')
    await client.query(
      `do $$ begin execute format('alter database %I reset default_transaction_read_only', current_database()); end $$`,
    )
    await client.end()
    await hangUp()
    await hasRecovered(of, before)
  })

  it('whose disk is full in the middle of a commit keeps nothing of it', async () => {
    const of = await shop()
    const before = await shown(of)
    await of.at.sql(`
      create function full_disk() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
      create trigger full_disk before insert on refund_machine.events execute function full_disk()`)
    await isRefusedSoon(of)
    expect(await shown(of)).toEqual(before)
    await of.at.sql('drop trigger full_disk on refund_machine.events')
    await hasRecovered(of, before)
  })
})
