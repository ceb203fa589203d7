/** What older API versions show. */
import { describe, expect, it } from 'vitest'
import { apiVersion, NEWEST_API_VERSION } from '../../../src/stripe/index.js'
import { newSublist } from '../../../src/stripe/objects/list.js'
import { isShownAlike, previousAs, shownAs } from '../../../src/stripe/objects/shown-as.js'
import { rightOf } from '../../fixtures.js'
import { CHARGE, INTENT, MADE } from './given.js'

const version = (text: string) => rightOf(apiVersion(text))
const refunds = newSublist('/v1/charges/ch_1/refunds', [{ id: 're_1' }])
const withEmptyList = { ...CHARGE, refunds: newSublist('/', []) }
const withList = { ...CHARGE, refunds }
const refund = { id: 're_1', object: 'refund', pending_reason: 'processing', reason: null }

describe('charge.refunds', () => {
  it.each([
    ['2020-08-27', true],
    ['2022-11-14', true],
    ['2022-11-15', false],
    ['2026-10-28.endive', false],
  ])('under %s is included: %s', (text, isThere) => {
    expect('refunds' in shownAs(version(text), CHARGE, { refunds })).toBe(isThere)
  })
  it('stands between refunded and review', () => {
    const names = Object.keys(shownAs(version('2020-08-27'), CHARGE, { refunds }))
    const at = names.indexOf('refunds')
    expect(names.slice(at - 1, at + 2)).toEqual(['refunded', 'refunds', 'review'])
  })
  it('is put in the place of one that is there', () => {
    const shown = shownAs(version('2020-08-27'), withEmptyList, { refunds })
    expect(shown.refunds).toBe(refunds)
  })
  it('stays where it was expanded', () => {
    expect(shownAs(NEWEST_API_VERSION, withList).refunds).toBe(refunds)
  })
})

describe('invoice', () => {
  it.each([
    ['charge', CHARGE, 'fraud_details', 'livemode'],
    ['PaymentIntent', INTENT, 'excluded_payment_method_types', 'last_payment_error'],
  ])('of a %s is null before 2025-03-31, in its recorded place', (_, object, before, after) => {
    const shown = shownAs(version('2023-10-16'), object)
    const names = Object.keys(shown)
    const at = names.indexOf('invoice')
    expect([names[at - 1], shown.invoice, names[at + 1]]).toEqual([before, null, after])
    expect('invoice' in shownAs(version('2025-03-31.basil'), object)).toBe(false)
  })
})

describe('refund.pending_reason', () => {
  it.each([
    ['2025-04-29', false],
    ['2025-04-30.basil', true],
    ['2026-10-28.endive', true],
  ])('under %s is there: %s', (text, isThere) => {
    expect('pending_reason' in shownAs(version(text), refund)).toBe(isThere)
  })
  it('leaves the rest of the refund as it is', () => {
    const { pending_reason: _, ...rest } = refund
    expect(shownAs(version('2023-10-16'), refund)).toEqual(rest)
    expect(shownAs(version('2023-10-16'), rest)).toBe(rest)
  })
})

describe('payment_intent.charges', () => {
  const charges = newSublist('/v1/charges?payment_intent=pi_1', [{ id: 'ch_1' }])
  it.each([
    ['2022-11-14', true],
    ['2022-11-15', false],
  ])('under %s is included: %s', (text, isThere) => {
    expect('charges' in shownAs(version(text), INTENT, { charges })).toBe(isThere)
  })
})

describe('payment_intent.cancellation_reason', () => {
  it.each([
    ['2025-02-24.acacia', 'expired', 'automatic'],
    ['2025-03-31.basil', 'expired', 'expired'],
    ['2025-02-24.acacia', 'abandoned', 'abandoned'],
    ['2025-02-24.acacia', null, null],
  ])('under %s %s is %s', (text, cancellation_reason, shown) => {
    const intent = { ...INTENT, cancellation_reason }
    expect(shownAs(version(text), intent).cancellation_reason).toBe(shown)
  })
})

describe('what was before', () => {
  const previous = { pending_reason: 'processing', status: 'pending' }
  it('of a refund says no reason before 2025-04-30', () => {
    expect(previousAs(version('2025-03-31.basil'), refund, previous)).toEqual({ status: 'pending' })
    expect(previousAs(version('2025-04-30.basil'), refund, previous)).toBe(previous)
  })
  it('of anything else is as it is', () => {
    expect(previousAs(version('2020-08-27'), CHARGE, previous)).toBe(previous)
  })
})

describe('versions that show everything alike', () => {
  const ERAS = [
    ['2015-10-16', '2020-08-27', '2022-11-14'],
    ['2022-11-15', '2023-10-16', '2025-02-24.acacia'],
    ['2025-03-31.basil'],
    ['2025-04-30.basil', '2025-09-30.clover', '2026-10-28.endive'],
  ]
  it('are those between two changes', () => {
    for (const [at, era] of ERAS.entries())
      for (const one of era)
        for (const [place, others] of ERAS.entries())
          for (const other of others) expect(isShownAlike(version(one), version(other))).toBe(at === place)
  })
})

describe('the newest version', () => {
  it.each(MADE)('shows %s as it is kept', (_name, _schema, object) => {
    expect(shownAs(NEWEST_API_VERSION, object as { readonly object: string }, { refunds })).toBe(object)
  })
})
