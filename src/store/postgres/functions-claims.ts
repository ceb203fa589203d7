/**
 * Functions that claim and acknowledge, for several workers at once: what one of them holds the others pass over. Leases run
 * by the database's clock. A lease that has lapsed is good until another reader takes what it was on.
 */
import { BY_INDEX } from './names.js'

/** How many events of a charge are given out at once, so that a long history does not come in one piece. */
const LONGEST_BATCH = 1000

const CLAIM_EVENTS = `
CREATE FUNCTION {schema}.claim_events(p_limit bigint, p_seconds double precision)
RETURNS TABLE (account text, charge text, lease text, number bigint, at bigint, body text)
LANGUAGE plpgsql ${BY_INDEX} AS $$
#variable_conflict use_column
DECLARE
  until CONSTANT timestamptz := clock_timestamp() + make_interval(secs => p_seconds);
  taken record;
BEGIN
  -- What lapsed waits again, behind the others; where nothing is left to be read, the lease goes.
  WITH lapsed AS (
    SELECT i.account, i.id FROM {schema}.charges i
      WHERE i.lease IS NOT NULL AND i.turn IS NULL AND i.lease_until <= clock_timestamp()
      ORDER BY i.lease_until LIMIT 1000 FOR NO KEY UPDATE SKIP LOCKED
  ), turns AS MATERIALIZED (
    SELECT l.account, l.id, nextval('{schema:text}.turns') AS turn FROM lapsed l
  )
  UPDATE {schema}.charges c
    SET turn = CASE WHEN c.acknowledged < c.version THEN t.turn END,
      lease = CASE WHEN c.acknowledged < c.version THEN c.lease END,
      lease_until = CASE WHEN c.acknowledged < c.version THEN c.lease_until END
    FROM turns t WHERE c.account = t.account AND c.id = t.id;
  FOR taken IN
    WITH waiting AS (
      SELECT i.account, i.id, i.turn FROM {schema}.charges i WHERE i.turn IS NOT NULL
        ORDER BY i.turn LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
    ), given AS (
      UPDATE {schema}.charges c
        SET turn = NULL, lease_until = until,
          lease = gen_random_uuid()::text || '.' || least(c.version, c.acknowledged + ${LONGEST_BATCH})::text
        FROM waiting w WHERE c.account = w.account AND c.id = w.id
        RETURNING c.account, c.id, c.lease, c.acknowledged, c.version, w.turn
    )
    SELECT * FROM given g ORDER BY g.turn
  LOOP
    RETURN QUERY SELECT e.account, e.charge, taken.lease, e.number, e.at, e.body FROM {schema}.events e
      WHERE e.account = taken.account AND e.charge = taken.id AND e.number > taken.acknowledged
        AND e.number <= least(taken.version, taken.acknowledged + ${LONGEST_BATCH})
      ORDER BY e.number;
  END LOOP;
END $$;`

const ACKNOWLEDGE = `
CREATE FUNCTION {schema}.acknowledge_events(
  p_account text, p_charge text, p_lease text, p_up_to bigint, p_keep double precision
) RETURNS boolean LANGUAGE plpgsql ${BY_INDEX} AS $$
BEGIN
  UPDATE {schema}.charges c
    SET acknowledged = greatest(c.acknowledged, p_up_to),
      turn = CASE WHEN p_keep IS NULL AND greatest(c.acknowledged, p_up_to) < c.version
        THEN coalesce(c.turn, nextval('{schema:text}.turns')) END,
      lease = CASE WHEN p_keep IS NOT NULL THEN c.lease END,
      lease_until = CASE WHEN p_keep IS NOT NULL THEN clock_timestamp() + make_interval(secs => p_keep) END
    WHERE c.account = p_account AND c.id = p_charge AND c.lease = p_lease;
  RETURN FOUND;
END $$;`

/** In order of `again` where it was claimed before, else of its time; `p_again` is when its new lease would end. */
const CLAIM_DUE = `
CREATE FUNCTION {schema}.claim_due(p_at bigint, p_again bigint, p_limit bigint, p_seconds double precision)
RETURNS TABLE (id text, account text, at bigint, attempts bigint, lease text, body text)
LANGUAGE plpgsql ${BY_INDEX} AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH fresh AS (
    SELECT d.seq, d.at, d.at AS turn, 0 AS again FROM {schema}.due d WHERE d.again IS NULL AND d.at <= p_at
      ORDER BY d.at, d.seq LIMIT p_limit FOR UPDATE SKIP LOCKED
  ), lapsed AS (
    SELECT d.seq, d.at, d.again AS turn, 1 AS again FROM {schema}.due d
      WHERE d.again IS NOT NULL AND d.lease_until <= clock_timestamp()
      ORDER BY d.again, d.at, d.seq LIMIT p_limit FOR UPDATE SKIP LOCKED
  ), next AS (
    SELECT * FROM (SELECT * FROM fresh UNION ALL SELECT * FROM lapsed) b ORDER BY turn, again, at, seq LIMIT p_limit
  ), given AS (
    UPDATE {schema}.due d
      SET attempts = d.attempts + 1, again = p_again, lease = gen_random_uuid()::text,
        lease_until = clock_timestamp() + make_interval(secs => p_seconds)
      FROM next n WHERE d.seq = n.seq
      RETURNING d.id, d.account, d.at, d.attempts, d.lease, d.body, n.turn, n.again AS before, d.seq
  )
  SELECT g.id, g.account, g.at, g.attempts, g.lease, g.body FROM given g ORDER BY g.turn, g.before, g.at, g.seq;
END $$;`

export const CLAIM_FUNCTIONS: string = [CLAIM_EVENTS, ACKNOWLEDGE, CLAIM_DUE].join('\n').trim()
