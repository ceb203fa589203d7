/** Processes that stand still at every stop until they are told how to go on: each await of the desk's loop, driven by hand. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Either } from '../../domain/either.js'
import type { RefundDesk } from '../../store/desk/desk.js'
import type { DeskOptions } from '../../store/desk/options.js'
import type { Store } from '../../store/port.js'
import type { Choose } from './explore.js'
import { type Fate, type Stop, stopName, stoppingStore } from './stops.js'

/** What a caller asks of the desk of its process. */
export type Question = (desk: RefundDesk) => TaskEither<{ readonly _tag: string }, unknown>

export interface Caller {
  /** Callers of one process share a desk. */
  readonly process: string
  readonly ask: Question
}

export interface Driven {
  readonly store: Store
  readonly deskOn: (store: Store, options: Partial<DeskOptions>) => RefundDesk
  readonly callers: readonly Caller[]
  /** How many failures and crashes there may be at most in one run. */
  readonly faults: number
}

interface Waiting extends Stop {
  readonly goOn: (fate: Fate) => void
}

/** What a caller heard; null where its process crashed. */
export type Heard = Either<{ readonly _tag: string }, unknown> | null

export interface Outcome {
  readonly heard: readonly Heard[]
  /** How many more failures and crashes there might have been. */
  readonly faults: number
}

type Way = { readonly name: string; readonly fault: boolean; readonly take: () => void }

/**
 * What the callers hear. The store's operations must not wait for each other, and must end within a turn of the event loop,
 * as those of the memory store do.
 */
export const driven = async ({ store, deskOn, callers, faults }: Driven, choose: Choose): Promise<Outcome> => {
  let waiting: Waiting[] = []
  const ask = (stop: Stop): Promise<Fate> =>
    new Promise((goOn) => {
      waiting.push({ ...stop, goOn })
    })
  const desks = new Map<string, RefundDesk>()
  const deskOf = (process: string): RefundDesk => {
    const sleep = () => async () => {
      await ask({ process, operation: 'sleep', when: 'before' })
    }
    const desk = desks.get(process) ?? deskOn(stoppingStore(store, process, ask), { sleep })
    desks.set(process, desk)
    return desk
  }
  const heard: Heard[] = callers.map(() => null)
  const bugs: unknown[] = []
  const start = async ({ process, ask: asked }: Caller, caller: number): Promise<void> => {
    // Of several callers of one process any may be the first; the order of processes is that of their first operations.
    if (isShared(process, callers)) await ask({ process, caller, operation: 'start', when: 'before' })
    heard[caller] = await asked(deskOf(process))()
  }
  // Those of a crashed process never end, so that nobody waits for them.
  for (const [index, caller] of callers.entries()) start(caller, index).catch((bug) => bugs.push(bug))

  const waysOf = (stop: Waiting): readonly Way[] => {
    const leave = (): void => {
      waiting = waiting.filter((other) => other !== stop)
    }
    const on = (fate: Fate) => () => {
      leave()
      stop.goOn(fate)
    }
    const crash = (): void => {
      // Nothing of that process is ever heard of again.
      waiting = waiting.filter(({ process }) => process !== stop.process)
    }
    const name = stopName(stop)
    const go = { name, fault: false, take: on('go') }
    if (stop.operation === 'start') return [go]
    if (stop.operation === 'sleep') return [go, { name: `${name}: crash`, fault: true, take: crash }]
    return [
      go,
      { name: `${name}: fail`, fault: true, take: on('fail') },
      { name: `${name}: crash`, fault: true, take: crash },
    ]
  }

  let left = faults
  for (;;) {
    await turn()
    const ways = waiting.flatMap(waysOf).filter(({ fault }) => !fault || left > 0)
    if (bugs.length > 0) throw bugs[0]
    if (ways.length === 0) return { heard, faults: left }
    const way = ways[ways.length === 1 ? 0 : choose(ways.map(({ name }) => name))]
    if (way?.fault) left -= 1
    way?.take()
  }
}

const isShared = (process: string, callers: readonly Caller[]): boolean =>
  callers.filter((caller) => caller.process === process).length > 1

/** All that can go on by itself has come to its next stop when the event loop has turned. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve)
    else setTimeout(resolve, 0)
  })
