/** Laws of every table: what is encoded is decoded to the same, and nothing whatever throws. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../../src/server/form/parse.js'
import { CreateChargeParams } from '../../../src/stripe/params/charges.js'
import { decodeParams, type Endpoint, encodeParams } from '../../../src/stripe/params/endpoint.js'
import type { Form, FormValue } from '../../../src/stripe/params/form.js'
import { paramError } from '../../../src/stripe/params/param-error.js'
import { CreatePaymentIntentParams } from '../../../src/stripe/params/payment-intents.js'
import { CreateRefundParams, ListRefundsParams } from '../../../src/stripe/params/refunds.js'
import { rightOf } from '../../fixtures.js'
import { formText, hostilePairs, hostileText } from '../../server/form/given.js'
import { runs } from '../../tools/runs.js'
import { ENDPOINTS, everyEndpoint } from './given.js'

/** Any of these members. */
const some = (of: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> =>
  fc.record(of, { requiredKeys: [] })

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }).filter((value) => !value.includes('\0'))
const amount = fc.integer({ min: 1, max: 999_999_999_999 })
const key = text.filter((value) => !/[[\]]/.test(value))
const metadata = fc.oneof(
  fc.constant('unset'),
  fc.dictionary(key, fc.oneof(text, fc.constant('')), { minKeys: 1, maxKeys: 5 }),
)
const second = fc.integer({ min: 0, max: 253_402_300_799 })
const expanding = (...paths: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.array(fc.constantFrom(...paths), { minLength: 1, maxLength: 3 })
const withSome = (required: fc.Arbitrary<object>, optional: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc.tuple(required, optional).map(([always, sometimes]) => ({ ...always, ...sometimes }))

const refund = withSome(
  fc.record({ charge: text }),
  some({
    payment_intent: text,
    amount,
    currency: fc.constantFrom('usd', 'jpy'),
    customer: text,
    instructions_email: text,
    metadata,
    origin: fc.constant('customer_balance'),
    reason: fc.constantFrom('duplicate', 'fraudulent', 'requested_by_customer'),
    refund_application_fee: fc.boolean(),
    reverse_transfer: fc.boolean(),
    expand: expanding('charge', 'payment_intent.latest_charge'),
  }),
)

const page = withSome(
  fc.record({ limit: fc.integer({ min: 1, max: 100 }) }),
  some({
    starting_after: text,
    charge: text,
    payment_intent: text,
    created: fc.record({ gt: second, lte: second }),
    expand: expanding('data.charge'),
  }),
)

const transferData = withSome(fc.record({ destination: text }), some({ amount }))

const charge = withSome(
  fc.record({ amount, currency: fc.constantFrom('usd', 'eur'), capture: fc.boolean() }),
  some({ source: text, description: text, application_fee_amount: amount, transfer_data: transferData, metadata }),
)

const intent = withSome(
  fc.record({ amount, currency: fc.constantFrom('usd', 'eur'), confirm: fc.boolean() }),
  some({
    payment_method: text,
    payment_method_types: fc.array(text, { minLength: 1, maxLength: 3 }),
    payment_method_options: fc.record({ card: fc.record({ capture_method: fc.constantFrom('', 'manual') }) }),
    automatic_payment_methods: fc.record({ enabled: fc.boolean() }),
    transfer_data: transferData,
    metadata,
  }),
)

describe('what is encoded', () => {
  it.each([
    ['a refund', CreateRefundParams, refund],
    ['a list', ListRefundsParams, page],
    ['a charge', CreateChargeParams, charge],
    ['a PaymentIntent', CreatePaymentIntentParams, intent],
  ])('is decoded to the same, over the wire: %s', (_, endpoint, params) => {
    const of = endpoint as unknown as Endpoint<object>
    fc.assert(
      fc.property(params, (given) => {
        const form = encodeParams(of, given)
        expect(of.codec.is(given)).toBe(true)
        expect(rightOf(decodeParams(of, form))).toEqual({ params: given, ignored: [] })
        expect(rightOf(decodeParams(of, rightOf(parseQuery(formText(form)))))).toEqual({ params: given, ignored: [] })
      }),
    )
  })
})

/** Forms of any shape, with names that some endpoint knows. */
const NAMES = [
  ...new Set(Object.values(ENDPOINTS).flatMap(({ names }) => names)),
  'card',
  'destination',
  '0',
  '__proto__',
  '',
]
const { anyForm } = fc.letrec<{ value: FormValue; anyForm: Form }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('', '1', 'true', 'usd', '-1', 'charge'),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('anyForm'),
  ),
  anyForm: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 4 }),
}))

describe('whatever is sent', () => {
  const judged = (form: Form): void => {
    for (const [, of] of everyEndpoint) {
      const decoded = decodeParams(of, form)
      if (decoded._tag === 'Right') {
        // What was read can be said, and then means the same.
        expect(rightOf(decodeParams(of, encodeParams(of, decoded.right.params))).params).toEqual(decoded.right.params)
        continue
      }
      const { status, executed, type, message } = paramError(decoded.left)
      expect({ status, executed, type }).toEqual({ status: 400, executed: false, type: 'invalid_request_error' })
      expect(message.length).toBeGreaterThan(0)
    }
  }

  it('is decoded or refused with 400, by every endpoint', () => {
    fc.assert(fc.property(anyForm, judged), { numRuns: runs(300) })
  })

  it('is so off the wire too', () => {
    const sent = fc.oneof(hostileText, hostilePairs)
    fc.assert(
      fc.property(sent, (query) => {
        const form = parseQuery(query)
        if (form._tag === 'Right') judged(form.right)
      }),
      { numRuns: runs(300) },
    )
  })

  it('is answered in few words', () => {
    const names = Array.from({ length: 4000 }, (_, index) => `${'x'.repeat(200)}${index}=1`).join('&')
    for (const query of [names, `amount=${'x'.repeat(1_000_000)}`, `metadata[${'k'.repeat(1_000_000)}]=1`]) {
      const refused = decodeParams(CreateRefundParams, rightOf(parseQuery(query)))
      expect(refused._tag === 'Left' && paramError(refused.left).message.length < 15_000).toBe(true)
    }
  })
})
