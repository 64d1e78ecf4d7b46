-- What has been unsealed before (personal_data.unseal_all) gets its number and name back.
DROP INDEX resident_session_registrant;
ALTER TABLE resident_session DROP COLUMN must_change;
DROP TABLE mail;
DROP TABLE access_log;
DROP TABLE card;
DROP TABLE registrant_personal;
CREATE TABLE registrant_made_anew (
    id              INTEGER PRIMARY KEY,
    number          TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    secret_hash     TEXT NOT NULL,
    kinds           TEXT NOT NULL,          -- JSON array of registration kinds
    suspended_since TEXT,                   -- local date
    valid_until     TEXT NOT NULL           -- local date, the last valid day
);
INSERT INTO registrant_made_anew
       (id, number, name, secret_hash, kinds, suspended_since, valid_until)
SELECT r.id,
       coalesce((SELECT number FROM unsealed_registrant WHERE registrant_id = r.id),
                'sealed-' || r.id),
       coalesce((SELECT name FROM unsealed_registrant WHERE registrant_id = r.id), ''),
       r.secret_hash, r.kinds, r.suspended_since, coalesce(r.ended_on, r.valid_until)
  FROM registrant AS r;
DROP TABLE registrant;
ALTER TABLE registrant_made_anew RENAME TO registrant;
DROP TABLE unsealed_registrant;
