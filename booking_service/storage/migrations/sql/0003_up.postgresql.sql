-- What a room is made of. An ordinary room is one unit with the room's own id; a room that joins others
-- has all their units, a place with several courts one for each. `full_at` is from how many held units
-- on the room shows as taken: 1 where a use takes all of them, their number where it takes one.
CREATE TABLE room_unit (
    room_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    place   BIGINT NOT NULL,                -- counted from 0, the order in which units are offered
    full_at BIGINT NOT NULL,
    PRIMARY KEY (room_id, unit_id)
);
CREATE INDEX room_unit_unit ON room_unit (unit_id);
INSERT INTO room_unit (room_id, unit_id, place, full_at)
SELECT room_id, room_id, 0, 1
  FROM (SELECT room_id FROM room_day UNION SELECT room_id FROM booked_slot) AS known;

-- The letters of a room's units, one unit after the other; empty where there is only one.
ALTER TABLE room_day ADD COLUMN units TEXT NOT NULL DEFAULT '';
-- The units a use takes, JSON array; empty where any will do and none has been given yet.
ALTER TABLE reservation ADD COLUMN units TEXT NOT NULL DEFAULT '[]';
ALTER TABLE lottery_application ADD COLUMN units TEXT NOT NULL DEFAULT '[]';
UPDATE reservation SET units = '["' || room_id || '"]';
UPDATE lottery_application SET units = '["' || room_id || '"]';

-- The guard against double bookings: one holder for a unit, a day and a slot.
ALTER TABLE booked_slot RENAME COLUMN room_id TO unit_id;

-- The letters follow the booked slots.
DROP TRIGGER booked_slot_made ON booked_slot;
DROP TRIGGER booked_slot_shown ON booked_slot;
DROP TRIGGER booked_slot_freed ON booked_slot;
DROP FUNCTION follow_booked;
DROP FUNCTION follow_freed;
CREATE FUNCTION follow_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    here booked_slot;
    at   integer;
BEGIN
    IF TG_OP = 'DELETE' THEN here := OLD; ELSE here := NEW; END IF;
    at := here.slot::integer + 1;
    UPDATE room_day
       SET slots = overlay(slots PLACING
                           CASE WHEN (SELECT count(*) FROM room_unit AS part
                                        JOIN booked_slot AS held ON held.unit_id = part.unit_id
                                       WHERE part.room_id = room_day.room_id
                                         AND held.date = here.date AND held.slot = here.slot
                                         AND held.shown) >= room_unit.full_at
                                THEN 't' ELSE substr(facts, at, 1) END
                           FROM at FOR 1),
           units = CASE WHEN units = '' THEN ''
                        ELSE overlay(units PLACING
                                     CASE WHEN TG_OP = 'DELETE' THEN substr(facts, at, 1)
                                          ELSE 't' END
                                     FROM room_unit.place::integer * length(facts) + at FOR 1) END
      FROM room_unit
     WHERE room_unit.unit_id = here.unit_id
       AND room_day.room_id = room_unit.room_id AND room_day.date = here.date
       AND here.slot < length(facts);
    RETURN NULL;
END $$;
CREATE TRIGGER booked_slot_made AFTER INSERT ON booked_slot FOR EACH ROW
    WHEN (NEW.shown) EXECUTE FUNCTION follow_held();
CREATE TRIGGER booked_slot_shown AFTER UPDATE ON booked_slot FOR EACH ROW
    WHEN (NEW.shown AND NOT OLD.shown) EXECUTE FUNCTION follow_held();
CREATE TRIGGER booked_slot_freed AFTER DELETE ON booked_slot FOR EACH ROW
    WHEN (OLD.shown) EXECUTE FUNCTION follow_held();

DROP TRIGGER room_day_changed ON room_day;
CREATE TRIGGER room_day_changed BEFORE UPDATE ON room_day FOR EACH ROW
    WHEN ((OLD.pattern, OLD.slots, OLD.units, OLD.deleted_at) IS DISTINCT FROM
          (NEW.pattern, NEW.slots, NEW.units, NEW.deleted_at))
    EXECUTE FUNCTION give_change();
