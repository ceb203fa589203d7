/** The laws that a record shows to be broken by itself: every lawful history keeps them, and each of them can be broken. */
import { describe, expect, it } from 'vitest'
import { brokenByDispute, brokenByRefund } from '../../../src/domain/law/invariants.js'
import { brokenByCharge } from '../../../src/domain/law/invariants-charge.js'
import { brokenByEvent } from '../../../src/domain/law/invariants-event.js'
import type { Charge, Dispute, Event, Refund } from '../../../src/index.js'
import { forAll } from '../../arbitraries/for-all.js'
import { anyHistory, type History } from '../../arbitraries/histories.js'
import { planInParts } from '../../arbitraries/intentions.js'
import { BROKEN_CHARGES, LAWFUL_CHARGES } from './invariants-charges.js'
import {
  BROKEN_DISPUTES,
  BROKEN_EVENTS,
  BROKEN_REFUNDS,
  EVENTS,
  LAWFUL_DISPUTES,
  LAWFUL_EVENTS,
  LAWFUL_REFUNDS,
} from './invariants-others.js'

/** What any record after any step breaks. */
const brokenIn = ({ steps, events }: History): readonly string[] => [
  ...steps.flatMap(({ after: { charge, refunds, disputes } }) => [
    ...(charge === null ? [] : brokenByCharge(charge)),
    ...[...refunds.values()].flatMap(brokenByRefund),
    ...[...disputes.values()].flatMap(brokenByDispute),
  ]),
  ...events.flatMap(brokenByEvent),
]

const keepsAll = (history: History): void => {
  expect(brokenIn(history)).toEqual([])
}

describe('a lawful history', () => {
  it('breaks nothing at any moment', () => {
    forAll(anyHistory({ wildness: 3 }), keepsAll, 300)
  })

  it('breaks nothing between captures that send out another share each', () => {
    forAll(anyHistory({ plan: planInParts, length: 30 }), keepsAll, 150)
  })
})

describe('what goes as far as it may', () => {
  it.each(LAWFUL_CHARGES)('breaks nothing: $what', ({ charge, change }) => {
    expect(brokenByCharge({ ...charge, ...change } as Charge)).toEqual([])
  })

  it('breaks nothing as a refund, a dispute or an event', () => {
    expect(LAWFUL_REFUNDS.flatMap(brokenByRefund)).toEqual([])
    expect(LAWFUL_DISPUTES.flatMap(brokenByDispute)).toEqual([])
    expect(new Set(EVENTS.map(({ type }) => type)).size).toBe(20)
    for (const event of [...EVENTS, ...LAWFUL_EVENTS]) expect(brokenByEvent(event), event.type).toEqual([])
  })
})

describe('a charge', () => {
  it.each(BROKEN_CHARGES)('breaks: $says', ({ charge, change, says }) => {
    expect(brokenByCharge(charge)).toEqual([])
    expect(brokenByCharge({ ...charge, ...change } as Charge)).toContain(says)
  })
})

describe('a refund', () => {
  it.each(BROKEN_REFUNDS)('breaks: $says', ({ refund, change, says }) => {
    expect(brokenByRefund(refund)).toEqual([])
    expect(brokenByRefund({ ...refund, ...change } as Refund)).toContain(says)
  })
})

describe('a dispute', () => {
  it.each(BROKEN_DISPUTES)('breaks: $says', ({ dispute, change, says }) => {
    expect(brokenByDispute(dispute)).toEqual([])
    expect(brokenByDispute({ ...dispute, ...change } as Dispute)).toContain(says)
  })
})

describe('an event', () => {
  it.each(BROKEN_EVENTS)('breaks: $says', ({ event, change, says }) => {
    expect(brokenByEvent(event)).toEqual([])
    expect(brokenByEvent({ ...event, ...change } as Event)).toContain(says)
  })
})
