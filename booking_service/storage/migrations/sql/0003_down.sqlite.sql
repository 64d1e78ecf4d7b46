-- Where a place has several units, the first that is held stands for all of them.
CREATE TABLE held_slot (
    room_id     TEXT NOT NULL,
    date        TEXT NOT NULL,
    slot        INTEGER NOT NULL,
    holder_kind TEXT NOT NULL CHECK (holder_kind IN ('reservation', 'application')),
    holder_id   INTEGER NOT NULL,
    shown       INTEGER NOT NULL,
    PRIMARY KEY (room_id, date, slot)
) WITHOUT ROWID;
INSERT OR IGNORE INTO held_slot
SELECT room_unit.room_id, date, slot, holder_kind, holder_id, shown
  FROM booked_slot JOIN room_unit ON room_unit.unit_id = booked_slot.unit_id
 ORDER BY room_unit.place;
DROP TABLE booked_slot;
ALTER TABLE held_slot RENAME TO booked_slot;
CREATE INDEX booked_slot_holder ON booked_slot (holder_kind, holder_id);

DROP TRIGGER room_day_changed;
ALTER TABLE room_day DROP COLUMN units;
ALTER TABLE reservation DROP COLUMN units;
ALTER TABLE lottery_application DROP COLUMN units;
DROP TABLE room_unit;

CREATE TRIGGER room_day_changed AFTER UPDATE OF pattern, slots, deleted_at ON room_day
WHEN (OLD.pattern, OLD.slots, OLD.deleted_at) IS NOT (NEW.pattern, NEW.slots, NEW.deleted_at) BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'change';
    UPDATE room_day SET change = (SELECT value FROM counter WHERE name = 'change')
     WHERE room_id = NEW.room_id AND date = NEW.date;
END;

-- The letters follow the booked slots.
CREATE TRIGGER booked_slot_made AFTER INSERT ON booked_slot WHEN NEW.shown BEGIN
    UPDATE room_day
       SET slots = substr(slots, 1, NEW.slot) || 't' || substr(slots, NEW.slot + 2)
     WHERE room_id = NEW.room_id AND date = NEW.date;
END;
CREATE TRIGGER booked_slot_shown AFTER UPDATE OF shown ON booked_slot
WHEN NEW.shown AND NOT OLD.shown BEGIN
    UPDATE room_day
       SET slots = substr(slots, 1, NEW.slot) || 't' || substr(slots, NEW.slot + 2)
     WHERE room_id = NEW.room_id AND date = NEW.date;
END;
CREATE TRIGGER booked_slot_freed AFTER DELETE ON booked_slot BEGIN
    UPDATE room_day
       SET slots = substr(slots, 1, OLD.slot) || substr(facts, OLD.slot + 1, 1)
                   || substr(slots, OLD.slot + 2)
     WHERE room_id = OLD.room_id AND date = OLD.date;
END;
