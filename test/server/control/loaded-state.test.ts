/** A state that was tampered with: what no decision could read is refused, by the name of its row. */
import { describe, expect, it } from 'vitest'
import { TASKS } from '../../../src/server/engine/tasks.js'
import { createServer, type Server } from '../../../src/server/index.js'
import { TASK_MEMBERS } from '../../../src/server/saved-rows.js'
import { newAccount, paid, paidByIntent, serving } from '../given.js'

const called = serving({ clock: 'manual', startAt: 1_790_000_000 }, 'memory')

interface Row {
  readonly kind: string
  readonly row: { document?: { kind: string; id: string; body: unknown }; work?: { name?: string; data: unknown } }
}

type Dump = { readonly version: 1; readonly at: number; readonly rows: readonly Row[] }

const dump = async (): Promise<Dump> => (await fetch(`${called.server().url}/_control/state`)).json() as Promise<Dump>

const put = async (state: object): Promise<readonly [number, string]> => {
  const answer = await fetch(`${called.server().url}/_control/state`, { method: 'PUT', body: JSON.stringify(state) })
  return [answer.status, await answer.text()]
}

/** A state with something of each kind in it. */
const given = async (): Promise<Dump> => {
  const as = newAccount()
  const stripe = called.sdk(as)
  const customer = await stripe.customers.create({})
  await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  await stripe.tokens.create({
    card: { number: '4242424242424242', exp_month: '1', exp_year: '2034', cvc: '123' },
  } as never)
  await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:1/', enabled_events: ['*'] })
  await paidByIntent(stripe)
  const charge = await paid(stripe, 1000, {
    source: 'tok_createMultipleDisputes',
    transfer_data: { destination: 'acct_shop' },
    application_fee_amount: 100,
  })
  const other = await paid(stripe)
  await stripe.refunds.create({ charge: other.id })
  await called.http('POST', '/_control/balance', { as, form: { refunds: 'pending' } })
  expect(charge.disputed).toBe(true)
  return dump()
}

const documentsOf = ({ rows }: Dump): readonly NonNullable<Row['row']['document']>[] =>
  rows.flatMap(({ row }) => row.document ?? [])
const tasksOf = ({ rows }: Dump): readonly NonNullable<Row['row']['work']>[] =>
  rows.flatMap(({ row }) => row.work ?? [])

describe('a state that is loaded', () => {
  it('is taken with each kind of document and task that there is', async () => {
    const state = await given()
    expect(new Set(documentsOf(state).map(({ kind }) => kind.split('/').at(-1)))).toContain('application_fee')
    expect(new Set(tasksOf(state).map(({ name }) => name))).toContain('dispute.open')
    expect(await put(state)).toEqual([200, expect.any(String)])
  })

  it('knows the members of every task that there is', () => {
    expect(Object.keys(TASK_MEMBERS).sort()).toEqual([...Object.keys(TASKS), 'webhook'].sort())
  })

  it.each([
    ['null', () => null],
    ['a list', () => []],
    ['a text', () => 'charge'],
  ])('is refused where the body of any document is %s', async (_, made) => {
    const state = await given()
    const kinds = new Set(documentsOf(state).map(({ kind }) => kind))
    expect(kinds.size).toBeGreaterThan(12)
    for (const kind of kinds) {
      const tampered = structuredClone(state)
      const document = documentsOf(tampered).find((one) => one.kind === kind)
      if (document === undefined) throw new Error('it is gone')
      document.body = made()
      expect(await put(tampered)).toEqual([400, expect.stringContaining(`document ${document.id}: body`)])
    }
  })

  it.each([
    ['charge', 'made', null],
    ['charge', 'releases', {}],
    ['charge', 'card', 7],
    ['event', 'awaited', null],
    ['event', 'type', 3],
    ['payment_intent', 'intent', null],
    ['payment_method', 'method', 'pm'],
    ['settings', 'listeners', null],
    ['settings', 'nextRefunds', 'none'],
    ['refund', 'charge', 12],
    ['webhook_endpoint', 'url', null],
  ])('is refused where the %s has a %s of %j', async (kind, member, value) => {
    const state = await given()
    const document = documentsOf(state).find((one) => one.kind === kind)
    if (document === undefined) throw new Error('there is none')
    document.body = { ...(document.body as object), [member]: value }
    expect(await put(state)).toEqual([
      400,
      expect.stringContaining(`document ${document.id}: body.${member}: expected`),
    ])
  })

  it.each(['unheard_of', 'acct_shop/unheard_of', 'shop/charge', 'acct_1/acct_2/charge', ''])(
    'is refused with a document of the kind %j',
    async (kind) => {
      const state = await given()
      const [document] = documentsOf(state)
      if (document === undefined) throw new Error('there is none')
      document.kind = kind
      const [status, text] = await put(state)
      expect([status, text]).toEqual([400, expect.stringContaining(`document ${document.id}: kind`)])
    },
  )

  it.each([
    [{ name: 'unheard.of' }, 'unheard.of'],
    [{ name: 'toString' }, 'toString'],
    [{ data: null }, 'data'],
    [{ data: [] }, 'data'],
    [{ data: { scope: '' } }, 'data.charge'],
    [{ data: { scope: '', charge: null, dispute: 'du_1', index: 1 } }, 'data.charge'],
    [{ data: { scope: '', charge: 'ch_1', dispute: 7, index: 1 } }, 'data.dispute'],
    [{ data: { scope: '', charge: 'ch_1', dispute: 'du_1', index: '1' } }, 'data.index'],
    [{ data: { scope: null, charge: 'ch_1', dispute: 'du_1', index: 1 } }, 'data.scope'],
  ])('is refused where what waits is %j', async (work, message) => {
    const state = await given()
    const task = tasksOf(state).find(({ name }) => name === 'dispute.open')
    if (task === undefined) throw new Error('there is none')
    Object.assign(task, work)
    expect(await put(state)).toEqual([400, expect.stringContaining(message)])
  })

  it('is refused by a server that is to begin with it', async () => {
    const state = await given()
    const [document] = documentsOf(state)
    if (document === undefined) throw new Error('there is none')
    document.body = null
    const started = createServer({ port: 0, state: state as never }).then(async (server: Server) => server.close())
    await expect(started).rejects.toThrow(`document ${document.id}: body`)
  })
})
