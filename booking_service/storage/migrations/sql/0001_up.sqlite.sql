-- Instants are Unix seconds; dates are the local date in Japan as text; a slot is its place in the
-- pattern of the day, counted from 0.

CREATE TABLE counter (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO counter VALUES ('change', 0), ('reservation', 0), ('application', 0);

-- What the service made for itself once: the generation of the feed, keys that sign, the staff token.
CREATE TABLE service_value (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE kiosk (
    id          TEXT PRIMARY KEY,
    place       TEXT NOT NULL,
    secret_hash BLOB NOT NULL,
    enrolled_at INTEGER NOT NULL,
    seen_at     INTEGER,
    heartbeat   TEXT
) WITHOUT ROWID;

CREATE TABLE registrant (
    id              INTEGER PRIMARY KEY,
    number          TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    secret_hash     TEXT NOT NULL,
    kinds           TEXT NOT NULL,          -- JSON array of registration kinds
    suspended_since TEXT,                   -- local date
    valid_until     TEXT NOT NULL           -- local date, the last valid day
);

CREATE TABLE resident_session (
    token_hash    BLOB PRIMARY KEY,
    kiosk_id      TEXT NOT NULL REFERENCES kiosk (id),
    registrant_id INTEGER NOT NULL REFERENCES registrant (id),
    expires_at    INTEGER NOT NULL,
    secret_proof  BLOB NOT NULL             -- HMAC of the secret, keyed with the token itself
) WITHOUT ROWID;
CREATE INDEX resident_session_end ON resident_session (expires_at);

CREATE TABLE confirmation (
    token_hash   BLOB PRIMARY KEY,
    session_hash BLOB NOT NULL REFERENCES resident_session (token_hash) ON DELETE CASCADE,
    expires_at   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX confirmation_session ON confirmation (session_hash);

-- One room on one day. `facts` is what the calendar says (f free, c closed); `slots` is what the
-- feed shows (t taken on top of it), kept by the triggers below.
CREATE TABLE room_day (
    room_id    TEXT NOT NULL,
    date       TEXT NOT NULL,
    pattern    TEXT NOT NULL,
    facts      TEXT NOT NULL,
    slots      TEXT NOT NULL,
    change     INTEGER NOT NULL DEFAULT 0,
    deleted_at INTEGER,
    PRIMARY KEY (room_id, date)
);
CREATE INDEX room_day_change ON room_day (change);
CREATE INDEX room_day_date ON room_day (date);

CREATE TABLE offer_day (
    facility_id TEXT NOT NULL,
    class_id    TEXT NOT NULL,
    date        TEXT NOT NULL,
    offers      TEXT NOT NULL,              -- JSON array, as the feed shows it
    change      INTEGER NOT NULL DEFAULT 0,
    deleted_at  INTEGER,
    PRIMARY KEY (facility_id, class_id, date)
);
CREATE INDEX offer_day_change ON offer_day (change);
CREATE INDEX offer_day_date ON offer_day (date);

CREATE TABLE reservation (
    id             INTEGER PRIMARY KEY,
    registrant_id  INTEGER NOT NULL REFERENCES registrant (id),
    room_id        TEXT NOT NULL,
    facility_id    TEXT NOT NULL,
    date           TEXT NOT NULL,
    first_slot     INTEGER NOT NULL,
    slot_count     INTEGER NOT NULL,
    purpose_id     TEXT NOT NULL,
    people         INTEGER NOT NULL,
    fee_lines      TEXT NOT NULL,           -- JSON array, as agreed at booking
    fee_yen        INTEGER NOT NULL,
    origin         TEXT NOT NULL CHECK (origin IN ('first_come', 'lottery', 'counter')),
    state          TEXT NOT NULL
                   CHECK (state IN ('provisional', 'confirmed', 'cancelled', 'expired', 'used')),
    made_at        INTEGER NOT NULL,
    payment_due    INTEGER,
    paid_at        INTEGER
);
CREATE INDEX reservation_registrant ON reservation (registrant_id, date);

CREATE TABLE lottery_application (
    id             INTEGER PRIMARY KEY,
    registrant_id  INTEGER NOT NULL REFERENCES registrant (id),
    draw_id        TEXT NOT NULL,
    room_id        TEXT NOT NULL,
    facility_id    TEXT NOT NULL,
    date           TEXT NOT NULL,
    first_slot     INTEGER NOT NULL,
    slot_count     INTEGER NOT NULL,
    purpose_id     TEXT NOT NULL,
    people         INTEGER NOT NULL,
    fee_lines      TEXT NOT NULL,
    fee_yen        INTEGER NOT NULL,
    token          TEXT NOT NULL UNIQUE,
    pseudonym      TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN
                   ('applied', 'won', 'lost', 'claimed', 'waived', 'lapsed', 'cancelled')),
    -- What the draw found, kept apart until results are published.
    drawn_state    TEXT CHECK (drawn_state IN ('won', 'lost')),
    lost_because   TEXT,                    -- JSON object
    made_at        INTEGER NOT NULL,
    reservation_id INTEGER REFERENCES reservation (id)
);
CREATE INDEX lottery_application_registrant ON lottery_application (registrant_id, date);
CREATE INDEX lottery_application_draw ON lottery_application (draw_id, state);
CREATE INDEX lottery_application_room_day ON lottery_application (room_id, date);

-- The guard against double bookings: one holder for a room, a day and a slot. A drawn win stands
-- here from the draw on, but is not shown before results are published.
CREATE TABLE booked_slot (
    room_id     TEXT NOT NULL,
    date        TEXT NOT NULL,
    slot        INTEGER NOT NULL,
    holder_kind TEXT NOT NULL CHECK (holder_kind IN ('reservation', 'application')),
    holder_id   INTEGER NOT NULL,
    shown       INTEGER NOT NULL,
    PRIMARY KEY (room_id, date, slot)
) WITHOUT ROWID;
CREATE INDEX booked_slot_holder ON booked_slot (holder_kind, holder_id);

-- Every final answer to a write, with its key. Bodies hold no name and no number of a person.
CREATE TABLE write (
    kiosk_id  TEXT NOT NULL,
    key       TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('done', 'closed')),
    status    INTEGER NOT NULL,
    body      BLOB NOT NULL,
    made_at   INTEGER NOT NULL,
    PRIMARY KEY (kiosk_id, key)
) WITHOUT ROWID;
CREATE INDEX write_age ON write (made_at);

CREATE TABLE draw (
    id           TEXT PRIMARY KEY,
    use_month    TEXT NOT NULL,
    secret       TEXT NOT NULL,
    commitment   TEXT NOT NULL,
    committed_at INTEGER NOT NULL,
    list_hash    TEXT,
    seed         TEXT,
    drawn_at     INTEGER,
    published_at INTEGER
) WITHOUT ROWID;

CREATE TABLE due_job (
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    due_at  INTEGER NOT NULL,
    done_at INTEGER,
    PRIMARY KEY (kind, subject)
) WITHOUT ROWID;
CREATE INDEX due_job_open ON due_job (due_at) WHERE done_at IS NULL;

CREATE TABLE audit (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail  TEXT NOT NULL
);

-- Whatever changes a row of the feed gives it the next change number, inside the same transaction:
-- so a reader that has seen number N has seen everything up to N, and nobody can forget it.
CREATE TRIGGER room_day_made AFTER INSERT ON room_day BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'change';
    UPDATE room_day SET change = (SELECT value FROM counter WHERE name = 'change')
     WHERE room_id = NEW.room_id AND date = NEW.date;
END;
CREATE TRIGGER room_day_changed AFTER UPDATE OF pattern, slots, deleted_at ON room_day
WHEN (OLD.pattern, OLD.slots, OLD.deleted_at) IS NOT (NEW.pattern, NEW.slots, NEW.deleted_at) BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'change';
    UPDATE room_day SET change = (SELECT value FROM counter WHERE name = 'change')
     WHERE room_id = NEW.room_id AND date = NEW.date;
END;
CREATE TRIGGER offer_day_made AFTER INSERT ON offer_day BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'change';
    UPDATE offer_day SET change = (SELECT value FROM counter WHERE name = 'change')
     WHERE facility_id = NEW.facility_id AND class_id = NEW.class_id AND date = NEW.date;
END;
CREATE TRIGGER offer_day_changed AFTER UPDATE OF offers, deleted_at ON offer_day
WHEN (OLD.offers, OLD.deleted_at) IS NOT (NEW.offers, NEW.deleted_at) BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'change';
    UPDATE offer_day SET change = (SELECT value FROM counter WHERE name = 'change')
     WHERE facility_id = NEW.facility_id AND class_id = NEW.class_id AND date = NEW.date;
END;

-- The letters follow the booked slots.
CREATE TRIGGER booked_slot_made AFTER INSERT ON booked_slot WHEN NEW.shown BEGIN
    UPDATE room_day
       SET slots = substr(slots, 1, NEW.slot) || 't' || substr(slots, NEW.slot + 2)
     WHERE room_id = NEW.room_id AND date = NEW.date;
END;
CREATE TRIGGER booked_slot_shown AFTER UPDATE OF shown ON booked_slot
WHEN NEW.shown AND NOT OLD.shown BEGIN
    UPDATE room_day
       SET slots = substr(slots, 1, NEW.slot) || 't' || substr(slots, NEW.slot + 2)
     WHERE room_id = NEW.room_id AND date = NEW.date;
END;
CREATE TRIGGER booked_slot_freed AFTER DELETE ON booked_slot BEGIN
    UPDATE room_day
       SET slots = substr(slots, 1, OLD.slot) || substr(facts, OLD.slot + 1, 1)
                   || substr(slots, OLD.slot + 2)
     WHERE room_id = OLD.room_id AND date = OLD.date;
END;
