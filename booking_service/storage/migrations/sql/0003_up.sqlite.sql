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
CREATE TABLE held_slot (
    unit_id     TEXT NOT NULL,
    date        TEXT NOT NULL,
    slot        INTEGER NOT NULL,
    holder_kind TEXT NOT NULL CHECK (holder_kind IN ('reservation', 'application')),
    holder_id   INTEGER NOT NULL,
    shown       INTEGER NOT NULL,
    PRIMARY KEY (unit_id, date, slot)
) WITHOUT ROWID;
INSERT INTO held_slot SELECT room_id, date, slot, holder_kind, holder_id, shown FROM booked_slot;
DROP TABLE booked_slot;
ALTER TABLE held_slot RENAME TO booked_slot;
CREATE INDEX booked_slot_holder ON booked_slot (holder_kind, holder_id);

-- The letters follow the booked slots.
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

DROP TRIGGER room_day_changed;
CREATE TRIGGER room_day_changed AFTER UPDATE OF pattern, slots, units, deleted_at ON room_day
WHEN (OLD.pattern, OLD.slots, OLD.units, OLD.deleted_at)
     IS NOT (NEW.pattern, NEW.slots, NEW.units, NEW.deleted_at) BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'change';
    UPDATE room_day SET change = (SELECT value FROM counter WHERE name = 'change')
     WHERE room_id = NEW.room_id AND date = NEW.date;
END;
