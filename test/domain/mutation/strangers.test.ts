/** What a mutant survived because no history of the law comes there: records, statuses and arrows of nobody. */
import { describe, expect, it } from 'vitest'
import { evolveCharge } from '../../../src/domain/law/evolve-charge.js'
import { leads, permits } from '../../../src/domain/law/lifecycle.js'
import { captureCharge, chargeLifecycle, type Event } from '../../../src/index.js'
import { authorizeUsd, captured, ch_2, eventsOf, now } from '../../fixtures.js'

const elsewhere = eventsOf([authorizeUsd(700), captureCharge({ amount: 'remaining', at: now })]).map(
  (event): Event => ({ ...event, charge: ch_2 }),
)

describe('a charge', () => {
  it.each(elsewhere)('stays as it is when another one has $type', (event) => {
    expect(evolveCharge(captured(1000), event)).toEqual(captured(1000))
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
