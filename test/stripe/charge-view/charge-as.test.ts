/** Section 3 of Stripe's behaviour: the fields of a charge, row by row, under each version. */
import { describe, expect, it } from 'vitest'
import { type Command, captureCharge, requestRefund } from '../../../src/index.js'
import { chargeAs, type KeptCharge } from '../../../src/stripe/charge-view/charge-as.js'
import { type ApiVersion, NEWEST_API_VERSION } from '../../../src/stripe/index.js'
import { newCharge } from '../../../src/stripe/objects/charge.js'
import { shownAs } from '../../../src/stripe/objects/shown-as.js'
import { dp_1, later, re_1, usd, usd_ } from '../../fixtures.js'
import { plainRefund } from '../given.js'
import { DECLINED, DESTINATION } from '../objects/given.js'
import { checkAgainst } from '../objects/openapi.js'
import { AT, BASIL, IN_2020, IN_2023, kept, VERSIONS } from './given.js'

const capture = (amount: number, final = true): Command => captureCharge({ amount: usd(amount), final, at: AT })
const refundOf = (amount: number | 'remaining'): Command =>
  requestRefund({
    id: re_1,
    amount: amount === 'remaining' ? amount : usd(amount),
    currency: usd_,
    born: { status: 'succeeded' },
    at: later(200),
  })

const figures = (version: ApiVersion, of: KeptCharge): object => {
  const { amount, amount_captured, amount_refunded, captured, refunded, paid, status, disputed } = chargeAs(version, of)
  return { amount, amount_captured, amount_refunded, captured, refunded, paid, status, disputed }
}
const GOOD = { paid: true, status: 'succeeded', disputed: false }

const listed = (version: ApiVersion, of: KeptCharge): readonly object[] | undefined =>
  chargeAs(version, of).refunds?.data.map(({ id, amount, reason, status }) => ({ id, amount, reason, status }))
const released = (amount: number, reason: string | null = null): object => ({
  id: 're_released',
  amount,
  reason,
  status: 'succeeded',
})

describe('partial capture of 1300 on 4300', () => {
  const part = kept(4300, capture(1300))
  const all = kept(4300, capture(1300), refundOf('remaining'))
  const later1300 = plainRefund({ amount: 1300, created: later(200), reason: null }) as never

  it.each([IN_2020, IN_2023])('under %s: amount_refunded 3000, refunded false', (version) => {
    const shown = { amount: 4300, amount_captured: 1300, amount_refunded: 3000, captured: true, refunded: false }
    expect(figures(version, part)).toEqual({ ...GOOD, ...shown })
  })
  it('before 2025-03-31 is one Refund object of 3000', () => {
    expect(listed(IN_2020, part)).toEqual([released(3000)])
    expect(chargeAs(IN_2020, part).refunds).toMatchObject({ total_count: 1, has_more: false })
  })
  it('and a later default refund of 1300: amount_refunded 4300, refunded true', () => {
    expect(figures(IN_2020, all)).toMatchObject({ amount_refunded: 4300, refunded: true })
    expect(listed(IN_2020, { ...all, refunds: [later1300] })).toEqual([
      { id: 're_1', amount: 1300, reason: null, status: 'succeeded' },
      released(3000),
    ])
  })
  it.each([BASIL, NEWEST_API_VERSION])('under %s: no Refund, amount_refunded 0', (version) => {
    expect(figures(version, part)).toMatchObject({ amount_captured: 1300, amount_refunded: 0, refunded: false })
    expect(listed(version, { ...part, refunds: [] })).toEqual([])
    expect(figures(version, all)).toMatchObject({ amount_refunded: 1300, refunded: true })
    expect(listed(version, { ...all, refunds: [later1300] })).toHaveLength(1)
  })
  it('auth 6500, capture 5000 under basil: as recorded', () => {
    const recorded = { amount: 6500, amount_captured: 5000, amount_refunded: 0, refunded: false, captured: true }
    expect(figures(BASIL, kept(6500, capture(5000)))).toEqual({ ...GOOD, ...recorded })
  })
})

describe.each([
  ['PI cancel', { type: 'release', at: AT } as const, null],
  ['auth expiry', { type: 'expire', at: AT } as const, 'expired_uncaptured_charge'],
])('%s', (_, command, reason) => {
  const over = kept(4300, command)
  it.each([IN_2020, IN_2023])('under %s: refunded true, amount_refunded = amount', (version) => {
    const shown = { amount: 4300, amount_captured: 0, amount_refunded: 4300, captured: false, refunded: true }
    expect(figures(version, over)).toEqual({ ...GOOD, ...shown })
    expect(listed(version, { ...over, refunds: [] })).toEqual([released(4300, reason)])
  })
  it.each([BASIL, NEWEST_API_VERSION])('under %s: no Refund, refunded false, amount_captured 0', (version) => {
    const shown = { amount: 4300, amount_captured: 0, amount_refunded: 0, captured: false, refunded: false }
    expect(figures(version, over)).toEqual({ ...GOOD, ...shown })
    expect(listed(version, { ...over, refunds: [] })).toEqual([])
  })
})

describe('several captures', () => {
  it.each(VERSIONS)('under %s: captured and refunded become true only after the final capture', (version) => {
    const open = kept(4300, capture(1000, false), capture(300, false), refundOf(1300))
    expect(figures(version, open)).toMatchObject({ amount_captured: 1300, amount_refunded: 1300 })
    expect(figures(version, open)).toMatchObject({ captured: false, refunded: false })
    const over = kept(4300, capture(1000, false), capture(300, false), refundOf(1300), capture(0))
    expect(figures(version, over)).toMatchObject({ amount_captured: 1300, captured: true, refunded: true })
  })
  it('or when the authorisation window ends', () => {
    const over = kept(4300, capture(1300, false), refundOf(1300), { type: 'expire', at: AT })
    expect(figures(BASIL, over)).toMatchObject({ amount_refunded: 1300, captured: true, refunded: true })
    expect(figures(IN_2023, over)).toMatchObject({ amount_refunded: 4300, captured: true, refunded: true })
    expect(listed(IN_2020, over)).toEqual([released(3000, 'expired_uncaptured_charge')])
  })
  it('application_fee_amount and transfer_data[amount] are what the captures took', () => {
    const legs = { fee: { amount: usd(30), currency: usd_ }, transfer: { amount: usd(200), currency: usd_ } }
    const of = kept(
      4300,
      captureCharge({ amount: usd(1000), final: false, ...legs, at: AT }),
      captureCharge({ amount: usd(300), ...legs, at: AT }),
    )
    const made = newCharge({ ...of.made, transfer_data: { amount: usd(200), destination: 'acct_1' } })
    expect(chargeAs(BASIL, { ...of, made })).toMatchObject({
      application_fee_amount: 60,
      transfer_data: { amount: 400, destination: 'acct_1' },
    })
    const ofAll = { amount: null, destination: 'acct_1' }
    expect(chargeAs(BASIL, { ...of, made: { ...made, transfer_data: ofAll } }).transfer_data).toEqual(ofAll)
  })
})

describe('status, paid and disputed', () => {
  const opened: Command = { type: 'open', id: dp_1, amount: usd(1000), currency: usd_, stage: 'open', at: AT }
  it('refunds and disputes never change status and paid', () => {
    expect(figures(BASIL, kept(1000, capture(1000), refundOf(400), opened))).toMatchObject({ ...GOOD, disputed: true })
  })
  it('disputed stays true after resolution', () => {
    const won: Command = { type: 'close', outcome: 'won', at: AT }
    expect(figures(BASIL, kept(1000, capture(1000), opened, won))).toMatchObject({ disputed: true })
  })
  it('paid is true if only authorised', () => {
    expect(figures(BASIL, kept(1000))).toMatchObject({ ...GOOD, captured: false, amount_captured: 0 })
  })
  it('amount_refunded falls, and refunded with it, when a refund fails', () => {
    const failed: Command = { type: 'fail', failureReason: 'declined', at: later(300) }
    const of = kept(1000, capture(1000), refundOf('remaining'), failed)
    expect(figures(BASIL, of)).toMatchObject({ amount_refunded: 0, refunded: false, ...GOOD })
  })
})

describe('a charge that failed', () => {
  const { charge, releases } = kept(1000)
  const failed = { ...charge, status: 'failed', failure: 'insufficient_funds' } as const

  it('keeps what the object said when it was made', () => {
    const of = { charge: failed, made: DECLINED, releases }
    expect(chargeAs(NEWEST_API_VERSION, of)).toEqual(DECLINED)
  })
  it('has the code of a payment method that said no later', () => {
    const made = { ...kept(1000).made, status: 'pending', amount_captured: usd(1000), captured: true } as const
    expect(chargeAs(NEWEST_API_VERSION, { charge: { ...charge, status: 'pending' }, made, releases })).toEqual({
      ...made,
      paid: false,
    })
    expect(chargeAs(NEWEST_API_VERSION, { charge: failed, made, releases })).toEqual({
      ...made,
      failure_code: 'insufficient_funds',
      paid: false,
      status: 'failed',
    })
  })
})

describe('charge.refunds', () => {
  const twelve = Array.from({ length: 12 }, (_, n) =>
    plainRefund({ id: `re_${12 - n}`, amount: 10, status: 'pending', pending_reason: 'processing', reason: null }),
  ) as never as KeptCharge['refunds'] & object
  const of = kept(4300, capture(1300))

  it('is absent unless expanded since 2022-11-15, and included before', () => {
    expect(VERSIONS.map((version) => 'refunds' in chargeAs(version, of))).toEqual([true, false, false, false])
  })
  it('is the ten newest, their number, and whether there are more', () => {
    const { data, ...rest } = chargeAs(BASIL, { ...of, refunds: twelve }).refunds ?? { data: [] }
    expect(rest).toEqual({ object: 'list', has_more: true, total_count: 12, url: '/v1/charges/ch_1/refunds' })
    expect(data.map(({ id }) => id)).toEqual(twelve.slice(0, 10).map(({ id }) => id))
  })
  it('counts a release among them', () => {
    expect(chargeAs(IN_2023, { ...of, refunds: twelve }).refunds?.total_count).toBe(13)
  })
  it('says pending_reason only since 2025-04-30', () => {
    const reasons = (version: ApiVersion): unknown =>
      chargeAs(version, { ...of, refunds: twelve }).refunds?.data.map((refund) => 'pending_reason' in refund)[0]
    expect(VERSIONS.map(reasons)).toEqual([false, false, false, true])
  })
})

describe('the object', () => {
  const of = kept(4300, capture(1300))
  const destination = { ...of, made: { ...DESTINATION, amount: usd(4300) } }

  it.each([
    ['a charge', of],
    ['a destination charge', destination],
  ])('of %s has the members of the one that was made, in their order', (_, one) => {
    expect(Object.keys(chargeAs(NEWEST_API_VERSION, one))).toEqual(Object.keys(one.made))
  })
  it.each(VERSIONS)('under %s is as shownAs would have it', (version) => {
    const shown = chargeAs(version, { ...of, refunds: [] })
    const again = shownAs(version, shown, shown.refunds === undefined ? {} : { refunds: shown.refunds })
    expect(JSON.stringify(again)).toBe(JSON.stringify(shown))
    expect('invoice' in shown).toBe(version < '2025')
  })
  it('with its refunds expanded has them between refunded and review', () => {
    const names = Object.keys(chargeAs(NEWEST_API_VERSION, { ...of, refunds: [] }))
    expect(names.slice(names.indexOf('refunds') - 1).slice(0, 3)).toEqual(['refunded', 'refunds', 'review'])
  })
  it.each(VERSIONS)('under %s is what the schema says', (version) => {
    expect(checkAgainst('charge', chargeAs(version, { ...destination, refunds: [] })).problems).toEqual([])
  })
  it('is made anew and leaves what is kept as it was', () => {
    const before = structuredClone(of)
    chargeAs(IN_2020, of)
    expect(of).toEqual(before)
  })
})
