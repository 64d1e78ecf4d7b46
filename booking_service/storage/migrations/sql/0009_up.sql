-- Releases of the kiosk's program (their packages lie beside the database), and roll-outs, which say
-- what terminals are to run.

CREATE TABLE kiosk_release (
    version   TEXT PRIMARY KEY,
    sha256    TEXT NOT NULL UNIQUE,         -- hexadecimal
    size      BIGINT NOT NULL,              -- bytes
    signature TEXT NOT NULL,                -- hexadecimal, of the city's release key; empty for none
    added_at  BIGINT NOT NULL,
    added_by  TEXT NOT NULL
);
CREATE TABLE rollout (
    id          BIGINT PRIMARY KEY,
    version     TEXT NOT NULL,
    stages      TEXT NOT NULL,              -- JSON array: how far each stage reaches
    kiosks      TEXT NOT NULL,              -- JSON array: the terminals in their order
    chosen      BOOLEAN NOT NULL,           -- these terminals and no others, also later
    allow_older BOOLEAN NOT NULL,
    hours       BIGINT NOT NULL,            -- a stage has to run for so long before the next begins
    state       TEXT NOT NULL,
    stage       BIGINT NOT NULL,
    settled_at  BIGINT,                     -- since when every terminal of the stage runs it
    looked_at   BIGINT NOT NULL,
    why         TEXT NOT NULL,
    started_at  BIGINT NOT NULL,
    started_by  TEXT NOT NULL
);

INSERT INTO counter (name, value) VALUES ('rollout', 0);
