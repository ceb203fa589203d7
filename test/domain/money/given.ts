/**
 * Amounts and currencies for the tests of money: literal ones that are known to be right, and generated ones.
 *
 * Cast and not constructed, since they are made while a test file loads: a broken constructor must fail tests, not loading.
 */
import fc from 'fast-check'
import type { Either } from '../../../src/domain/either.js'
import type { Currency } from '../../../src/domain/money/currency.js'
import { DECIMALS } from '../../../src/domain/money/iso4217.js'
import { MAX_MINOR_UNITS, type MinorUnits } from '../../../src/domain/money/minor-units.js'

export const taken = <Error, Value>(result: Either<Error, Value>): Value => {
  if (result._tag === 'Left') throw new Error(`refused: ${JSON.stringify(result.left)}`)
  return result.right
}

export const units = (value: number): MinorUnits => value as MinorUnits

export const unitsOf = (...values: readonly number[]): readonly MinorUnits[] => values.map(units)

export const code = <Code extends string>(value: Code): Currency<Code> => value as Currency<Code>

export const CURRENCIES: readonly Currency[] = Object.keys(DECIMALS).map((value) => code(value))

export const anyCurrency: fc.Arbitrary<Currency> = fc.constantFrom(...CURRENCIES)

/** Small amounts and amounts of every size up to the largest, alike often. */
export const anyAmount: fc.Arbitrary<MinorUnits> = fc
  .oneof(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: MAX_MINOR_UNITS }))
  .map(units)
