/** A PaymentIntent as it is shown: before 2022-11-15 with its charges. */
import { newSublist, type WireSublist } from '../../stripe/objects/list.js'
import type { WirePaymentIntent } from '../../stripe/objects/payment-intent.js'
import { shownAs } from '../../stripe/objects/shown-as.js'
import { type ApiVersion, includesRefunds } from '../../stripe/version.js'
import { cellOf } from '../decision/cells.js'
import { type KeptIntent, type Scope, storedKind } from '../decision/kinds.js'
import { forEach, get, lawOf, page, type Work } from '../decision/work.js'
import { shownThen } from './charge.js'

interface As {
  readonly version: ApiVersion
  readonly scope: Scope
}

/** How many charges stand inside a PaymentIntent. */
const WITHIN = 10
/** How many are counted: the one that did not fail, and those that did. Nobody tries so often. */
const MOST = 100

/** The PaymentIntent as a version shows it; as whoever asks sees it, unless said. */
export const intentAs = (
  work: Work,
  intent: WirePaymentIntent,
  { version, scope }: As = work.asked,
): ReturnType<typeof shownAs> =>
  shownAs(version, intent, includesRefunds(version) ? { charges: chargesOf(work, intent, { version, scope }) } : {})

/**
 * Its charges, newest first: those that this decision makes, and those that are there. Those are read again where another came
 * meanwhile: then the PaymentIntent that was loaded has another latest one.
 */
const chargesOf = (work: Work, { id }: WirePaymentIntent, as: As): WireSublist<object> => {
  const kind = storedKind('charge', as.scope)
  const label = `payment_intent:${id}`
  const made = work.touched.flatMap(({ loaded, written }) =>
    loaded === null && written?.kind === kind && written.labels.includes(label) ? [written.id] : [],
  )
  const keep = { name: `with ${latestBefore(work, id, as.scope)}`, test: () => true }
  const found = page(work, { kind, label, limit: MOST, keep })
  const listed = found._tag === 'Left' ? [] : found.right.data.map((document) => document.id)
  const ids = [...made.toReversed(), ...listed]
  const shown = forEach(ids.slice(0, WITHIN), (charge) =>
    shownThen(work, get(work, 'charge', charge, as.scope), lawOf(work, charge), as),
  )
  return newSublist(`/v1/charges?payment_intent=${id}`, shown, ids.length - shown.length)
}

const latestBefore = (work: Work, id: string, scope: Scope): string | null => {
  const loaded = cellOf(work.cells, storedKind('payment_intent', scope), id)?.loaded ?? null
  return loaded === null ? null : (loaded.body as unknown as KeptIntent).intent.latest_charge
}
