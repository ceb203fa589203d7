/** What is under way here, by account and name. Two looks cost less than texts that are put together for each. */
import { createFew, type Few, isEmpty, removeUnder, setUnder, underName } from '../few.js'

export interface ByAccount<Value> {
  readonly get: (account: string, name: string) => Value | null
  readonly set: (account: string, name: string, value: Value) => void
  readonly remove: (account: string, name: string) => void
}

/** So many accounts keep their names while nothing of theirs is under way. */
const MOST_IDLE = 1_000

export const createByAccount = <Value>(): ByAccount<Value> => {
  const accounts = new Map<string, Few<Value>>()
  return {
    get: (account, name) => {
      const known = accounts.get(account)
      return known === undefined ? null : underName(known, name)
    },
    set: (account, name, value) => {
      let known = accounts.get(account)
      if (known === undefined) {
        known = createFew()
        accounts.set(account, known)
      }
      setUnder(known, name, value)
    },
    remove: (account, name) => {
      const known = accounts.get(account)
      if (known === undefined) return
      removeUnder(known, name)
      if (accounts.size > MOST_IDLE && isEmpty(known)) accounts.delete(account)
    },
  }
}
