/**
 * Splitting an amount over lines so that the parts add up to it exactly.
 *
 * By largest remainder: each line gets its exact share rounded down, and the units left over go one by one to the lines
 * whose shares were cut most, the first line first where they tie. Rounding each line by itself instead makes the parts
 * add up to a cent more or less than the whole, and the last refund is then refused.
 */
import { type Either, left, right } from '../either.js'
import { fromExact, type MinorUnits, minorUnits, minus, type NotMinorUnits, problemOf, ZERO } from './minor-units.js'

/** A weight that is no whole number from 0 to 10^15 − 1, and where it stands. */
export interface InvalidWeight {
  readonly _tag: 'InvalidWeight'
  readonly index: number
  readonly value: unknown
  readonly problem: NotMinorUnits['problem']
}

/** Something to allocate, and no line with a weight above zero. */
export interface NoWeight {
  readonly _tag: 'NoWeight'
  readonly total: MinorUnits
}

/** What one line of an order cost, and what of it went back before. */
export interface Line {
  readonly amount: MinorUnits
  readonly refunded: MinorUnits
}

/** A line that cannot be, which one, and why. */
export interface InvalidLine {
  readonly _tag: 'InvalidLine'
  readonly index: number
  readonly field: keyof Line
  readonly value: unknown
  readonly problem: NotMinorUnits['problem'] | 'aboveAmount'
}

/** More to allocate than the lines together have left. */
export interface ExceedsLines {
  readonly _tag: 'ExceedsLines'
  readonly total: MinorUnits
  readonly left: MinorUnits
}

/**
 * Splits `total` in proportion to the weights: prices, quantities or percentages, whole numbers from 0 to 10^15 − 1.
 *
 * Law: the parts sum to `total`, and each lies less than one unit from its exact share.
 *
 * For one split. Refunds that follow each other go through `allocateRest`: the difference of two of these splits can be
 * negative, since a line's part may shrink while the total grows (the Alabama paradox: over 6, 6 and 2, a total of 10 gives
 * 4, 4, 2 and a total of 11 gives 5, 5, 1).
 *
 * @example
 * allocate(100, [1, 1, 1]) // => right([34, 33, 33])
 * allocate(33499, [6833, 6833, 5750, 8500]) // => right([8200, 8199, 6900, 10200])
 * allocate(5, [0, 0]) // => left({ _tag: 'NoWeight', total: 5 })
 * allocate(5, [1, 0.5]) // => left({ _tag: 'InvalidWeight', index: 1, value: 0.5, problem: 'notAnInteger' })
 * @since 0.1.0
 * @category allocation
 */
export const allocate = (
  total: MinorUnits,
  weights: readonly number[],
): Either<NotMinorUnits | InvalidWeight | NoWeight, readonly MinorUnits[]> => {
  const amount = minorUnits(total, 'total')
  if (amount._tag === 'Left') return amount
  for (const [index, value] of weights.entries()) {
    const problem = problemOf(value)
    if (problem !== null) return left({ _tag: 'InvalidWeight', index, value, problem })
  }
  if (total > 0 && weights.every((weight) => weight === 0)) return left({ _tag: 'NoWeight', total })

  return right(byLargestRemainder(total, weights))
}

/**
 * Splits one more refund over the lines of an order, in proportion to what each line has left (`amount − refunded`).
 *
 * Law: the parts sum to `total`, no part is negative or above what its line has left, and the refund of all that is left
 * ends every line exactly, whatever the refunds before it were.
 *
 * @example
 * allocateRest(10, [{ amount: 6, refunded: 0 }, { amount: 6, refunded: 0 }, { amount: 2, refunded: 0 }]) // => right([4, 4, 2])
 * allocateRest(1, [{ amount: 6, refunded: 4 }, { amount: 6, refunded: 4 }, { amount: 2, refunded: 2 }]) // => right([1, 0, 0])
 * allocateRest(3, [{ amount: 6, refunded: 4 }]) // => left({ _tag: 'ExceedsLines', total: 3, left: 2 })
 * allocateRest(3, [{ amount: 6, refunded: 7 }]) // => left({ _tag: 'InvalidLine', index: 0, field: 'refunded', value: 7, problem: 'aboveAmount' })
 * @since 0.1.0
 * @category allocation
 */
export const allocateRest = (
  total: MinorUnits,
  lines: readonly Line[],
): Either<NotMinorUnits | InvalidLine | ExceedsLines, readonly MinorUnits[]> => {
  const amount = minorUnits(total, 'total')
  if (amount._tag === 'Left') return amount
  for (const [index, line] of lines.entries()) {
    const invalid = lineProblem(index, line)
    if (invalid !== null) return left(invalid)
  }
  const weights = lines.map((line) => minus(line.amount, line.refunded))
  const rest = sum(weights)
  if (BigInt(total) > rest) return left({ _tag: 'ExceedsLines', total, left: fromExact(rest) })

  return right(byLargestRemainder(total, weights))
}

const lineProblem = (index: number, line: Line): InvalidLine | null => {
  for (const field of ['amount', 'refunded'] as const) {
    const problem = problemOf(line[field])
    if (problem !== null) return { _tag: 'InvalidLine', index, field, value: line[field], problem }
  }
  if (line.refunded <= line.amount) return null
  return { _tag: 'InvalidLine', index, field: 'refunded', value: line.refunded, problem: 'aboveAmount' }
}

/** The caller has shown that the weights are whole, and that they sum to more than zero when the total does. */
const byLargestRemainder = (total: MinorUnits, weights: readonly number[]): readonly MinorUnits[] => {
  if (total === 0) return weights.map(() => ZERO)
  const whole = sum(weights)
  const products = weights.map((weight) => BigInt(total) * BigInt(weight))
  const parts = products.map((product) => product / whole)
  const unplaced = total - Number(parts.reduce((a, b) => a + b, 0n))
  // Sorting is stable, so lines that were cut alike stay in their order.
  const cuts = products.map((product, index) => ({ index, cut: product % whole }))
  cuts.sort((a, b) => Number(b.cut - a.cut))
  const raised = new Set(cuts.slice(0, unplaced).map(({ index }) => index))
  return parts.map((part, index) => fromExact(raised.has(index) ? part + 1n : part))
}

const sum = (numbers: readonly number[]): bigint => numbers.reduce((total, number) => total + BigInt(number), 0n)
