/** A payment that a transfer makes on a connected account. The law does not know it: it is shown as it is kept. */
import { refundsWithin } from '../../stripe/charge-view/release.js'
import type { WireNewCharge } from '../../stripe/objects/charge.js'
import { shownAs } from '../../stripe/objects/shown-as.js'
import { withMember } from '../../stripe/objects/with-member.js'
import { type ApiVersion, includesRefunds } from '../../stripe/version.js'
import type { WireRefund } from '../../stripe/wire-refund.js'
import { type Scope, storedKind } from '../decision/kinds.js'
import { find, forEach, get, page, type Work, writtenIn } from '../decision/work.js'

interface As {
  readonly version: ApiVersion
  readonly scope: Scope
  /** Whether its refunds were asked for. */
  readonly expanded: boolean
}

/** How many refunds stand inside it. */
const WITHIN = 10

export const paymentAs = (work: Work, made: WireNewCharge, { version, scope, expanded }: As): WireNewCharge => {
  const shown = shownAs(version, made) as object as WireNewCharge
  if (!expanded && !includesRefunds(version)) return shown
  // Each reversal of its transfer is one refund of it.
  const transfer = find(work, 'transfer', made.source_transfer ?? '', '')
  const refundsInAll = transfer?.reversals.total_count ?? 0
  const refunds = newestRefunds(work, made.id, scope, refundsInAll)
  const list = refundsWithin(version, made, { releases: [], refunds, refundsInAll })
  return withMember(shown as object as Record<string, unknown>, 'refunds', list) as object as WireNewCharge
}

/** Those that this decision makes, and those that are there. Read again when there are more than there were. */
const newestRefunds = (work: Work, payment: string, scope: Scope, inAll: number): readonly WireRefund[] => {
  const kind = storedKind('refund', scope)
  const made = writtenIn(work)
    .filter((document) => document.kind === kind && document.labels.includes(`charge:${payment}`))
    .map(({ body }) => body as unknown as WireRefund)
  const found = page(work, { kind, label: `charge:${payment}`, limit: WITHIN, seal: inAll - made.length })
  const known = found._tag === 'Left' ? [] : forEach(found.right.data, ({ id }) => get(work, 'refund', id, scope))
  return [...made.toReversed(), ...known]
}
