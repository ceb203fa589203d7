/**
 * One at a time per charge at one desk. Where every caller loads the same version and one of them wins, a hot charge collapses
 * under its own retries; callers that queue up before loading do not. Other desks are met by the version.
 */
import { createByAccount } from './by-account.js'

export interface Gate {
  /** Null where nobody is there: go in. Otherwise what to wait for: it is this caller's turn then. */
  readonly enter: (account: string, name: string) => Promise<void> | null
  /** To be called once by whoever was let in: the next one is. */
  readonly leave: (account: string, name: string) => void
}

/** Who waits for one name, in the order of arrival. */
interface Line {
  first: Waiting | null
  last: Waiting | null
}

interface Waiting {
  readonly letIn: () => void
  next: Waiting | null
}

export const createGate = (): Gate => {
  const lines = createByAccount<Line>()
  return {
    enter: (account, name) => {
      const line = lines.get(account, name)
      if (line !== null) return new Promise((letIn) => join(line, { letIn, next: null }))
      lines.set(account, name, { first: null, last: null })
      return null
    },
    leave: (account, name) => {
      const line = lines.get(account, name)
      const next = line?.first ?? null
      if (line === null || next === null) {
        lines.remove(account, name)
        return
      }
      line.first = next.next
      if (line.first === null) line.last = null
      next.letIn()
    },
  }
}

const join = (line: Line, waiting: Waiting): void => {
  if (line.last === null) line.first = waiting
  else line.last.next = waiting
  line.last = waiting
}
