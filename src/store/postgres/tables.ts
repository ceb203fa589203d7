/** The tables: what a hand-written statement cannot do either is said here. `{schema}` stands for the schema's name. */

/** A column for names: compared byte by byte, whatever the database's language. */
const NAME = 'text COLLATE "C" NOT NULL'

const CHARGES = `
CREATE SEQUENCE {schema}.turns;

CREATE TABLE {schema}.charges (
  account ${NAME},
  id ${NAME},
  seq bigint GENERATED ALWAYS AS IDENTITY,
  created_at bigint NOT NULL,
  version bigint NOT NULL,
  acknowledged bigint NOT NULL DEFAULT 0,
  authorized bigint NOT NULL,
  captured bigint NOT NULL,
  released bigint NOT NULL,
  standing bigint NOT NULL,
  unsettled bigint NOT NULL,
  -- The sum of the refunds that stand. Kept by the triggers on refunds, and by nothing else.
  refunded bigint NOT NULL DEFAULT 0,
  -- The outbox: its place among those that wait; null where it does not wait.
  turn bigint,
  lease text,
  lease_until timestamptz,
  body text NOT NULL,
  PRIMARY KEY (account, id),
  CONSTRAINT charges_version CHECK (version >= 1 AND acknowledged BETWEEN 0 AND version),
  CONSTRAINT charges_captured CHECK (captured >= 0 AND released >= 0 AND captured + released <= authorized),
  CONSTRAINT charges_standing CHECK (standing BETWEEN 0 AND captured AND unsettled BETWEEN 0 AND standing),
  CONSTRAINT charges_refunded CHECK (refunded BETWEEN 0 AND captured),
  CONSTRAINT charges_lease CHECK ((lease IS NULL) = (lease_until IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX charges_created ON {schema}.charges (account, created_at, seq);
CREATE INDEX charges_turn ON {schema}.charges (turn) WHERE turn IS NOT NULL;
CREATE INDEX charges_lease ON {schema}.charges (lease_until) WHERE lease IS NOT NULL AND turn IS NULL;`

const REFUNDS = `
CREATE TABLE {schema}.refunds (
  account ${NAME},
  id ${NAME},
  charge ${NAME},
  seq bigint GENERATED ALWAYS AS IDENTITY,
  created_at bigint NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  status text NOT NULL CONSTRAINT refunds_status CHECK (status IN
    ('requested', 'refused', 'pending', 'requires_action', 'succeeded', 'failed', 'canceled')),
  body text NOT NULL,
  PRIMARY KEY (account, id),
  FOREIGN KEY (account, charge) REFERENCES {schema}.charges (account, id)
);
CREATE INDEX refunds_created ON {schema}.refunds (account, created_at, seq);
CREATE INDEX refunds_charge ON {schema}.refunds (account, charge, created_at, seq);`

const DISPUTES = `
CREATE TABLE {schema}.disputes (
  account ${NAME},
  id ${NAME},
  charge ${NAME},
  seq bigint GENERATED ALWAYS AS IDENTITY,
  created_at bigint NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  status text NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (account, id),
  FOREIGN KEY (account, charge) REFERENCES {schema}.charges (account, id)
);
CREATE INDEX disputes_created ON {schema}.disputes (account, created_at, seq);
CREATE INDEX disputes_charge ON {schema}.disputes (account, charge, created_at, seq);`

const EVENTS = `
CREATE TABLE {schema}.events (
  account ${NAME},
  charge ${NAME},
  number bigint NOT NULL CHECK (number >= 1),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  at bigint NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (account, charge, number)
);
CREATE INDEX events_at ON {schema}.events (account, at, seq);
CREATE INDEX events_charge ON {schema}.events (account, charge, at, seq);`

const DOCUMENTS = `
CREATE SEQUENCE {schema}.document_places;

CREATE TABLE {schema}.documents (
  account ${NAME},
  kind ${NAME},
  id ${NAME},
  version bigint NOT NULL CHECK (version >= 1),
  seq bigint NOT NULL DEFAULT nextval('{schema:text}.document_places'),
  created_at bigint NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (account, kind, id)
);
CREATE INDEX documents_created ON {schema}.documents (account, kind, created_at, seq);

-- A row for each label of each document, with the document's place in listings.
CREATE TABLE {schema}.document_labels (
  account ${NAME},
  kind ${NAME},
  label ${NAME},
  created_at bigint NOT NULL,
  seq bigint NOT NULL,
  id ${NAME},
  PRIMARY KEY (account, kind, label, created_at, seq),
  FOREIGN KEY (account, kind, id) REFERENCES {schema}.documents (account, kind, id) ON DELETE CASCADE
);
CREATE INDEX document_labels_id ON {schema}.document_labels (account, kind, id);`

const KEYS = `
CREATE TABLE {schema}.keys (
  account ${NAME},
  key ${NAME},
  path text NOT NULL,
  fingerprint text NOT NULL,
  at bigint NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (account, key)
);
CREATE INDEX keys_at ON {schema}.keys (at);

-- Keys under way. Unlogged: a crash of the database ends what was under way, and a load waits for no disk.
CREATE UNLOGGED TABLE {schema}.key_marks (
  account ${NAME},
  key ${NAME},
  path text NOT NULL,
  fingerprint text NOT NULL,
  until bigint NOT NULL,
  -- Chance: proves that it is still the mark of one load.
  mark text NOT NULL,
  PRIMARY KEY (account, key)
);
CREATE INDEX key_marks_until ON {schema}.key_marks (until);`

const DUE = `
CREATE TABLE {schema}.due (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text NOT NULL GENERATED ALWAYS AS ('due_' || seq::text) STORED,
  account ${NAME},
  at bigint NOT NULL,
  -- When it is taken to be due after it was claimed and not done; null where it was never claimed.
  again bigint,
  attempts bigint NOT NULL DEFAULT 0,
  lease text,
  lease_until timestamptz,
  body text NOT NULL,
  CONSTRAINT due_lease CHECK ((lease IS NULL) = (lease_until IS NULL) AND (lease IS NULL) = (again IS NULL))
);
CREATE INDEX due_at ON {schema}.due (at, seq) WHERE again IS NULL;
CREATE INDEX due_again ON {schema}.due (again, at, seq) WHERE again IS NOT NULL;`

export const TABLES: string = [CHARGES, REFUNDS, DISPUTES, EVENTS, DOCUMENTS, KEYS, DUE].join('\n').trim()
