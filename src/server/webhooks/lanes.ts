/** Work in lanes: what is in the same lane is done one after the other, in the order in which it came. */

interface Lane {
  /** Ends with the last that came. */
  last: Promise<unknown>
  waiting: number
  /** When the one that is being done began, in milliseconds of the process. */
  since: number
}

export interface Lanes {
  /** Does it when all that came before it in its lane is done. It must not reject. */
  readonly enter: <A>(name: string, work: () => Promise<A>) => Promise<A>
  /** For how many milliseconds the one at the head of the lane has been at it; 0 for a lane that is free. */
  readonly busyFor: (name: string) => number
  /** When all is done. */
  readonly empty: () => Promise<void>
}

export const createLanes = (): Lanes => {
  const lanes = new Map<string, Lane>()

  const enter = <A>(name: string, work: () => Promise<A>): Promise<A> => {
    const lane = lanes.get(name) ?? { last: Promise.resolve(), waiting: 0, since: performance.now() }
    lanes.set(name, lane)
    lane.waiting += 1
    const mine = lane.last.then(async () => {
      lane.since = performance.now()
      const done = await work()
      lane.waiting -= 1
      if (lane.waiting === 0) lanes.delete(name)
      return done
    })
    lane.last = mine
    return mine
  }

  return {
    enter,
    busyFor: (name) => {
      const lane = lanes.get(name)
      return lane === undefined ? 0 : performance.now() - lane.since
    },
    empty: async () => {
      while (lanes.size > 0) await Promise.all([...lanes.values()].map(({ last }) => last))
    },
  }
}
