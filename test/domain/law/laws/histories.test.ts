/** The laws of histories. `docs/laws.md` lists them under the names of these tests. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Books,
  type Charge,
  type Command,
  EMPTY_BOOKS,
  type Event,
  evolve,
  type Leg,
  type LegsReturned,
  type RefundPolicy,
} from '../../../../src/index.js'
import { forAll } from '../../../arbitraries/for-all.js'
import { anyHistory } from '../../../arbitraries/histories.js'
import { refundNumber, units } from '../../../arbitraries/values.js'
import {
  disputesOf,
  refundsOf,
  STRAY_DISPUTE,
  STRAY_REFUND,
  type Step,
  step,
  type World,
} from '../../../arbitraries/world.js'
import { nearest } from '../../../auditor/ledger.js'

const fold = (events: readonly Event[], from: Books = EMPTY_BOOKS): Books => events.reduce(evolve, from)
const ofRefund = (id: string) => (event: Event) => 'refund' in event && event.refund === id
const ofDispute = (id: string) => (event: Event) => 'dispute' in event && event.dispute === id

/** The streams in some other order, each one's own order kept. */
const interleaved = (streams: readonly (readonly Event[])[], choices: readonly number[]): readonly Event[] => {
  const left = streams.map((stream) => [...stream])
  const merged: Event[] = []
  for (let turn = 0; left.some((stream) => stream.length > 0); turn += 1) {
    const waiting = left.filter((stream) => stream.length > 0)
    merged.push(...(waiting[(choices[turn] ?? 0) % waiting.length] ?? []).splice(0, 1))
  }
  return merged
}

const withoutBasis = (leg: Leg | null, amount: number, share: LegsReturned['fee']): Leg | null =>
  leg === null || share === null ? leg : { ...leg, basis: units(leg.basis - amount) }

describe('histories', () => {
  it('replays the charge from its events', () => {
    forAll(anyHistory(), ({ events, world }) => {
      expect(fold(events).charge).toEqual(world.charge)
    })
  })

  it('replays from any point on', () => {
    forAll(anyHistory(), ({ steps, world }) => {
      for (const [index, { before }] of steps.entries()) {
        const rest = steps.slice(index).flatMap(({ result }) => (result._tag === 'Left' ? [] : result.right))
        expect(fold(rest, { ...EMPTY_BOOKS, charge: before.charge }).charge).toEqual(world.charge)
      }
    })
  })

  it('replays each refund from its own events alone', () => {
    forAll(anyHistory(), ({ events, world }) => {
      for (const refund of refundsOf(world))
        expect(fold(events.filter(ofRefund(refund.id)))).toEqual({ ...EMPTY_BOOKS, refund })
    })
  })

  it('replays each dispute from its own events alone', () => {
    forAll(anyHistory(), ({ events, world }) => {
      for (const dispute of disputesOf(world))
        expect(fold(events.filter(ofDispute(dispute.id)))).toEqual({ ...EMPTY_BOOKS, dispute })
    })
  })

  it('comes to the same charge in whatever order its refunds and disputes are told', () => {
    forAll(fc.tuple(anyHistory(), fc.array(fc.nat(20), { minLength: 20, maxLength: 20 })), ([history, choices]) => {
      const { events, world } = history
      const own = events.filter((event) => !('refund' in event || 'dispute' in event))
      const streams = [
        ...refundsOf(world).map(({ id }) => events.filter(ofRefund(id))),
        ...disputesOf(world).map(({ id }) => events.filter(ofDispute(id))),
      ]
      expect(fold([...own, ...interleaved(streams, choices)]).charge).toEqual(world.charge)
    })
  })

  it('leaves every record as it is that an event is not about', () => {
    forAll(anyHistory(), ({ events, steps }) => {
      const other = steps.flatMap(({ after }) => after.charge ?? [])[0] ?? null
      const elsewhere = other === null ? null : ({ ...other, id: STRAY_REFUND.charge } as Charge)
      const books: Books = { charge: elsewhere, refund: STRAY_REFUND, dispute: STRAY_DISPUTE }
      for (const event of events) {
        const { charge, refund, dispute } = evolve(books, event)
        if (elsewhere !== null) expect(charge).toBe(elsewhere)
        if (event.type !== 'RefundRequested') expect(refund).toBe(STRAY_REFUND)
        if (event.type !== 'DisputeOpened') expect(dispute).toBe(STRAY_DISPUTE)
        if (event.type.startsWith('Refund') && event.type !== 'RefundRequested')
          expect(evolve(EMPTY_BOOKS, event)).toEqual(EMPTY_BOOKS)
      }
    })
  })

  it('restores exactly the amount of a refund that fails, and no leg', () => {
    forAll(anyHistory(), ({ steps }) => {
      for (const { before, after, result } of steps) {
        const [event] = result._tag === 'Right' ? result.right : []
        if (event?.type !== 'RefundFailed' && event?.type !== 'RefundCanceled' && event?.type !== 'RefundRefused')
          continue
        const { amount, from, returned } = event
        const charge = before.charge as Charge
        expect(after.charge).toEqual({
          ...charge,
          standing: charge.standing - amount,
          unsettled: from === 'succeeded' ? charge.unsettled : charge.unsettled - amount,
          refundsStanding: charge.refundsStanding - 1,
          fee: withoutBasis(charge.fee, amount, returned.fee),
          transfer: withoutBasis(charge.transfer, amount, returned.transfer),
        })
      }
    })
  })

  it('comes to the same in two refunds as in one', () => {
    forAll(
      fc.tuple(anyHistory(), fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 999 }), fc.nat(3)),
      ([{ world, policy }, size, cut, legs]) => {
        const parts = cutOf(world, policy, size, cut)
        if (parts === null) return
        const [first, second] = parts
        const asked = { fee: legs % 2 === 1, transfer: legs > 1 }
        const whole = refunding(world, policy, first + second, asked, 98)
        if (whole.result._tag === 'Left') return
        const one = refunding(world, policy, first, asked, 98)
        const two = refunding(one.after, policy, second, asked, 99)
        if (mustSplit(world.charge as Charge, policy, asked))
          expect([one.result._tag, two.result._tag]).toEqual(['Right', 'Right'])
        if (one.result._tag === 'Left' || two.result._tag === 'Left') return
        const { charge } = whole.after
        const more = { refundsMade: 1, refundsStanding: 1 }
        expect(two.after.charge).toEqual({
          ...charge,
          refundsMade: (charge?.refundsMade ?? 0) + more.refundsMade,
          refundsStanding: (charge?.refundsStanding ?? 0) + more.refundsStanding,
        })
      },
      200,
    )
  })
})

/** Two amounts that the processor takes, and that are left together; or null where nothing can be cut. */
const cutOf = (
  { charge }: World,
  policy: RefundPolicy,
  size: number,
  cut: number,
): readonly [number, number] | null => {
  if (charge === null) return null
  const unit = policy.currencies.steps.usd ?? 1
  const left = (charge.captured - charge.standing) / unit
  const whole = Math.min(Math.floor(left), Math.max(2, Math.floor((left / 1000) * size)))
  if (whole < 2) return null
  const first = Math.max(1, Math.floor((whole / 1000) * cut))
  return [first * unit, (whole - first) * unit]
}

const refunding = (
  world: World,
  policy: RefundPolicy,
  amount: number,
  legs: Command<'request'>['legs'],
  id: number,
): Step => {
  const { currency, createdAt } = world.charge as Charge
  const command: Command<'request'> = {
    type: 'request',
    id: refundNumber(id),
    amount: units(amount),
    currency,
    reason: null,
    legs,
    metadata: {},
    born: { status: 'pending', pendingReason: null },
    at: createdAt,
  }
  return step(world, { command, refund: command.id, dispute: null }, policy)
}

/**
 * When a refund that is accepted whole is accepted in two parts as well: the policy neither counts nor forbids parts, legs are
 * asked for after one capture only, and of no leg more came back than its refunds come to.
 */
const mustSplit = (charge: Charge, policy: RefundPolicy, asked: Command<'request'>['legs']): boolean => {
  if (policy.count !== null || !policy.partial) return false
  if (!asked.fee && !asked.transfer) return true
  if (charge.status === 'authorized' || charge.captures > 1) return false
  return [charge.fee, charge.transfer].every(
    (leg) =>
      leg === null || BigInt(leg.returned) === nearest(BigInt(leg.total), BigInt(leg.basis), BigInt(charge.captured)),
  )
}
