/** The laws of amounts. `docs/laws.md` lists them under the names of these tests. */
import { describe, expect, it } from 'vitest'
import {
  decide,
  isStanding,
  isUnsettled,
  type MinorUnits,
  type Refund,
  refundable,
  refundState,
  remaining,
  requestRefund,
  unrefunded,
} from '../../../../src/index.js'
import { forAll } from '../../../arbitraries/for-all.js'
import { anyHistory, chargesOf } from '../../../arbitraries/histories.js'
import { holdingPolicy } from '../../../arbitraries/policies.js'
import { EUR, MAX, refundNumber, USD, units } from '../../../arbitraries/values.js'
import { disputesOf, refundsOf } from '../../../arbitraries/world.js'
import { leftOf, rightOf } from '../../../fixtures.js'

const sum = (rows: readonly { readonly amount: number }[]): number =>
  rows.reduce((total, { amount }) => total + amount, 0)

const fixed = ({ id, charge, amount, currency, asked, createdAt }: Refund) => ({
  id,
  charge,
  amount,
  currency,
  asked,
  createdAt,
})

/** Every number in a record that is an amount of money. */
const amountsIn = (record: unknown): readonly number[] =>
  typeof record === 'object' && record !== null
    ? Object.entries(record).flatMap(([key, value]) =>
        typeof value === 'number' && !/At$|^captures$|^refunds|^blocking$|^ever$/.test(key)
          ? [value]
          : amountsIn(value),
      )
    : []

describe('amounts', () => {
  it('returns to the customer never more than was captured', () => {
    forAll(anyHistory({ wildness: 3 }), ({ steps }) => {
      for (const charge of chargesOf(steps)) expect(charge.standing).toBeLessThanOrEqual(charge.captured)
    })
  })

  it('counts exactly the refunds that stand', () => {
    forAll(anyHistory(), ({ world }) => {
      const refunds = refundsOf(world)
      const standing = refunds.filter(({ status }) => isStanding(status))
      expect(world.charge?.standing ?? 0).toBe(sum(standing))
      expect(world.charge?.refundsStanding ?? 0).toBe(standing.length)
      expect(world.charge?.refundsMade ?? 0).toBe(refunds.length)
    })
  })

  it('counts as unsettled exactly what has not succeeded yet', () => {
    forAll(anyHistory(), ({ world }) => {
      const unsettled = refundsOf(world).filter(({ status }) => isUnsettled(status))
      expect(world.charge?.unsettled ?? 0).toBe(sum(unsettled))
    })
  })

  it('counts exactly the disputes that are open or lost', () => {
    forAll(anyHistory(), ({ world }) => {
      const disputes = disputesOf(world)
      const open = disputes.filter(({ status }) => status === 'open')
      const lost = disputes.filter(({ status }) => status === 'lost')
      expect(world.charge?.disputes ?? { blocking: 0, held: 0, lost: 0, ever: 0 }).toEqual({
        blocking: open.length + lost.length,
        held: sum(open),
        lost: sum(lost),
        ever: disputes.length,
      })
    })
  })

  it('accepts no refund that exceeds, with what disputes hold, what was captured', () => {
    forAll(anyHistory({ policy: holdingPolicy }), ({ steps }) => {
      for (const { command, result, after } of steps) {
        if (command.type !== 'request' || result._tag === 'Left' || result.right.length === 0) continue
        const { charge } = after
        const gone = (charge?.standing ?? 0) + (charge?.disputes.held ?? 0) + (charge?.disputes.lost ?? 0)
        expect(gone).toBeLessThanOrEqual(charge?.captured ?? 0)
      }
    })
  })

  it('never leaves less than nothing', () => {
    forAll(anyHistory(), ({ steps, policy }) => {
      for (const charge of chargesOf(steps)) {
        expect(unrefunded(charge)).toBe(charge.captured - charge.standing)
        expect(remaining(charge, policy)).toBeGreaterThanOrEqual(0)
        expect(remaining(charge, policy)).toBeLessThanOrEqual(unrefunded(charge))
      }
    })
  })

  it('leaves less by exactly what it refunds', () => {
    forAll(anyHistory(), ({ steps, policy }) => {
      for (const { before, after, result } of steps) {
        const [event] = result._tag === 'Right' ? result.right : []
        if (event?.type !== 'RefundRequested' || before.charge === null || after.charge === null) continue
        expect(remaining(before.charge, policy) - remaining(after.charge, policy)).toBe(event.amount)
      }
    })
  })

  it('captures never more than was authorised', () => {
    forAll(anyHistory({ wildness: 3 }), ({ steps }) => {
      for (const { captured, released, authorized } of chargesOf(steps))
        expect(captured + released).toBeLessThanOrEqual(authorized)
    })
  })

  it('accounts for all that was authorised once no more may be captured', () => {
    forAll(anyHistory(), ({ steps }) => {
      for (const { status, captured, released, authorized } of chargesOf(steps))
        if (['captured', 'released', 'expired'].includes(status)) expect(captured + released).toBe(authorized)
        else expect(released).toBe(0)
    })
  })

  it('keeps every amount a whole number from 0 to 10^15 − 1', () => {
    forAll(anyHistory({ wildness: 3 }), ({ steps }) => {
      const amounts = steps.flatMap(({ outcome }) => amountsIn(outcome))
      expect(amounts.filter((amount) => !Number.isInteger(amount) || amount < 0 || amount > MAX)).toEqual([])
    })
  })

  it('gives to a request for the rest what refundable says', () => {
    forAll(anyHistory(), ({ steps, policy }) => {
      for (const charge of chargesOf(steps)) {
        const { createdAt: at } = charge
        const rest = refundable(charge, policy, at)
        const request = requestRefund({ id: refundNumber(99), amount: 'remaining', currency: USD, at })
        const decided = decide(request, { charge, refund: null, dispute: null }, policy)
        if (rest._tag === 'Left') expect(decided).toEqual(rest)
        else {
          expect(rightOf(decided)).toMatchObject([{ type: 'RefundRequested', amount: rest.right }])
          // A dispute may leave an amount that is no multiple of the processor's steps: then only the rest may be asked for.
          const byAmount = decide({ ...request, amount: rest.right }, { charge, refund: null, dispute: null }, policy)
          const fits = rest.right % (policy.currencies.steps.usd ?? 1) === 0
          expect(byAmount._tag).toBe(fits ? 'Right' : 'Left')
        }
      }
    })
  })

  it('gives nothing beyond what refundable says', () => {
    forAll(anyHistory(), ({ steps, policy }) => {
      for (const charge of chargesOf(steps)) {
        const { createdAt: at } = charge
        const rest = refundable(charge, policy, at)
        const most = rest._tag === 'Left' ? 0 : rest.right
        const ask = (amount: MinorUnits) => requestRefund({ id: refundNumber(99), amount, currency: USD, at })
        const books = { charge, refund: null, dispute: null }
        expect(decide(ask(units(most + 1)), books, policy)._tag).toBe('Left')
        expect(decide(ask(units(most + 10)), books, policy)._tag).toBe('Left')
        expect(leftOf(decide({ ...ask(units(1_000)), currency: EUR }, books, policy))._tag).toBe('CurrencyMismatch')
      }
    })
  })

  it('derives the refund state from amounts alone', () => {
    forAll(anyHistory(), ({ steps }) => {
      for (const charge of chargesOf(steps)) {
        const { standing, captured, unsettled, status } = charge
        const isFull = status === 'captured' && standing === captured
        const state = standing === 0 ? 'none' : isFull ? 'full' : 'partial'
        expect(refundState(charge)).toEqual({ state, unsettled })
      }
    })
  })

  it('never changes whose a charge or a refund is, nor what was asked', () => {
    forAll(anyHistory({ wildness: 3 }), ({ steps }) => {
      for (const { before, after } of steps) {
        const { charge } = before
        if (charge !== null)
          expect(after.charge).toMatchObject({
            id: charge.id,
            currency: charge.currency,
            authorized: charge.authorized,
            createdAt: charge.createdAt,
          })
        for (const [id, refund] of before.refunds) expect(fixed(after.refunds.get(id) as Refund)).toEqual(fixed(refund))
      }
    })
  })
})
