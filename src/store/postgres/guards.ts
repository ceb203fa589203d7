/**
 * Triggers that keep the sum of each charge's refunds, so that no statement, a hand-written one included, refunds more than
 * was captured: the sum stands in the charge's row, where a CHECK compares it with what was captured and its lock makes
 * writers wait for one another.
 */

const COUNTED = `
CREATE FUNCTION {schema}.stands(status text, amount bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN status IN ('requested', 'pending', 'requires_action', 'succeeded') THEN amount ELSE 0 END
$$;

CREATE FUNCTION {schema}.count_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR TG_OP = 'TRUNCATE' THEN
    RAISE EXCEPTION 'refunds are not deleted: what was returned stays returned' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.account, NEW.charge, NEW.id) IS DISTINCT FROM (OLD.account, OLD.charge, OLD.id) THEN
      RAISE EXCEPTION 'a refund stays with its charge and keeps its id' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE {schema}.charges
      SET refunded = refunded + {schema}.stands(NEW.status, NEW.amount) - {schema}.stands(OLD.status, OLD.amount)
      WHERE account = NEW.account AND id = NEW.charge;
  ELSE
    UPDATE {schema}.charges SET refunded = refunded + {schema}.stands(NEW.status, NEW.amount)
      WHERE account = NEW.account AND id = NEW.charge;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER refunds_added AFTER INSERT ON {schema}.refunds FOR EACH ROW
  WHEN ({schema}.stands(NEW.status, NEW.amount) > 0) EXECUTE FUNCTION {schema}.count_refund();
CREATE TRIGGER refunds_changed AFTER UPDATE ON {schema}.refunds FOR EACH ROW
  WHEN ({schema}.stands(NEW.status, NEW.amount) <> {schema}.stands(OLD.status, OLD.amount)
    OR NEW.account <> OLD.account OR NEW.charge <> OLD.charge OR NEW.id <> OLD.id)
  EXECUTE FUNCTION {schema}.count_refund();
CREATE TRIGGER refunds_deleted BEFORE DELETE ON {schema}.refunds FOR EACH ROW
  EXECUTE FUNCTION {schema}.count_refund();
CREATE TRIGGER refunds_emptied BEFORE TRUNCATE ON {schema}.refunds FOR EACH STATEMENT
  EXECUTE FUNCTION {schema}.count_refund();`

const KEPT = `
CREATE FUNCTION {schema}.keep_refunded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'refunded is the sum of the refunds, and is kept by their triggers'
    USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER charges_added BEFORE INSERT ON {schema}.charges FOR EACH ROW
  WHEN (NEW.refunded <> 0) EXECUTE FUNCTION {schema}.keep_refunded();
-- Within the trigger of a refund the depth is 1, and in a statement of anyone else's 0.
CREATE TRIGGER charges_refunded BEFORE UPDATE OF refunded ON {schema}.charges FOR EACH ROW
  WHEN (NEW.refunded <> OLD.refunded AND pg_trigger_depth() = 0) EXECUTE FUNCTION {schema}.keep_refunded();`

export const GUARDS: string = [COUNTED, KEPT].join('\n').trim()
