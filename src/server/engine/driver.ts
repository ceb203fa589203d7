/** What drives the engine: time that passes, or a hand that moves it. */
import type { EpochSeconds } from '../../domain/records/time.js'
import type { Runtime } from '../work/run.js'

/** How one thing that is due is done: whether there was one. `begun` is told as soon as it is found. */
export type Step = (runtime: Runtime, begun: () => void) => Promise<boolean>

export interface Driver {
  /** Begins: what has become due while nobody was there is done first. */
  readonly start: () => void
  /** Something waits until then. */
  readonly wake: (at: number) => void
  /** Moves a clock that is moved by hand, and resolves to its time when nothing is due any more. Any other rejects. */
  readonly advance: (seconds: number) => Promise<EpochSeconds>
  /** Begins nothing more. */
  readonly stop: () => void
}

export interface DriverOptions {
  readonly runtime: () => Runtime
  readonly step: Step
  /** Has it waited for when the engine is closed. */
  readonly follow: <A>(work: Promise<A>) => Promise<A>
  readonly report: (problem: unknown) => void
}
