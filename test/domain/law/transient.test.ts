/** Whether waiting helps, refusal by refusal. That it says the truth is in `laws/waiting.test.ts`. */
import { describe, expect, it } from 'vitest'
import { PRECEDENCE } from '../../../src/domain/law/errors.js'
import {
  type AmountAsked,
  type Books,
  type Charge,
  type ChargeStatus,
  type Refusal,
  type RefusalTag,
  transient,
} from '../../../src/index.js'
import { ch_1, usd, usd_ } from '../../fixtures.js'
import { charge, eventsOf, leg, policy, REQUEST, refusalOf, request } from './given.js'

const SOMETIMES: readonly RefusalTag[] = [
  'ChargeNotSuccessful',
  'ChargeDisputed',
  'AlreadyRefunded',
  'ExceedsRemaining',
]
const tags = [...new Set(Object.values(PRECEDENCE).flat())]

const exceeds = (requested: AmountAsked, atBest: number): Refusal => ({
  _tag: 'ExceedsRemaining',
  charge: ch_1,
  requested,
  remaining: usd(2),
  charged: usd(10),
  unsettled: usd(1),
  held: usd(2),
  atBest: usd(atBest),
  currency: usd_,
})

describe('waiting', () => {
  it.each(tags.filter((tag) => !SOMETIMES.includes(tag)))('never helps against %s', (_tag) => {
    expect(transient({ _tag } as Refusal)).toBe(false)
  })

  it.each(['pending', 'authorized', 'captured', 'failed', 'released', 'expired'] as ChargeStatus[])(
    'helps against a charge that is %s only if it is pending',
    (status) => {
      expect(transient({ _tag: 'ChargeNotSuccessful', charge: ch_1, status })).toBe(status === 'pending')
    },
  )

  it('helps against an open dispute and not against a lost one', () => {
    expect(transient({ _tag: 'ChargeDisputed', charge: ch_1, stage: 'open' })).toBe(true)
    expect(transient({ _tag: 'ChargeDisputed', charge: ch_1, stage: 'lost' })).toBe(false)
  })

  it('helps after a full refund as long as part of it is not settled', () => {
    const refunded = { _tag: 'AlreadyRefunded', charge: ch_1, standing: usd(10), currency: usd_ } as const
    expect(transient({ ...refunded, unsettled: usd(1) })).toBe(true)
    expect(transient({ ...refunded, unsettled: usd(0) })).toBe(false)
  })

  it('helps where what is asked may still fit', () => {
    expect(transient(exceeds(usd(5), 5))).toBe(true)
    expect(transient(exceeds(usd(6), 5))).toBe(false)
    expect(transient(exceeds('remaining', 1))).toBe(true)
    expect(transient(exceeds('remaining', 0))).toBe(false)
  })
})

describe('waiting helps although the refusal says that it does not', () => {
  const books = (parts: Partial<Charge>): Books => ({ charge: charge(parts), refund: null, dispute: null })

  it('where only the refunds that stand are counted, and one of them may fail', () => {
    const one = policy({ count: { limit: 1, of: 'standing', withCaptures: false } })
    const refusal = refusalOf(books({ standing: usd(1), unsettled: usd(1), refundsStanding: 1 }), REQUEST, one)
    expect(refusal._tag).toBe('TooManyRefunds')
    expect(transient(refusal)).toBe(false)
    expect(eventsOf(books({ refundsMade: 1 }), REQUEST, one)).toHaveLength(1)
  })

  it('where parts are forbidden, the rest is asked for, and a dispute holds part of it', () => {
    const whole = policy({ partial: false, disputes: 'hold' })
    const rest = request({ amount: 'remaining' })
    const refusal = refusalOf(books({ disputes: { blocking: 1, held: usd(4), lost: usd(0), ever: 1 } }), rest, whole)
    expect(refusal._tag).toBe('PartialNotAllowed')
    expect(transient(refusal)).toBe(false)
    expect(eventsOf(books({}), rest, whole)).toHaveLength(1)
  })

  it('where a leg is spent, and the share comes to nothing once less stands', () => {
    const ofThree = { authorized: usd(3), captured: usd(3) }
    const asked = request({ amount: usd(1), legs: { fee: true, transfer: false } })
    const standing = {
      standing: usd(1),
      unsettled: usd(1),
      fee: leg(1, { basis: 1, returned: 1, returnedDirectly: 1 }),
    }
    const refusal = refusalOf(books({ ...ofThree, ...standing }), asked)
    expect(refusal._tag).toBe('ApplicationFeeFullyRefunded')
    expect(transient(refusal)).toBe(false)
    expect(eventsOf(books({ ...ofThree, fee: leg(1, { returned: 1, returnedDirectly: 1 }) }), asked)).toHaveLength(1)
  })
})
