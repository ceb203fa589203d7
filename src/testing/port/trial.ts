/** A case before it has a store. */
import type { CaseOptions } from '../case.js'
import { type Hand, handOf } from './hand.js'
import type { Open, Subject } from './subject.js'

/** What a case works with. */
export interface Bench {
  readonly subject: Subject
  readonly hand: Hand
  /** A second handle on the same data. */
  readonly other: Hand
  /** Until leases of so many seconds have ended. */
  readonly pass: (seconds: number) => Promise<void>
  readonly options: CaseOptions
  /** Another store that holds nothing yet. */
  readonly open: Open
}

export type Trial = (bench: Bench) => Promise<void>
/** Cases by their names. */
export type Trials = Readonly<Record<string, Trial>>

export const benchOf = async (open: Open, subject: Subject, options: CaseOptions): Promise<Bench> => ({
  subject,
  hand: handOf(subject.store),
  other: handOf(await subject.another()),
  pass: subject.passSeconds ?? realTime,
  options,
  open,
})

// A second more than asked for, as the store's clock may count in whole seconds.
const realTime = (seconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, (seconds + 1) * 1000)
  })
