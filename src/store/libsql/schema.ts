/** Version 1 of the schema: tables and indexes, and after them the triggers. */
import { TRIGGERS } from './triggers.js'

const AMOUNT = 999_999_999_999_999

/**
 * Which refunds of a charge are in an index by it: those whose number is a multiple of this. Each names the one before it, by
 * which the others are reached. So a refund seldom writes a page that is its charge's alone, of which there are as many as charges.
 * A part of the schema: with another number the lists of a file that is there would find no index.
 */
export const MARK_EVERY = 16
/** Said as the index says it: SQLite compares the words. A number is 0 only while its refund is being added. */
export const IS_MARK = `nth > 0 and nth % ${MARK_EVERY} = 0`
/** Refunds and events whose time is before that of one before them: they have no place in the order of those, but an index. */
export const IS_LATE = { refund: 'nth < 0', event: 'late > 0' } as const

const TABLES = `
create table rm_migrations (
  version integer primary key,
  name text not null,
  applied_at integer not null
) strict;

create table rm_charges (
  seq integer primary key check (seq >= 1),
  account text not null,
  id text not null,
  created_at integer not null,
  version integer not null check (version >= 1),
  acknowledged integer not null default 0 check (acknowledged between 0 and version),
  authorized integer not null check (authorized between 1 and ${AMOUNT}),
  captured integer not null check (captured >= 0),
  released integer not null check (released >= 0),
  standing integer not null check (standing between 0 and captured),
  unsettled integer not null check (unsettled between 0 and standing),
  refunded integer not null default 0 check (refunded between 0 and captured),
  counting integer,
  refunds integer not null default 0 check (refunds >= 0),
  newest_refund integer,
  newest_refund_at integer not null default 0,
  previous_refund integer,
  turn integer,
  lease text,
  lease_until real,
  lease_up_to integer,
  body text not null,
  unique (account, id),
  check (captured + released <= authorized)
) strict;
create index rm_charges_created on rm_charges (account, created_at);
create index rm_charges_turn on rm_charges (turn) where turn is not null;
create index rm_charges_lease on rm_charges (lease_until) where lease_until is not null;

create table rm_refunds (
  seq integer primary key check (seq >= 1),
  account text not null,
  id text not null,
  charge integer not null references rm_charges (seq),
  created_at integer not null,
  amount integer not null check (amount between 1 and ${AMOUNT}),
  status text not null check (
    status in ('requested', 'refused', 'pending', 'requires_action', 'succeeded', 'failed', 'canceled')
  ),
  counted integer not null default 0 check (counted in (0, 1)),
  nth integer not null default 0 check (nth >= -1),
  previous integer,
  body text not null,
  unique (account, id)
) strict;
create index rm_refunds_created on rm_refunds (account, created_at);
create index rm_refunds_mark on rm_refunds (charge, nth) where ${IS_MARK};
create index rm_refunds_late on rm_refunds (charge, created_at) where ${IS_LATE.refund};

create table rm_disputes (
  seq integer primary key,
  account text not null,
  id text not null,
  charge integer not null references rm_charges (seq),
  created_at integer not null,
  amount integer not null check (amount between 1 and ${AMOUNT}),
  status text not null check (status in ('inquiry', 'open', 'won', 'lost', 'inquiry_closed', 'prevented')),
  body text not null,
  unique (account, id)
) strict;
create index rm_disputes_created on rm_disputes (account, created_at);
create index rm_disputes_charge on rm_disputes (charge, created_at);

create table rm_events (
  seq integer primary key,
  account text not null,
  charge integer not null references rm_charges (seq),
  number integer not null check (number >= 1),
  at integer not null,
  late integer not null default 0 check (late between 0 and number - 1),
  body text not null,
  unique (charge, number)
) strict;
create index rm_events_at on rm_events (account, at);
create index rm_events_late on rm_events (charge, at) where ${IS_LATE.event};

create table rm_documents (
  seq integer primary key,
  account text not null,
  kind text not null,
  id text not null,
  version integer not null check (version >= 1),
  created_at integer not null,
  labels text not null,
  body text not null,
  unique (account, kind, id)
) strict;
create index rm_documents_created on rm_documents (account, kind, created_at);

create table rm_document_labels (
  account text not null,
  kind text not null,
  label text not null,
  created_at integer not null,
  seq integer not null references rm_documents (seq),
  primary key (account, kind, label, created_at, seq)
) strict, without rowid;
create index rm_document_labels_document on rm_document_labels (seq);

create table rm_keys (
  seq integer primary key,
  account text not null,
  key text not null,
  path text not null,
  fingerprint text not null,
  at integer not null,
  body text not null,
  unique (account, key)
) strict;
create index rm_keys_at on rm_keys (at);

create table rm_key_marks (
  account text not null,
  key text not null,
  path text not null,
  fingerprint text not null,
  until integer not null,
  mark text not null,
  primary key (account, key)
) strict, without rowid;
create index rm_key_marks_until on rm_key_marks (until);

create table rm_due (
  seq integer primary key autoincrement,
  account text not null,
  at integer not null,
  attempts integer not null default 0 check (attempts >= 0),
  again integer,
  lease text,
  lease_until real,
  body text not null
) strict;
create index rm_due_waiting on rm_due (at) where again is null;
create index rm_due_again on rm_due (again, at) where again is not null and lease_until is null;
create index rm_due_lease on rm_due (lease_until) where lease_until is not null;
`

export const SCHEMA = `${TABLES.trim()}\n${TRIGGERS}`
