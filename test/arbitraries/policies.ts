/** Policies: Stripe's, the holding one, and generated ones with windows, counts and steps. */
import fc from 'fast-check'
import { holding, type RefundPolicy, stripe } from '../../src/index.js'
import { frozen } from './values.js'

const usually = <Value>(value: Value, otherwise: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: otherwise })

const window: fc.Arbitrary<RefundPolicy['window']> = fc.record({
  seconds: fc.integer({ min: 0, max: 60 }),
  from: fc.constantFrom('creation', 'capture'),
})

const count: fc.Arbitrary<RefundPolicy['count']> = fc.record({
  limit: fc.integer({ min: 0, max: 5 }),
  of: fc.constantFrom('standing', 'made'),
  withCaptures: fc.boolean(),
})

/** Any policy that the type allows; rules that close most charges are rare. */
const generated: fc.Arbitrary<RefundPolicy> = fc.record({
  name: fc.constant('generated'),
  disputes: fc.constantFrom('block', 'hold'),
  window: usually<RefundPolicy['window']>(null, window),
  count: usually<RefundPolicy['count']>(null, count),
  partial: usually(true, fc.constant(false)),
  currencies: usually<RefundPolicy['currencies']['steps']>(
    {},
    fc.constantFrom(2, 5).map((usd) => ({ usd })),
  ).map((steps) => ({ decimals: {}, steps })),
})

export const anyPolicy: fc.Arbitrary<RefundPolicy> = fc
  .oneof(fc.constant(stripe), fc.constant(holding), generated)
  .map(frozen)

/** Policies that refuse nothing by themselves but disputes. */
export const plainPolicy: fc.Arbitrary<RefundPolicy> = fc.constantFrom(stripe, holding).map(frozen)

export const holdingPolicy: fc.Arbitrary<RefundPolicy> = fc
  .oneof(fc.constant(holding), generated)
  .map((policy) => frozen({ ...policy, disputes: 'hold' as const }))
