/** Histories that no usual test plays, and in which a mutant survived. */
import { describe, expect, it } from 'vitest'
import { atBest } from '../../../src/domain/law/remaining.js'
import { captureCharge, evolve, requestRefund, stripe } from '../../../src/index.js'
import { after, afterAll, authorizeUsd, captured, dp_1, eur_, eventsOf, now, re_1, usd, usd_ } from '../../fixtures.js'

const asked = requestRefund({ id: re_1, amount: usd(300), currency: usd_, at: now })
const charged = { charge: captured(1000), refund: null, dispute: null }

describe('a failed charge', () => {
  const failed = afterAll([
    { ...authorizeUsd(1000), status: 'pending' },
    { type: 'decline', failure: 'card_declined', at: now },
  ])

  it('stays failed, and says why, when it hears of a refund that no law has allowed', () => {
    const [event] = eventsOf([asked], charged)
    if (event === undefined) throw new Error('expected an event')
    const { charge } = evolve(failed, event)
    expect(charge).toEqual({ ...failed.charge, standing: 300, unsettled: 300, refundsStanding: 1, refundsMade: 1 })
    expect(charge).toMatchObject({ status: 'failed', failure: 'card_declined' })
  })
})

describe('a charge of several captures', () => {
  const transfer = { amount: usd(400), currency: eur_ }
  const books = afterAll([
    authorizeUsd(1000),
    captureCharge({ amount: usd(500), final: false, transfer, at: now }),
    captureCharge({ amount: 'remaining', at: now }),
  ])

  it('gives all back with the transfer, also where the fee that is asked for is not there', () => {
    const all = requestRefund({
      ...asked,
      amount: 'remaining',
      legs: { fee: true, transfer: true },
      born: { status: 'succeeded' },
    })
    expect(after(books, all).refund?.returned).toEqual({ fee: null, transfer })
  })
})

describe('a lost dispute', () => {
  it('keeps nothing back where disputes block, since it is the block that keeps', () => {
    const { charge } = afterAll(
      [
        { type: 'open', id: dp_1, amount: usd(400), currency: usd_, stage: 'open', at: now },
        { type: 'close', outcome: 'lost', at: now },
      ],
      charged,
    )
    if (charge === null) throw new Error('expected a charge')
    expect(atBest(charge, stripe)).toBe(1000)
  })
})
