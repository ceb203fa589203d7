/**
 * The refunds that stand on a charge, as a bag of kinds: which refunds they are, and in which order they came, the law
 * cannot see, since it is given one refund at a time.
 *
 * A kind is an amount, a status and two flags for the legs: what was asked while the refund is `requested`, and in which
 * legs it counts from then on.
 */
import type { Bounds } from '../bounds.js'

export const STATUSES = ['requested', 'pending', 'requires_action', 'succeeded'] as const
export const FEE = 1
export const TRANSFER = 2

export interface Kind {
  readonly amount: number
  readonly status: (typeof STATUSES)[number]
  readonly legs: number
}

const PER_AMOUNT = STATUSES.length * 4

export const kindNumber = ({ amount, status, legs }: Kind): number =>
  (amount - 1) * PER_AMOUNT + STATUSES.indexOf(status) * 4 + legs

export const kindOf = (number: number): Kind => ({
  amount: 1 + Math.floor(number / PER_AMOUNT),
  status: STATUSES[Math.floor((number % PER_AMOUNT) / 4)] as Kind['status'],
  legs: number % 4,
})

/** What the law says that the refunds of a charge come to: the charge must carry exactly this. */
export interface Sums {
  readonly standing: number
  readonly unsettled: number
  readonly refunds: number
  readonly feeBasis: number
  readonly transferBasis: number
}

const NOTHING: Sums = { standing: 0, unsettled: 0, refunds: 0, feeBasis: 0, transferBasis: 0 }

export const plusKind = (sums: Sums, number: number, sign: 1 | -1 = 1): Sums => {
  const { amount, status, legs } = kindOf(number)
  const counts = (leg: number): number => (status !== 'requested' && (legs & leg) !== 0 ? sign * amount : 0)
  return {
    standing: sums.standing + sign * amount,
    unsettled: sums.unsettled + (status === 'succeeded' ? 0 : sign * amount),
    refunds: sums.refunds + sign,
    feeBasis: sums.feeBasis + counts(FEE),
    transferBasis: sums.transferBasis + counts(TRANSFER),
  }
}

export interface Bags {
  readonly kinds: number
  /** The bags, each the sorted numbers of its kinds. Bag 0 is empty. */
  readonly bags: readonly (readonly number[])[]
  /** Each kind of a bag once. */
  readonly distinct: readonly (readonly number[])[]
  /** By bag × kinds + kind: the bag with one more of the kind; −1 beyond the bounds. */
  readonly plus: Int32Array
  /** As `plus`, with one less; −1 where there is none. */
  readonly minus: Int32Array
  /** The different sums of bags, and which of them each bag has. */
  readonly sums: readonly Sums[]
  readonly sumsOf: Int32Array
}

/** Every bag of at most so many refunds that together are at most the amount. */
export const bagsWithin = ({ amount, refunds }: Bounds): Bags => {
  const kinds = amount * PER_AMOUNT
  const bags: number[][] = [[]]
  const numbers = new Map<string, number>([['', 0]])
  const sorted = (bag: readonly number[], kind: number): number[] => [...bag, kind].sort((a, b) => a - b)
  for (const bag of bags) {
    if (bag.length === refunds) continue
    const left = amount - bag.reduce((sum, kind) => sum + kindOf(kind).amount, 0)
    for (let kind = 0; kind < left * PER_AMOUNT; kind++) {
      const more = sorted(bag, kind)
      if (numbers.has(more.join())) continue
      numbers.set(more.join(), bags.length)
      bags.push(more)
    }
  }
  const plus = new Int32Array(bags.length * kinds).fill(-1)
  const minus = new Int32Array(bags.length * kinds).fill(-1)
  for (const [number, bag] of bags.entries())
    for (let kind = 0; kind < kinds; kind++) {
      const more = numbers.get(sorted(bag, kind).join())
      if (more === undefined) continue
      plus[number * kinds + kind] = more
      minus[more * kinds + kind] = number
    }
  return { kinds, bags, distinct: bags.map((bag) => [...new Set(bag)]), plus, minus, ...summed(bags) }
}

const summed = (bags: readonly (readonly number[])[]): Pick<Bags, 'sums' | 'sumsOf'> => {
  const sums: Sums[] = []
  const numbers = new Map<string, number>()
  const sumsOf = Int32Array.from(bags, (bag) => {
    const sum = bag.reduce((so_far, kind) => plusKind(so_far, kind), NOTHING)
    const key = Object.values(sum).join()
    const known = numbers.get(key) ?? sums.push(sum) - 1
    numbers.set(key, known)
    return known
  })
  return { sums, sumsOf }
}
