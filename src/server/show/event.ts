/**
 * An event as it is shown: what it tells of in the shape of the version in which the account hears of events, or an endpoint with a
 * version of its own.
 */
import { chargeAs } from '../../stripe/charge-view/charge-as.js'
import type { WireFields } from '../../stripe/objects/changed-attributes.js'
import type { WireEvent } from '../../stripe/objects/event.js'
import { isShownAlike, type Named, previousAs, shownAs } from '../../stripe/objects/shown-as.js'
import type { ApiVersion } from '../../stripe/version.js'
import type { KeptEvent, KeptTelling, Scope } from '../decision/kinds.js'
import { findStored, type Work } from '../decision/work.js'

/** `GET /v1/events/{id}`, in the account's own version whichever asks; one that only an endpoint's version has, in that. */
export const shownEvent = (
  work: Work,
  kept: KeptEvent,
  { id, scope }: { readonly id: string; readonly scope: Scope },
): WireEvent => {
  const created = findStored(work, 'event', id, scope)?.createdAt ?? work.at
  return eventAs(kept.version ?? work.asked.rules.version, kept, { id, created })
}

/** The event in the shape of a version. `account`: whose it is, where a platform hears it. */
export const eventAs = (
  version: ApiVersion,
  kept: KeptEvent,
  of: { readonly id: string; readonly created: number; readonly account?: string },
): WireEvent => ({
  id: of.id,
  object: 'event',
  ...(of.account === undefined ? {} : { account: of.account }),
  api_version: version,
  created: of.created,
  data: dataAs(version, kept.told?.find((one) => isShownAlike(one.version, version)) ?? kept),
  livemode: false,
  pending_webhooks: kept.awaited.length,
  request: kept.request,
  type: kept.type,
})

const dataAs = (version: ApiVersion, { charge, object, previous }: KeptTelling): WireEvent['data'] => {
  const shown = charge === null ? shownAs(version, object as Named) : chargeAs(version, charge)
  return {
    object: shown as WireFields,
    ...(previous === null ? {} : { previous_attributes: previousAs(version, shown, previous as WireFields) }),
  }
}
