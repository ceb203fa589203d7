/** Version 1 of the schema: tables, indexes, and the triggers by which no hand-written statement refunds too much. */

const AMOUNT = 999_999_999_999_999

/** Those that count: `isStanding` of the law. */
const STANDS = (row: 'new' | 'old' | 'r'): string =>
  `${row}.status in ('requested', 'pending', 'requires_action', 'succeeded')`

/** Beside the CHECK of the charge, which a trigger passes over where the statement says `or ignore` or `or fail`. */
const AT_MOST_CAPTURED = `select raise(abort, 'rm_refunds: more would be refunded than was captured')
  where exists (
    select 1 from rm_charges
    where account = new.account and id = new.charge and refunded + new.amount > captured
  );`

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
  charge text not null,
  created_at integer not null,
  amount integer not null check (amount between 1 and ${AMOUNT}),
  status text not null check (
    status in ('requested', 'refused', 'pending', 'requires_action', 'succeeded', 'failed', 'canceled')
  ),
  counted integer not null default 0 check (counted in (0, 1)),
  body text not null,
  unique (account, id),
  foreign key (account, charge) references rm_charges (account, id)
) strict;
create index rm_refunds_created on rm_refunds (account, created_at);
create index rm_refunds_charge on rm_refunds (account, charge, created_at);

create table rm_disputes (
  seq integer primary key,
  account text not null,
  id text not null,
  charge text not null,
  created_at integer not null,
  amount integer not null check (amount between 1 and ${AMOUNT}),
  status text not null check (status in ('inquiry', 'open', 'won', 'lost', 'inquiry_closed', 'prevented')),
  body text not null,
  unique (account, id),
  foreign key (account, charge) references rm_charges (account, id)
) strict;
create index rm_disputes_created on rm_disputes (account, created_at);
create index rm_disputes_charge on rm_disputes (account, charge, created_at);

create table rm_events (
  seq integer primary key,
  account text not null,
  charge text not null,
  number integer not null check (number >= 1),
  at integer not null,
  body text not null,
  unique (account, charge, number),
  foreign key (account, charge) references rm_charges (account, id)
) strict;
create index rm_events_at on rm_events (account, at);
create index rm_events_charge on rm_events (account, charge, at);

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

/**
 * \`refunded\` is the sum of the refunds that are \`counted\`, and those that stand are. The triggers on refunds keep it so: while a
 * refund stands and is not counted, or the other way round, its charge's sum may change by its amount, and by nothing else.
 * That is so within such a trigger only.
 */
const COUNT = (sign: '+' | '-'): string => `
  update rm_charges set refunded = refunded ${sign} new.amount, counting = new.seq
  where account = new.account and id = new.charge;
  update rm_refunds set counted = ${sign === '+' ? 1 : 0} where seq = new.seq;`

const TRIGGERS = `
create trigger rm_charges_insert before insert on rm_charges
when new.refunded <> 0
  or exists (select 1 from rm_charges where seq = new.seq)
  or exists (select 1 from rm_refunds where account = new.account and charge = new.id)
begin
  select raise(abort, 'rm_charges: a new charge has no refunds, and replaces none');
end;
create trigger rm_charges_refunded before update on rm_charges
when new.refunded <> old.refunded and not exists (
  select 1 from rm_refunds r where r.seq = new.counting and r.account = new.account and r.charge = new.id
  and case when ${STANDS('r')}
    then r.counted = 0 and new.refunded = old.refunded + r.amount
    else r.counted = 1 and new.refunded = old.refunded - r.amount
  end
)
begin
  select raise(abort, 'rm_charges: refunded is the sum of its refunds, and is not written by hand');
end;
create trigger rm_charges_name before update on rm_charges
when new.seq <> old.seq or new.account <> old.account or new.id <> old.id
begin
  select raise(abort, 'rm_charges: a charge keeps its name');
end;
create trigger rm_charges_delete before delete on rm_charges
when exists (select 1 from rm_refunds where account = old.account and charge = old.id)
begin
  select raise(abort, 'rm_charges: a charge with refunds is not deleted');
end;

create trigger rm_refunds_insert before insert on rm_refunds
begin
  select raise(abort, 'rm_refunds: the id is taken')
  where exists (select 1 from rm_refunds where account = new.account and id = new.id)
    or exists (select 1 from rm_refunds where seq = new.seq);
  select raise(abort, 'rm_refunds: there is no such charge')
  where not exists (select 1 from rm_charges where account = new.account and id = new.charge);
  select raise(abort, 'rm_refunds: a new refund is not counted yet') where new.counted <> 0;
end;
create trigger rm_refunds_stands after insert on rm_refunds
when ${STANDS('new')}
begin
  ${AT_MOST_CAPTURED}${COUNT('+')}
end;
create trigger rm_refunds_fixed before update on rm_refunds
when new.seq <> old.seq or new.account <> old.account or new.id <> old.id
  or new.charge <> old.charge or new.amount <> old.amount
begin
  select raise(abort, 'rm_refunds: a refund keeps its name, its charge and its amount');
end;
create trigger rm_refunds_counted before update on rm_refunds
when new.counted <> old.counted and (new.status <> old.status or new.counted <> (${STANDS('new')}))
begin
  select raise(abort, 'rm_refunds: a refund is counted where it stands, and not by hand');
end;
create trigger rm_refunds_revived after update of status on rm_refunds
when ${STANDS('new')} and not ${STANDS('old')}
begin
  ${AT_MOST_CAPTURED}${COUNT('+')}
end;
create trigger rm_refunds_ended after update of status on rm_refunds
when ${STANDS('old')} and not ${STANDS('new')}
begin${COUNT('-')}
end;
create trigger rm_refunds_delete before delete on rm_refunds
begin
  select raise(abort, 'rm_refunds: a refund is not deleted');
end;
`

export const SCHEMA = `${TABLES.trim()}\n${TRIGGERS}`
