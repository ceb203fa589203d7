/** One thing that is asked of an implementation, independent of any test runner. */

/** A claim, and what tries it: `for (const { name, run } of portContract(open)) it(name, run)`. */
export interface Case {
  readonly name: string
  /** Rejects with an `Error` that says what was expected of which operation, and what came. */
  readonly run: () => Promise<void>
}

/** How the cases that try random values do it. */
export interface CaseOptions {
  /** The same seed tries the same values. Without one it is fast-check's choice; a failure prints it. */
  readonly seed?: number
  /** How many values a property tries. Default: 100 of `portContract`, 40 of `deskContract`. */
  readonly runs?: number
}
