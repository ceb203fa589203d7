/** Many may use what is there at once; whoever replaces it is alone with it. */
export interface StateGate {
  /** Inside, until `leave` is called, once: at once where it answers null, otherwise when its promise is kept. */
  readonly enter: () => Promise<void> | null
  readonly leave: () => void
  /** Does it beside others, and never while it is being replaced. Must not be called within itself. */
  readonly use: <A>(work: () => Promise<A>) => Promise<A>
  /** Does it when everyone who was there is done, and lets nobody in meanwhile. */
  readonly alone: <A>(work: () => Promise<A>) => Promise<A>
}

export const createStateGate = (): StateGate => {
  let inside = 0
  let shut: Promise<void> | null = null
  let opened: (() => void) | null = null
  let emptied: (() => void) | null = null

  const entered = async (): Promise<void> => {
    while (shut !== null) await shut
    inside += 1
  }

  const enter = (): Promise<void> | null => {
    if (shut !== null) return entered()
    inside += 1
    return null
  }

  const leave = (): void => {
    inside -= 1
    if (inside === 0) emptied?.()
  }

  return {
    enter,
    leave,
    use: async (work) => {
      const wait = enter()
      if (wait !== null) await wait
      try {
        return await work()
      } finally {
        leave()
      }
    },
    alone: async (work) => {
      while (shut !== null) await shut
      shut = new Promise((resolve) => {
        opened = resolve
      })
      try {
        if (inside > 0)
          await new Promise<void>((resolve) => {
            emptied = resolve
          })
        return await work()
      } finally {
        emptied = null
        shut = null
        opened?.()
      }
    },
  }
}
