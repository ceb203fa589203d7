/** The laws of legs. `docs/laws.md` lists them under the names of these tests. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Charge,
  captureCharge,
  decide,
  type Event,
  evolve,
  type Leg,
  type LegName,
  requestRefund,
  restOf,
  returnedBeyond,
  stripe,
} from '../../../../src/index.js'
import { forAll } from '../../../arbitraries/for-all.js'
import { anyHistory, chargesOf } from '../../../arbitraries/histories.js'
import { anyPlan, planInParts } from '../../../arbitraries/intentions.js'
import { plainPolicy } from '../../../arbitraries/policies.js'
import { EUR, frozen, OWN, refundNumber, START, USD, units } from '../../../arbitraries/values.js'
import { refundsOf, type Step } from '../../../arbitraries/world.js'
import { nearest } from '../../../auditor/ledger.js'
import { afterAll as booksAfter, rightOf } from '../../../fixtures.js'

/** Half of them captured in parts. */
const plan = fc.oneof(anyPlan, planInParts)
const LEGS: readonly LegName[] = ['fee', 'transfer']

const legsOf = (charge: Charge): readonly Leg[] => LEGS.flatMap((name) => charge[name] ?? [])

/** F(basis): what the standing refunds that asked for the leg come to. */
const earned = ({ total, basis }: Leg, { captured }: Charge): number =>
  Number(nearest(BigInt(total), BigInt(basis), BigInt(captured)))

const eventOf = ({ result }: Step): Event | undefined => (result._tag === 'Right' ? result.right[0] : undefined)

/** Steps with the charge after them, and whether a capture came since the last refund that counted in the leg. */
const withFreshness = (steps: readonly Step[], name: LegName) => {
  let isFresh = true
  return steps.flatMap((taken) => {
    const event = eventOf(taken)
    if (event?.type === 'ChargeCaptured') isFresh = (taken.after.charge?.[name]?.basis ?? 0) === 0
    if (event?.type === 'RefundRequested' || event?.type === 'RefundAcknowledged')
      isFresh = isFresh || event.returned[name] !== null
    const { charge } = taken.after
    return charge === null || charge[name] === null ? [] : [{ charge, leg: charge[name], isFresh }]
  })
}

describe('legs', () => {
  it('returns of a leg something between nothing and all of it', () => {
    forAll(anyHistory(), ({ steps }) => {
      for (const charge of chargesOf(steps))
        for (const leg of legsOf(charge)) {
          expect(leg.returned).toBeLessThanOrEqual(leg.total)
          expect(leg.returnedDirectly).toBeLessThanOrEqual(leg.returned)
          expect(leg.basis).toBeLessThanOrEqual(charge.standing)
          expect(restOf(leg)).toBe(leg.total - leg.returned)
        }
    })
  })

  it('never takes back what of a leg came back', () => {
    forAll(anyHistory(), ({ steps }) => {
      for (const { before, after } of steps)
        for (const name of LEGS) {
          const [then, now] = [before.charge?.[name] ?? null, after.charge?.[name] ?? null]
          if (then === null) continue
          expect(now?.returned).toBeGreaterThanOrEqual(then.returned)
          expect(now?.returnedDirectly).toBeGreaterThanOrEqual(then.returnedDirectly)
          expect(now?.total).toBeGreaterThanOrEqual(then.total)
          expect(now?.currency).toBe(then.currency)
        }
    })
  })

  it('sums the shares and the direct returns to what came back', () => {
    forAll(anyHistory(), ({ world, events }) => {
      for (const name of LEGS) {
        const leg = world.charge?.[name] ?? null
        const shares = refundsOf(world).map(({ returned }) => returned[name]?.amount ?? 0)
        const direct = events.flatMap((event) =>
          event.type === (name === 'fee' ? 'FeeReturned' : 'TransferReversed') ? [event.leg.amount] : [],
        )
        const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
        expect(sum(shares) + sum(direct)).toBe(leg?.returned ?? 0)
        expect(sum(direct)).toBe(leg?.returnedDirectly ?? 0)
      }
    })
  })

  it('gives a share to no refund before it is acknowledged', () => {
    forAll(anyHistory(), ({ world }) => {
      for (const { status, returned } of refundsOf(world))
        if (status === 'requested' || status === 'refused') expect(returned).toEqual({ fee: null, transfer: null })
    })
  })

  it('returns at least what the standing refunds come to, unless a capture came after them', () => {
    forAll(anyHistory({ plan, length: 18 }), ({ steps }) => {
      for (const name of LEGS)
        for (const { charge, leg, isFresh } of withFreshness(steps, name)) {
          expect(returnedBeyond(leg, charge.captured)).toBe(Math.max(0, leg.returned - earned(leg, charge)))
          if (isFresh || charge.captures < 2) expect(leg.returned).toBeGreaterThanOrEqual(earned(leg, charge))
        }
    })
  })

  it('returns all of a leg once all that was captured stands refunded with it', () => {
    forAll(anyHistory({ policy: plainPolicy, plan, length: 18 }), ({ steps }) => {
      for (const charge of chargesOf(steps))
        for (const leg of legsOf(charge)) if (leg.basis === charge.captured) expect(leg.returned).toBe(leg.total)
    })
  })

  it('ends on the exact total however the refunds are cut', () => {
    const anyCut = fc.record({
      captured: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 999_999_999_999_999 })),
      fee: fc.integer({ min: 1, max: 1000 }),
      foreign: fc.boolean(),
      cuts: fc.array(fc.integer({ min: 0, max: 999 }), { maxLength: 6 }),
    })
    forAll(anyCut, ({ captured, fee, foreign, cuts }) => {
      const total = foreign ? fee * 1_000 : Math.max(1, Math.floor((captured / 1000) * fee))
      const books = booksAfter([
        { type: 'authorize', id: OWN, amount: units(captured), currency: USD, status: 'authorized', at: START },
        captureCharge({ amount: 'remaining', fee: { amount: units(total), currency: foreign ? EUR : USD }, at: START }),
      ])
      const parts = [...new Set(cuts.map((cut) => Math.floor((captured / 1000) * cut)))].sort((a, b) => a - b)
      const edges = [...parts.filter((part) => part > 0), captured]
      let charge = books.charge
      for (const [index, edge] of edges.entries()) {
        const amount = units(edge - (edges[index - 1] ?? 0))
        const legs = { fee: true, transfer: false }
        const born = { status: 'succeeded' } as const
        const request = requestRefund({ id: refundNumber(index), amount, currency: USD, legs, born, at: START })
        const before = frozen({ charge, refund: null, dispute: null })
        charge = rightOf(decide(request, before, stripe)).reduce(evolve, before).charge
      }
      expect(charge?.fee).toMatchObject({ total, basis: captured, returned: total, returnedDirectly: 0 })
    })
  })
})
