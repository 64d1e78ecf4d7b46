DROP TRIGGER booked_slot_made;
DROP TRIGGER booked_slot_shown;
DROP TRIGGER booked_slot_freed;
CREATE TRIGGER booked_slot_made AFTER INSERT ON booked_slot WHEN NEW.shown BEGIN
    UPDATE room_day
       SET slots = substr(slots, 1, NEW.slot)
                   || CASE WHEN (SELECT count(*) FROM room_unit AS part
                                   JOIN booked_slot AS held ON held.unit_id = part.unit_id
                                  WHERE part.room_id = room_day.room_id AND held.date = NEW.date
                                    AND held.slot = NEW.slot AND held.shown) >= room_unit.full_at
                           THEN 't' ELSE substr(facts, NEW.slot + 1, 1) END
                   || substr(slots, NEW.slot + 2),
           units = CASE WHEN units = '' THEN ''
                        ELSE substr(units, 1, room_unit.place * length(facts) + NEW.slot)
                             || 't'
                             || substr(units, room_unit.place * length(facts) + NEW.slot + 2) END
      FROM room_unit
     WHERE room_unit.unit_id = NEW.unit_id
       AND room_day.room_id = room_unit.room_id AND room_day.date = NEW.date
       AND NEW.slot < length(facts);
END;
CREATE TRIGGER booked_slot_shown AFTER UPDATE OF shown ON booked_slot
WHEN NEW.shown AND NOT OLD.shown BEGIN
    UPDATE room_day
       SET slots = substr(slots, 1, NEW.slot)
                   || CASE WHEN (SELECT count(*) FROM room_unit AS part
                                   JOIN booked_slot AS held ON held.unit_id = part.unit_id
                                  WHERE part.room_id = room_day.room_id AND held.date = NEW.date
                                    AND held.slot = NEW.slot AND held.shown) >= room_unit.full_at
                           THEN 't' ELSE substr(facts, NEW.slot + 1, 1) END
                   || substr(slots, NEW.slot + 2),
           units = CASE WHEN units = '' THEN ''
                        ELSE substr(units, 1, room_unit.place * length(facts) + NEW.slot)
                             || 't'
                             || substr(units, room_unit.place * length(facts) + NEW.slot + 2) END
      FROM room_unit
     WHERE room_unit.unit_id = NEW.unit_id
       AND room_day.room_id = room_unit.room_id AND room_day.date = NEW.date
       AND NEW.slot < length(facts);
END;
CREATE TRIGGER booked_slot_freed AFTER DELETE ON booked_slot WHEN OLD.shown BEGIN
    UPDATE room_day
       SET slots = substr(slots, 1, OLD.slot)
                   || CASE WHEN (SELECT count(*) FROM room_unit AS part
                                   JOIN booked_slot AS held ON held.unit_id = part.unit_id
                                  WHERE part.room_id = room_day.room_id AND held.date = OLD.date
                                    AND held.slot = OLD.slot AND held.shown) >= room_unit.full_at
                           THEN 't' ELSE substr(facts, OLD.slot + 1, 1) END
                   || substr(slots, OLD.slot + 2),
           units = CASE WHEN units = '' THEN ''
                        ELSE substr(units, 1, room_unit.place * length(facts) + OLD.slot)
                             || substr(facts, OLD.slot + 1, 1)
                             || substr(units, room_unit.place * length(facts) + OLD.slot + 2) END
      FROM room_unit
     WHERE room_unit.unit_id = OLD.unit_id
       AND room_day.room_id = room_unit.room_id AND room_day.date = OLD.date
       AND OLD.slot < length(facts);
END;
