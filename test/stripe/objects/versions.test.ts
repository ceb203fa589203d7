/** What older API versions show. */
import { describe, expect, it } from 'vitest'
import { apiVersion, NEWEST_API_VERSION } from '../../../src/stripe/index.js'
import { newSublist } from '../../../src/stripe/objects/list.js'
import { shownAs } from '../../../src/stripe/objects/shown-as.js'
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

describe('the newest version', () => {
  it.each(MADE)('shows %s as it is kept', (_name, _schema, object) => {
    expect(shownAs(NEWEST_API_VERSION, object as { readonly object: string }, { refunds })).toBe(object)
  })
})
