/**
 * Numbers that are many, in a row that grows: outside of the heap that V8's collector goes through, which would look at each of them
 * again and again.
 */
export interface Numbers {
  cells: Float64Array
  length: number
}

const EMPTY = new Float64Array(0)
const FEWEST = 16

export const createNumbers = (): Numbers => ({ cells: EMPTY, length: 0 })

export const numberAt = ({ cells }: Numbers, index: number): number => cells[index] as number

export const pushNumber = (numbers: Numbers, number: number): void => {
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

export const setNumber = ({ cells }: Numbers, index: number, number: number): void => {
  cells[index] = number
}
