-- The unit leads to its rooms, the room and the day to the letters: a search
-- by the day alone went through every room there is.
CREATE OR REPLACE FUNCTION follow_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    here booked_slot;
    part room_unit;
    at   integer;
BEGIN
    IF TG_OP = 'DELETE' THEN here := OLD; ELSE here := NEW; END IF;
    at := here.slot::integer + 1;
    FOR part IN SELECT * FROM room_unit WHERE unit_id = here.unit_id LOOP
        UPDATE room_day
           SET slots = overlay(slots PLACING
                               CASE WHEN TG_OP <> 'DELETE' AND part.full_at = 1 THEN 't'
                                    -- A query for each unit: as one they began with the day.
                                    WHEN (SELECT count(*) FROM room_unit AS other
                                           WHERE other.room_id = part.room_id
                                             AND (SELECT held.shown FROM booked_slot AS held
                                                   WHERE held.unit_id = other.unit_id
                                                     AND held.date = here.date
                                                     AND held.slot = here.slot)) >= part.full_at
                                    THEN 't'
                                    ELSE substr(facts, at, 1) END
                               FROM at FOR 1),
               units = CASE WHEN units = '' THEN ''
                            ELSE overlay(units PLACING
                                         CASE WHEN TG_OP = 'DELETE' THEN substr(facts, at, 1)
                                              ELSE 't' END
                                         FROM part.place::integer * length(facts) + at FOR 1) END
         WHERE room_id = part.room_id AND date = here.date AND here.slot < length(facts);
    END LOOP;
    RETURN NULL;
END $$;
