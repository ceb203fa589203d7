/** Whatever is done: the balance is the sum of what moved it, and what moved for a charge is what the charge says of itself. */
import fc from 'fast-check'
import type Stripe from 'stripe'
import { expect, it } from 'vitest'
import { processingFee } from '../../../src/stripe/objects/fees.js'
import { usd, usd_ } from '../../fixtures.js'
import { serving } from '../given.js'

const { sdk, server } = serving({ clock: 'manual', startAt: 1_790_000_000 })

const CARDS = ['tok_visa', 'tok_refundFail', 'tok_pendingRefund', 'tok_bypassPending', 'tok_createDispute'] as const

/** What is done, by numbers that mean a charge modulo how many there are. */
const charging = fc.record({
  do: fc.constant('charge' as const),
  amount: fc.integer({ min: 50, max: 5000 }),
  card: fc.constantFrom(...CARDS),
})
const command = fc.oneof(
  { weight: 2, arbitrary: charging },
  fc.record({ do: fc.constant('authorize' as const), amount: fc.integer({ min: 50, max: 5000 }) }),
  fc.record({ do: fc.constant('capture' as const), charge: fc.nat(20), amount: fc.integer({ min: 1, max: 5000 }) }),
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      charge: fc.nat(20),
      amount: fc.integer({ min: 1, max: 2000 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('answer' as const), wins: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(1, 5, 3600, 8 * 86_400) }),
  },
  fc.record({ do: fc.constant('look' as const) }),
)
/** Something is always paid first, so that there is something to do. */
const commands = fc
  .tuple(fc.array(charging, { minLength: 2, maxLength: 5 }), fc.array(command, { minLength: 5, maxLength: 18 }))
  .map(([first, more]): readonly Command[] => [...first, ...more])

type Command = typeof command extends fc.Arbitrary<infer Of> ? Of : never

const pay = async (stripe: Stripe, charges: string[], params: Stripe.ChargeCreateParams): Promise<void> => {
  const { id } = await stripe.charges.create(params)
  charges.push(id)
}

const act = async (stripe: Stripe, charges: string[], done: Command): Promise<unknown> => {
  const named = 'charge' in done ? charges[done.charge % Math.max(1, charges.length)] : undefined
  switch (done.do) {
    case 'charge':
      return pay(stripe, charges, { amount: done.amount, currency: 'usd', source: done.card })
    case 'authorize':
      return pay(stripe, charges, { amount: done.amount, currency: 'usd', source: 'tok_visa', capture: false })
    case 'capture':
      return named && stripe.charges.capture(named, { amount: done.amount })
    case 'refund':
      return named && stripe.refunds.create({ charge: named, amount: done.amount })
    case 'answer': {
      const { data } = await stripe.disputes.list()
      const dispute = data.find(({ status }) => status === 'needs_response')
      const text = done.wins ? 'winning_evidence' : 'losing_evidence'
      return dispute && stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: text }, submit: true })
    }
    case 'wait':
      return server().advance(done.seconds)
    case 'look':
      return stripe.balance.retrieve()
  }
}

const all = async <Item extends { readonly id: string }>(list: AsyncIterable<Item>): Promise<readonly Item[]> => {
  const items: Item[] = []
  for await (const item of list) items.push(item)
  return items
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

const expectSums = async (stripe: Stripe, charges: readonly string[]): Promise<void> => {
  const moved = await all(stripe.balanceTransactions.list({ limit: 100 }))
  const net = (of: readonly Stripe.BalanceTransaction[]): number => sum(of.map((one) => one.net))
  const balance = await stripe.balance.retrieve()
  expect([
    sum(balance.available.map(({ amount }) => amount)),
    sum(balance.pending.map(({ amount }) => amount)),
  ]).toEqual([
    net(moved.filter(({ status }) => status === 'available')),
    net(moved.filter(({ status }) => status === 'pending')),
  ])

  let counted = 0
  for (const id of charges) {
    const charge = await stripe.charges.retrieve(id)
    const [refunds, disputes] = [
      await all(stripe.refunds.list({ charge: id })),
      await all(stripe.disputes.list({ charge: id })),
    ]
    const sources = [id, ...refunds.map((one) => one.id), ...disputes.map((one) => one.id)]
    const own = (await Promise.all(sources.map((source) => all(stripe.balanceTransactions.list({ source }))))).flat()
    const held = sum(disputes.filter(({ status }) => status !== 'won').map(({ amount }) => amount))
    const fees =
      (charge.amount_captured === 0 ? 0 : processingFee(usd(charge.amount_captured), usd_)) + 1500 * disputes.length
    const released = charge.captured ? 0 : charge.amount_refunded
    expect(net(own)).toBe(charge.amount_captured - (charge.amount_refunded - released) - held - fees)
    counted += own.length
  }
  expect(counted).toBe(moved.length)
}

it('the balance is the sum of its transactions, and those of a charge come to what it says', async () => {
  const types = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(commands, async (done) => {
      const stripe = sdk()
      const charges: string[] = []
      for (const one of done) {
        // Refusals are part of it: they move nothing.
        await act(stripe, charges, one).catch((error: { readonly statusCode?: number }) => {
          if (error.statusCode === undefined || error.statusCode >= 500) throw error
        })
      }
      await server().advance(60)
      await expectSums(stripe, charges)
      for (const { reporting_category: type } of await all(stripe.balanceTransactions.list({ limit: 100 })))
        types.set(type, (types.get(type) ?? 0) + 1)
    }),
    { numRuns: 24 },
  )
  // All of it was seen: what never happens proves nothing.
  expect([...types.keys()].sort()).toEqual(['charge', 'dispute', 'dispute_reversal', 'refund', 'refund_failure'])
})
