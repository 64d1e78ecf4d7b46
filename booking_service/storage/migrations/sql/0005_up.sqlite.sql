-- Numbers, names and addresses leave the clear. What is looked up is a blind index, what is read again
-- is sealed; both need the key, which no SQL has: what is there waits in `unsealed_registrant` for the
-- service to seal it at its next start.
CREATE TABLE unsealed_registrant (
    registrant_id BIGINT PRIMARY KEY,
    number        TEXT NOT NULL,
    name          TEXT NOT NULL
);
INSERT INTO unsealed_registrant (registrant_id, number, name)
SELECT id, number, name FROM registrant;

CREATE TABLE registrant_personal (
    registrant_id BIGINT PRIMARY KEY REFERENCES registrant (id),
    sealed        BLOB NOT NULL
);

CREATE TABLE registrant_made_anew (
    id              INTEGER PRIMARY KEY,
    holder          TEXT NOT NULL CHECK (holder IN ('person', 'group', 'visitor')),
    state           TEXT NOT NULL CHECK (state IN ('active', 'begun', 'lapsed', 'deleted')),
    number_index    TEXT UNIQUE,
    identity_index  TEXT UNIQUE,            -- nobody is registered twice
    reset_index     TEXT,                   -- what has to be known for a new secret by mail
    asked_index     TEXT UNIQUE,            -- of the call that made it, which may come twice
    reachable       BOOLEAN NOT NULL,       -- by mail
    secret_hash     TEXT NOT NULL,
    temporary_hash  TEXT,
    temporary_until BIGINT,
    kinds           TEXT NOT NULL,          -- JSON array of registration kinds
    reductions      TEXT NOT NULL,          -- JSON object: reduction, last day
    suspended_since TEXT,                   -- local date
    registered_on   TEXT,                   -- not known of those from before it was kept
    valid_until     TEXT NOT NULL,          -- local date, the last valid day
    ended_on        TEXT                    -- lapsed or deleted
);
INSERT INTO registrant_made_anew
       (id, holder, state, reachable, secret_hash, kinds, reductions, suspended_since, valid_until)
SELECT id, 'group', 'active', FALSE, secret_hash, kinds, '{}', suspended_since, valid_until
  FROM registrant;
DROP TABLE registrant;
ALTER TABLE registrant_made_anew RENAME TO registrant;
CREATE INDEX registrant_ended ON registrant (ended_on) WHERE ended_on IS NOT NULL;

-- A card handed out. Which of a registrant's cards is good is said by its issue, written on it.
CREATE TABLE card (
    registrant_id BIGINT NOT NULL REFERENCES registrant (id),
    issue         BIGINT NOT NULL,          -- 1 for the first
    issued_on     TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('valid', 'lost', 'replaced', 'returned')),
    ended_on      TEXT,
    PRIMARY KEY (registrant_id, issue)
);

-- Who looked at somebody's personal data, when and why. Never changed, never dropped with a name.
CREATE TABLE access_log (
    id            INTEGER PRIMARY KEY,
    at            BIGINT NOT NULL,
    actor         TEXT NOT NULL,
    registrant_id BIGINT NOT NULL,
    why           TEXT NOT NULL
);
CREATE INDEX access_log_registrant ON access_log (registrant_id, at);

-- Mails to be sent. What they say is made when they go out, so that no name and no address is here;
-- a temporary secret is sealed, and gone once it was sent.
CREATE TABLE mail (
    id            INTEGER PRIMARY KEY,
    registrant_id BIGINT NOT NULL REFERENCES registrant (id),
    letter        TEXT NOT NULL,
    told          TEXT NOT NULL,            -- JSON object
    sealed        BLOB,
    message_id    TEXT NOT NULL UNIQUE,
    state         TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'given_up')),
    attempts      BIGINT NOT NULL,
    queued_at     BIGINT NOT NULL,
    due_at        BIGINT NOT NULL,          -- of the next attempt; one under way pushes it on
    ended_at      BIGINT,
    trouble       TEXT
);
CREATE INDEX mail_due ON mail (due_at) WHERE state = 'waiting';
CREATE INDEX mail_state ON mail (state, id);
CREATE INDEX mail_registrant ON mail (registrant_id);

-- Logged in with a temporary secret: nothing but choosing another may be done.
ALTER TABLE resident_session ADD COLUMN must_change BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX resident_session_registrant ON resident_session (registrant_id);
