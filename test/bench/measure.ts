/** Measuring: rounds that interleave what is compared, their median, and a place where results cannot be optimised away. */

/** What one case found. Every figure says its unit in its name. */
export interface Finding {
  readonly name: string
  readonly figures: Readonly<Record<string, number>>
  /** To the baseline of the same run; null where there is none. */
  readonly ratio: number | null
  readonly limit: string | null
  readonly ok: boolean
}

/** How long to measure. `judged`: whether limits count, which they do not in a smoke run. */
export interface Effort {
  readonly rounds: number
  readonly calls: number
  readonly judged: boolean
}

export const FULL: Effort = { rounds: 9, calls: 200_000, judged: true }
export const SMOKE: Effort = { rounds: 1, calls: 2_000, judged: false }

/** Where every result goes: it is reachable from outside, so it has to be made. */
export const sink: { last: unknown } = { last: null }

/** Runs a loop of so many calls. Each contender writes its own loop, so that V8 learns about it alone. */
export type Loop = (calls: number) => void

export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

const nanoseconds = (loop: Loop, calls: number): number => {
  const from = process.hrtime.bigint()
  loop(calls)
  return Number(process.hrtime.bigint() - from) / calls
}

/**
 * Nanoseconds per call of each contender, round by round: every round measures all of them, one after the other, so that
 * what else the machine does falls on all alike.
 */
export const interleaved = <Name extends string>(
  loops: Readonly<Record<Name, Loop>>,
  { rounds, calls }: Effort,
): Readonly<Record<Name, readonly number[]>> => {
  const contenders = Object.entries(loops) as [Name, Loop][]
  for (const [, loop] of contenders) loop(calls)
  const times = Object.fromEntries(contenders.map(([name]) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round < rounds; round += 1)
    for (const [name, loop] of contenders) times[name].push(nanoseconds(loop, calls))
  return times
}

/** The median over the rounds of `one / other`. */
export const ratioOf = (one: readonly number[], other: readonly number[]): number =>
  median(one.map((time, round) => time / (other[round] ?? Number.NaN)))

/** Counts as they are; times and ratios to what the machine's noise leaves of them. */
export const rounded = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(3)))

export const finding = ({ judged }: Effort, found: Pick<Finding, 'name' | 'figures'> & Partial<Finding>): Finding => ({
  name: found.name,
  figures: Object.fromEntries(Object.entries(found.figures).map(([name, value]) => [name, rounded(value)])),
  ratio: found.ratio === undefined || found.ratio === null ? null : rounded(found.ratio),
  limit: judged ? (found.limit ?? null) : null,
  ok: !judged || (found.ok ?? true),
})
