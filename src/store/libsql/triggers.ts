/** The triggers of version 1, by which no hand-written statement refunds too much, nor gives what is a charge's to another. */

/** Those that count: `isStanding` of the law. */
const STANDS = (row: 'new' | 'old' | 'r'): string =>
  `${row}.status in ('requested', 'pending', 'requires_action', 'succeeded')`

/** Beside the CHECK of the charge, which a trigger passes over where the statement says `or ignore` or `or fail`. */
const AT_MOST_CAPTURED = `select raise(abort, 'rm_refunds: more would be refunded than was captured')
  where exists (select 1 from rm_charges where seq = new.charge and refunded + new.amount > captured)`

/**
 * `refunded` is the sum of the refunds that are `counted`, and those that stand are. The triggers on refunds keep it so: while a
 * refund stands and is not counted, or the other way round, its charge's sum may change by its amount, and by nothing else.
 * That is so within such a trigger only.
 */
const COUNT = (sign: '+' | '-'): string => `
  update rm_charges set refunded = refunded ${sign} new.amount, counting = new.seq where seq = new.charge;
  update rm_refunds set counted = ${sign === '+' ? 1 : 0} where seq = new.seq;`

/** Later than the charge's newest, or written after it in the same second: its row says so. */
const IS_NEWEST = '(new.created_at, new.seq) > (newest_refund_at, coalesce(newest_refund, 0))'

/** Of a new refund: counted as above where it stands, and put behind the charge's newest unless it is late. */
const ADD = `
  update rm_charges set
    refunded = refunded + case when ${STANDS('new')} then new.amount else 0 end,
    counting = case when ${STANDS('new')} then new.seq else counting end,
    refunds = refunds + (${IS_NEWEST}),
    newest_refund = case when ${IS_NEWEST} then new.seq else newest_refund end,
    newest_refund_at = max(new.created_at, newest_refund_at),
    previous_refund = case when ${IS_NEWEST} then newest_refund else previous_refund end
    where seq = new.charge;
  update rm_refunds set
    counted = ${STANDS('new')},
    (nth, previous) = (
      select iif(newest_refund = new.seq, refunds, -1), iif(newest_refund = new.seq, previous_refund, null)
      from rm_charges where seq = new.charge
    )
    where seq = new.seq;`

/** The event before a new one; or where that is late, the last that is not. */
const BEFORE = (column: 'number' | 'at' | 'seq'): string => `(
    select case p.late when 0 then p.${column}
      else (select ${column} from rm_events where charge = p.charge and number = p.late) end
    from rm_events p where p.charge = new.charge and p.number = new.number - 1
  )`

/** A charge belongs to one account, and so does what is its. */
const OF_CHARGE = (table: string): string =>
  `select raise(abort, '${table}: there is no such charge in this account')
  where not exists (select 1 from rm_charges where seq = new.charge and account = new.account);`

export const TRIGGERS = `
create trigger rm_charges_insert before insert on rm_charges
when new.refunded <> 0 or new.refunds <> 0 or new.newest_refund is not null or new.newest_refund_at <> 0
  or new.previous_refund is not null
  or exists (select 1 from rm_charges where seq = new.seq)
  or exists (select 1 from rm_charges where account = new.account and id = new.id)
begin
  select raise(abort, 'rm_charges: a new charge has no refunds, and replaces none');
end;
create trigger rm_charges_refunded before update on rm_charges
when new.refunded <> old.refunded and not exists (
  select 1 from rm_refunds r where r.seq = new.counting and r.charge = new.seq
  and case when ${STANDS('r')}
    then r.counted = 0 and new.refunded = old.refunded + r.amount
    else r.counted = 1 and new.refunded = old.refunded - r.amount
  end
)
begin
  select raise(abort, 'rm_charges: refunded is the sum of its refunds, and is not written by hand');
end;
create trigger rm_charges_refunds
before update of refunds, newest_refund, newest_refund_at, previous_refund on rm_charges
when (new.refunds <> old.refunds or new.newest_refund is not old.newest_refund
    or new.newest_refund_at <> old.newest_refund_at or new.previous_refund is not old.previous_refund)
  and not exists (select 1 from rm_refunds r where r.seq = new.newest_refund and r.charge = new.seq and r.nth = 0)
begin
  select raise(abort, 'rm_charges: in which order its refunds are is not written by hand');
end;
create trigger rm_charges_name before update on rm_charges
when new.seq <> old.seq or new.account <> old.account or new.id <> old.id
begin
  select raise(abort, 'rm_charges: a charge keeps its name');
end;
create trigger rm_charges_delete before delete on rm_charges
begin
  select raise(abort, 'rm_charges: a charge is not deleted');
end;

create trigger rm_refunds_insert before insert on rm_refunds
begin
  select raise(abort, 'rm_refunds: the id is taken')
  where exists (select 1 from rm_refunds where account = new.account and id = new.id)
    or exists (select 1 from rm_refunds where seq = new.seq);
  ${OF_CHARGE('rm_refunds')}
  select raise(abort, 'rm_refunds: a new refund is not counted yet')
  where new.counted <> 0 or new.nth <> 0 or new.previous is not null;
end;
create trigger rm_refunds_stands after insert on rm_refunds
begin
  ${AT_MOST_CAPTURED} and ${STANDS('new')};${ADD}
end;
create trigger rm_refunds_fixed before update on rm_refunds
when new.seq <> old.seq or new.account <> old.account or new.id <> old.id
  or new.charge <> old.charge or new.amount <> old.amount or new.created_at <> old.created_at
  or (old.nth <> 0 and (new.nth <> old.nth or new.previous is not old.previous))
begin
  select raise(abort, 'rm_refunds: a refund keeps its name, its charge and its amount, and its place among the others');
end;
create trigger rm_refunds_counted before update on rm_refunds
when new.counted <> old.counted and (new.status <> old.status or new.counted <> (${STANDS('new')}))
begin
  select raise(abort, 'rm_refunds: a refund is counted where it stands, and not by hand');
end;
create trigger rm_refunds_revived after update of status on rm_refunds
when ${STANDS('new')} and not ${STANDS('old')}
begin
  ${AT_MOST_CAPTURED};${COUNT('+')}
end;
create trigger rm_refunds_ended after update of status on rm_refunds
when ${STANDS('old')} and not ${STANDS('new')}
begin${COUNT('-')}
end;
create trigger rm_refunds_delete before delete on rm_refunds
begin
  select raise(abort, 'rm_refunds: a refund is not deleted');
end;

create trigger rm_disputes_insert before insert on rm_disputes
begin
  select raise(abort, 'rm_disputes: the id is taken')
  where exists (select 1 from rm_disputes where account = new.account and id = new.id)
    or exists (select 1 from rm_disputes where seq = new.seq);
  ${OF_CHARGE('rm_disputes')}
end;
create trigger rm_disputes_fixed before update on rm_disputes
when new.seq <> old.seq or new.account <> old.account or new.id <> old.id or new.charge <> old.charge
begin
  select raise(abort, 'rm_disputes: a dispute keeps its name and its charge');
end;

create trigger rm_disputes_delete before delete on rm_disputes
begin
  select raise(abort, 'rm_disputes: a dispute is not deleted');
end;

create trigger rm_events_insert before insert on rm_events
begin
  select raise(abort, 'rm_events: the row is taken') where exists (select 1 from rm_events where seq = new.seq);
  ${OF_CHARGE('rm_events')}
  select raise(abort, 'rm_events: an event has the next number of its charge')
  where new.late <> 0 or new.number <> 1 + coalesce((select max(number) from rm_events where charge = new.charge), 0);
end;
create trigger rm_events_late after insert on rm_events
when (new.at, new.seq) < (${BEFORE('at')}, ${BEFORE('seq')})
begin
  update rm_events set late = ${BEFORE('number')} where seq = new.seq;
end;
create trigger rm_events_fixed before update on rm_events
when new.seq <> old.seq or new.account <> old.account or new.charge <> old.charge
  or new.number <> old.number or new.at <> old.at
  or (new.late <> old.late and (old.late <> 0 or not exists (
    select 1 from rm_events where charge = new.charge and number = new.late and late = 0 and (at, seq) > (new.at, new.seq)
  )))
begin
  select raise(abort, 'rm_events: an event keeps its charge, its number and its time');
end;
create trigger rm_events_delete before delete on rm_events
begin
  select raise(abort, 'rm_events: an event is not deleted');
end;
`
