-- The unit leads to its rooms, the room and the day to the letters (CROSS JOIN keeps that order): a
-- search by the day alone went through every room there is.
DROP TRIGGER booked_slot_made;
DROP TRIGGER booked_slot_shown;
DROP TRIGGER booked_slot_freed;
CREATE TRIGGER booked_slot_made AFTER INSERT ON booked_slot WHEN NEW.shown BEGIN
    UPDATE room_day
       SET slots = substr(slots, 1, NEW.slot)
                   || CASE WHEN (SELECT count(*) FROM room_unit AS part
                                   JOIN booked_slot AS held ON held.unit_id = part.unit_id
                                  WHERE part.room_id = room_day.room_id AND held.date = NEW.date
                                    AND held.slot = NEW.slot AND held.shown)
                                >= (SELECT full_at FROM room_unit
                                     WHERE room_id = room_day.room_id AND unit_id = NEW.unit_id)
                           THEN 't' ELSE substr(facts, NEW.slot + 1, 1) END
                   || substr(slots, NEW.slot + 2),
           units = CASE WHEN units = '' THEN ''
                        ELSE (SELECT substr(units, 1, place * length(facts) + NEW.slot)
                                     || 't'
                                     || substr(units, place * length(facts) + NEW.slot + 2)
                                FROM room_unit
                               WHERE room_id = room_day.room_id AND unit_id = NEW.unit_id) END
     WHERE NEW.slot < length(facts)
       AND rowid IN (SELECT day.rowid FROM room_unit CROSS JOIN room_day AS day
                      WHERE room_unit.unit_id = NEW.unit_id
                        AND day.room_id = room_unit.room_id AND day.date = NEW.date);
END;
CREATE TRIGGER booked_slot_shown AFTER UPDATE OF shown ON booked_slot
WHEN NEW.shown AND NOT OLD.shown BEGIN
    UPDATE room_day
       SET slots = substr(slots, 1, NEW.slot)
                   || CASE WHEN (SELECT count(*) FROM room_unit AS part
                                   JOIN booked_slot AS held ON held.unit_id = part.unit_id
                                  WHERE part.room_id = room_day.room_id AND held.date = NEW.date
                                    AND held.slot = NEW.slot AND held.shown)
                                >= (SELECT full_at FROM room_unit
                                     WHERE room_id = room_day.room_id AND unit_id = NEW.unit_id)
                           THEN 't' ELSE substr(facts, NEW.slot + 1, 1) END
                   || substr(slots, NEW.slot + 2),
           units = CASE WHEN units = '' THEN ''
                        ELSE (SELECT substr(units, 1, place * length(facts) + NEW.slot)
                                     || 't'
                                     || substr(units, place * length(facts) + NEW.slot + 2)
                                FROM room_unit
                               WHERE room_id = room_day.room_id AND unit_id = NEW.unit_id) END
     WHERE NEW.slot < length(facts)
       AND rowid IN (SELECT day.rowid FROM room_unit CROSS JOIN room_day AS day
                      WHERE room_unit.unit_id = NEW.unit_id
                        AND day.room_id = room_unit.room_id AND day.date = NEW.date);
END;
CREATE TRIGGER booked_slot_freed AFTER DELETE ON booked_slot WHEN OLD.shown BEGIN
    UPDATE room_day
       SET slots = substr(slots, 1, OLD.slot)
                   || CASE WHEN (SELECT count(*) FROM room_unit AS part
                                   JOIN booked_slot AS held ON held.unit_id = part.unit_id
                                  WHERE part.room_id = room_day.room_id AND held.date = OLD.date
                                    AND held.slot = OLD.slot AND held.shown)
                                >= (SELECT full_at FROM room_unit
                                     WHERE room_id = room_day.room_id AND unit_id = OLD.unit_id)
                           THEN 't' ELSE substr(facts, OLD.slot + 1, 1) END
                   || substr(slots, OLD.slot + 2),
           units = CASE WHEN units = '' THEN ''
                        ELSE (SELECT substr(units, 1, place * length(facts) + OLD.slot)
                                     || substr(facts, OLD.slot + 1, 1)
                                     || substr(units, place * length(facts) + OLD.slot + 2)
                                FROM room_unit
                               WHERE room_id = room_day.room_id AND unit_id = OLD.unit_id) END
     WHERE OLD.slot < length(facts)
       AND rowid IN (SELECT day.rowid FROM room_unit CROSS JOIN room_day AS day
                      WHERE room_unit.unit_id = OLD.unit_id
                        AND day.room_id = room_unit.room_id AND day.date = OLD.date);
END;
