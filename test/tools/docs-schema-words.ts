/** What every column of the database stores means, for `docs/schema.md`. The generator asks SQLite for those that there are. */

export interface Column {
  /** Its type in PostgreSQL, which a test of the project `postgres` compares; null where that store has none. */
  readonly postgres: string | null
  readonly means: string
}

export interface Table {
  readonly means: string
  readonly columns: Readonly<Record<string, Column>>
}

const of = (postgres: string | null, means: string): Column => ({ postgres, means })

const account = of('text', 'whose it is')
const seq = of('bigint', 'the order in which rows were written, told apart where `created_at` is the same')
const createdAt = of('bigint', 'seconds since 1970. Lists have the newest first')
const body = of('text', 'the rest of the row, as JSON')
const charge = of('text', 'the charge that it belongs to: in SQLite by its `seq`, in PostgreSQL by its `id`')

const CHARGES: Table = {
  means: 'A charge with its sums, and its place in the outbox.',
  columns: {
    seq,
    account,
    id: of('text', 'unique in its account. See [long names](#how-to-read-the-tables)'),
    created_at: createdAt,
    version: of('bigint', 'the number of its last event. A commit writes against the version that was read'),
    acknowledged: of('bigint', 'the number of the last event that a reader of the outbox has acknowledged'),
    authorized: of('bigint', 'in minor units, as all amounts'),
    captured: of('bigint', 'the limit of what may be refunded'),
    released: of('bigint', 'what was authorised and let go'),
    standing: of('bigint', 'the refunds that stand, as the law has counted'),
    unsettled: of('bigint', 'the part of `standing` that has not succeeded yet'),
    refunded: of('bigint', 'the refunds that stand, as the triggers of `refunds` have counted'),
    counting: of(null, 'the row of the refund that those triggers counted last, by its `seq`'),
    refunds: of(null, 'how many it has, whether or not they stand, those apart that came late'),
    newest_refund: of(null, 'the row of the last of them, by its `seq`'),
    newest_refund_at: of(null, 'its `created_at`; 0 where there is none'),
    previous_refund: of(null, 'the row of the one before that'),
    turn: of('bigint or null', 'its place among the charges whose events wait for a reader; null where none wait'),
    lease: of('text or null', 'who reads its events'),
    lease_until: of('timestamptz or null', 'until when nobody else may, by the clock of the database'),
    lease_up_to: of(null, 'the last event that the reader was given'),
    body,
  },
}

const REFUNDS: Table = {
  means: 'A refund. It stands where its status is `requested`, `pending`, `requires_action` or `succeeded`.',
  columns: {
    seq,
    account,
    id: of('text', 'unique in its account, for ever'),
    charge,
    created_at: createdAt,
    amount: of('bigint', 'in minor units of the charge’s currency'),
    status: of('text', 'one of the seven of [lifecycles.md](lifecycles.md)'),
    counted: of(null, '1 where `refunded` of its charge has it in its sum: where it stands'),
    nth: of(
      null,
      '1 for the first refund of the charge, without gaps; −1 where it came [late](#how-to-read-the-tables)',
    ),
    previous: of(null, 'the row of the refund with the number before, by its `seq`'),
    body,
  },
}

const DISPUTES: Table = {
  means: 'A dispute.',
  columns: {
    seq,
    account,
    id: of('text', 'unique in its account'),
    charge,
    created_at: createdAt,
    amount: of('bigint', 'what is disputed; it may exceed the charge'),
    status: of('text', 'one of those of [lifecycles.md](lifecycles.md)'),
    body,
  },
}

const EVENTS: Table = {
  means:
    'The history of each charge, which is the outbox as well: events above `acknowledged` have not been delivered.',
  columns: {
    seq,
    account,
    charge,
    number: of('bigint', '1 for the first event of the charge, without gaps'),
    at: of('bigint', 'when it happened, by the clock of the desk'),
    late: of(
      null,
      '0; where it came [late](#how-to-read-the-tables), the number of the last event before it that did not',
    ),
    body,
  },
}

const DOCUMENTS: Table = {
  means: 'Rows of the caller’s own, and what the server keeps beside charges.',
  columns: {
    seq: of('bigint', 'its place in lists'),
    account,
    kind: of('text', 'such as `order`'),
    id: of('text', 'unique in account and kind'),
    version: of('bigint', '1 for the first'),
    created_at: createdAt,
    labels: of(null, 'the labels, as JSON: whether a write changes them is seen without reading the next table'),
    body,
  },
}

const DOCUMENT_LABELS: Table = {
  means: 'A row for each label of each document, so that a list by label reads its page alone.',
  columns: {
    account,
    kind: of('text', 'of the document'),
    label: of('text', 'such as `customer:cus_1`'),
    created_at: of('bigint', 'of the document'),
    seq: of('bigint', 'of the document'),
    id: of('text', 'of the document'),
  },
}

const key = of('text', 'the idempotency key, unique in its account')
const path = of('text', 'what was asked under it')
const fingerprint = of('text', 'the parameters that it was asked with')

const KEYS: Table = {
  means: 'What was answered under an idempotency key. `desk.forgetKeys` removes the old ones.',
  columns: {
    seq: of(null, 'the row'),
    account,
    key,
    path,
    fingerprint,
    at: of('bigint', 'when it was answered: it is replayed for 24 hours'),
    body,
  },
}

const KEY_MARKS: Table = {
  means:
    'Keys under way, which need not survive the machine: a table that is `UNLOGGED` in PostgreSQL, and written without an fsync in SQLite.',
  columns: {
    account,
    key,
    path,
    fingerprint,
    until: of('bigint', 'when whoever has it is taken for dead'),
    mark: of('text', 'chance: proves that it is still the same one’s'),
  },
}

const DUE: Table = {
  means: 'What waits for its time.',
  columns: {
    seq: of('bigint', 'the order in which rows were written; never used twice'),
    id: of('text', '`due_` and `seq`'),
    account,
    at: of('bigint', 'when it is due, by the clock of the desk'),
    again: of(
      'bigint or null',
      'when it is due again, where a claim of it came to nothing; null before it was claimed',
    ),
    attempts: of('bigint', 'how often it was claimed'),
    lease: of('text or null', 'who does it'),
    lease_until: of('timestamptz or null', 'until when nobody else may, by the clock of the database'),
    body,
  },
}

const MIGRATIONS: Table = {
  means: 'The steps that have made the schema. The highest is its version.',
  columns: {
    version: of('bigint', '1 for the first, without gaps'),
    name: of('text', 'what it is about'),
    applied_at: of('timestamptz', 'when it ran'),
  },
}

export const WORDS: Readonly<Record<string, Table>> = {
  charges: CHARGES,
  refunds: REFUNDS,
  disputes: DISPUTES,
  events: EVENTS,
  documents: DOCUMENTS,
  document_labels: DOCUMENT_LABELS,
  keys: KEYS,
  key_marks: KEY_MARKS,
  due: DUE,
  migrations: MIGRATIONS,
}
