-- The ledger of one service date. Applied inside the object by its first accepted command.
CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  v INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  source TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

-- Names, contacts and free text, apart from the events so that they can be erased. The subject is a reservation's id or
-- a block's.
CREATE TABLE party_details (
  subject TEXT PRIMARY KEY,
  details TEXT NOT NULL,
  guest_id INTEGER
) STRICT;

-- Accepted answers by request key: which reservation (or hold, or block) at which seq, never its contents. A row with a
-- move_id stands for a change of date that has not ended yet.
CREATE TABLE request_keys (
  key TEXT PRIMARY KEY,
  body_hash TEXT NOT NULL,
  subject TEXT,
  seq INTEGER NOT NULL,
  move_id TEXT,
  guest_id INTEGER,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX request_keys_by_at ON request_keys (at);
CREATE INDEX request_keys_by_subject ON request_keys (subject);

-- How far D1 has confirmed the ledger, and events it will not take.
CREATE TABLE projection (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  projected_seq INTEGER NOT NULL
) STRICT;
INSERT INTO projection (id, projected_seq) VALUES (1, 0);

CREATE TABLE projection_failures (
  seq INTEGER PRIMARY KEY,
  error TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
