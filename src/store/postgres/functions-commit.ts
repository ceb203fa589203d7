/**
 * The commit of a decision, as one call: each part is written only where it is still as it was loaded, and one that is not
 * takes back all the others. `p` is what `commit.ts` makes of a write. The parts come in one order, so that two who write
 * the same wait for each other and not both ways.
 */
import { BY_INDEX } from './names.js'

/** Raises what moved. */
const MOVED = (of: string): string => `RAISE EXCEPTION USING ERRCODE = 'RM001', MESSAGE = '${of}'`

const OF_CHARGE = (table: 'refund' | 'dispute'): string => `
  IF p ? '${table}' THEN
    piece := p->'${table}';
    IF (piece->>'known')::boolean THEN
      UPDATE {schema}.${table}s r SET amount = (piece->>'amount')::bigint, status = piece->>'status', body = piece->>'body'
        WHERE r.account = whose AND r.id = piece->>'id' AND r.charge = piece->>'charge';
    ELSE
      INSERT INTO {schema}.${table}s (account, id, charge, created_at, amount, status, body)
        VALUES (whose, piece->>'id', piece->>'charge', (piece->>'created_at')::bigint, (piece->>'amount')::bigint,
          piece->>'status', piece->>'body')
        ON CONFLICT DO NOTHING;
    END IF;
    IF NOT FOUND THEN ${MOVED(table)}; END IF;
  END IF;`

const CHARGE = `
  IF p ? 'asked' THEN
    piece := p->'asked';
    PERFORM 1 FROM {schema}.charges c
      WHERE c.account = whose AND c.id = piece->>'id' AND c.version = (piece->>'version')::bigint FOR SHARE;
    IF NOT FOUND AND (piece->>'version')::bigint > 0 THEN ${MOVED('charge')}; END IF;
  END IF;
  IF p ? 'charge' THEN
    piece := p->'charge';
    IF (piece->>'before')::bigint = 0 THEN
      INSERT INTO {schema}.charges (account, id, created_at, version, authorized, captured, released, standing, unsettled,
          turn, body)
        VALUES (whose, piece->>'id', (piece->>'created_at')::bigint, (piece->>'version')::bigint,
          (piece->>'authorized')::bigint, (piece->>'captured')::bigint, (piece->>'released')::bigint,
          (piece->>'standing')::bigint, (piece->>'unsettled')::bigint, nextval('{schema:text}.turns'), piece->>'body')
        ON CONFLICT DO NOTHING;
    ELSE
      -- Who waits keeps its place; a charge that is read waits again when its lease ends.
      UPDATE {schema}.charges c
        SET version = (piece->>'version')::bigint, authorized = (piece->>'authorized')::bigint,
          captured = (piece->>'captured')::bigint, released = (piece->>'released')::bigint,
          standing = (piece->>'standing')::bigint, unsettled = (piece->>'unsettled')::bigint, body = piece->>'body',
          turn = CASE WHEN c.turn IS NULL AND c.lease IS NULL THEN nextval('{schema:text}.turns') ELSE c.turn END
        WHERE c.account = whose AND c.id = piece->>'id' AND c.version = (piece->>'before')::bigint;
    END IF;
    IF NOT FOUND THEN ${MOVED('charge')}; END IF;
    INSERT INTO {schema}.events (account, charge, number, at, body)
      SELECT whose, piece->>'id', e.number, e.at, e.body
      FROM jsonb_to_recordset(p->'events') AS e(number bigint, at bigint, body text) ORDER BY e.number;
  END IF;`

/** What is not there has no row to lock: who reads that and who writes it wait for each other by its name. */
const BY_NAME = (how: 'lock' | 'lock_shared'): string => `PERFORM pg_advisory_xact_${how}(hashtextextended(
          jsonb_build_array('{schema:text}', whose, piece->'kind', piece->'id')::text, 0))`

/** More locks than this at once may be more than the server has place for. */
const MOST_LOCKS = 100

const DOCUMENTS = `
  IF p ? 'documents' THEN
    -- They come in one order for all, and have their places in the order in which they were written.
    places := ARRAY(SELECT nextval('{schema:text}.document_places') FROM generate_series(1, (p->>'fresh')::bigint));
    FOR piece IN SELECT d FROM jsonb_array_elements(p->'documents') d LOOP
      prior := (piece->>'before')::bigint;
      IF NOT piece ? 'body' THEN
        IF prior = 0 THEN
          ${BY_NAME('lock_shared')};
          IF EXISTS (SELECT 1 FROM {schema}.documents d
            WHERE d.account = whose AND d.kind = piece->>'kind' AND d.id = piece->>'id') THEN ${MOVED('document')}; END IF;
        ELSE
          PERFORM 1 FROM {schema}.documents d
            WHERE d.account = whose AND d.kind = piece->>'kind' AND d.id = piece->>'id' AND d.version = prior FOR SHARE;
          IF NOT FOUND THEN ${MOVED('document')}; END IF;
        END IF;
        CONTINUE;
      END IF;
      IF prior = 0 THEN
        IF (p->>'fresh')::bigint <= ${MOST_LOCKS} THEN
          ${BY_NAME('lock')};
        END IF;
        INSERT INTO {schema}.documents AS d (account, kind, id, version, seq, created_at, body)
          VALUES (whose, piece->>'kind', piece->>'id', 1, places[(piece->>'place')::integer],
            (piece->>'created_at')::bigint, piece->>'body')
          ON CONFLICT DO NOTHING RETURNING d.seq, d.created_at INTO spot;
      ELSE
        UPDATE {schema}.documents d SET version = prior + 1, body = piece->>'body'
          WHERE d.account = whose AND d.kind = piece->>'kind' AND d.id = piece->>'id' AND d.version = prior
          RETURNING d.seq, d.created_at INTO spot;
      END IF;
      IF NOT FOUND THEN ${MOVED('document')}; END IF;
      IF piece ? 'labels' THEN
        DELETE FROM {schema}.document_labels l
          WHERE prior > 0 AND l.account = whose AND l.kind = piece->>'kind' AND l.id = piece->>'id';
        INSERT INTO {schema}.document_labels (account, kind, label, created_at, seq, id)
          SELECT whose, piece->>'kind', label, spot.created_at, spot.seq, piece->>'id'
          FROM jsonb_array_elements_text(piece->'labels') label;
      END IF;
    END LOOP;
  END IF;`

const KEY_AND_DUE = `
  IF p ? 'key' THEN
    piece := p->'key';
    IF piece ? 'body' THEN
      DELETE FROM {schema}.key_marks m
        WHERE m.account = whose AND m.key = piece->>'key' AND m.mark = piece->>'mark';
      IF NOT FOUND THEN ${MOVED('key')}; END IF;
      INSERT INTO {schema}.keys AS k (account, key, path, fingerprint, at, body)
        VALUES (whose, piece->>'key', piece->>'path', piece->>'fingerprint', (piece->>'at')::bigint, piece->>'body')
        ON CONFLICT (account, key) DO UPDATE
          SET path = EXCLUDED.path, fingerprint = EXCLUDED.fingerprint, at = EXCLUDED.at, body = EXCLUDED.body
          -- Only over one that had expired: where transactions see but one moment, the load may have missed another.
          WHERE k.at <= (piece->>'expired')::numeric;
      IF NOT FOUND THEN ${MOVED('key')}; END IF;
    ELSIF NOT {schema}.give_back_key(whose, piece->>'key', piece->>'mark', piece->'before') THEN
      ${MOVED('key')};
    END IF;
  END IF;
  IF p ? 'done' THEN
    FOR piece IN SELECT e FROM jsonb_array_elements(p->'done') e ORDER BY (e->>'seq')::bigint LOOP
      DELETE FROM {schema}.due d WHERE d.seq = (piece->>'seq')::bigint AND d.lease = piece->>'lease';
      IF NOT FOUND THEN ${MOVED('due')}; END IF;
    END LOOP;
  END IF;
  IF p ? 'due' THEN
    INSERT INTO {schema}.due (account, at, body)
      SELECT whose, (d->>'at')::bigint, d->>'body' FROM jsonb_array_elements(p->'due') WITH ORDINALITY AS e(d, turn)
      ORDER BY turn;
  END IF;`

const FREE_OF = (table: 'refund' | 'dispute'): string => `
  IF p ? 'free_${table}' AND EXISTS (
    SELECT 1 FROM {schema}.${table}s r WHERE r.account = whose AND r.id = p->>'free_${table}'
  ) THEN ${MOVED(table)}; END IF;`

/** What must not be there, last: whoever made it had read what is written here, and was waited for by now. */
const FREE = `
  IF p ? 'asked' AND (p->'asked'->>'version')::bigint = 0 AND EXISTS (
    SELECT 1 FROM {schema}.charges c WHERE c.account = whose AND c.id = p->'asked'->>'id'
  ) THEN ${MOVED('charge')}; END IF;
${FREE_OF('refund')}
${FREE_OF('dispute')}`

/** Null where it was written; else what moved, and then nothing was written but that the key is given back. */
const COMMIT = `
CREATE FUNCTION {schema}.commit(p jsonb) RETURNS text LANGUAGE plpgsql ${BY_INDEX} AS $$
DECLARE
  whose CONSTANT text := p->>'account';
  piece jsonb;
  prior bigint;
  spot record;
  places bigint[];
  broken text;
BEGIN
${CHARGE}
${OF_CHARGE('refund')}
${OF_CHARGE('dispute')}
${DOCUMENTS}
${KEY_AND_DUE}
${FREE}
  RETURN NULL;
EXCEPTION
  WHEN SQLSTATE 'RM001' OR check_violation THEN
    GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
    -- A charge whose refunds were written by hand meanwhile has moved as well.
    IF SQLSTATE <> 'RM001' AND broken <> 'charges_refunded' THEN RAISE; END IF;
    IF p ? 'key' THEN
      PERFORM {schema}.give_back_key(whose, p->'key'->>'key', p->'key'->>'mark', p->'key'->'before');
    END IF;
    RETURN CASE WHEN SQLSTATE = 'RM001' THEN SQLERRM ELSE 'charge' END;
END $$;`

export const COMMIT_FUNCTION: string = COMMIT.trim()
