/** Which charges are locked when they are loaded: those at which several processes met lately, or all, or none. */
import type { ChargeId } from '../../domain/records/ids.js'
import type { Account } from '../names.js'

export interface Hot {
  readonly is: (account: Account, charge: ChargeId) => boolean
  /** Somebody else was faster. */
  readonly met: (account: Account, charge: ChargeId) => void
}

/** `adaptive`: a charge is locked for a while after a commit found it moved. */
export type Locking = 'adaptive' | 'always' | 'never'

/** How many are known at most, so that memory does not grow with the number of charges. */
const MOST = 10_000

export const createHot = (
  locking: Locking,
  hotMilliseconds: number,
  now: () => number = () => performance.now(),
): Hot => {
  if (locking !== 'adaptive') return { is: () => locking === 'always', met: () => undefined }
  const until = new Map<string, number>()
  const nameOf = (account: Account, charge: ChargeId): string => `${account}\0${charge}`
  return {
    is: (account, charge) => {
      const name = nameOf(account, charge)
      const end = until.get(name)
      if (end === undefined) return false
      if (end > now()) return true
      until.delete(name)
      return false
    },
    met: (account, charge) => {
      const name = nameOf(account, charge)
      until.delete(name)
      until.set(name, now() + hotMilliseconds)
      const [oldest] = until.keys()
      if (until.size > MOST && oldest !== undefined) until.delete(oldest)
    },
  }
}
