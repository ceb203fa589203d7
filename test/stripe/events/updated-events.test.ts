/** What Stripe sends of edits: section 6 of the facts. */
import { describe, expect, it } from 'vitest'
import { updatedEvents } from '../../../src/stripe/events/updated-events.js'
import { withEvidence } from '../../../src/stripe/objects/dispute-moves.js'
import { CHARGE, DISPUTES, TRANSFER } from '../objects/given.js'

const card = { reference_status: 'pending', type: 'refund' }
const REFUND = { id: 're_1', object: 'refund' as const, destination_details: { card, type: 'card' } }
const referenced = {
  ...REFUND,
  destination_details: {
    card: { ...card, reference: '5365998173386208', reference_status: 'available' },
    type: 'card',
  },
}
const FEE_REFUND = { id: 'fr_1', object: 'fee_refund' as const, metadata: {} }

describe('an edit', () => {
  it.each([
    ['charge.updated', CHARGE, { ...CHARGE, description: 'Order 7' }, { description: null }],
    ['transfer.updated', TRANSFER, { ...TRANSFER, metadata: { order: '7' } }, { metadata: { order: null } }],
    ['application_fee.refund.updated', FEE_REFUND, { ...FEE_REFUND, metadata: { a: '1' } }, { metadata: { a: null } }],
  ])('is told as %s', (type, before, after, previous) => {
    expect(updatedEvents({ before, after })).toStrictEqual([{ type, object: after, previous }])
  })
  it('of a dispute is told as charge.dispute.updated', () => {
    const after = withEvidence(DISPUTES.dispute, { uncategorized_text: 'winning_evidence' })
    const [event, ...more] = updatedEvents({ before: DISPUTES.dispute, after })
    expect(event).toMatchObject({
      type: 'charge.dispute.updated',
      object: after,
      previous: { status: 'needs_response' },
    })
    expect(more).toEqual([])
  })
  it('that changes nothing is not told', () => {
    expect(updatedEvents({ before: CHARGE, after: structuredClone(CHARGE) })).toEqual([])
  })
})

describe("a refund's reference", () => {
  it('is told twice when it is available: refund.updated, charge.refund.updated', () => {
    const events = updatedEvents({ before: REFUND, after: referenced })
    expect(events.map(({ type }) => type)).toEqual(['refund.updated', 'charge.refund.updated'])
    expect(events[0]?.previous).toEqual({
      destination_details: { card: { reference: null, reference_status: 'pending' } },
    })
  })
})
