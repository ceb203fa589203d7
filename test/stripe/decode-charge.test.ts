/** What the law makes of Stripe's charges. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Charge, refund, refundable, requestRefund, stripe } from '../../src/index.js'
import { apiVersion, type BesideCharge, decodeCharge } from '../../src/stripe/index.js'
import { leftOf, now, re_1, rightOf, usd, usd_ } from '../fixtures.js'
import { ROOT } from '../tools/tidy/source.js'
import {
  decoded,
  golden,
  goldenNames,
  IN_2020,
  IN_2024,
  type Json,
  plainCharge,
  plainRefund,
  versionOf,
} from './given.js'

type Row = readonly [name: string, facts: Partial<Charge>, assumed: readonly (keyof BesideCharge)[]]

const OPEN = { blocking: 1, held: 4400, lost: 0, ever: 1 } as Charge['disputes']
const LEG = { basis: 500, returnedDirectly: 0 }

const ROWS: readonly Row[] = [
  [
    'charge-partly-refunded',
    { status: 'captured', captured: usd(5000), standing: usd(1500), refundsStanding: 1 },
    ['unsettled', 'refundsStanding', 'refundsMade'],
  ],
  ['charge-refunds-expanded', { standing: usd(1500), unsettled: usd(700), refundsStanding: 2, refundsMade: 3 }, []],
  ['charge-refunded', { standing: usd(5000), status: 'captured' }, ['unsettled', 'refundsStanding', 'refundsMade']],
  [
    'charge-uncaptured',
    { status: 'authorized', captured: usd(0), captures: 0, capturedAt: null, released: usd(0) },
    ['refundsMade', 'ended'],
  ],
  [
    'charge-partly-captured',
    { status: 'captured', authorized: usd(6500), captured: usd(5000), released: usd(1500), standing: usd(0) },
    ['refundsMade', 'capturedAt'],
  ],
  ['charge-canceled', { status: 'expired', released: usd(4300), captured: usd(0), standing: usd(0) }, ['refundsMade']],
  [
    'charge-several-captures',
    { status: 'authorized', captured: usd(2000), standing: usd(500), released: usd(0), captures: 1 },
    ['unsettled', 'refundsStanding', 'refundsMade', 'captures', 'capturedAt'],
  ],
  ['charge-disputed', { disputes: OPEN }, ['refundsMade']],
  ['charge-dispute-unknown', { disputes: OPEN }, ['refundsMade', 'disputes']],
  ['charge-dispute-won', { disputes: { ...OPEN, blocking: 0, held: usd(0) } }, ['refundsMade']],
  [
    'charge-destination',
    {
      standing: usd(500),
      fee: { ...LEG, total: 30, returned: 15, currency: 'usd' } as Charge['fee'],
      transfer: { ...LEG, total: 1356, returned: 678, currency: 'eur' } as Charge['transfer'],
    },
    ['unsettled', 'refundsStanding', 'refundsMade'],
  ],
  ['charge-pending', { status: 'pending', captured: usd(0), capturedAt: null }, ['refundsMade']],
  [
    'charge-failed',
    { status: 'failed', failure: 'card_declined', captured: usd(0) } as Partial<Charge>,
    ['refundsMade'],
  ],
  [
    'charge-partly-captured-2020',
    { status: 'captured', captured: usd(1300), released: usd(3000), standing: usd(0), refundsMade: 0 },
    ['capturedAt'],
  ],
  [
    'charge-released-2020',
    { status: 'expired', captured: usd(0), released: usd(4300), standing: usd(0), refundsMade: 0 },
    [],
  ],
]

describe('a recorded charge', () => {
  it.each(ROWS)('%s reads as the law counts it', (name, facts, assumed) => {
    const { charge, assumed: guessed } = decoded(name)
    expect(charge).toMatchObject(facts)
    expect(guessed).toEqual(assumed)
  })
  it('has a row here for each golden file', () => {
    expect(ROWS.map(([name]) => name).sort()).toEqual(goldenNames('charge'))
  })
  it.each(goldenNames('charge'))('%s is kept as the very object that was given', (name) => {
    const json = golden(name)
    expect(rightOf(decodeCharge(json, versionOf(name))).wire).toBe(json)
  })
  it('of a part captured leaves the same to refund under either version', () => {
    for (const name of ['charge-partly-captured', 'charge-partly-captured-2020']) {
      const { charge } = decoded(name)
      expect(refundable(charge, stripe, now)).toEqual({ _tag: 'Right', right: charge.captured })
    }
  })
})

describe('the examples of the documentation', () => {
  it.each(readdirSync(join(ROOT, 'docs/examples')))('%s decodes', (file) => {
    const json = JSON.parse(readFileSync(join(ROOT, 'docs/examples', file), 'utf8'))
    expect(rightOf(decodeCharge(json)).charge.status).toBe('captured')
  })
})

describe('what the charge does not say', () => {
  it('is taken from beside it, and then nothing of it is assumed', () => {
    const beside = { unsettled: usd(200), refundsStanding: 2, refundsMade: 5 }
    const { charge, assumed } = decoded('charge-partly-refunded', { beside })
    expect(charge).toMatchObject(beside)
    expect(assumed).toEqual([])
  })
  it('of a dispute is taken as open, so that no refund too many is made', () => {
    const { charge } = decoded('charge-dispute-unknown')
    const asked = requestRefund({ id: re_1, amount: usd(1), currency: usd_, at: now })
    expect(leftOf(refund(charge, asked))).toMatchObject({ _tag: 'ChargeDisputed', stage: 'open' })
  })
  it.each([
    ['needs_response', undefined, { blocking: 1, held: 900, lost: 0 }],
    ['under_review', false, { blocking: 1, held: 900, lost: 0 }],
    // What contradicts itself counts: a refund too few can be asked again.
    ['under_review', true, { blocking: 1, held: 900, lost: 0 }],
    ['lost', true, { blocking: 1, held: 0, lost: 900 }],
    ['lost', false, { blocking: 1, held: 0, lost: 900 }],
    ['won', undefined, { blocking: 0, held: 0, lost: 0 }],
    ['prevented', undefined, { blocking: 0, held: 0, lost: 0 }],
    ['warning_needs_response', undefined, { blocking: 0, held: 0, lost: 0 }],
    ['a_status_of_tomorrow', false, { blocking: 1, held: 900, lost: 0 }],
  ])('a dispute that is %s, refundable %s, counts as %j', (status, isRefundable, counts) => {
    const refundable = isRefundable === undefined ? {} : { is_charge_refundable: isRefundable }
    const dispute = { id: 'du_1', amount: 900, currency: 'usd', status, ...refundable }
    const { charge } = rightOf(decodeCharge(plainCharge({ disputed: true, dispute })))
    expect(charge.disputes).toEqual({ ...counts, ever: 1 })
  })
  it.each<[string, Json, Partial<Charge['fee'] & object> | null]>([
    ['a fee that was asked for', { application_fee_amount: 120 }, { total: usd(120), returned: usd(0) }],
    ['a fee above the capture', { application_fee_amount: 5000 }, { total: usd(1000) }],
    ['a fee of nothing', { application_fee_amount: 0 }, null],
    ['no fee', { application_fee: null }, null],
    ['a fee before the capture', { application_fee_amount: 120, captured: false, amount_captured: 0 }, null],
  ])('%s', (_, fields, leg) => {
    const { charge } = rightOf(decodeCharge(plainCharge(fields)))
    if (leg === null) expect(charge.fee).toBeNull()
    else expect(charge.fee).toMatchObject(leg)
  })
  it.each<[string, Json, number | null]>([
    ['a transfer of the whole', { transfer: 'tr_1', transfer_data: { amount: null, destination: 'acct_1' } }, 1000],
    ['a transfer of a part', { transfer_data: { amount: 880, destination: 'acct_1' } }, 880],
    ['no transfer', { transfer_data: null }, null],
  ])('%s', (_, fields, total) => {
    expect(rightOf(decodeCharge(plainCharge(fields))).charge.transfer?.total ?? null).toBe(total)
  })
  it('of a leg that came back in no proportion is taken as returned directly', () => {
    const transfer = { id: 'tr_1', amount: 800, amount_reversed: 300, currency: 'usd' }
    const { charge, assumed } = rightOf(decodeCharge(plainCharge({ amount_refunded: 500, transfer })))
    expect(charge.transfer).toMatchObject({ basis: 0, returned: 300, returnedDirectly: 300 })
    expect(assumed).toContain('transfer')
  })
  it.each<[string, Json]>([
    ['application_fee', { application_fee: 'fee_1' }],
    ['transfer', { transfer: 'tr_1', transfer_data: null }],
  ])('of a leg of which only the id %s is there is refused, unless it is said beside', (field, fields) => {
    const json = plainCharge(fields)
    expect(leftOf(decodeCharge(json))[0]).toMatchObject({
      path: `charge.${field}`,
      got: `"${Object.values(fields)[0]}"`,
    })
    expect(decodeCharge(json, { beside: { fee: null, transfer: null } })._tag).toBe('Right')
  })
  it('of a canceled payment intent is that the authorisation was released', () => {
    const intent = { id: 'pi_1', status: 'canceled', cancellation_reason: 'requested_by_customer' }
    const json = plainCharge({ captured: false, amount_captured: 0, payment_intent: intent })
    expect(rightOf(decodeCharge(json)).charge.status).toBe('released')
  })
  it('of refunds beyond the newest ten is assumed', () => {
    const json = { ...golden('charge-refunds-expanded') } as { refunds: Json } & Json
    const { assumed } = rightOf(decodeCharge({ ...json, refunds: { ...json.refunds, has_more: true } }))
    expect(assumed).toEqual(['unsettled', 'refundsStanding', 'refundsMade'])
  })
})

describe('the API version', () => {
  it.each(['2026-10-28.endive', '2025-03-31.basil', '2020-08-27'])('takes %s', (text) => {
    expect(apiVersion(text)._tag).toBe('Right')
  })
  it.each(['', 'basil', '2025-3-31', '2025-03-31.', '2025-03-31 ', null])('refuses %j', (text) => {
    expect(leftOf(apiVersion(text as string)).path).toBe('version')
  })
  it('before 2025-03-31 counts what was released as refunded', () => {
    const json = plainCharge({ amount_captured: 400, amount_refunded: 800 })
    expect(rightOf(decodeCharge(json, { version: IN_2024 })).charge).toMatchObject({ released: 600, standing: 200 })
    expect(leftOf(decodeCharge(json))[0]).toMatchObject({ path: 'charge.amount_refunded' })
  })
  it('before 2025-03-31 takes no pending release for an unsettled refund', () => {
    const data = [plainRefund({ status: 'pending' }), plainRefund({ id: 're_0', amount: 600, status: 'pending' })]
    const json = plainCharge({ amount_captured: 400, amount_refunded: 900, refunds: { data, has_more: false } })
    const { charge } = rightOf(decodeCharge(json, { version: IN_2020 }))
    expect(charge).toMatchObject({ standing: 300, unsettled: 300, refundsStanding: 1, refundsMade: 1 })
  })
  it('of 2025-03-31 counts it no more', () => {
    const json = plainCharge({ amount_captured: 400, amount_refunded: 200 })
    const basil = rightOf(apiVersion('2025-03-31.basil'))
    expect(rightOf(decodeCharge(json, { version: basil })).charge).toMatchObject({ released: 600, standing: 200 })
    expect(leftOf(decodeCharge(json, { version: IN_2020 }))[0]).toMatchObject({ path: 'charge.amount_refunded' })
  })
})

describe('a whole charge handed in beside the object', () => {
  // A charge is a value of that type as well, and compiles.
  it('does not put its amounts before those of the object', () => {
    const stored = rightOf(decodeCharge(plainCharge({ amount_refunded: 0 }))).charge
    const { charge } = rightOf(decodeCharge(plainCharge({ amount_refunded: 900 }), { beside: stored }))
    expect(charge.standing).toBe(900)
  })
  it.each([-5, Number.NaN, 0.5])('is refused where unsettled is %s', (unsettled) => {
    const result = decodeCharge(plainCharge({ amount_refunded: 900 }), { beside: { unsettled: unsettled as never } })
    expect(leftOf(result)[0].path).toBe('beside.unsettled')
  })
})
