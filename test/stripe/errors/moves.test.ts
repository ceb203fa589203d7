/** What Stripe answers where a lifecycle has no such arrow: captures, cancels, closes. */
import { describe, expect, it } from 'vitest'
import { type Command, captureCharge, type Refusal } from '../../../src/index.js'
import type { RefusingEndpoint } from '../../../src/stripe/errors/refusal-context.js'
import { refusalError } from '../../../src/stripe/errors/refusal-error.js'
import { authorized, captured, now, usd } from '../../fixtures.js'
import { around, refuse, wire } from './given.js'

type Move = Refusal<'MoveNotAllowed'>

const move = (of: Move['of'], from: Move['from'], command: Move['command']): Move => ({
  _tag: 'MoveNotAllowed',
  of,
  from,
  command,
})

const CAPTURE = 'POST /v1/charges/{charge}/capture'
const INTENT_CAPTURE = 'POST /v1/payment_intents/{intent}/capture'
const INTENT_CANCEL = 'POST /v1/payment_intents/{intent}/cancel'

const ROWS: readonly (readonly [
  name: string,
  endpoint: RefusingEndpoint,
  refusal: Move,
  status: string | null,
  code: string | undefined,
  message: RegExp,
])[] = [
  [
    'already captured',
    CAPTURE,
    move('charge', 'captured', 'capture'),
    null,
    'charge_already_captured',
    /^Charge ch_1 has already been captured\.$/,
  ],
  [
    'authorization expired, then capture',
    CAPTURE,
    move('charge', 'expired', 'capture'),
    null,
    'charge_expired_for_capture',
    /cannot be captured because the charge has expired\.$/,
  ],
  [
    'capture of what was given back',
    CAPTURE,
    move('charge', 'released', 'capture'),
    null,
    'charge_already_refunded',
    /has already been refunded\.$/,
  ],
  [
    'capture of a failed charge',
    CAPTURE,
    move('charge', 'failed', 'capture'),
    null,
    undefined,
    /was not successful\.$/,
  ],
  [
    'capture of a succeeded PaymentIntent',
    INTENT_CAPTURE,
    move('charge', 'captured', 'capture'),
    'succeeded',
    'payment_intent_unexpected_state',
    /^The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized amount has been released\.$/,
  ],
  [
    'capture of a canceled PaymentIntent',
    INTENT_CAPTURE,
    move('charge', 'released', 'capture'),
    null,
    'payment_intent_unexpected_state',
    /has a status of canceled\. Only a PaymentIntent with one of the following statuses may be captured: requires_capture\.$/,
  ],
  [
    'PI cancel on a succeeded PI',
    INTENT_CANCEL,
    move('charge', 'captured', 'release'),
    'succeeded',
    'payment_intent_unexpected_state',
    /^You cannot cancel this PaymentIntent because it has a status of succeeded\. .*requires_reauthorization, .*, expired, processing\.$/,
  ],
  [
    'PI cancel on a canceled PI, its status not given',
    INTENT_CANCEL,
    move('charge', 'expired', 'release'),
    null,
    'payment_intent_unexpected_state',
    /has a status of canceled\./,
  ],
  [
    'cancel a non-cancelable refund',
    'POST /v1/refunds/{refund}/cancel',
    move('refund', 'succeeded', 'cancel'),
    null,
    undefined,
    /^Canceling this refund is unsupported\.$/,
  ],
  [
    'expire a refund that requires no action',
    'POST /v1/test_helpers/refunds/{refund}/expire',
    move('refund', 'canceled', 'fail'),
    null,
    undefined,
    /^Expiring this refund is unsupported\.$/,
  ],
  [
    'close a dispute twice',
    'POST /v1/disputes/{dispute}/close',
    move('dispute', 'lost', 'close'),
    null,
    undefined,
    /^This dispute is already closed$/,
  ],
]

describe('a move that is not allowed', () => {
  it.each(ROWS)('%s', (_, endpoint, refusal, paymentIntentStatus, code, message) => {
    const answer = refusalError(refusal, around({ endpoint, paymentIntentStatus }))
    expect(answer).toMatchObject({ status: 400, type: 'invalid_request_error', executed: true })
    expect(answer.code).toBe(code)
    expect(answer.message).toMatch(message)
    expect(answer.param).toBeUndefined()
  })
  it('is refused, and no fault of ours, where a lever asks for it', () => {
    for (const command of ['close', 'capture', 'open', 'fail', 'release'] as const)
      expect(refusalError(move('charge', 'failed', command), around({ endpoint: 'control' })).status).toBe(400)
  })
  it('is a fault of ours where no request can ask for it', () => {
    expect(refusalError(move('refund', 'failed', 'succeed'), around()).status).toBe(500)
  })
})

describe('a capture', () => {
  const captureOf = (amount: number, fee?: number): Command =>
    captureCharge({
      amount: usd(amount),
      ...(fee === undefined ? {} : { fee: { amount: usd(fee), currency: authorized(1000).currency } }),
      at: now,
    })
  const context = around({ endpoint: INTENT_CAPTURE, paymentIntentStatus: 'requires_capture' })

  it('is refused beyond what was authorised, without a param', () => {
    expect(wire(refusalError(refuse(authorized(1000), captureOf(1001)), context))).toEqual({
      status: 400,
      code: 'amount_too_large',
      doc_url: 'https://stripe.com/docs/error-codes/amount-too-large',
      message:
        'The payment could not be captured because the requested capture amount is greater than the amount you can capture for this charge. Contact us via https://support.stripe.com/contact/ for help.',
      type: 'invalid_request_error',
    })
  })
  it('is refused for 0 under the name of amount', () => {
    const answer = refusalError(refuse(authorized(1000), captureOf(0)), context)
    expect([answer.code, answer.param]).toEqual(['parameter_invalid_integer', 'amount'])
  })
  it('is refused with a fee that is more than it', () => {
    const answer = refusalError(refuse(authorized(1000), captureOf(500, 501)), context)
    expect([answer.status, answer.param]).toEqual([400, 'application_fee_amount'])
    expect(answer.message).toContain('($5.00)')
  })
  it('is refused a second time', () => {
    const answer = refusalError(refuse(captured(1000), captureOf(1)), around({ endpoint: CAPTURE }))
    expect(answer.code).toBe('charge_already_captured')
  })
})
