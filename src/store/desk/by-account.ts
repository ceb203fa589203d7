/** What is under way here, by account and name. Two maps cost less than texts that are put together for each look. */
export interface ByAccount<Value> {
  readonly get: (account: string, name: string) => Value | null
  readonly set: (account: string, name: string, value: Value) => void
  readonly remove: (account: string, name: string) => void
}

/** So many accounts keep their map while nothing of theirs is under way. */
const MOST_IDLE = 1_000

export const createByAccount = <Value>(): ByAccount<Value> => {
  const accounts = new Map<string, Map<string, Value>>()
  return {
    get: (account, name) => accounts.get(account)?.get(name) ?? null,
    set: (account, name, value) => {
      const known = accounts.get(account)
      if (known === undefined) accounts.set(account, new Map([[name, value]]))
      else known.set(name, value)
    },
    remove: (account, name) => {
      const known = accounts.get(account)
      known?.delete(name)
      if (known?.size === 0 && accounts.size > MOST_IDLE) accounts.delete(account)
    },
  }
}
