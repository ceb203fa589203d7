/**
 * One at a time per charge at one desk. Where every caller loads the same version and one of them wins, a hot charge collapses
 * under its own retries; callers that queue up before loading do not. Other desks are met by the version.
 */
export interface Gate {
  /** Runs `work` when all that was given for `name` before has ended. */
  readonly pass: <A>(name: string, work: () => Promise<A>) => Promise<A>
}

export const createGate = (): Gate => {
  const last = new Map<string, Promise<unknown>>()

  const pass = <A>(name: string, work: () => Promise<A>): Promise<A> => {
    const before = last.get(name)
    const mine = before === undefined ? work() : before.then(work, work)
    last.set(name, mine)
    const leave = (): void => {
      // Whoever came later has taken the place, and leaves it in turn.
      if (last.get(name) === mine) last.delete(name)
    }
    mine.then(leave, leave)
    return mine
  }

  return { pass }
}
