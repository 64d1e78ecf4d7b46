DROP INDEX lottery_application_reservation;
ALTER TABLE reservation DROP COLUMN rule_version;
ALTER TABLE reservation DROP COLUMN changed_at;
ALTER TABLE lottery_application DROP COLUMN rule_version;
ALTER TABLE lottery_application DROP COLUMN changed_at;
