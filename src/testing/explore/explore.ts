/** Every run of something that chooses, by running it from the start for each list of choices. */

/** Takes one of several ways on; they are told by their names, and chosen by their index. */
export type Choose = (ways: readonly string[]) => number

/** Something that chooses. Given the same choices, it must do the same. Rejects when a law is broken. */
export type Run = (choose: Choose) => Promise<void>

interface Trace {
  readonly choices: number[]
  /** How many ways there were at each choice, and the name of the one that was taken. */
  readonly widths: number[]
  readonly names: string[]
}

/**
 * Tries every list of choices, depth first, and answers how many runs there were.
 *
 * A run that rejects ends it: the error says which choices led there, for `replay`.
 *
 * @example
 * explore(async (choose) => void (choose(['a', 'b']) === 0 && choose(['c', 'd', 'e']))) // => Promise.resolve(4)
 * @since 0.1.0
 * @category testing
 */
export const explore = async (run: Run): Promise<number> => {
  let runs = 0
  for (let choices: readonly number[] | null = []; choices !== null; runs += 1) {
    choices = next(await replay(run, choices))
  }
  return runs
}

/**
 * One run by a list of choices, such as an error of `explore` names. After its end the first way is always taken.
 *
 * @since 0.1.0
 * @category testing
 */
export const replay = async (run: Run, choices: readonly number[]): Promise<Trace> => {
  const trace: Trace = { choices: [], widths: [], names: [] }
  const choose: Choose = (ways) => {
    const choice = choices[trace.choices.length] ?? 0
    const name = ways[choice]
    // Only a run that does not do the same by the same choices gets here.
    if (name === undefined) throw new Error(`no way ${choice} of ${ways.join(', ')}`)
    trace.choices.push(choice)
    trace.widths.push(ways.length)
    trace.names.push(name)
    return choice
  }
  try {
    await run(choose)
  } catch (error) {
    throw new Error(broken(error, trace), { cause: error })
  }
  return trace
}

const broken = (error: unknown, { choices, names }: Trace): string =>
  [
    error instanceof Error ? error.message : String(error),
    `choices [${choices.join(',')}]:`,
    ...names.map((name) => `  ${name}`),
  ].join('\n')

/** The next list of choices in order, or null after the last. */
const next = ({ choices, widths }: Trace): readonly number[] | null => {
  for (let last = choices.length - 1; last >= 0; last -= 1) {
    const choice = (choices[last] ?? 0) + 1
    if (choice < (widths[last] ?? 0)) return [...choices.slice(0, last), choice]
  }
  return null
}
