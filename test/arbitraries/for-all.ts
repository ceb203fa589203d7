/** A law, tried on generated values. */
import fc from 'fast-check'
import { runs } from '../tools/runs.js'

/** `usual` times, and more often where `FC_RUNS` asks for it. */
export const forAll = <Value>(values: fc.Arbitrary<Value>, law: (value: Value) => void, usual = 60): void =>
  fc.assert(fc.property(values, law), { numRuns: runs(usual) })
