-- Where a place has several units, the first that is held stands for all of them.
DROP TRIGGER booked_slot_made ON booked_slot;
DROP TRIGGER booked_slot_shown ON booked_slot;
DROP TRIGGER booked_slot_freed ON booked_slot;
DROP FUNCTION follow_held;
CREATE TABLE held_slot AS
SELECT DISTINCT ON (room_unit.room_id, date, slot)
       room_unit.room_id, date, slot, holder_kind, holder_id, shown
  FROM booked_slot JOIN room_unit ON room_unit.unit_id = booked_slot.unit_id
 ORDER BY room_unit.room_id, date, slot, room_unit.place;
DELETE FROM booked_slot;
ALTER TABLE booked_slot RENAME COLUMN unit_id TO room_id;
INSERT INTO booked_slot SELECT * FROM held_slot;
DROP TABLE held_slot;

DROP TRIGGER room_day_changed ON room_day;
ALTER TABLE room_day DROP COLUMN units;
ALTER TABLE reservation DROP COLUMN units;
ALTER TABLE lottery_application DROP COLUMN units;
DROP TABLE room_unit;

CREATE TRIGGER room_day_changed BEFORE UPDATE ON room_day FOR EACH ROW
    WHEN ((OLD.pattern, OLD.slots, OLD.deleted_at) IS DISTINCT FROM
          (NEW.pattern, NEW.slots, NEW.deleted_at))
    EXECUTE FUNCTION give_change();

-- The letters follow the booked slots.
CREATE FUNCTION follow_booked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE room_day
       SET slots = overlay(slots PLACING 't' FROM NEW.slot::integer + 1 FOR 1)
     WHERE room_id = NEW.room_id AND date = NEW.date;
    RETURN NULL;
END $$;
CREATE FUNCTION follow_freed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE room_day
       SET slots = overlay(slots PLACING substr(facts, OLD.slot::integer + 1, 1)
                           FROM OLD.slot::integer + 1 FOR 1)
     WHERE room_id = OLD.room_id AND date = OLD.date;
    RETURN NULL;
END $$;
CREATE TRIGGER booked_slot_made AFTER INSERT ON booked_slot FOR EACH ROW
    WHEN (NEW.shown) EXECUTE FUNCTION follow_booked();
CREATE TRIGGER booked_slot_shown AFTER UPDATE ON booked_slot FOR EACH ROW
    WHEN (NEW.shown AND NOT OLD.shown) EXECUTE FUNCTION follow_booked();
CREATE TRIGGER booked_slot_freed AFTER DELETE ON booked_slot FOR EACH ROW
    WHEN (OLD.shown) EXECUTE FUNCTION follow_freed();
