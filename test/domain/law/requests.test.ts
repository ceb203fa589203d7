/** One request at a time: exact events, exact books, exact refusals. The order of the refusals is `precedence.test.ts`. */
import { describe, expect, it } from 'vitest'
import {
  type Charge,
  type Command,
  decide,
  evolve,
  type Refund,
  type RefundPolicy,
  refund,
  requestRefund,
  stripe,
} from '../../../src/index.js'
import { units } from '../../arbitraries/values.js'
import { ch_1, later, leftOf, now, re_1, re_2, rightOf, usd, usd_ } from '../../fixtures.js'
import { CHARGE, charge, leg, policy, REFUND, REQUEST, request } from './given.js'

const decided = (
  given: Charge,
  asked: Command<'request'>,
  under: RefundPolicy = policy(),
  known: Refund | null = null,
) => decide(asked, { charge: given, refund: known, dispute: null }, under)
const refusal = (given: Charge, asked: Command<'request'>, under?: RefundPolicy) => leftOf(decided(given, asked, under))
const event = (given: Charge, asked: Command<'request'>, under?: RefundPolicy) =>
  rightOf(decided(given, asked, under))[0]
const outcome = (given: Charge, asked: Command<'request'>, under?: RefundPolicy) =>
  rightOf(decided(given, asked, under)).reduce(evolve, { charge: given, refund: null, dispute: null })
const BOTH = { fee: true, transfer: true }
const FEE = { fee: true, transfer: false }
const TRANSFER = { fee: false, transfer: true }
const succeeded = { status: 'succeeded' } as const

describe('an accepted request', () => {
  const asked = request({
    reason: 'duplicate',
    metadata: { b: '2', a: '1' },
    born: { status: 'pending', pendingReason: 'processing' },
    at: later(3),
  })

  it('says all that is needed to apply it', () => {
    expect(event(CHARGE, asked)).toEqual({
      type: 'RefundRequested',
      refund: re_1,
      charge: ch_1,
      amount: 4,
      currency: usd_,
      asked: {
        amount: 4,
        reason: 'duplicate',
        legs: { fee: false, transfer: false },
        metadata: '[["a","1"],["b","2"]]',
      },
      metadata: { b: '2', a: '1' },
      position: { status: 'pending', pendingReason: 'processing' },
      returned: { fee: null, transfer: null },
      at: later(3),
    })
  })

  it('makes the refund and counts it in the charge', () => {
    expect(outcome(CHARGE, asked)).toEqual({
      charge: { ...CHARGE, standing: 4, unsettled: 4, refundsStanding: 1, refundsMade: 1 },
      refund: {
        id: re_1,
        charge: ch_1,
        amount: 4,
        currency: usd_,
        asked: {
          amount: 4,
          reason: 'duplicate',
          legs: { fee: false, transfer: false },
          metadata: '[["a","1"],["b","2"]]',
        },
        metadata: { b: '2', a: '1' },
        returned: { fee: null, transfer: null },
        status: 'pending',
        pendingReason: 'processing',
        createdAt: later(3),
        movedAt: later(3),
      },
      dispute: null,
    })
  })

  it.each([
    [succeeded, 0],
    [{ status: 'requested' }, 4],
    [{ status: 'requires_action', expiresAt: null }, 4],
  ] as const)('is settled only when it is born %j', (born, unsettled) => {
    const { charge, refund } = outcome(CHARGE, request({ born }))
    expect(charge).toMatchObject({ standing: 4, unsettled, refundsStanding: 1, refundsMade: 1 })
    expect(refund).toMatchObject(born)
  })

  it('returns the share of every leg asked for, unless the processor has not been asked', () => {
    const given = charge({ fee: leg(3), transfer: leg(5) })
    const back = (amount: number) => ({ amount, currency: usd_ })
    expect(event(given, request({ legs: BOTH, born: succeeded }))).toMatchObject({
      returned: { fee: back(1), transfer: back(2) },
    })
    expect(outcome(given, request({ legs: BOTH, born: succeeded })).charge).toMatchObject({
      fee: { total: 3, basis: 4, returned: 1, returnedDirectly: 0 },
      transfer: { total: 5, basis: 4, returned: 2, returnedDirectly: 0 },
    })
    expect(outcome(given, request({ legs: TRANSFER, born: succeeded }))).toMatchObject({
      charge: { fee: { basis: 0, returned: 0 }, transfer: { basis: 4, returned: 2 } },
      refund: { returned: { fee: null, transfer: back(2) } },
    })
    expect(outcome(charge({ fee: leg(3) }), request({ legs: FEE, born: succeeded }))).toMatchObject({
      charge: { fee: { basis: 4, returned: 1 } },
      refund: { returned: { fee: back(1), transfer: null } },
    })
    expect(outcome(given, request({ legs: BOTH }))).toMatchObject({
      charge: { fee: { basis: 0, returned: 0 }, transfer: { basis: 0, returned: 0 } },
      refund: { asked: { legs: BOTH }, returned: { fee: null, transfer: null } },
    })
    // Recorded at Stripe: a destination charge without a fee takes both flags.
    expect(event(charge({ transfer: leg(5) }), request({ legs: BOTH, born: succeeded }))).toMatchObject({
      returned: { fee: null, transfer: back(2) },
    })
  })

  it('for the rest takes what is left then', () => {
    const given = charge({ standing: usd(3) })
    expect(event(given, request({ amount: 'remaining' }))).toMatchObject({ amount: 7, asked: { amount: 'remaining' } })
  })
})

describe('asking again', () => {
  const known = { ...REFUND, status: 'failed', failureReason: 'unknown' } as const
  it('answers with the known refund, wherever it stands and whatever is left', () => {
    const full = charge({ standing: usd(10), refundsStanding: 1, refundsMade: 2 })
    const again = request({ at: later(99), born: succeeded })
    expect(rightOf(decided(full, again, policy(), known))).toEqual([])
    expect(refund(full, again, { known })).toEqual({
      _tag: 'Right',
      right: { charge: full, refund: known, events: [] },
    })
  })

  it('is another request when a refund with another id is known', () => {
    expect(rightOf(decided(CHARGE, request({ id: re_2 }), policy(), known))).toMatchObject([{ refund: re_2 }])
    expect(rightOf(refund(CHARGE, request({ id: re_2 }), { known })).refund).toMatchObject({
      id: re_2,
      status: 'requested',
    })
  })

  it.each([
    request({ amount: usd(5) }),
    request({ amount: 'remaining' }),
    request({ reason: 'duplicate' }),
    request({ legs: FEE }),
    request({ legs: TRANSFER }),
    request({ metadata: { a: '1' } }),
  ])('for something else is refused (%#)', (asked) => {
    expect(leftOf(decided(CHARGE, asked, policy(), known))).toEqual({ _tag: 'RefundIdTaken', refund: re_1 })
  })
})

describe('the amount', () => {
  it.each([
    [0, 'notPositive'],
    [-0, 'notPositive'],
    [-4, 'notPositive'],
    [1.5, 'notAnInteger'],
    [Number.NaN, 'notAnInteger'],
    [Number.POSITIVE_INFINITY, 'notAnInteger'],
    ['4', 'notAnInteger'],
    [undefined, 'notAnInteger'],
    [null, 'notAnInteger'],
    [1e15, 'tooLarge'],
  ])('%s is none', (value, problem) => {
    expect(refusal(CHARGE, request({ amount: units(value) }))).toEqual({
      _tag: 'InvalidAmount',
      field: 'amount',
      value,
      problem,
      step: 1,
    })
  })

  it('keeps to the steps of the currency, but for the rest', () => {
    const under = policy({ currencies: { decimals: {}, steps: { usd: 4 } } })
    expect(refusal(CHARGE, request({ amount: usd(6) }), under)).toMatchObject({ problem: 'notAMultiple', step: 4 })
    expect(event(CHARGE, request({ amount: usd(8) }), under)).toMatchObject({ amount: 8 })
    expect(event(CHARGE, request({ amount: 'remaining' }), under)).toMatchObject({ amount: 10 })
  })
})

describe('the face', () => {
  it('decides by Stripe’s rules when nothing is said', () => {
    const disputed = charge({ disputes: { blocking: 1, held: usd(1), lost: usd(0), ever: 1 } })
    expect(leftOf(refund(disputed, REQUEST))).toMatchObject({ _tag: 'ChargeDisputed' })
    expect(rightOf(refund(disputed, REQUEST, { policy: { ...stripe, disputes: 'hold' } })).charge.standing).toBe(4)
    const { charge: after, refund: made, events } = rightOf(refund(CHARGE, REQUEST))
    expect({ charge: after, refund: made, dispute: null }).toEqual(outcome(CHARGE, REQUEST))
    expect(events).toEqual([event(CHARGE, REQUEST)])
  })

  it('asks for nothing that is not said', () => {
    expect(requestRefund({ id: re_1, amount: usd(4), currency: usd_, at: now })).toEqual(REQUEST)
    const said = { reason: 'fraudulent', legs: BOTH, metadata: { a: '1' }, born: succeeded } as const
    expect(requestRefund({ id: re_1, amount: usd(4), currency: usd_, ...said, at: now })).toEqual(request(said))
  })
})
