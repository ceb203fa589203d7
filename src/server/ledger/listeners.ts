/** Who hears of events, and in which versions. */
import { isShownAlike } from '../../stripe/objects/shown-as.js'
import type { ApiVersion } from '../../stripe/version.js'
import { type Listener, NO_SETTINGS, type Scope } from '../decision/kinds.js'
import { find, type Work } from '../decision/work.js'

/** Whoever hears of this scope: its own endpoints, and those of the platform that ask for connected accounts. */
export const listenersOf = (work: Work, scope: Scope): readonly Listener[] => {
  const { listeners } = find(work, 'settings', 'settings', scope) ?? NO_SETTINGS
  const own = listeners.length === 0 ? listeners : listeners.filter(({ connect }) => !connect)
  if (scope === '') return own
  const platform = (find(work, 'settings', 'settings', '') ?? NO_SETTINGS).listeners
  return [...own, ...platform.filter(({ connect }) => connect)]
}

export const hears = ({ events }: Listener, type: string): boolean => events.includes('*') || events.includes(type)

const NO_VERSIONS: readonly ApiVersion[] = []

/** The versions of these endpoints that show things otherwise than the account's own, one for all that show them alike. */
export const otherVersions = ({ asked }: Work, listeners: readonly Listener[]): readonly ApiVersion[] => {
  if (listeners.length === 0) return NO_VERSIONS
  const others: ApiVersion[] = []
  for (const { events, version } of listeners) {
    if (version === undefined || events.length === 0 || isShownAlike(version, asked.rules.version)) continue
    if (!others.some((one) => isShownAlike(one, version))) others.push(version)
  }
  return others
}
