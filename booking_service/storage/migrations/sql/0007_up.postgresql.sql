-- The last batch of each writer that lives: whoever lost the connection while committing looks here.
CREATE TABLE writer_batch (
    writer TEXT PRIMARY KEY,
    batch  BIGINT NOT NULL
);

-- Who alone may do something, and until when unless they say so again.
CREATE TABLE lease (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until  TIMESTAMPTZ NOT NULL
);
