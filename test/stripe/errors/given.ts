/** Refusals of the law on charge `ch_1`, and what stands around them on the wire. */

import { expect, it } from 'vitest'
import type { AmountAsked, Charge, Command, RefundPolicy, Refusal } from '../../../src/index.js'
import { decide, EMPTY_BOOKS, requestRefund, stripe } from '../../../src/index.js'
import type { RefusalContext } from '../../../src/stripe/errors/refusal-context.js'
import { refusalError } from '../../../src/stripe/errors/refusal-error.js'
import { errorBody, type StripeError } from '../../../src/stripe/errors/stripe-error.js'
import { NEWEST_API_VERSION } from '../../../src/stripe/index.js'
import { ch_1, leftOf, now, re_1, usd, usd_ } from '../../fixtures.js'

/** The charge was made by PaymentIntent `pi_1`, over 10.00 USD. */
export const around = (fields: Partial<Omit<RefusalContext, 'charge'>> = {}, charge: object = {}): RefusalContext => ({
  endpoint: 'POST /v1/refunds',
  version: NEWEST_API_VERSION,
  requested: 'remaining',
  paymentIntentStatus: null,
  fee: null,
  transfer: null,
  ...fields,
  charge: { id: ch_1, amount: usd(1000), currency: usd_, paymentIntent: 'pi_1', ...charge },
})

/** As `around`, without a PaymentIntent. */
export const aroundLegacy = (fields: Partial<Omit<RefusalContext, 'charge'>> = {}): RefusalContext =>
  around(fields, { paymentIntent: null })

export const refuse = (charge: Charge, command: Command, policy: RefundPolicy = stripe): Refusal =>
  leftOf(decide(command, { ...EMPTY_BOOKS, charge }, policy))

/** What is answered when so much is asked of a charge. */
export const askedOf = (
  charge: Charge,
  amount: number | 'remaining',
  legs: { readonly fee?: boolean; readonly transfer?: boolean } = {},
  context: RefusalContext = around(),
): StripeError => {
  const requested: AmountAsked = amount === 'remaining' ? amount : usd(amount)
  const command = requestRefund({
    id: re_1,
    amount: requested,
    currency: usd_,
    at: now,
    legs: { fee: false, transfer: false, ...legs },
  })
  return refusalError(refuse(charge, command), { ...context, requested })
}

/** The members as they go over the wire, with the status in front. */
export const wire = (error: StripeError): object => ({ status: error.status, ...errorBody(error).error })

/** A refusal without code and param, as most of those that are told by their text alone. */
export const plain = (message: string, status = 400): object => ({ status, message, type: 'invalid_request_error' })

type Row = readonly [
  name: string,
  error: StripeError,
  code: string | undefined,
  param: string | undefined,
  text: string,
]

/** A test for each row: status, code, param and message as they are answered. */
export const check = (status: number, rows: readonly Row[]): void => {
  it.each(rows)('%s', (_, error, code, param, text) => {
    expect([error.status, error.code, error.param, error.message]).toEqual([status, code, param, text])
  })
}
