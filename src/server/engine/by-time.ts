/**
 * By the machine's clock. What is due is due at a whole second, so one look just after each finds all of it in time: also what
 * another process wrote, and what one that died left.
 */
import type { Clock } from '../../store/clock.js'
import type { Driver, DriverOptions } from './driver.js'

/** Several, so that one which waits for something outside does not hold up the others. */
const MOST_WORKERS = 4

export interface ByTimeOptions extends DriverOptions {
  readonly now: Clock
}

/** What nobody asks for any more is removed at the first tick, and once a minute. */
const TICKS_TO_TIDY = 60

export const byTime = ({ now, runtime, step, follow, tidy, report }: ByTimeOptions): Driver => {
  let timer: ReturnType<typeof setTimeout> | null = null
  let stopped = false
  let workers = 0
  let missed = false
  let ticks = 0

  /** One more, unless there are enough. They may have looked already: then one of them looks again in the end. */
  const call = (): void => {
    if (stopped) return
    missed = workers >= MOST_WORKERS
    if (missed) return
    workers += 1
    void follow(work().catch(report))
  }

  const work = async (): Promise<void> => {
    try {
      // Where one was due there may be more: whoever finds one calls another.
      while ((await step(runtime(), { begun: call, aside: null })) === 'did');
    } finally {
      workers -= 1
    }
    if (missed) call()
  }

  const tick = (): void => {
    call()
    if (ticks % TICKS_TO_TIDY === 0) void follow(tidy().catch(report))
    ticks += 1
    timer = setTimeout(tick, 1001 - (Date.now() % 1000))
    timer.unref()
  }

  return {
    start: tick,
    wake: (at) => {
      if (at <= now()) call()
    },
    advance: async () => {
      throw new Error("the machine's clock cannot be advanced: create the server with `clock: 'manual'`")
    },
    stop: () => {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
