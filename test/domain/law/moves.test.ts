/** What happens to a refund after its birth: exact events, exact books. Where it may happen is in `laws/lifecycles.test.ts`. */
import { describe, expect, it } from 'vitest'
import { type Books, type Command, evolve, type Refund } from '../../../src/index.js'
import { ch_1, later, now, re_1, re_2, usd, usd_ } from '../../fixtures.js'
import { charge, eventsOf, leg, refund, refusalOf } from './given.js'

const at = later(7)
const BOTH = { fee: true, transfer: true }
const SHARES = { fee: { amount: usd(1), currency: usd_ }, transfer: { amount: usd(2), currency: usd_ } }
const NONE = { fee: null, transfer: null }
const asked = { amount: usd(4), reason: null, legs: BOTH, metadata: '' } as const

/** A charge of 10 with one refund of 4 that asked for both legs. */
const booksWith = (parts: Partial<Refund>): Books => {
  const isCounted = parts.status !== 'requested'
  const isSettled = parts.status === 'succeeded'
  return {
    charge: charge({
      standing: usd(4),
      unsettled: usd(isSettled ? 0 : 4),
      refundsStanding: 1,
      refundsMade: 1,
      fee: isCounted ? leg(3, { basis: 4, returned: 1 }) : leg(3),
      transfer: isCounted ? leg(5, { basis: 4, returned: 2 }) : leg(5),
    }),
    refund: refund({ asked, returned: isCounted ? SHARES : NONE, ...parts }),
    dispute: null,
  }
}

const acknowledge = (answer: Command<'acknowledge'>['answer']): Command => ({ type: 'acknowledge', answer, at })
const asPending = { status: 'pending', pendingReason: 'processing' } as const
const asAction = { status: 'requires_action', expiresAt: later(99) } as const
const asSucceeded = { status: 'succeeded' } as const
const fail: Command = { type: 'fail', failureReason: 'declined', at }
const cancel: Command = { type: 'cancel', failureReason: 'merchant_request', at }

/** From where, by which command, to which position, as which event. */
const MOVES: readonly (readonly [from: Partial<Refund>, command: Command, position: object, event: string])[] = [
  [{ status: 'requested' }, acknowledge(asPending), asPending, 'RefundAcknowledged'],
  [{ status: 'requested' }, acknowledge(asAction), asAction, 'RefundAcknowledged'],
  [{ status: 'requested' }, acknowledge(asSucceeded), asSucceeded, 'RefundAcknowledged'],
  [
    { status: 'requested' },
    { type: 'refuse', refusal: 'no', at },
    { status: 'refused', refusal: 'no' },
    'RefundRefused',
  ],
  [asPending, { type: 'succeed', at }, asSucceeded, 'RefundSucceeded'],
  [asPending, { type: 'requireAction', expiresAt: later(99), at }, asAction, 'RefundActionRequired'],
  [asSucceeded, { type: 'requireAction', expiresAt: later(99), at }, asAction, 'RefundActionRequired'],
  [asAction, { type: 'submit', pendingReason: 'processing', at }, asPending, 'RefundSubmitted'],
  [asPending, fail, { status: 'failed', failureReason: 'declined' }, 'RefundFailed'],
  [asAction, fail, { status: 'failed', failureReason: 'declined' }, 'RefundFailed'],
  [asSucceeded, fail, { status: 'failed', failureReason: 'declined' }, 'RefundFailed'],
  [asPending, cancel, { status: 'canceled', failureReason: 'merchant_request' }, 'RefundCanceled'],
  [asAction, cancel, { status: 'canceled', failureReason: 'merchant_request' }, 'RefundCanceled'],
  [asSucceeded, cancel, { status: 'canceled', failureReason: 'merchant_request' }, 'RefundCanceled'],
]

const rows = MOVES.map(([from, command, position, event]) => ({ from, command, position, event, name: command.type }))

describe.each(rows)('$from.status, then $name', ({ from, command, position, event }) => {
  const { status } = position as { readonly status: string }
  const isAnswer = command.type === 'acknowledge'
  const returned = isAnswer || from.status !== 'requested' ? SHARES : NONE

  it('says what the charge needs to follow', () => {
    expect(eventsOf(booksWith(from), command)).toEqual([
      { type: event, charge: ch_1, refund: re_1, amount: 4, currency: usd_, from: from.status, position, returned, at },
    ])
  })

  it('moves the refund and keeps what it is', () => {
    const before = booksWith(from)
    const { id, charge, amount, currency, metadata } = before.refund as Refund
    const { refund } = eventsOf(before, command).reduce(evolve, before)
    expect(refund).toEqual({
      id,
      charge,
      amount,
      currency,
      asked,
      metadata,
      returned,
      createdAt: now,
      movedAt: at,
      ...position,
    })
  })

  it('counts in the charge what stands, what is settled, and the legs', () => {
    const before = booksWith(from)
    const stands = !['failed', 'canceled', 'refused'].includes(status)
    const isCounted = returned === SHARES
    expect(eventsOf(before, command).reduce(evolve, before).charge).toEqual({
      ...before.charge,
      standing: stands ? 4 : 0,
      unsettled: stands && status !== 'succeeded' ? 4 : 0,
      refundsStanding: stands ? 1 : 0,
      refundsMade: 1,
      fee: leg(3, { basis: stands && isCounted ? 4 : 0, returned: isCounted ? 1 : 0 }),
      transfer: leg(5, { basis: stands && isCounted ? 4 : 0, returned: isCounted ? 2 : 0 }),
    })
  })
})

describe('a refund', () => {
  it('that counted in no leg takes none with it', () => {
    const before: Books = {
      charge: charge({
        standing: usd(8),
        unsettled: usd(8),
        refundsStanding: 2,
        refundsMade: 2,
        fee: leg(3, { basis: 4, returned: 1 }),
      }),
      refund: refund({ ...asPending }),
      dispute: null,
    }
    expect(eventsOf(before, fail).reduce(evolve, before).charge).toEqual({
      ...before.charge,
      standing: 4,
      unsettled: 4,
      refundsStanding: 1,
    })
  })

  it('is acknowledged with the shares of the day', () => {
    const before = booksWith({ status: 'requested' })
    const later = {
      ...before,
      charge: charge({ ...before.charge, fee: leg(3, { basis: 4, returned: 1 }), transfer: null }),
    }
    expect(eventsOf(later, acknowledge(asSucceeded))).toMatchObject([
      { returned: { fee: { amount: 1, currency: usd_ }, transfer: null } },
    ])
  })

  it.each(['requested', 'pending', 'requires_action', 'succeeded', 'failed', 'canceled', 'refused'] as const)(
    'gets other metadata where it is %s',
    (status) => {
      const before = booksWith({ status } as Partial<Refund>)
      const command: Command = { type: 'editMetadata', metadata: { note: 'b' }, at }
      const events = eventsOf(before, command)
      expect(events).toEqual([
        { type: 'RefundMetadataEdited', refund: re_1, charge: ch_1, currency: usd_, metadata: { note: 'b' }, at },
      ])
      expect(events.reduce(evolve, before)).toEqual({
        ...before,
        refund: { ...before.refund, metadata: { note: 'b' } },
      })
    },
  )

  it('is not touched by what happens to another', () => {
    const before = booksWith(asPending)
    const other = { ...before, refund: refund({ id: re_2, ...asPending }) }
    const edit: Command = { type: 'editMetadata', metadata: { note: 'b' }, at }
    for (const command of [fail, edit])
      expect(eventsOf(before, command).reduce(evolve, other).refund).toBe(other.refund)
  })

  it('comes to stand nowhere that its lifecycle does not know', () => {
    const before = booksWith({ status: 'requested' })
    expect(refusalOf(before, acknowledge({ status: 'settled' as never }))).toEqual({
      _tag: 'MoveNotAllowed',
      of: 'refund',
      from: 'requested',
      command: 'acknowledge',
    })
  })
})
