/** The recorded logs, what was before, and what holds over whole histories. */
import { describe, expect, it } from 'vitest'
import { stripeEvents } from '../../../src/stripe/events/stripe-events.js'
import { newSublist } from '../../../src/stripe/objects/list.js'
import { forAll } from '../../arbitraries/for-all.js'
import { anyHistory } from '../../arbitraries/histories.js'
import { usd } from '../../fixtures.js'
import { DISPUTES, FEE } from '../objects/given.js'
import {
  born,
  capture,
  disputed,
  FAILED,
  fee,
  fully,
  happened,
  made,
  moved,
  PAID,
  partly,
  previousOf,
  REFUND,
  still,
  transfer,
  typesOf,
} from './given.js'

describe('the recorded log', () => {
  it('of pm_card_refundFail has this order', () => {
    const asked = typesOf(happened(born), { charge: { before: PAID, after: fully }, refund: made })
    const fails = typesOf(happened({ type: 'RefundFailed' }), { refund: { before: REFUND, after: FAILED } })
    expect([...asked, ...fails]).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.failed',
      'charge.refund.updated',
    ])
  })
  it('of a dispute card has this order', () => {
    const pays = typesOf(capture(true), { charge: { before: null, after: PAID } })
    const opens = typesOf(happened({ type: 'DisputeOpened', stage: 'open' }), { dispute: disputed })
    expect([...pays, ...opens]).toEqual([
      'charge.succeeded',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
    ])
  })
})

describe('previous_attributes', () => {
  it('of a full refund, with the list of before 2022-11-15', () => {
    const before = { ...PAID, refunds: newSublist('/v1/charges/ch_1/refunds', []) }
    const after = { ...fully, refunds: newSublist('/v1/charges/ch_1/refunds', [REFUND]) }
    expect(previousOf(happened(born), { charge: { before, after }, refund: made })).toEqual([
      null,
      { amount_refunded: 0, refunded: false, refunds: { data: [], total_count: 0 } },
    ])
  })
  it('of a second partial refund', () => {
    const after = { ...partly, amount_refunded: usd(700) }
    expect(previousOf(happened(born), { charge: { before: partly, after } })).toEqual([{ amount_refunded: 500 }])
  })
  it('of a refund that failed', () => {
    const before = { failure_balance_transaction: null, failure_reason: null, status: 'succeeded' }
    expect(previousOf(happened({ type: 'RefundFailed' }), { refund: { before: REFUND, after: FAILED } })).toEqual([
      before,
      before,
    ])
  })
  it('are not there of what is new', () => {
    const objects = {
      charge: { before: null, after: PAID },
      fee: { before: null, after: FEE },
    }
    expect(previousOf(capture(true), objects)).toEqual([null, null])
  })
  it('are not there where nothing changed', () => {
    expect(previousOf(happened({ type: 'ChargeExpired' }), { charge: { before: PAID, after: { ...PAID } } })).toEqual([
      null,
    ])
  })
})

describe('over whole histories', () => {
  const objects = { charge: still, refund: moved, dispute: disputed, fee, transfer }
  const about: Readonly<Record<string, object>> = {
    charge: PAID,
    refund: REFUND,
    dispute: DISPUTES.dispute,
    application_fee: fee.after,
    transfer: transfer.after,
  }
  const objectOf = (type: string): string =>
    type.startsWith('charge.dispute.')
      ? 'dispute'
      : type === 'charge.refund.updated'
        ? 'refund'
        : (type.split('.')[0] ?? '')

  it('carries the object that the type names, as it is after, and sends no type twice', () => {
    forAll(anyHistory(), ({ events }) => {
      for (const event of events) {
        const sent = stripeEvents({ event, ...objects })
        for (const { type, object } of sent) expect([type, object]).toEqual([type, about[objectOf(type)]])
        expect(new Set(sent.map(({ type }) => type)).size).toBe(sent.length)
      }
    })
  })
  it('creates a refund once, when it is born known or acknowledged', () => {
    forAll(anyHistory(), ({ events }) => {
      const known = events.filter(
        (event) =>
          event.type === 'RefundAcknowledged' ||
          (event.type === 'RefundRequested' && event.position.status !== 'requested'),
      )
      const sent = events.flatMap((event) => stripeEvents({ event, ...objects }))
      expect(sent.filter(({ type }) => type === 'refund.created').length).toBe(known.length)
    })
  })
  it('tells nothing of objects that it is not told of', () => {
    forAll(anyHistory(), ({ events }) => {
      const sent = events.flatMap((event) => stripeEvents({ event, charge: still }))
      expect(sent.filter(({ object }) => object !== PAID)).toEqual([])
    })
  })
})
