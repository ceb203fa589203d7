/**
 * What a store is, as plainly as it can be said: rows in the order in which they were first written, and every question
 * answered by going through all of them. Slow, in one process, without leases that end by themselves.
 */
import { judgeKey, type KeyState, startKey } from '../../domain/idempotency/idempotency.js'
import type { Json } from '../../domain/idempotency/json.js'
import type { Charge } from '../../domain/records/charge.js'
import type { Dispute } from '../../domain/records/dispute.js'
import type { ChargeId } from '../../domain/records/ids.js'
import type { Refund } from '../../domain/records/refund.js'
import type { EpochSeconds } from '../../domain/records/time.js'
import type { RowKind } from '../../store/errors.js'
import type { Account } from '../../store/names.js'
import type { Changes, KeyAsked, Load, Loaded, Write } from '../../store/port.js'
import { type Document, type Due, eventId, type RecordKind, type Records, type StoredEvent } from '../../store/rows.js'

/** A record, and what it is found and listed by. */
export interface ModelRow {
  readonly account: Account
  readonly of: RecordKind
  readonly id: string
  /** Of documents; of all others the same empty text. */
  readonly kind: string
  readonly created: EpochSeconds
  readonly charge: ChargeId | null
  labels: readonly string[]
  value: Records[RecordKind]
}
interface ModelKey {
  readonly account: Account
  state: KeyState<Json>
  /** Who holds it, and what was known of it before. */
  held: { readonly by: Loaded; readonly before: KeyState<Json> | null } | null
}
/** Something due. `claims` counts its claims: the last of them is the lease. */
export interface ModelDue {
  readonly account: Account
  readonly due: Due
  claims: number
  leased: boolean
  /** When the last lease was to end: it is then given out behind what has become due meanwhile. Null before it was claimed. */
  again: number | null
}
/** Events of a charge up to `acknowledged` were delivered. */
export interface ModelReader {
  acknowledged: number
  claims: number
  leased: boolean
}

export interface Model {
  readonly rows: ModelRow[]
  readonly keys: ModelKey[]
  readonly due: ModelDue[]
  readonly readers: Map<string, ModelReader>
  readonly asked: Map<Loaded, Load>
}

export const emptyModel = (): Model => ({ rows: [], keys: [], due: [], readers: new Map(), asked: new Map() })

export const found = <Of extends RecordKind>(
  { rows }: Model,
  asked: { account: Account; of: Of; id: string; kind?: string },
): Records[Of] | null => {
  const row = rows.find(
    ({ account, of, id, kind }) =>
      account === asked.account && of === asked.of && id === asked.id && kind === (asked.kind ?? ''),
  )
  return (row?.value ?? null) as Records[Of] | null
}

const eventsOf = (model: Model, account: Account, charge: ChargeId | null): readonly StoredEvent[] =>
  model.rows
    .filter((row) => row.of === 'event' && row.account === account && row.charge === charge)
    .map(({ value }) => value as StoredEvent)

const keyOf = ({ keys }: Model, account: Account, asked: KeyAsked | null): ModelKey | undefined =>
  keys.find(({ account: owner, state }) => owner === account && state.key === asked?.key)

export const load = (model: Model, asked: Load): Loaded => {
  const { account, key } = asked
  const known = keyOf(model, account, key)
  const record = <Of extends RecordKind>(of: Of, id: string | null): Records[Of] | null =>
    id === null ? null : found(model, { account, of, id })
  const loaded: Loaded = {
    account,
    version: eventsOf(model, account, asked.charge).length,
    books: {
      charge: record('charge', asked.charge),
      refund: record('refund', asked.refund),
      dispute: record('dispute', asked.dispute),
    },
    documents: asked.documents.map(({ kind, id }) => found(model, { account, of: 'document', kind, id })),
    key: known?.state ?? null,
  }
  model.asked.set(loaded, asked)
  if (key !== null && judgeKey(loaded.key, key, asked.at, key.lifeSeconds).do === 'run')
    hold(model, loaded, key, asked.at)
  return loaded
}

const hold = (model: Model, by: Loaded, key: KeyAsked, at: EpochSeconds): void => {
  const known = keyOf(model, by.account, key)
  const state = startKey(key, at, key.leaseSeconds)
  const held = { by, before: by.key }
  if (known === undefined) model.keys.push({ account: by.account, state, held })
  else Object.assign(known, { state, held })
}

/** Takes a mark away: what was known of the key before is known again. */
export const release = (model: Model, loaded: Loaded): void => {
  const known = model.keys.find(({ held }) => held?.by === loaded)
  if (known === undefined) return
  const before = known.held?.before ?? null
  if (before === null) model.keys.splice(model.keys.indexOf(known), 1)
  else Object.assign(known, { state: before, held: null })
}

/** The row of the model, and by which claim of it. */
export interface ModelClaim {
  readonly row: ModelDue
  readonly claim: number
}

/** Everything that moved; nothing when it was written. */
export const commit = (
  model: Model,
  against: Loaded,
  write: Write,
  done: readonly ModelClaim[],
): readonly RowKind[] => {
  const moved = movedIn(model, against, write, done)
  const held = model.keys.find((key) => key.held?.by === against)
  if (moved.length > 0 || write.record === null) release(model, against)
  if (moved.length > 0) return moved
  if (write.record !== null && held !== undefined) Object.assign(held, { state: write.record, held: null })
  if (write.changes !== null) writeChanges(model, against.account, write.changes)
  for (const document of write.documents) writeDocument(model, against.account, document)
  for (const { row } of done) model.due.splice(model.due.indexOf(row), 1)
  for (const due of write.due) model.due.push({ account: against.account, due, claims: 0, leased: false, again: null })
  return moved
}

const movedIn = (
  model: Model,
  against: Loaded,
  { changes, record, documents }: Write,
  done: readonly ModelClaim[],
): readonly RowKind[] => {
  const { account, books } = against
  const asked = model.asked.get(against)
  const now = (of: RecordKind, id: string, kind?: string): unknown =>
    found(model, { account, of, id, ...(kind === undefined ? {} : { kind }) })
  const taken = (of: 'refund' | 'dispute'): boolean =>
    books[of] === null &&
    [asked?.[of] ?? null, changes?.[of]?.id ?? null].some((id) => id !== null && now(of, id) !== null)
  const moved: RowKind[] = []
  if (eventsOf(model, account, asked?.charge ?? null).length !== against.version) moved.push('charge')
  if (taken('refund')) moved.push('refund')
  if (taken('dispute')) moved.push('dispute')
  const names = asked?.documents ?? []
  const loadedMoved = names.some(({ kind, id }, index) => now('document', id, kind) !== against.documents[index])
  const isLoaded = (document: Document): boolean =>
    names.some(({ kind, id }) => kind === document.kind && id === document.id)
  const newTaken = documents.some((each) => !isLoaded(each) && now('document', each.id, each.kind) !== null)
  if (loadedMoved || newTaken) moved.push('document')
  if (record !== null && !model.keys.some(({ held }) => held?.by === against)) moved.push('key')
  if (!done.every(({ row, claim }) => model.due.includes(row) && row.claims === claim)) moved.push('due')
  return moved
}

const put = (model: Model, row: ModelRow): void => {
  const known = model.rows.find(
    ({ account, of, id, kind }) => account === row.account && of === row.of && id === row.id && kind === row.kind,
  )
  if (known === undefined) model.rows.push(row)
  else Object.assign(known, { labels: row.labels, value: row.value })
}

const writeChanges = (model: Model, account: Account, { charge, refund, dispute, events }: Changes): void => {
  const row = (of: RecordKind, value: Charge | Refund | Dispute, owner: ChargeId | null): ModelRow => ({
    account,
    of,
    id: value.id,
    kind: '',
    created: value.createdAt,
    charge: owner,
    labels: [],
    value,
  })
  put(model, row('charge', charge, null))
  if (refund !== null) put(model, row('refund', refund, charge.id))
  if (dispute !== null) put(model, row('dispute', dispute, charge.id))
  for (const event of events) {
    const number = eventsOf(model, account, charge.id).length + 1
    const value = { id: eventId(charge.id, number), account, charge: charge.id, number, event }
    put(model, {
      account,
      of: 'event',
      id: value.id,
      kind: '',
      created: event.at,
      charge: charge.id,
      labels: [],
      value,
    })
  }
}

const writeDocument = (model: Model, account: Account, document: Document): void => {
  const { kind, id, createdAt, labels } = document
  const version = (found(model, { account, of: 'document', kind, id })?.version ?? 0) + 1
  put(model, {
    account,
    of: 'document',
    id,
    kind,
    created: createdAt,
    charge: null,
    labels,
    value: { version, document },
  })
}

/** Records of keys answered at `before` or earlier; how many. What is held is left alone. */
export const forget = (model: Model, before: EpochSeconds): number => {
  const old = model.keys.filter(({ state }) => state.status === 'done' && state.at <= before)
  for (const key of old) model.keys.splice(model.keys.indexOf(key), 1)
  return old.length
}
