/** What the processes are to do, and what they and the parent say to each other. */
import type { Data } from './data.js'

/** One intention: what is asked, under which key. */
export interface Intent {
  readonly does: 'acknowledge' | 'refund' | 'refuse'
  readonly key: string
  readonly charge: string
  readonly refund: string
  readonly amount: number
  /** It was asked before, and nobody knows what came of it. */
  readonly doubt?: boolean
}

/** How an asker of a race asks: the desk on its own store, or servers over HTTP, in turn. */
export type Through =
  | { readonly is: 'desk'; readonly data: Data }
  | { readonly is: 'server'; readonly urls: readonly string[] }

/** The work of a process. */
export type Job =
  | {
      readonly is: 'asker'
      readonly through: Through
      readonly who: number
      readonly charge: string
      readonly refunds: number
      readonly callers: number
      readonly deadlineSeconds: number
    }
  | { readonly is: 'writer'; readonly data: Data; readonly intents: readonly Intent[]; readonly callers: number }
  | { readonly is: 'reader'; readonly data: Data }
  | { readonly is: 'server'; readonly data: Data }
  | { readonly is: 'committer'; readonly data: Data; readonly synchronous: boolean; readonly marks: string }

/** What an asker found. */
export interface Raced {
  /** The id of each refund that was accepted, once for each answer. */
  readonly accepted: readonly string[]
  readonly refused: Readonly<Record<string, number>>
  /** Answers that somebody else was quicker, or is not finished: asked again. */
  readonly conflicts: number
  /** Answers that the store could not: asked again. */
  readonly storeErrors: number
  /** What was never decided, and why. */
  readonly undecided: readonly string[]
  /** Keys asked once more at the end that did not answer the same. */
  readonly unlike: number
}

/** What a process says. */
export type Said =
  | { readonly is: 'ready'; readonly url?: string }
  | { readonly is: 'raced'; readonly raced: Raced }
  | { readonly is: 'asks'; readonly intent: Intent }
  | {
      readonly is: 'answered'
      readonly intent: Intent
      readonly accepted: boolean
      readonly text: string
      /** It was `repeated` although every attempt before had said that nothing was written. */
      readonly lied: boolean
    }
  | { readonly is: 'failed'; readonly key: string; readonly tag: string }
  | { readonly is: 'wrote' }
  | { readonly is: 'delivered'; readonly event: string }
  | { readonly is: 'committed' }

/** What a process is told. */
export type Told = { readonly is: 'go' } | { readonly is: 'finish' }
