/** A charge as it is shown: the law's figures in Stripe's object. */
import type { Charge } from '../../domain/records/charge.js'
import { chargeAs } from '../../stripe/charge-view/charge-as.js'
import type { WireNewCharge } from '../../stripe/objects/charge.js'
import { type ApiVersion, includesRefunds } from '../../stripe/version.js'
import type { WireRefund } from '../../stripe/wire-refund.js'
import { type ChargeThen, type KeptCharge, storedKind } from '../decision/kinds.js'
import { forEach, get, lawOf, page, type Work } from '../decision/work.js'
import { paymentAs } from './payment.js'

/** How many refunds stand inside a charge. */
const WITHIN = 10

/** The charge as a version shows it. */
export const shownCharge = (
  work: Work,
  id: string,
  version: ApiVersion = work.asked.version,
  scope = work.asked.scope,
): WireNewCharge => shownThen(work, get(work, 'charge', id, scope), lawOf(work, id), { version, scope })

interface As {
  readonly version: ApiVersion
  readonly scope: string
  /** Whether its refunds were asked for. */
  readonly expanded?: boolean
}

/** A charge by what is kept of it. A payment that a transfer makes is not the law's: it is shown as it is kept. */
export const shownThen = (
  work: Work,
  { made, releases }: Pick<KeptCharge, 'made' | 'releases'>,
  charge: Charge | null,
  { version, scope, expanded = false }: As,
): WireNewCharge => {
  if (charge === null) return paymentAs(work, made, { version, scope, expanded })
  if (!expanded && !includesRefunds(version)) return chargeAs(version, { charge, made, releases })
  const refunds = newestRefunds(work, charge, scope)
  return chargeAs(version, { charge, made, releases, refunds, refundsInAll: charge.refundsMade })
}

/** What an event to endpoints of a version keeps of a charge; null where only the whole object will do. */
export const thenOf = (version: ApiVersion, { made, releases }: KeptCharge, charge: Charge): ChargeThen | null =>
  includesRefunds(version) ? null : { charge, made, releases }

/**
 * The newest refunds of a charge, with those of this decision. Sealed by how many there were: when one came in between, the page
 * is read again.
 */
const newestRefunds = (work: Work, charge: Charge, scope: string): readonly WireRefund[] => {
  const kind = storedKind('refund', scope)
  const { loaded, on } = work
  const before = on.charge === charge.id ? (loaded.charge?.refundsMade ?? 0) : charge.refundsMade
  const found = page(work, { kind, label: `charge:${charge.id}`, limit: WITHIN, seal: before, keep: NO_RELEASE })
  const listed = found._tag === 'Left' ? [] : found.right.data
  // Read by their names, so that one that moved meanwhile is seen as it is.
  const known = forEach(listed, ({ id }) => get(work, 'refund', id, scope))
  return [...madeHere(work, charge, kind, charge.refundsMade - before), ...known]
}

/** The first `count` of the refunds of a charge that this decision makes, newest first. */
const madeHere = (work: Work, charge: Charge, kind: string, count: number): readonly WireRefund[] =>
  work.touched
    .filter(({ loaded, written }) => loaded === null && written?.kind === kind && !written.labels.includes(RELEASE))
    .map(({ written }) => written?.body as unknown as WireRefund)
    .filter((refund) => refund.charge === charge.id)
    .slice(0, count)
    .reverse()

/** Marks the refund that a release is under versions before 2025-03-31. */
export const RELEASE = 'release'

/** Leaves out the refunds that older versions make of releases. */
export const NO_RELEASE = {
  name: 'no release',
  test: ({ labels }: { readonly labels: readonly string[] }): boolean => !labels.includes(RELEASE),
}
