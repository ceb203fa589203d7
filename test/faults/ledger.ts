/** What a round's processes asked and heard: what whoever called them would know. */
import type { Intent, Said } from './jobs.js'

/** An answer that was heard. */
export interface Answer {
  readonly intent: Intent
  readonly accepted: boolean
  readonly text: string
}

export interface Ledger {
  readonly onSaid: (said: Said) => void
  /** By key. */
  readonly answers: ReadonlyMap<string, Answer>
  readonly asked: ReadonlyMap<string, Intent>
  /** The id of each event that was handed on. */
  readonly delivered: ReadonlySet<string>
  readonly problems: readonly string[]
  /** Those of these that nobody has heard an answer to; `doubt` where they were asked. */
  readonly openOf: (intents: readonly Intent[]) => readonly Intent[]
  /** Resolves when so many were answered. */
  readonly untilAnswered: (count: number) => Promise<void>
}

export const createLedger = (): Ledger => {
  const answers = new Map<string, Answer>()
  const asked = new Map<string, Intent>()
  const delivered = new Set<string>()
  const problems: string[] = []
  const waiting: { readonly count: number; readonly wake: () => void }[] = []

  const wake = (): void => {
    for (const one of waiting) if (answers.size >= one.count) one.wake()
  }
  return {
    answers,
    asked,
    delivered,
    problems,
    onSaid: (said) => {
      switch (said.is) {
        case 'asks':
          return void asked.set(said.intent.key, said.intent)
        case 'answered':
          if (said.lied) problems.push(`${said.intent.key}: was written after all attempts had said it was not`)
          answers.set(said.intent.key, said)
          return wake()
        case 'failed':
          return void problems.push(`${said.key}: ${said.tag}`)
        case 'delivered':
          return void delivered.add(said.event)
        case 'ready':
        case 'raced':
        case 'wrote':
        case 'committed':
          return
      }
    },
    openOf: (intents) =>
      intents
        .filter(({ key }) => !answers.has(key))
        .map((intent) => (asked.has(intent.key) ? { ...intent, doubt: true } : intent)),
    untilAnswered: (count) =>
      new Promise((resolve) => {
        waiting.push({ count, wake: resolve })
        wake()
      }),
  }
}
