/** An event as it is shown: what it tells of in the shape of the version in which the account hears of events. */
import { chargeAs } from '../../stripe/charge-view/charge-as.js'
import type { WireFields } from '../../stripe/objects/changed-attributes.js'
import type { WireEvent } from '../../stripe/objects/event.js'
import { type Named, shownAs } from '../../stripe/objects/shown-as.js'
import type { ApiVersion } from '../../stripe/version.js'
import type { KeptEvent, Scope } from '../work/kinds.js'
import { findStored, type Work } from '../work/work.js'

/** `GET /v1/events/{id}`, in the account's own version whichever asks. */
export const shownEvent = (
  work: Work,
  kept: KeptEvent,
  { id, scope }: { readonly id: string; readonly scope: Scope },
): WireEvent => {
  const created = findStored(work, 'event', id, scope)?.createdAt ?? work.at
  return eventAs(work.asked.rules.version, kept, { id, created })
}

/** The event in the shape of a version. `account`: whose it is, where a platform hears it. */
export const eventAs = (
  version: ApiVersion,
  { type, charge, object, previous, request, awaited }: KeptEvent,
  of: { readonly id: string; readonly created: number; readonly account?: string },
): WireEvent => ({
  id: of.id,
  object: 'event',
  ...(of.account === undefined ? {} : { account: of.account }),
  api_version: version,
  created: of.created,
  data: {
    object: (charge === null ? shownAs(version, object as Named) : chargeAs(version, charge)) as WireFields,
    ...(previous === null ? {} : { previous_attributes: previous as WireFields }),
  },
  livemode: false,
  pending_webhooks: awaited.length,
  request,
  type,
})
