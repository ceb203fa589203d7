/** A webhook to be sent: which event to which endpoint, as its task says it. */
import type { Json } from '../../domain/idempotency/json.js'
import type { Account } from '../../store/names.js'
import type { Scope } from '../decision/kinds.js'

export interface Sending {
  readonly account: Account
  readonly event: string
  /** Whose event it is. */
  readonly scope: Scope
  readonly endpoint: string
  /** Whose endpoint it is: the platform's, of a connected account's event, where it asked for those. */
  readonly of: Scope
}

/** What the task says; null where it says something else. */
export const sendingOf = (account: Account, data: Json): Sending | null => {
  const { event, scope, endpoint, of } = (data ?? {}) as Readonly<Record<string, unknown>>
  if (typeof event !== 'string' || typeof scope !== 'string') return null
  return typeof endpoint === 'string' && typeof of === 'string' ? { account, event, scope, endpoint, of } : null
}

export const sendingName = ({ account, event, scope, endpoint, of }: Sending): string =>
  [account, scope, event, of, endpoint].join('\0')

/** All that goes to one endpoint is sent one after the other. */
export const laneName = ({ account, endpoint, of }: Sending): string => [account, of, endpoint].join('\0')
