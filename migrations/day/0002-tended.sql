-- How far the plan of the date has been looked over for a better one, and when on the day's clock.
CREATE TABLE tended (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
INSERT INTO tended (id, seq, at) VALUES (1, 0, 0);
