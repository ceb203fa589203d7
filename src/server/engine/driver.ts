/** What drives the engine: time that passes, or a hand that moves it. */
import type { EpochSeconds } from '../../domain/records/time.js'
import type { Runtime } from '../decision/run.js'

/** Whether something was due; `failed`: the store did not say, and that is reported; `closed`: nothing more is begun. */
export type Stepped = 'closed' | 'did' | 'failed' | 'nothing'

/** How one that is due is done. */
export interface Stepping {
  /** Is told as soon as it is found, with its time. */
  readonly begun: (at: EpochSeconds) => void
  /** Takes what waits for somebody outside, to do it later; null where it is done at once. */
  readonly aside: ((act: () => Promise<void>) => void) | null
}

/** Does one thing that is due. */
export type Step = (runtime: Runtime, stepping: Stepping) => Promise<Stepped>

export interface Driver {
  /** Begins: what has become due while nobody was there is done first. */
  readonly start: () => void
  /** Something waits until then. */
  readonly wake: (at: number) => void
  /**
   * Moves a clock that is moved by hand, and resolves to its time when nothing is due any more. Any other rejects; and where the
   * engine is closed or its store fails before that.
   */
  readonly advance: (seconds: number) => Promise<EpochSeconds>
  /** Begins nothing more. */
  readonly stop: () => void
}

export interface DriverOptions {
  readonly runtime: () => Runtime
  readonly step: Step
  /** Has it waited for when the engine is closed. */
  readonly follow: <A>(work: Promise<A>) => Promise<A>
  /** Removes what nobody asks for any more. */
  readonly tidy: () => Promise<void>
  readonly report: (problem: unknown) => void
}
