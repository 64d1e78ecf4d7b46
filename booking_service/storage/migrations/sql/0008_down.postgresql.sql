CREATE OR REPLACE FUNCTION follow_held() RETURNS trigger LANGUAGE plpgsql AS $$
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
