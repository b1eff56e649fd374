-- The caseload as counts see it, packed, so that the distribution of a country is there at once. A copy of what the other
-- tables hold and never more: any reader may drop it and count anew, and `verify` holds it against them.

-- What it was made by, how far each table had come then, and what many pupils share.
CREATE TABLE counted (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    made   BLOB NOT NULL,
    marks  TEXT NOT NULL,
    shared TEXT NOT NULL
) STRICT;

-- The pupils and their ids, a stretch a row. Two tables: a count does without the ids.
CREATE TABLE counted_pupils (
    stretch INTEGER PRIMARY KEY,
    body    BLOB NOT NULL
) STRICT;
CREATE TABLE counted_ids (
    stretch INTEGER PRIMARY KEY,
    body    BLOB NOT NULL
) STRICT;
