-- What has been unsealed before (personal_data.unseal_all) gets its number and name back.
DROP INDEX resident_session_registrant;
ALTER TABLE resident_session DROP COLUMN must_change;
DROP TABLE mail;
DROP TABLE access_log;
DROP TABLE card;
DROP TABLE registrant_personal;
ALTER TABLE registrant ADD COLUMN number TEXT, ADD COLUMN name TEXT;
UPDATE registrant AS r
   SET number = coalesce((SELECT number FROM unsealed_registrant WHERE registrant_id = r.id),
                         'sealed-' || r.id),
       name = coalesce((SELECT name FROM unsealed_registrant WHERE registrant_id = r.id), ''),
       valid_until = coalesce(r.ended_on, r.valid_until);
DROP INDEX registrant_ended;
ALTER TABLE registrant
    DROP COLUMN holder,
    DROP COLUMN state,
    DROP COLUMN number_index,
    DROP COLUMN identity_index,
    DROP COLUMN reset_index,
    DROP COLUMN asked_index,
    DROP COLUMN reachable,
    DROP COLUMN temporary_hash,
    DROP COLUMN temporary_until,
    DROP COLUMN reductions,
    DROP COLUMN registered_on,
    DROP COLUMN ended_on,
    ALTER COLUMN number SET NOT NULL,
    ALTER COLUMN name SET NOT NULL,
    ADD UNIQUE (number);
DROP TABLE unsealed_registrant;
