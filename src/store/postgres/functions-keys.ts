/** Functions on idempotency keys. They ask of the database's rows what `judgeKey` and the memory store's `keys.ts` say. */
import { BY_INDEX } from './names.js'

/**
 * The key as it was before, and whether it is held now: a mark that has not lapsed and an answer that has not expired are
 * given as they are. `p_patient`: a mark that has lapsed is not taken over, but said. Each statement sees what was committed before it, so that who takes a mark has seen every answer.
 */
const HOLD = `
CREATE FUNCTION {schema}.hold_key(
  p_account text, p_key text, p_path text, p_fingerprint text, p_until bigint, p_at bigint, p_life numeric, p_mark text,
  p_patient boolean
) RETURNS json LANGUAGE plpgsql ${BY_INDEX} AS $$
DECLARE
  known record;
  answered record;
BEGIN
  FOR attempt IN 1..100 LOOP
    SELECT m.path, m.fingerprint, m.until, m.mark INTO known
      FROM {schema}.key_marks m WHERE m.account = p_account AND m.key = p_key;
    IF FOUND THEN
      IF p_at < known.until THEN RETURN json_build_object('held', false, 'running', row_to_json(known)); END IF;
      IF p_patient THEN RETURN json_build_object('held', false, 'lapsed', true); END IF;
      UPDATE {schema}.key_marks m
        SET path = p_path, fingerprint = p_fingerprint, until = p_until, mark = p_mark
        WHERE m.account = p_account AND m.key = p_key AND m.mark = known.mark;
      IF FOUND THEN RETURN json_build_object('held', true, 'running', row_to_json(known)); END IF;
    ELSE
      SELECT k.account, k.key, k.path, k.fingerprint, k.at, k.body INTO answered
        FROM {schema}.keys k WHERE k.account = p_account AND k.key = p_key;
      IF FOUND AND p_at < answered.at + p_life THEN
        RETURN json_build_object('held', false, 'done', row_to_json(answered));
      END IF;
      INSERT INTO {schema}.key_marks (account, key, path, fingerprint, until, mark)
        VALUES (p_account, p_key, p_path, p_fingerprint, p_until, p_mark) ON CONFLICT DO NOTHING;
      IF FOUND THEN
        -- Whoever had the mark before may have answered since the answer was looked for.
        SELECT k.account, k.key, k.path, k.fingerprint, k.at, k.body INTO answered
          FROM {schema}.keys k WHERE k.account = p_account AND k.key = p_key;
        IF NOT FOUND THEN RETURN json_build_object('held', true); END IF;
        IF p_at >= answered.at + p_life THEN
          RETURN json_build_object('held', true, 'done', row_to_json(answered));
        END IF;
        DELETE FROM {schema}.key_marks m WHERE m.account = p_account AND m.key = p_key AND m.mark = p_mark;
        RETURN json_build_object('held', false, 'done', row_to_json(answered));
      END IF;
    END IF;
  END LOOP;
  RAISE EXCEPTION 'the key is taken and given back all the time' USING ERRCODE = 'serialization_failure';
END $$;`

/** The mark goes, and the lapsed one that it was written over comes back; whether it was still there. */
const GIVE_BACK = `
CREATE FUNCTION {schema}.give_back_key(p_account text, p_key text, p_mark text, p_before jsonb)
RETURNS boolean LANGUAGE plpgsql ${BY_INDEX} AS $$
BEGIN
  IF p_before IS NULL OR p_before = 'null' THEN
    DELETE FROM {schema}.key_marks m WHERE m.account = p_account AND m.key = p_key AND m.mark = p_mark;
  ELSE
    UPDATE {schema}.key_marks m
      SET path = p_before->>'path', fingerprint = p_before->>'fingerprint', until = (p_before->>'until')::bigint,
        mark = p_before->>'mark'
      WHERE m.account = p_account AND m.key = p_key AND m.mark = p_mark;
  END IF;
  RETURN FOUND;
END $$;`

const FORGET = `
CREATE FUNCTION {schema}.forget_keys(p_before bigint, p_limit bigint) RETURNS bigint LANGUAGE plpgsql ${BY_INDEX} AS $$
DECLARE
  marks bigint;
  records bigint;
BEGIN
  WITH old AS (
    SELECT o.account, o.key FROM {schema}.key_marks o WHERE o.until <= p_before
      ORDER BY o.until LIMIT p_limit FOR UPDATE SKIP LOCKED
  )
  DELETE FROM {schema}.key_marks m USING old WHERE m.account = old.account AND m.key = old.key;
  GET DIAGNOSTICS marks = ROW_COUNT;
  WITH old AS (
    SELECT o.account, o.key FROM {schema}.keys o WHERE o.at <= p_before
      ORDER BY o.at LIMIT p_limit - marks FOR UPDATE SKIP LOCKED
  )
  DELETE FROM {schema}.keys k USING old WHERE k.account = old.account AND k.key = old.key;
  GET DIAGNOSTICS records = ROW_COUNT;
  RETURN marks + records;
END $$;`

export const KEY_FUNCTIONS: string = [HOLD, GIVE_BACK, FORGET].join('\n').trim()
