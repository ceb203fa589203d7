/**
 * Fact sheet 5: what Stripe was recorded to send back of transfers and application fees, over HTTP.
 *
 * The rows whose transfer is in another currency (1000 with 1356, and with 1342) can't be made here, as settlement is in the charge's
 * currency: `test/domain/law/stripe-figures.test.ts` has them.
 */
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { errorOf, newAccount, paid, refusal, said, serving } from './given.js'

const { http, sdk } = serving()

/** A refund: how much, whether with the leg, and what of the leg was recorded to come back. */
type Step = readonly [amount: number, flag: boolean, share: number]

interface Recorded {
  readonly charged: number
  readonly leg: number
  readonly steps: readonly Step[]
}

/** The same legs after a refund that failed: how much was refunded and failed, and then what comes back of the next ones. */
interface Failed extends Recorded {
  readonly first: Step
}

const texts = ({ charged, leg, steps }: Recorded): string =>
  `${leg} on ${charged}: ${steps.map(([amount, flag, share]) => `${amount}${flag ? '' : ' without it'} -> ${share}`).join(', ')}`

const named = <Row extends Recorded>(rows: readonly Row[]): readonly (Row & { readonly name: string })[] =>
  rows.map((row) => ({ ...row, name: texts(row) }))

interface World {
  readonly as: string
  readonly stripe: Stripe
  /** The charge, and where it stands. */
  readonly charge: string
  readonly on: Stripe.RequestOptions
  /** Refunds an amount, with the leg or without; the refund's id. */
  readonly refund: (amount: number, flag: boolean) => Promise<string>
  /** What of the leg has come back so far. */
  readonly back: () => Promise<number>
}

/** Fails a refund as its bank would, long after it succeeded. */
const fail = async ({ as, on }: World, refund: string): Promise<void> => {
  const headers = on.stripeAccount === undefined ? {} : { 'stripe-account': on.stripeAccount }
  const { status } = await http('POST', `/_control/refunds/${refund}/fail`, { as, form: {}, headers })
  expect(status).toBe(200)
}

/** Refunds step by step; the shares that came back. */
const shares = async ({ refund, back }: World, steps: readonly Step[]): Promise<readonly number[]> => {
  const found: number[] = []
  for (const [amount, flag] of steps) {
    const before = await back()
    await refund(amount, flag)
    found.push((await back()) - before)
  }
  return found
}

const sharesOf = (steps: readonly Step[]): readonly number[] => steps.map(([, , share]) => share)

/** A destination charge that sends on a part. */
const withTransfer = async ({ charged, leg }: Recorded): Promise<World & { readonly transfer: string }> => {
  const as = newAccount()
  const stripe = sdk(as)
  const charge = await paid(stripe, charged, { transfer_data: { amount: leg, destination: 'acct_shop' } })
  const transfer = charge.transfer as string
  return {
    as,
    stripe,
    charge: charge.id,
    on: {},
    transfer,
    refund: async (amount, reverse_transfer) =>
      (await stripe.refunds.create({ charge: charge.id, amount, reverse_transfer })).id,
    back: async () => (await stripe.transfers.retrieve(transfer)).amount_reversed,
  }
}

const TRANSFERS: readonly Recorded[] = [
  {
    charged: 1200,
    leg: 880,
    steps: [
      [500, true, 367],
      [700, true, 513],
    ],
  },
  {
    charged: 1200,
    leg: 880,
    steps: [
      [200, false, 0],
      [1000, true, 733],
    ],
  },
  { charged: 153, leg: 109, steps: [[50, true, 36]] },
]

/** What came back with the refund that failed stays back: the same refund earns the same again, and never more than is left. */
const TRANSFERS_AGAIN: readonly Failed[] = [
  {
    charged: 1200,
    leg: 880,
    first: [500, true, 367],
    steps: [
      [500, true, 367],
      [700, true, 880 - 2 * 367],
    ],
  },
  { charged: 1200, leg: 880, first: [1000, true, 733], steps: [[1000, true, 880 - 733]] },
  { charged: 153, leg: 109, first: [50, true, 36], steps: [[50, true, 36]] },
]

describe('proportional reversals, as recorded', () => {
  it.each(named(TRANSFERS))('a transfer of $name', async (row) => {
    const world = await withTransfer(row)
    expect(await shares(world, row.steps)).toEqual(sharesOf(row.steps))
    const whole = sharesOf(row.steps).reduce((sum, share) => sum + share, 0)
    expect(await world.stripe.transfers.retrieve(world.transfer)).toMatchObject({
      amount: row.leg,
      amount_reversed: whole,
      reversed: whole === row.leg,
    })
  })

  it.each(named(TRANSFERS_AGAIN))('after a refund that failed, a transfer of $name', async (row) => {
    const world = await withTransfer(row)
    const failed = await world.refund(row.first[0], row.first[1])
    expect(await world.back()).toBe(row.first[2])
    await fail(world, failed)
    expect(await world.back()).toBe(row.first[2])
    expect(await shares(world, row.steps)).toEqual(sharesOf(row.steps))
  })

  it('refuses what is fully reversed already', async () => {
    const world = await withTransfer({ charged: 1200, leg: 880, steps: [] })
    await world.stripe.transfers.createReversal(world.transfer)
    const error = await errorOf(world.refund(500, true))
    expect(said(error)).toEqual(refusal(`The transfer ${world.transfer} is already fully reversed`))
  })
})

const FEES: readonly Recorded[] = [
  {
    charged: 1000,
    leg: 30,
    steps: [
      [500, true, 15],
      [100, true, 3],
      [400, true, 12],
    ],
  },
  { charged: 3099, leg: 99, steps: [[1000, false, 0]] },
  { charged: 3099, leg: 99, steps: [[3099, true, 99]] },
]

const FEES_AGAIN: readonly Failed[] = [
  { charged: 1000, leg: 30, first: [500, true, 15], steps: [[500, true, 15]] },
  {
    charged: 1000,
    leg: 30,
    first: [100, true, 3],
    steps: [
      [500, true, 15],
      [100, true, 3],
      [400, true, 9],
    ],
  },
  { charged: 3099, leg: 99, first: [1000, false, 0], steps: [[1000, false, 0]] },
]

/** A direct charge: the connected account's own, of which the platform takes its fee. */
const direct = (row: Recorded): Promise<World> => withFee(row, { stripeAccount: 'acct_shop' })
/** A destination charge: all of it goes on, and the fee is taken of that. */
const onward = (row: Recorded): Promise<World> => withFee(row, {})

const withFee = async ({ charged, leg }: Recorded, on: Stripe.RequestOptions): Promise<World> => {
  const as = newAccount()
  const stripe = sdk(as)
  const isDirect = on.stripeAccount !== undefined
  const { id: charge, application_fee: fee } = await stripe.charges.create(
    {
      amount: charged,
      currency: 'usd',
      source: 'tok_visa',
      application_fee_amount: leg,
      ...(isDirect ? {} : { transfer_data: { destination: 'acct_shop' } }),
    },
    on,
  )
  return {
    as,
    stripe,
    charge,
    on,
    refund: async (amount, flag) => {
      const flags = { refund_application_fee: flag, ...(isDirect ? {} : { reverse_transfer: true }) }
      return (await stripe.refunds.create({ charge, amount, ...flags }, on)).id
    },
    back: async () => (await stripe.applicationFees.retrieve(fee as string)).amount_refunded,
  }
}

describe.each([
  { kind: 'direct', make: direct },
  { kind: 'destination', make: onward },
])('application fee refunds of a $kind charge, as recorded', ({ make }) => {
  it.each(named(FEES))('a fee of $name', async (row) => {
    const world = await make(row)
    expect(await shares(world, row.steps)).toEqual(sharesOf(row.steps))
    const [fee] = (await world.stripe.applicationFees.list()).data
    const back = sharesOf(row.steps).reduce((sum, share) => sum + share, 0)
    expect(fee).toMatchObject({ amount: row.leg, amount_refunded: back, refunded: back === row.leg })
  })
})

describe('application fee refunds after one that failed', () => {
  it.each(named(FEES_AGAIN))('a fee of $name', async (row) => {
    const world = await direct(row)
    const failed = await world.refund(row.first[0], row.first[1])
    await fail(world, failed)
    expect(await world.back()).toBe(row.first[2])
    expect(await shares(world, row.steps)).toEqual(sharesOf(row.steps))
  })

  it('refuses a share of a fee of which nothing is left', async () => {
    const world = await direct({ charged: 1000, leg: 30, steps: [] })
    await fail(world, await world.refund(1000, true))
    const error = await errorOf(world.refund(500, true))
    expect(error.message).toMatch(/^Application fee fee_\w+ has already been refunded\.$/)
    await world.refund(500, false)
    expect(await world.back()).toBe(30)
  })
})
