/** Rows for the tests of the codec: every row that a random history would write. */
import fc from 'fast-check'
import type { Json } from '../../../src/domain/idempotency/json.js'
import type { Either, EventType } from '../../../src/index.js'
import { encodeAnswer } from '../../../src/store/codec/answer.js'
import { decodeRow, encodeRow } from '../../../src/store/codec/row.js'
import type { Rows } from '../../../src/store/codec/rows.js'
import type { InvalidRow, RowKind } from '../../../src/store/errors.js'
import type { Account } from '../../../src/store/names.js'
import { eventId, type Undated } from '../../../src/store/rows.js'
import { anyHistory, type History } from '../../arbitraries/histories.js'
import type { Step } from '../../arbitraries/world.js'

/** A row with its kind. */
export type AnyRow = { [Kind in RowKind]: { readonly kind: Kind; readonly row: Rows[Kind] } }[RowKind]

export const ACCOUNT = 'acct_1' as Account

/** What is written of it, through text as a database keeps it. */
export const written = ({ kind, row }: AnyRow): Json => JSON.parse(JSON.stringify(encodeRow(kind, row)))

export const read = (kind: RowKind, json: unknown): Either<InvalidRow, Rows[RowKind]> => decodeRow(kind, json)

/** What is written of what was read. */
export const rewritten = (kind: RowKind, row: Rows[RowKind]): Json => encodeRow(kind, row)

/** Every row that the history's accepted steps write, and one of a document. */
export const rowsOf = ({ steps }: History, body: Json): readonly AnyRow[] => {
  let version = 0
  return steps.flatMap((step) => {
    const rows = rowsOfStep(step, version, body)
    version += step.result._tag === 'Right' ? step.result.right.length : 0
    return rows
  })
}

const rowsOfStep = (step: Step, version: number, body: Json): readonly AnyRow[] => {
  const { command, result, outcome } = step
  const { charge } = outcome
  if (charge === null) return []
  const own = <Part extends { readonly charge: string }>(part: Part | null): Part | null =>
    part?.charge === charge.id ? part : null
  const [refund, dispute] = [own(outcome.refund), own(outcome.dispute)]
  const answer = encodeAnswer(result._tag === 'Left' ? result : { _tag: 'Right', right: { charge, refund, dispute } })
  const use = { key: `key_${version}`, path: command.type, fingerprint: JSON.stringify(command) }
  const key: AnyRow = {
    kind: 'key',
    row: { account: ACCOUNT, record: { ...use, status: 'done', answer, at: command.at } },
  }
  if (result._tag === 'Left') return [key]
  const events = result.right
  const last = version + events.length
  const { at, ...undated } = command
  return [
    key,
    { kind: 'charge', row: { account: ACCOUNT, version: last, acknowledged: last >> 1, charge } },
    ...(refund === null ? [] : [{ kind: 'refund', row: { account: ACCOUNT, refund } } as const]),
    ...(dispute === null ? [] : [{ kind: 'dispute', row: { account: ACCOUNT, dispute } } as const]),
    ...events.map((event, index): AnyRow => {
      const number = version + index + 1
      return {
        kind: 'event',
        row: { account: ACCOUNT, id: eventId(charge.id, number), charge: charge.id, number, event },
      }
    }),
    {
      kind: 'due',
      row: {
        account: ACCOUNT,
        id: `due_${last}`,
        attempts: last % 3,
        at,
        work: {
          type: 'move',
          charge: charge.id,
          refund: step.refund,
          dispute: step.dispute,
          command: undated as Undated,
        },
      },
    },
    {
      kind: 'due',
      row: { account: ACCOUNT, id: 'due_0', attempts: 0, at, work: { type: 'task', name: 'send', data: body } },
    },
    {
      kind: 'document',
      row: {
        account: ACCOUNT,
        version: last + 1,
        document: { kind: 'charge', id: charge.id, createdAt: at, labels: ['customer:cus_1'], body },
      },
    },
  ]
}

/** Every type of event. */
export const EVENT_TYPES: readonly EventType[] = Object.keys({
  ChargePending: 0,
  ChargeAuthorized: 0,
  ChargeFailed: 0,
  ChargeCaptured: 0,
  ChargeReleased: 0,
  ChargeExpired: 0,
  RefundRequested: 0,
  RefundAcknowledged: 0,
  RefundRefused: 0,
  RefundSucceeded: 0,
  RefundFailed: 0,
  RefundCanceled: 0,
  RefundActionRequired: 0,
  RefundSubmitted: 0,
  RefundMetadataEdited: 0,
  FeeReturned: 0,
  TransferReversed: 0,
  DisputeOpened: 0,
  DisputeEscalated: 0,
  DisputeClosed: 0,
} satisfies Record<EventType, 0>) as EventType[]

/** Any JSON that is its own text: −0 is written as 0. */
const anyBody: fc.Arbitrary<Json> = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)))

/** The rows of a random history. */
export const anyRows: fc.Arbitrary<readonly AnyRow[]> = fc
  .tuple(anyHistory({ wildness: 2 }), anyBody)
  .map(([history, body]) => rowsOf(history, body))
