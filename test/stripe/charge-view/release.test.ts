/** A release as the Refund object that it made before 2025-03-31. */
import { describe, expect, it } from 'vitest'
import { releaseAsRefund, withReleases } from '../../../src/stripe/charge-view/release.js'
import { later, now, re_1, re_2, re_3, usd } from '../../fixtures.js'
import { golden, plainRefund } from '../given.js'
import { DESTINATION_PAYMENT } from '../objects/given.js'
import { checkAgainst } from '../objects/openapi.js'
import { kept } from './given.js'

const { made } = kept(4300)
const release = { id: re_1, amount: usd(3000), created: later(7), reason: null, balance_transaction: 'txn_1' } as const

describe('the Refund object of a release', () => {
  it('has the members of a refund of a card, in their order', () => {
    expect(Object.keys(releaseAsRefund(made, release))).toEqual(Object.keys(golden('refund-succeeded')))
  })
  it('says whose it is, how much it is, and that it succeeded', () => {
    expect(releaseAsRefund(made, release)).toMatchObject({
      id: 're_1',
      amount: 3000,
      balance_transaction: 'txn_1',
      charge: 'ch_1',
      created: later(7),
      currency: 'usd',
      customer: 'cus_1',
      metadata: {},
      payment_intent: 'pi_1',
      payment_method: 'pm_1',
      reason: null,
      status: 'succeeded',
    })
  })
  it('is a reversal on the card, without a reference', () => {
    const { destination_details } = releaseAsRefund(made, release)
    expect(destination_details).toEqual({ card: { type: 'reversal' }, type: 'card' })
    expect('destination_details' in releaseAsRefund({ ...made, ...DESTINATION_PAYMENT }, release)).toBe(false)
  })
  it.each([null, 'expired_uncaptured_charge'] as const)('with reason %s is what the schema says', (reason) => {
    const refund = releaseAsRefund(made, { ...release, reason })
    expect(refund.reason).toBe(reason)
    expect(checkAgainst('refund', refund).problems).toEqual([])
  })
})

describe('the place of a release', () => {
  const refund = (id: string, created: number) => plainRefund({ id, created }) as never
  const ids = (...created: readonly number[]): readonly string[] =>
    withReleases(
      made,
      [{ ...release, created: later(50) }],
      created.map((at, n) => refund(`re_${n + 2}`, now + at)),
    ).map(({ id }) => id)

  it('is between the refunds before and after it', () => {
    expect(ids(60, 40)).toEqual([re_2, re_1, re_3])
  })
  it('is after a refund of the same second', () => {
    expect(ids(50, 49)).toEqual([re_2, re_1, re_3])
  })
  it('is alone, first, or last', () => {
    expect(ids()).toEqual([re_1])
    expect(ids(40)).toEqual([re_1, re_2])
    expect(ids(60)).toEqual([re_2, re_1])
  })
  it('is nowhere without a release', () => {
    expect(withReleases(made, [], [refund('re_2', now)])).toHaveLength(1)
  })
})
