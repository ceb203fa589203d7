/** A new charge goes through the law and back, and looks as a recorded one does. */
import { describe, expect, it } from 'vitest'
import { DECLINES } from '../../../src/stripe/errors/declines.js'
import { decodeCharge, encodeCharge } from '../../../src/stripe/index.js'
import { newChargedCard } from '../../../src/stripe/objects/card.js'
import { approvedOutcome, declinedOutcome } from '../../../src/stripe/objects/outcome.js'
import { newPaymentError } from '../../../src/stripe/objects/payment-intent.js'
import { asChecked } from '../../../src/stripe/objects/payment-method.js'
import { newBillingDetails } from '../../../src/stripe/objects/pieces.js'
import { authorized, captured, rightOf, usd } from '../../fixtures.js'
import { golden } from '../given.js'
import { CHARGE, DECLINED, DESTINATION, DESTINATION_PAYMENT, METHOD, TO_CAPTURE, VISA } from './given.js'

describe('a new charge', () => {
  it('is read by the law as authorised', () => {
    expect(rightOf(decodeCharge(CHARGE)).charge).toEqual(authorized(1000))
  })
  it('gets its figures from the law, and keeps its order', () => {
    const wire = encodeCharge(captured(1000), rightOf(decodeCharge(CHARGE)))
    expect(wire).toEqual({ ...CHARGE, amount_captured: 1000, captured: true })
    expect(Object.keys(wire)).toEqual(Object.keys(CHARGE))
  })
  it('is read as declined, with its failure', () => {
    expect(rightOf(decodeCharge(DECLINED)).charge).toMatchObject({ status: 'failed', failure: 'card_declined' })
  })
  it('to a destination says where its money goes', () => {
    expect(DESTINATION).toMatchObject({ transfer: 'tr_1', transfer_data: { amount: null, destination: 'acct_1' } })
    expect('transfer' in CHARGE).toBe(false)
    expect(decodeCharge(DESTINATION)._tag).toBe('Right')
  })
  it('has the fields of a recorded one, in their order', () => {
    expect(Object.keys(CHARGE)).toEqual(Object.keys(golden('charge-uncaptured')))
  })
})

describe('the payment of a transfer', () => {
  it('is captured, with no card and no risk', () => {
    expect(DESTINATION_PAYMENT).toMatchObject({
      amount_captured: 1000,
      captured: true,
      outcome: null,
      payment_method_details: { stripe_account: {}, type: 'stripe_account' },
      source_transfer: 'tr_1',
    })
    expect('radar_options' in DESTINATION_PAYMENT).toBe(false)
  })
})

/** As recorded (SW04, SW11), with numbers of our own. */
describe('the card of a charge', () => {
  const charging = {
    amount: usd(1000),
    approved: true,
    authorizationCode: '000001',
    networkTransactionId: '000000000000001',
  }
  it('is as in a recorded charge', () => {
    const recorded = (golden('charge-partly-refunded').payment_method_details as { readonly card: object }).card
    expect({ ...newChargedCard(VISA, charging), checks: 'any' }).toEqual({
      ...recorded,
      amount_authorized: 1000,
      checks: 'any',
      exp_month: 9,
      exp_year: 2027,
      overcapture: { maximum_amount_capturable: 1000, status: 'unavailable' },
    })
  })
  it('was authorised for nothing where the bank said no', () => {
    expect(newChargedCard(VISA, { ...charging, approved: false }).amount_authorized).toBeNull()
  })
  it('can be captured for seven days where it is captured by hand', () => {
    expect(TO_CAPTURE.payment_method_details).toMatchObject({
      card: { capture_before: TO_CAPTURE.created + 7 * 86_400, multicapture: { status: 'available' } },
    })
    expect('capture_before' in newChargedCard(VISA, charging)).toBe(false)
  })
  it('says what was asked for', () => {
    const card = newChargedCard(
      { ...VISA, network: 'cartes_bancaires' },
      {
        ...charging,
        cvcCheck: 'fail',
        incrementalAuthorization: 'available',
        overcapture: { status: 'available', maximum: usd(1200) },
      },
    )
    expect(card).toMatchObject({
      brand: 'visa',
      network: 'cartes_bancaires',
      checks: { cvc_check: 'fail' },
      incremental_authorization: { status: 'available' },
      overcapture: { maximum_amount_capturable: 1200, status: 'available' },
    })
  })
})

describe('an outcome', () => {
  it('of an approved charge is as recorded', () => {
    expect(approvedOutcome(12)).toEqual(golden('charge-partly-refunded').outcome)
  })
  it('of a generic decline is as recorded', () => {
    expect(declinedOutcome(DECLINES.generic, 25)).toEqual({
      advice_code: 'try_again_later',
      network_advice_code: null,
      network_decline_code: '01',
      network_status: 'declined_by_network',
      reason: 'generic_decline',
      risk_level: 'normal',
      risk_score: 25,
      seller_message: 'The bank did not return any further details with this decline.',
      type: 'issuer_declined',
    })
  })
  it('names the code of any other decline', () => {
    expect(declinedOutcome(DECLINES.expiredCard, 22)).toMatchObject({
      reason: 'expired_card',
      seller_message: 'The bank returned the decline code `expired_card`.',
    })
  })
  it("of a payment that Stripe's rules blocked never went to the bank", () => {
    expect(declinedOutcome(DECLINES.blocked, 79)).toMatchObject({
      network_status: 'not_sent_to_network',
      reason: 'merchant_blacklist',
      risk_level: 'highest',
      type: 'blocked',
    })
  })
})

describe('the last payment error', () => {
  it('of a generic decline is as recorded', () => {
    const method = asChecked(METHOD)
    expect(JSON.stringify(newPaymentError(DECLINES.generic, { charge: 'ch_1', payment_method: method }))).toBe(
      JSON.stringify({
        advice_code: 'try_again_later',
        charge: 'ch_1',
        code: 'card_declined',
        decline_code: 'generic_decline',
        doc_url: 'https://stripe.com/docs/error-codes/card-declined',
        message: 'Your card was declined.',
        network_decline_code: '01',
        payment_method: method,
        payment_method_type: 'card',
        type: 'card_error',
      }),
    )
  })
  it('leaves out what is not known, and names the parameter', () => {
    const error = newPaymentError(DECLINES.expiredCard, { charge: 'ch_1', payment_method: METHOD })
    expect(Object.keys(error)).toEqual([
      'charge',
      'code',
      'doc_url',
      'message',
      'param',
      'payment_method',
      'payment_method_type',
      'type',
    ])
  })
})

describe('a payment method', () => {
  it('is unchecked when it is new, and checked once', () => {
    expect(METHOD.card.checks.cvc_check).toBe('unchecked')
    const checked = asChecked(METHOD)
    expect(checked.card.checks.cvc_check).toBe('pass')
    expect(asChecked(checked)).toBe(checked)
  })
})

describe('billing details', () => {
  it('keep what was told and fill in the rest', () => {
    expect(newBillingDetails({ name: 'A', address: { country: 'US' } })).toEqual({
      address: { city: null, country: 'US', line1: null, line2: null, postal_code: null, state: null },
      email: null,
      name: 'A',
      phone: null,
      tax_id: null,
    })
  })
})
