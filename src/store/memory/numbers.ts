/**
 * Numbers that are many, in a row that grows: outside of the heap that V8's collector goes through, which would look at each of them
 * again and again.
 */
export interface Numbers<Of extends number = number> {
  cells: Float64Array
  length: number
  /** What the numbers are: said by the type alone. */
  readonly of?: Of
}

const EMPTY = new Float64Array(0)
const FEWEST = 16

export const createNumbers = <Of extends number>(): Numbers<Of> => ({ cells: EMPTY, length: 0 })

export const numberAt = <Of extends number>({ cells }: Numbers<Of>, index: number): Of => cells[index] as Of

export const pushNumber = <Of extends number>(numbers: Numbers<Of>, number: Of): void => {
  const { cells, length } = numbers
  if (length === cells.length) {
    numbers.cells = new Float64Array(Math.max(FEWEST, length + (length >>> 1)))
    numbers.cells.set(cells)
  }
  numbers.cells[length] = number
  numbers.length = length + 1
}

export const popNumber = (numbers: Numbers): void => {
  numbers.length -= 1
}

export const setNumber = <Of extends number>({ cells }: Numbers<Of>, index: number, number: Of): void => {
  cells[index] = number
}
