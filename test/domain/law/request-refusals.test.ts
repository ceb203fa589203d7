/** Why a request is refused, one reason at a time: exact refusals. Their order is `precedence.test.ts`. */
import { describe, expect, it } from 'vitest'
import { type Charge, type Command, decide, type RefundPolicy } from '../../../src/index.js'
import { ch_1, eur_, later, leftOf, rightOf, usd, usd_ } from '../../fixtures.js'
import { CHARGE, charge, leg, policy, REQUEST, request } from './given.js'

const decided = (given: Charge, asked: Command<'request'>, under: RefundPolicy = policy()) =>
  decide(asked, { charge: given, refund: null, dispute: null }, under)
const refusal = (given: Charge, asked: Command<'request'>, under?: RefundPolicy) => leftOf(decided(given, asked, under))
const event = (given: Charge, asked: Command<'request'>, under?: RefundPolicy) =>
  rightOf(decided(given, asked, under))[0]

describe('the charge', () => {
  it.each(['pending', 'failed', 'released', 'expired'] as const)('gives nothing back that is %s', (status) => {
    expect(refusal(charge({ status }), REQUEST)).toEqual({ _tag: 'ChargeNotSuccessful', charge: ch_1, status })
  })

  it('is released and not refunded while nothing is captured', () => {
    const given = charge({ status: 'authorized', captured: usd(0) })
    const uncaptured = { charge: ch_1, authorized: 10, currency: usd_ }
    for (const amount of ['remaining', usd(10), usd(11)] as const)
      expect(refusal(given, request({ amount }))).toEqual({ _tag: 'ChargeNotCaptured', ...uncaptured })
    expect(refusal(given, request({ amount: usd(9) }))).toEqual({
      _tag: 'PartialReleaseOfAuthorization',
      requested: 9,
      ...uncaptured,
    })
  })

  it('is refundable between captures', () => {
    const given = charge({ status: 'authorized', captured: usd(4) })
    expect(event(given, request({ amount: usd(4) }))).toMatchObject({ amount: 4 })
    const spent = charge({ status: 'authorized', captured: usd(4), standing: usd(4), unsettled: usd(1) })
    for (const amount of [usd(1), usd(4), 'remaining'] as const)
      expect(refusal(spent, request({ amount }))).toEqual({
        _tag: 'ExceedsRemaining',
        charge: ch_1,
        requested: amount,
        remaining: 0,
        charged: 4,
        unsettled: 1,
        held: 0,
        atBest: 1,
        currency: usd_,
      })
  })

  it('is already refunded once all of it stands refunded, and more says so as well', () => {
    const spent = charge({ standing: usd(10), unsettled: usd(4) })
    for (const amount of [usd(1), usd(10), usd(11), 'remaining'] as const)
      expect(refusal(spent, request({ amount }))).toEqual({
        _tag: 'AlreadyRefunded',
        charge: ch_1,
        standing: 10,
        unsettled: 4,
        currency: usd_,
      })
  })

  it('gives back what is left and not one unit more', () => {
    const given = charge({ standing: usd(7), unsettled: usd(2), disputes: { ...CHARGE.disputes, held: usd(1) } })
    expect(event(given, request({ amount: usd(3) }))).toMatchObject({ amount: 3 })
    expect(refusal(given, REQUEST)).toEqual({
      _tag: 'ExceedsRemaining',
      charge: ch_1,
      requested: 4,
      remaining: 3,
      charged: 10,
      unsettled: 2,
      held: 0,
      atBest: 5,
      currency: usd_,
    })
  })

  it('gives nothing back in another currency', () => {
    expect(refusal(CHARGE, request({ currency: eur_ }))).toEqual({
      _tag: 'CurrencyMismatch',
      expected: usd_,
      given: eur_,
    })
  })
})

describe('disputes', () => {
  const disputes = (blocking: number, held: number, lost: number) =>
    charge({ standing: usd(2), disputes: { blocking, held: usd(held), lost: usd(lost), ever: 3 } })
  const stage = (given: Charge, under: RefundPolicy, asked = request({ amount: usd(1) })) => {
    const result = decided(given, asked, under)
    return result._tag === 'Right' ? 'accepted' : result.left
  }
  const disputed = (stage: string) => ({ _tag: 'ChargeDisputed', charge: ch_1, stage })
  const hold = policy({ disputes: 'hold' })

  it('block where the policy blocks, as lost once one is lost', () => {
    expect(stage(disputes(1, 1, 0), policy())).toEqual(disputed('open'))
    expect(stage(disputes(1, 0, 1), policy())).toEqual(disputed('lost'))
    expect(stage(disputes(2, 1, 1), policy())).toEqual(disputed('lost'))
    expect(stage(disputes(0, 0, 0), policy())).toBe('accepted')
  })

  it('hold their amount where the policy holds', () => {
    expect(stage(disputes(2, 3, 4), hold)).toBe('accepted')
    expect(refusal(disputes(2, 3, 4), request({ amount: usd(2) }), hold)).toEqual({
      _tag: 'ExceedsRemaining',
      charge: ch_1,
      requested: 2,
      remaining: 1,
      charged: 10,
      unsettled: 0,
      held: 3,
      atBest: 4,
      currency: usd_,
    })
    expect(event(disputes(2, 3, 4), request({ amount: 'remaining' }), hold)).toMatchObject({ amount: 1 })
  })

  it('hold all that is left, as open while something may come free', () => {
    expect(stage(disputes(1, 8, 0), hold)).toEqual(disputed('open'))
    expect(stage(disputes(1, 50, 0), hold)).toEqual(disputed('open'))
    expect(stage(disputes(2, 1, 7), hold)).toEqual(disputed('open'))
    expect(stage(disputes(2, 1, 8), hold)).toEqual(disputed('lost'))
    expect(stage(disputes(1, 0, 8), hold)).toEqual(disputed('lost'))
    expect(stage({ ...disputes(1, 0, 8), unsettled: usd(1) }, hold)).toMatchObject({
      _tag: 'ExceedsRemaining',
      atBest: 1,
    })
    expect(stage({ ...disputes(1, 0, 10), unsettled: usd(2) }, hold)).toEqual(disputed('lost'))
  })

  it('are in nobody’s way once nothing is left anyway', () => {
    const spent = charge({ standing: usd(10), disputes: { blocking: 1, held: usd(5), lost: usd(0), ever: 1 } })
    expect(stage(spent, hold)).toMatchObject({ _tag: 'AlreadyRefunded' })
  })
})

describe('the policy', () => {
  const closes = (
    from: 'creation' | 'capture',
    seconds: number,
    at: number,
    given = charge({ capturedAt: later(50) }),
  ) => {
    const result = decided(given, request({ at: later(at) }), policy({ window: { seconds, from } }))
    return result._tag === 'Right' ? 'accepted' : result.left
  }

  it('closes a window after its last second, counted from the charge or from its last capture', () => {
    expect(closes('creation', 60, 60)).toBe('accepted')
    expect(closes('creation', 60, 61)).toEqual({
      _tag: 'WindowClosed',
      charge: ch_1,
      closedAt: later(60),
      at: later(61),
    })
    expect(closes('capture', 60, 110)).toBe('accepted')
    expect(closes('capture', 60, 111)).toEqual({
      _tag: 'WindowClosed',
      charge: ch_1,
      closedAt: later(110),
      at: later(111),
    })
    expect(closes('capture', 60, 61, charge({ capturedAt: null }))).toMatchObject({ closedAt: later(60) })
  })

  it('counts refunds that stand or all there ever were, with captures or without', () => {
    const given = charge({ captures: 2, refundsStanding: 1, refundsMade: 3, captured: usd(10) })
    const counted = (of: 'standing' | 'made', withCaptures: boolean, limit: number) => {
      const result = decided(given, REQUEST, policy({ count: { limit, of, withCaptures } }))
      return result._tag === 'Right' ? 'accepted' : result.left
    }
    const tooMany = (counted: number) => ({ _tag: 'TooManyRefunds', charge: ch_1, counted, limit: counted })
    for (const [of, withCaptures, count] of [
      ['standing', false, 1],
      ['standing', true, 3],
      ['made', false, 3],
      ['made', true, 5],
    ] as const) {
      expect(counted(of, withCaptures, count)).toEqual(tooMany(count))
      expect(counted(of, withCaptures, count + 1)).toBe('accepted')
    }
    expect(counted('made', true, 1)).toEqual({ _tag: 'TooManyRefunds', charge: ch_1, counted: 5, limit: 1 })
  })

  it('may forbid parts', () => {
    const whole = policy({ partial: false })
    expect(refusal(CHARGE, REQUEST, whole)).toEqual({
      _tag: 'PartialNotAllowed',
      charge: ch_1,
      requested: 4,
      whole: 10,
      currency: usd_,
    })
    for (const amount of [usd(10), 'remaining'] as const)
      expect(event(CHARGE, request({ amount }), whole)).toMatchObject({ amount: 10 })
  })
})

describe('legs', () => {
  const verdict = (given: Charge, legs: Command<'request'>['legs'], amount = 4) => {
    const result = decided(given, request({ amount: usd(amount), legs, born: { status: 'succeeded' } }))
    return result._tag === 'Left' ? result.left : result.right[0]
  }
  const BOTH = { fee: true, transfer: true }
  const FEE = { fee: true, transfer: false }
  const TRANSFER = { fee: false, transfer: true }

  it('must be there', () => {
    expect(verdict(CHARGE, FEE)).toEqual({ _tag: 'NoApplicationFee', charge: ch_1 })
    expect(verdict(CHARGE, BOTH)).toEqual({ _tag: 'NoApplicationFee', charge: ch_1 })
    expect(verdict(CHARGE, TRANSFER)).toEqual({ _tag: 'NoTransfer', charge: ch_1 })
    expect(verdict(charge({ fee: leg(3) }), BOTH)).toEqual({ _tag: 'NoTransfer', charge: ch_1 })
    expect(verdict(charge({ transfer: leg(3) }), FEE)).toEqual({ _tag: 'NoApplicationFee', charge: ch_1 })
  })

  it('bring the fee back only with the transfer that it was taken off', () => {
    const given = charge({ fee: leg(3), transfer: leg(5) })
    expect(verdict(given, FEE)).toEqual({ _tag: 'FeeNeedsTransferReversal', charge: ch_1 })
    expect(verdict(given, TRANSFER)).toMatchObject({ type: 'RefundRequested' })
    expect(verdict(charge({ fee: leg(3) }), FEE)).toMatchObject({ type: 'RefundRequested' })
  })

  it('are spent once a share is due and nothing is left', () => {
    const spent = leg(5, { returned: 5 })
    expect(verdict(charge({ transfer: spent }), TRANSFER)).toEqual({
      _tag: 'TransferFullyReversed',
      charge: ch_1,
      total: 5,
      currency: usd_,
    })
    expect(verdict(charge({ fee: spent }), FEE)).toEqual({
      _tag: 'ApplicationFeeFullyRefunded',
      charge: ch_1,
      total: 5,
      currency: usd_,
    })
    expect(verdict(charge({ fee: spent, transfer: leg(5) }), BOTH)).toMatchObject({
      _tag: 'ApplicationFeeFullyRefunded',
    })
    expect(verdict(charge({ fee: spent, transfer: leg(5) }), TRANSFER)).toMatchObject({ type: 'RefundRequested' })
    expect(verdict(charge({ fee: leg(5), transfer: spent }), TRANSFER)).toMatchObject({ _tag: 'TransferFullyReversed' })
  })

  it('give nothing where nothing is due, and that is no reason to refuse', () => {
    const spent = leg(1, { returned: 1 })
    expect(verdict(charge({ fee: spent }), FEE, 4)).toMatchObject({ returned: { fee: { amount: 0 } } })
    expect(verdict(charge({ fee: spent }), FEE, 5)).toMatchObject({ _tag: 'ApplicationFeeFullyRefunded' })
  })

  it('give what is left where more is due', () => {
    const given = charge({ fee: leg(5, { returned: 4, returnedDirectly: 4 }) })
    expect(verdict(given, FEE, 8)).toMatchObject({ returned: { fee: { amount: 1 } } })
  })

  it('go back after several captures only with all that remains', () => {
    const several = charge({ captures: 2, fee: leg(5) })
    const partly = charge({ status: 'authorized', captured: usd(6), fee: leg(5) })
    expect(verdict(several, FEE, 9)).toEqual({
      _tag: 'PartialLegRefundUnsupported',
      charge: ch_1,
      requested: 9,
      remaining: 10,
      currency: usd_,
    })
    expect(verdict(partly, FEE, 5)).toMatchObject({ _tag: 'PartialLegRefundUnsupported', remaining: 6 })
    expect(verdict(several, FEE, 10)).toMatchObject({ returned: { fee: { amount: 5 } } })
    expect(verdict(partly, FEE, 6)).toMatchObject({ returned: { fee: { amount: 5 } } })
    expect(verdict(charge({ captures: 1, fee: leg(5) }), FEE, 9)).toMatchObject({ type: 'RefundRequested' })
  })

  it('go back after several captures only if none of them did so directly', () => {
    const direct = leg(5, { returned: 1, returnedDirectly: 1 })
    const refused = (leg: string) => ({ _tag: 'LegReturnedDirectly', charge: ch_1, leg })
    expect(verdict(charge({ captures: 2, fee: direct }), FEE, 10)).toEqual(refused('fee'))
    expect(verdict(charge({ captures: 2, fee: direct, transfer: direct }), BOTH, 10)).toEqual(refused('fee'))
    expect(verdict(charge({ captures: 2, fee: leg(5), transfer: direct }), BOTH, 10)).toEqual(refused('transfer'))
    expect(verdict(charge({ captures: 2, fee: direct, transfer: leg(5) }), TRANSFER, 10)).toMatchObject({
      type: 'RefundRequested',
    })
    expect(verdict(charge({ captures: 1, fee: direct }), FEE, 10)).toMatchObject({ returned: { fee: { amount: 4 } } })
  })

  it('catch up after a capture that sent a larger share out', () => {
    // 5 of 10 stand refunded with 1 of the fee's 2, and a second capture of 10 sent 6 more of it out.
    const given = charge({
      authorized: usd(20),
      captured: usd(20),
      captures: 2,
      standing: usd(5),
      fee: leg(8, { basis: 5, returned: 1 }),
    })
    expect(verdict(given, FEE, 15)).toMatchObject({ returned: { fee: { amount: 7 } } })
  })
})
