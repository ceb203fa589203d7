/** Claims of the model: leases that end when they are told to. */
import type { ChargeId } from '../../domain/records/ids.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { Account } from '../../store/names.js'
import type { StoredEvent } from '../../store/rows.js'
import type { Model, ModelDue, ModelReader } from './model.js'

/** Events of a charge as they were claimed, by which claim of them. */
export interface ClaimedOf {
  readonly account: Account
  readonly charge: ChargeId
  readonly events: readonly StoredEvent[]
  readonly claim: number
}

const nameOf = ({ account, charge }: { readonly account: Account; readonly charge: ChargeId }): string =>
  `${account} ${charge}`

const readerOf = ({ readers }: Model, name: string): ModelReader => {
  const reader = readers.get(name) ?? { acknowledged: 0, claims: 0, leased: false }
  readers.set(name, reader)
  return reader
}

/** All that waits and is not leased, by account and charge. */
export const claimEvents = (model: Model): readonly ClaimedOf[] => {
  const byCharge = new Map<string, StoredEvent[]>()
  for (const row of model.rows) {
    if (row.of !== 'event') continue
    const event = row.value as StoredEvent
    const reader = readerOf(model, nameOf(event))
    if (reader.leased || event.number <= reader.acknowledged) continue
    const events = byCharge.get(nameOf(event)) ?? []
    byCharge.set(nameOf(event), [...events, event])
  }
  return [...byCharge]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, events]) => {
      const reader = readerOf(model, name)
      reader.claims += 1
      reader.leased = true
      return events.slice(0, 1).map(({ account, charge }) => ({ account, charge, events, claim: reader.claims }))
    })
}

/** Whether the lease was held. */
export const acknowledgeEvents = (model: Model, claimed: ClaimedOf, upTo: number): boolean => {
  const reader = readerOf(model, nameOf(claimed))
  if (!reader.leased || reader.claims !== claimed.claim) return false
  reader.acknowledged = Math.max(reader.acknowledged, upTo)
  reader.leased = false
  return true
}

/** What is due and not leased, by its time, and as it was written within a second. */
const turnOf = ({ due, again }: ModelDue): number => again ?? due.at

export const claimDue = (model: Model, at: EpochSeconds, limit: number, leaseSeconds: number): readonly ModelDue[] => {
  const claimed = model.due
    .filter(({ due, leased }) => due.at <= at && !leased)
    .sort((a, b) => turnOf(a) - turnOf(b) || Number(a.again !== null) - Number(b.again !== null) || a.due.at - b.due.at)
    .slice(0, limit)
  for (const row of claimed) {
    row.claims += 1
    row.leased = true
    row.again = at + leaseSeconds
  }
  return claimed
}

/** Every lease ends. */
export const endLeases = ({ due, readers }: Model): void => {
  for (const row of due) row.leased = false
  for (const reader of readers.values()) reader.leased = false
}
