/** The moves that a lifecycle does not have, in English: what may not happen where, and what may. */
import type { Refusal } from '../domain/law/errors.js'
import type { Arrow, Lifecycle } from '../domain/law/lifecycle.js'
import { chargeLifecycle, disputeLifecycle, refundLifecycle } from '../domain/law/lifecycles.js'

const LIFECYCLES: Readonly<Record<Refusal<'MoveNotAllowed'>['of'], Lifecycle>> = {
  charge: chargeLifecycle,
  refund: refundLifecycle,
  dispute: disputeLifecycle,
}

/** In the words of the charts, which say what is possible instead. */
export const moveNotAllowed = ({ of, from, command }: Refusal<'MoveNotAllowed'>): string => {
  const arrows = LIFECYCLES[of].states[from]?.on ?? {}
  const where = `A ${of} in status ${from}`
  const row = arrows[command]
  // The command is possible and its outcome is not: an inquiry may be closed, and is never lost.
  if (row !== undefined) return `${where} takes the command ${command} only to become ${either(targetsOf(row, from))}`
  const possible = Object.keys(arrows)
  const others = possible.length === 0 ? 'and takes no other' : `but takes ${either(possible)}`
  return `${where} does not take the command ${command}, ${others}`
}

const targetsOf = (row: Arrow | readonly Arrow[], from: string): readonly string[] =>
  ('guard' in row ? [row] : row).map(({ target }) => target ?? from)

const either = (words: readonly string[]): string => words.join(', ').replace(/, (\w+)$/, ' or $1')
