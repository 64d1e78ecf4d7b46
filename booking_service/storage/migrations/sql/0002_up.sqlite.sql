-- A booking keeps the version of the rules it was agreed under, and when it last changed (which a
-- calendar that has fetched it asks for).
ALTER TABLE reservation ADD COLUMN rule_version TEXT NOT NULL DEFAULT '';
ALTER TABLE reservation ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
UPDATE reservation SET changed_at = made_at;
ALTER TABLE lottery_application ADD COLUMN rule_version TEXT NOT NULL DEFAULT '';
ALTER TABLE lottery_application ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
UPDATE lottery_application SET changed_at = made_at;

-- From a reservation back to the application that won it.
CREATE INDEX lottery_application_reservation ON lottery_application (reservation_id)
 WHERE reservation_id IS NOT NULL;
