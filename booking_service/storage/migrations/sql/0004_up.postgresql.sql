-- Counter work: named accounts with tokens, an audit log that can only grow, what staff lay over the
-- city's files, and what becomes of bookings at the counter.

CREATE TABLE staff_account (
    id          BIGINT PRIMARY KEY,
    user_name   TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    roles       TEXT NOT NULL,              -- JSON array
    secret_hash TEXT NOT NULL,
    must_change BOOLEAN NOT NULL,
    made_at     BIGINT NOT NULL,
    ended_at    BIGINT
);
CREATE TABLE staff_session (
    token_hash TEXT PRIMARY KEY,            -- hexadecimal
    account_id BIGINT NOT NULL REFERENCES staff_account (id),
    expires_at BIGINT NOT NULL
);
CREATE INDEX staff_session_account ON staff_session (account_id);

ALTER TABLE audit ADD COLUMN reason TEXT NOT NULL DEFAULT '';
-- Binds a line to all before it; empty for the lines of a service that kept no chain yet.
ALTER TABLE audit ADD COLUMN chain TEXT NOT NULL DEFAULT '';

CREATE TABLE closing (
    id          BIGINT PRIMARY KEY,
    facility_id TEXT,
    room_id     TEXT,
    first_day   TEXT NOT NULL,
    last_day    TEXT NOT NULL,
    reason      TEXT NOT NULL,              -- JSON object, a text by language
    made_at     BIGINT NOT NULL,
    ended_at    BIGINT,
    version     BIGINT NOT NULL             -- of the overlay that this row came or went with
);
CREATE TABLE notice (
    id           TEXT PRIMARY KEY,
    date         TEXT NOT NULL,
    title        TEXT NOT NULL,
    body         TEXT NOT NULL,
    withdrawn_at BIGINT
);
CREATE TABLE contacted (
    action_id TEXT PRIMARY KEY,
    at        BIGINT NOT NULL
);

CREATE TABLE reservation_change (
    reservation_id BIGINT NOT NULL REFERENCES reservation (id),
    place          BIGINT NOT NULL,         -- 1 for the first change of a booking
    at             BIGINT NOT NULL,
    before         TEXT NOT NULL,           -- JSON object, the use as it was
    fee_yen        BIGINT NOT NULL,
    paid           BOOLEAN NOT NULL,
    reason         TEXT NOT NULL,
    PRIMARY KEY (reservation_id, place)
);
CREATE TABLE settlement (
    reservation_id BIGINT PRIMARY KEY REFERENCES reservation (id),
    at             BIGINT NOT NULL,
    percent        BIGINT NOT NULL,
    fee_yen        BIGINT NOT NULL,
    asked_yen      BIGINT NOT NULL,
    reason         TEXT NOT NULL
);
-- What a closing hits is looked for by day.
CREATE INDEX reservation_date ON reservation (date);
CREATE INDEX lottery_application_date ON lottery_application (date);

ALTER TABLE kiosk ADD COLUMN revoked_at BIGINT;
CREATE TABLE enrolment_code (
    kiosk_id   TEXT PRIMARY KEY,
    place      TEXT NOT NULL,
    code_hash  TEXT NOT NULL,               -- hexadecimal
    expires_at BIGINT NOT NULL
);

INSERT INTO counter (name, value) VALUES ('staff-account', 0), ('closing', 0), ('notice', 0);
INSERT INTO counter (name, value) SELECT 'audit', coalesce(max(id), 0) FROM audit;

CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log can only grow';
END $$;
CREATE TRIGGER audit_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
