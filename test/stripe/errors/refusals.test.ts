/** What Stripe answers where the law refuses. Names are the rows of the fact sheet's section 2a. */
import { describe, expect, it } from 'vitest'
import { type Command, captureCharge, type EMPTY_BOOKS, type RefusalTag } from '../../../src/index.js'
import type { RefusalContext } from '../../../src/stripe/errors/refusal-context.js'
import { refusalError } from '../../../src/stripe/errors/refusal-error.js'
import { afterAll, authorized, authorizeUsd, captured, dp_1, now, re_1, usd, usd_ } from '../../fixtures.js'
import { IN_2024 } from '../given.js'
import { around, aroundLegacy, askedOf, plain, refuse, wire } from './given.js'

const coded = (code: string, message: string, param?: string): object => ({
  ...plain(message),
  code,
  doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
  ...(param === undefined ? {} : { param }),
})

const onAmount = (message: string): object => ({ ...plain(message), param: 'amount' })

/** Charge `ch_1` of 10.00 USD after these commands. */
const charge = (...commands: readonly Command[]): NonNullable<typeof EMPTY_BOOKS.charge> => {
  const { charge: made } = afterAll([authorizeUsd(1000), ...commands])
  if (made === null) throw new Error('expected a charge')
  return made
}

const taken = captureCharge({ amount: 'remaining', at: now })

const back = (amount: number): Command<'request'> => ({
  type: 'request',
  id: re_1,
  amount: usd(amount),
  currency: usd_,
  reason: null,
  legs: { fee: false, transfer: false },
  metadata: {},
  born: { status: 'succeeded' },
  at: now,
})

const disputed: Command<'open'> = {
  type: 'open',
  id: dp_1,
  amount: usd(1000),
  currency: usd_,
  stage: 'open',
  at: now,
}

describe('a refund', () => {
  it.each([1000, 1, 5000, 'remaining'] as const)('is refused as already fully refunded, %s asked', (amount) => {
    expect(wire(askedOf(charge(taken, back(1000)), amount))).toEqual(
      coded('charge_already_refunded', 'Charge ch_1 has already been refunded.'),
    )
  })
  it('is refused as amount > charge.amount', () => {
    expect(wire(askedOf(charge(taken), 1100))).toEqual(
      onAmount('Refund amount ($11.00) is greater than charge amount ($10.00)'),
    )
  })
  it('is refused as amount > charge.amount also when a part is refunded', () => {
    expect(wire(askedOf(charge(taken, back(500)), 1100))).toEqual(
      onAmount('Refund amount ($11.00) is greater than charge amount ($10.00)'),
    )
  })
  it('is refused as remaining < amount ≤ charge.amount', () => {
    expect(wire(askedOf(charge(taken, back(500)), 600))).toEqual(
      onAmount('Refund amount ($6.00) is greater than unrefunded amount on charge ($5.00)'),
    )
  })
  it('measures a charge captured in part by its whole amount', () => {
    const partly = charge(captureCharge({ amount: usd(500), at: now }))
    expect(askedOf(partly, 600).message).toBe(
      'Refund amount ($6.00) is greater than unrefunded amount on charge ($5.00)',
    )
    expect(askedOf(partly, 1001).message).toBe('Refund amount ($10.01) is greater than charge amount ($10.00)')
  })
  it('is refused as already refunded when nothing is left between captures', () => {
    const between = charge(captureCharge({ amount: usd(500), final: false, at: now }), back(500))
    expect(askedOf(between, 'remaining').code).toBe('charge_already_refunded')
    expect(askedOf(between, 1).message).toBe(
      'Refund amount ($0.01) is greater than unrefunded amount on charge ($0.00)',
    )
  })
  it('is refused as disputed', () => {
    expect(wire(askedOf(charge(taken, disputed), 100))).toEqual(
      coded('charge_disputed', 'Charge ch_1 has been charged back; cannot issue a refund.'),
    )
  })
  it.each(['release', 'expire'] as const)('is refused when the charge never succeeded, after %s', (type) => {
    expect(wire(askedOf(charge({ type, at: now }), 'remaining'))).toEqual(
      plain('This PaymentIntent (pi_1) does not have a successful charge to refund.'),
    )
  })
  it('is refused when the charge never succeeded, without a PaymentIntent', () => {
    const released = charge({ type: 'release', at: now })
    expect(wire(askedOf(released, 'remaining', {}, aroundLegacy()))).toEqual(
      plain('This Charge (ch_1) was not successful and cannot be refunded.'),
    )
    expect(askedOf(released, 'remaining', {}, aroundLegacy({ version: IN_2024 })).code).toBe('charge_already_refunded')
  })
  it.each(['remaining', 1000, 400, 2000] as const)(
    'is refused for an uncaptured charge made by a PaymentIntent, %s asked',
    (amount) => {
      expect(wire(askedOf(authorized(1000), amount))).toEqual(
        plain(
          'This uncaptured Charge was created by a PaymentIntent (pi_1). You must cancel the PaymentIntent to reverse the authorization instead of refunding the Charge directly. For more information, see https://stripe.com/docs/payments/place-a-hold-on-a-payment-method',
        ),
      )
    },
  )
  it('is refused for a part of an uncaptured legacy charge', () => {
    expect(wire(askedOf(authorized(1000), 400, {}, aroundLegacy()))).toEqual(
      onAmount(
        'You cannot partially refund an uncaptured charge. Instead, capture the charge for an amount less than the original amount',
      ),
    )
  })
  it('is refused for more than an uncaptured legacy charge', () => {
    expect(wire(askedOf(authorized(1000), 2000, {}, aroundLegacy()))).toEqual(
      onAmount('Refund amount ($20.00) is greater than charge amount ($10.00)'),
    )
  })
  it('takes no currency beside a charge', () => {
    const other: Command = { ...back(100), currency: 'eur' as typeof usd_ }
    expect(wire(refusalError(refuse(charge(taken), other), around()))).toEqual(
      coded('parameter_unknown', 'Received unknown parameter: currency', 'currency'),
    )
  })
  it('is refused for 0 before it is executed', () => {
    const answer = refusalError(refuse(charge(taken), back(0)), around())
    expect(wire(answer)).toEqual(
      coded('parameter_invalid_integer', 'This value must be greater than or equal to 1.', 'amount'),
    )
    expect([answer.executed, answer.shouldRetry]).toEqual([false, null])
  })
  it('is stored, with the advice not to retry', () => {
    const answer = askedOf(charge(taken), 1100)
    expect([answer.executed, answer.shouldRetry]).toEqual([true, false])
  })
})

describe('legs', () => {
  const leg = (amount: number): { amount: ReturnType<typeof usd>; currency: typeof usd_ } => ({
    amount: usd(amount),
    currency: usd_,
  })

  it('are refused as reverse_transfer=true, charge has no transfer', () => {
    expect(wire(askedOf(captured(1000), 500, { transfer: true }))).toEqual(
      plain('Cannot reverse transfer on charge ch_1 because it does not have an associated transfer.'),
    )
  })
  it('are refused as refund_application_fee=true, charge has no fee', () => {
    expect(wire(askedOf(captured(1000), 500, { fee: true }))).toEqual(
      plain('Attempting to refund_application_fee on ch_1, but it has no application fee'),
    )
  })
  it('are refused as refund_application_fee=true without reverse_transfer=true on a destination charge', () => {
    const destination = captured(1000, { fee: leg(100), transfer: leg(1000) })
    expect(wire(askedOf(destination, 500, { fee: true }))).toEqual(
      plain(
        'The application fee for charge ch_1 was taken on the associated transfer, so to refund the application fee you must also set reverse_transfer=true',
      ),
    )
  })

  const returned = (type: 'returnFee' | 'reverseTransfer', amount: number | 'remaining'): Command => ({
    type,
    amount: amount === 'remaining' ? amount : usd(amount),
    at: now,
  })
  const withLegs = captureCharge({ amount: 'remaining', fee: leg(100), transfer: leg(900), at: now })
  const ids: Partial<Omit<RefusalContext, 'charge'>> = { fee: 'fee_1', transfer: 'tr_1' }

  it('are refused as an already fully reversed transfer', () => {
    const spent = charge(withLegs, returned('reverseTransfer', 'remaining'))
    expect(wire(askedOf(spent, 500, { transfer: true }, around(ids)))).toEqual(
      plain('The transfer tr_1 is already fully reversed'),
    )
    const again = refuse(spent, returned('reverseTransfer', 1))
    expect(refusalError(again, around({ ...ids, endpoint: 'POST /v1/transfers/{id}/reversals' })).message).toBe(
      'The transfer tr_1 is already fully reversed',
    )
  })
  it('are refused as a fee with nothing left, by what was asked', () => {
    const spent = charge(withLegs, returned('returnFee', 'remaining'))
    const endpoint = 'POST /v1/application_fees/{id}/refunds'
    const direct = (amount: number | 'remaining'): object =>
      wire(
        refusalError(refuse(spent, returned('returnFee', amount)), {
          ...around({ ...ids, endpoint }),
          requested: amount === 'remaining' ? amount : usd(amount),
        }),
      )
    expect(direct(10)).toEqual(onAmount('Refund amount ($0.10) is greater than unrefunded amount on fee ($0.00)'))
    expect(direct('remaining')).toEqual(plain('Application fee fee_1 has already been refunded.'))
  })
  it('are refused beyond what is left of them', () => {
    const whole = charge(withLegs)
    expect(wire(refusalError(refuse(whole, returned('returnFee', 101)), around(ids)))).toEqual(
      onAmount('Refund amount ($1.01) is greater than unrefunded amount on fee ($1.00)'),
    )
    expect(wire(refusalError(refuse(whole, returned('reverseTransfer', 901)), around(ids)))).toEqual(
      onAmount('Transfer reversal amount ($9.01) is greater than unreversed amount on transfer ($9.00)'),
    )
  })
  it('are refused with a part where there are several captures', () => {
    const several = charge(
      captureCharge({ amount: usd(500), final: false, fee: leg(50), at: now }),
      captureCharge({ amount: usd(500), fee: leg(50), at: now }),
    )
    expect(askedOf(several, 400, { fee: true }).message).toMatch(/^Partial refunds with refund_application_fee/)
    const direct = charge(
      captureCharge({ amount: usd(500), final: false, fee: leg(50), at: now }),
      captureCharge({ amount: usd(500), fee: leg(50), at: now }),
      returned('returnFee', 10),
    )
    expect(askedOf(direct, 'remaining', { fee: true }).param).toBe('refund_application_fee')
  })
})

/** Tags whose message is only for what no request can bring about. */
const OURS: readonly RefusalTag[] = ['ChargeIdTaken', 'RefundIdTaken', 'DisputeIdTaken']

describe('what no request can bring about', () => {
  it.each(OURS)('%s is a fault of ours, but not by a lever of the server', (tag) => {
    const refusal = { _tag: tag, charge: 'ch_1', refund: 're_1', dispute: 'dp_1' } as never
    expect(wire(refusalError(refusal, around()))).toEqual({
      status: 500,
      message: 'An unknown error occurred',
      type: 'api_error',
    })
    expect(refusalError(refusal, around({ endpoint: 'control' })).status).toBe(400)
  })
})
