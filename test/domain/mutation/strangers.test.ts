/** What a mutant survived because no history of the law comes there: records, statuses and arrows of nobody. */
import { describe, expect, it } from 'vitest'
import { leads, permits } from '../../../src/domain/law/lifecycle.js'
import { captureCharge, chargeLifecycle, type Event, evolve, requestRefund } from '../../../src/index.js'
import { after, authorizeUsd, captured, ch_2, eventsOf, now, re_1, re_2, usd, usd_ } from '../../fixtures.js'

const asked = requestRefund({ id: re_1, amount: usd(300), currency: usd_, at: now })
const elsewhere = eventsOf([authorizeUsd(700), captureCharge({ amount: 'remaining', at: now })]).map(
  (event): Event => ({ ...event, charge: ch_2 }),
)

describe('a charge', () => {
  it.each(elsewhere)('stays the very record it is when another one has $type', (event) => {
    const charge = captured(1000)
    expect(evolve({ charge, refund: null, dispute: null }, event).charge).toBe(charge)
  })
  it('stays the very record it is when the metadata of a refund are edited', () => {
    const books = after({ charge: captured(1000), refund: null, dispute: null }, asked)
    const [event] = eventsOf([{ type: 'editMetadata', metadata: { order: '1' }, at: now }], books)
    if (event === undefined) throw new Error('expected an event')
    expect(evolve(books, event).charge).toBe(books.charge)
  })
})

describe('books', () => {
  it('stay as they are when another charge is refunded', () => {
    const books = after({ charge: captured(1000), refund: null, dispute: null }, asked)
    const [event] = eventsOf([{ ...asked, id: re_2 }], { charge: captured(1000), refund: null, dispute: null })
    if (event === undefined) throw new Error('expected an event')
    expect(evolve(books, { ...event, charge: ch_2 })).toEqual(books)
  })
})

describe('a lifecycle', () => {
  it('permits nothing in a status that it does not have', () => {
    expect(permits(chargeLifecycle, 'chargeable', 'request')).toBe(false)
  })
  it('leads nowhere from a status that it does not have', () => {
    expect(leads(chargeLifecycle, 'chargeable', 'authorize', 'authorized')).toBe(false)
  })
  it('leads by a single arrow only to where that arrow points', () => {
    expect(leads(chargeLifecycle, 'pending', 'decline', 'failed')).toBe(true)
    expect(leads(chargeLifecycle, 'pending', 'decline', 'captured')).toBe(false)
  })
})
