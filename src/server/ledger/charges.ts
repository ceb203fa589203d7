/** What follows when a charge is made, captured, released, or fails. The handler wrote the charge's document before. */
import type { Event } from '../../domain/law/events.js'
import type { Books } from '../../domain/records/books.js'
import type { Charge } from '../../domain/records/charge.js'
import { refundId } from '../../domain/records/ids.js'
import { cardByNumber } from '../../stripe/cards.js'
import { type Release, releaseAsRefund } from '../../stripe/charge-view/release.js'
import { releaseTransactions } from '../../stripe/charge-view/release-transactions.js'
import type { WireNewCharge } from '../../stripe/objects/charge.js'
import { newChargeTransaction } from '../../stripe/objects/charge-transactions.js'
import type { WireRefund } from '../../stripe/wire-refund.js'
import type { KeptCharge } from '../decision/kinds.js'
import { find, later, mint, put, type Work } from '../decision/work.js'
import { RELEASE } from '../show/charge.js'
import { ownFee } from './application.js'
import { type LegsOut, sendLegs } from './legs-out.js'
import { move } from './money.js'
import { type Beside, keep, keptOf, tellOf } from './told.js'

/** A charge that is hushed is told of once it is known what became of it. */
export const chargeMoved = (
  work: Work,
  event: Event<'ChargePending' | 'ChargeAuthorized' | 'ChargeFailed'>,
  before: Books,
): void => {
  if (event.type !== 'ChargeFailed' && work.hushed === event.charge) return
  tellOf(work, event, { was: keptOf(work), before })
}

export const chargeCaptured = (work: Work, event: Event<'ChargeCaptured'>, before: Books): void => {
  const was = keptOf(work)
  const settled = event.amount === 0 ? was : settle(work, was, event)
  const legs: LegsOut = sendLegs(work, settled, event)
  keep(work, { ...settled, made: { ...settled.made, ...legs.ids } })
  const refund = event.released === 0 ? {} : release(work, event.released, null)
  tellOf(work, event, { was, before, beside: { ...refund, ...legs.told } })
}

/** The money of a capture comes into the balance: at once, or some time after. */
const settle = (work: Work, kept: KeptCharge, { amount, currency, fee }: Event<'ChargeCaptured'>): KeptCharge => {
  const { id } = kept.made
  if (kept.settlesLater) {
    later(work, work.asked.rules.soon(work.at), 'settle', { charge: id, scope: work.asked.scope })
    return kept
  }
  return settled(work, kept, { amount, currency, fee })
}

type Settling = Pick<Event<'ChargeCaptured'>, 'amount' | 'currency' | 'fee'>

/** The charge with the movement of an amount that was captured. */
export const settled = (
  work: Work,
  kept: KeptCharge,
  { amount, currency, fee }: Omit<Settling, 'fee'> & Partial<Settling>,
): KeptCharge => {
  const { id: charge, description } = kept.made
  const behavior = kept.card === null ? null : cardByNumber(kept.card)?.behavior
  const movement = move(work, (id) =>
    newChargeTransaction({
      id,
      amount,
      charge,
      created: work.at,
      currency,
      description,
      bypassesPending: behavior?.does === 'bypassPending',
      ...ownFee(work, kept.made, fee ?? null, 1),
    }),
  )
  return { ...kept, made: { ...kept.made, balance_transaction: movement.id } }
}

export const chargeReleased = (work: Work, event: Event<'ChargeReleased' | 'ChargeExpired'>, before: Books): void => {
  const was = keptOf(work)
  const reason = event.type === 'ChargeExpired' ? 'expired_uncaptured_charge' : null
  tellOf(work, event, { was, before, beside: release(work, event.amount, reason) })
}

/** Marks a release that a refund asked for: whoever asked has its id, so it is a refund under every version. */
export const ASKED = 'asked'

/** Keeps a release, under every version, as any may ask for it; only older ones tell of it. */
const release = (work: Work, amount: Release['amount'], reason: Release['reason']): Beside => {
  const kept = keptOf(work)
  const minted = refundId(mint(work, 're_'))
  if (minted._tag === 'Left') throw new Error('minted an id that is none')
  const { at: created, releasing } = work
  const given: Release = { id: minted.right, amount, created, reason, ...releasing, balance_transaction: null }
  const released: Release = { ...given, balance_transaction: moveBack(work, kept.made, given) }
  keep(work, { ...kept, releases: [...kept.releases, released] })
  const labels = [`charge:${kept.made.id}`, RELEASE, ...(releasing === null ? [] : [ASKED])]
  put(work, 'refund', released.id, releaseAsRefund(kept.made, given), { labels })
  const after = releaseAsRefund(kept.made, released)
  return { released: { before: null, after: after as WireRefund & { object: 'refund' } } }
}

/**
 * Keeps what a capture of less was in the balance before 2025-03-31; the id of the release's transaction. Where nothing was captured
 * nothing moved: null.
 */
const moveBack = (work: Work, { balance_transaction, description }: WireNewCharge, release: Release): string | null => {
  const capture = balance_transaction === null ? null : find(work, 'balance_transaction', balance_transaction)
  if (capture === null) return null
  const { currency } = work.books.charge as Charge
  const id = mint(work, 'txn_')
  const both = releaseTransactions(capture, { id, release, currency, chargeDescription: description })
  put(work, 'balance_transaction', capture.id, both.capture)
  put(work, 'balance_transaction', id, both.release, { labels: [both.release.type, RELEASE] })
  return id
}
