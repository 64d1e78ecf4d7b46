"""Every SQL statement of the service, by hand: this is the hot path, and what a reviewer reads.

Columns of a record are listed once here, in the order ``rows.py`` takes them apart.
"""

# ruff: noqa: S608 - what is put together here are the column lists of this module, never input

from __future__ import annotations

REGISTRANT = "r.id, r.number, r.name, r.secret_hash, r.kinds, r.suspended_since, r.valid_until"
USE = "room_id, facility_id, date, first_slot, slot_count, purpose_id, people"
RESERVATION = (
    f"id, registrant_id, {USE}, fee_lines, fee_yen, origin, state, made_at, payment_due, paid_at,"
    " rule_version, changed_at"
)
APPLICATION = (
    f"id, registrant_id, draw_id, {USE}, fee_lines, fee_yen, token, pseudonym, state,"
    " lost_because, made_at, reservation_id, rule_version, changed_at"
)

# Reading -----------------------------------------------------------------------------------------
GET_VALUE = "SELECT value FROM service_value WHERE name = ?"
GET_KIOSK = "SELECT id, place, secret_hash FROM kiosk WHERE id = ?"
GET_REGISTRANT = f"SELECT {REGISTRANT} FROM registrant r WHERE r.id = ?"
GET_REGISTRANT_BY_NUMBER = f"SELECT {REGISTRANT} FROM registrant r WHERE r.number = ?"
GET_SESSION = (
    f"SELECT s.token_hash, s.kiosk_id, s.expires_at, s.secret_proof, {REGISTRANT}"
    " FROM resident_session s JOIN registrant r ON r.id = s.registrant_id WHERE s.token_hash = ?"
)
GET_ROOM_DAY = (
    "SELECT room_id, date, pattern, facts, slots FROM room_day"
    " WHERE room_id = ? AND date = ? AND deleted_at IS NULL"
)
ROOM_DAYS_MADE = (
    "SELECT date FROM room_day WHERE deleted_at IS NULL ORDER BY date LIMIT 1",
    "SELECT date FROM room_day WHERE deleted_at IS NULL ORDER BY date DESC LIMIT 1",
)
LAST_CHANGE = "SELECT value FROM counter WHERE name = 'change'"
# Both tables lie in order of their change numbers, so SQLite merges them row by row.
GET_FEED = """
SELECT change, 'room-day', room_id || '/' || date, deleted_at IS NOT NULL,
       room_id, date, pattern, slots
  FROM room_day WHERE change > :after
UNION ALL
SELECT change, 'offer-day', facility_id || '/' || class_id || '/' || date, deleted_at IS NOT NULL,
       facility_id, class_id, date, offers
  FROM offer_day WHERE change > :after
 ORDER BY 1 LIMIT :limit
"""
GET_RESERVATION = f"SELECT {RESERVATION} FROM reservation WHERE id = ?"
GET_RESERVATIONS_OF = (
    f"SELECT {RESERVATION} FROM reservation WHERE registrant_id = ? AND date >= ?"
    " ORDER BY date, first_slot, id"
)
GET_APPLICATION = f"SELECT {APPLICATION} FROM lottery_application WHERE id = ?"
GET_APPLICATIONS_OF = (
    f"SELECT {APPLICATION} FROM lottery_application WHERE registrant_id = ? AND date >= ?"
    " ORDER BY date, first_slot, id"
)
GET_APPLICATION_BEHIND = "SELECT id FROM lottery_application WHERE reservation_id = ?"
GET_APPLICATIONS_IN = (
    f"SELECT {APPLICATION} FROM lottery_application WHERE draw_id = ? AND state = ? ORDER BY id"
)
GET_COMPETING = (
    "SELECT first_slot, slot_count FROM lottery_application"
    " WHERE room_id = ? AND date = ? AND state = 'applied'"
)
# What counts for quotas: everything a registrant holds for the days of one month.
GET_HOLDINGS = """
SELECT id, state, room_id, date, first_slot, slot_count, made_at, origin
  FROM reservation
 WHERE registrant_id = :registrant AND date BETWEEN :first AND :last
   AND state IN ('provisional', 'confirmed', 'used')
UNION ALL
SELECT id, state, room_id, date, first_slot, slot_count, made_at, NULL
  FROM lottery_application
 WHERE registrant_id = :registrant AND date BETWEEN :first AND :last
   AND state IN ('applied', 'won')
"""
GET_BOOKED_PLACES = """
SELECT room_id, date, max(first_slot + slot_count)
  FROM (SELECT room_id, date, first_slot, slot_count FROM reservation WHERE date >= :since
        UNION ALL
        SELECT room_id, date, first_slot, slot_count FROM lottery_application WHERE date >= :since)
 GROUP BY room_id, date
"""
GET_PSEUDONYM = (
    "SELECT pseudonym FROM lottery_application WHERE registrant_id = ? AND draw_id = ? LIMIT 1"
)
GET_BOOKED_BY_OTHERS = (
    "SELECT room_id, date, slot FROM booked_slot WHERE date BETWEEN ? AND ?"
    " AND NOT (holder_kind = 'application'"
    " AND holder_id IN (SELECT id FROM lottery_application WHERE draw_id = ?))"
)
GET_BOOKED_SLOTS = "SELECT slot FROM booked_slot WHERE room_id = ? AND date = ?"
GET_WRITE = "SELECT body_hash, state, status, body FROM write WHERE kiosk_id = ? AND key = ?"
GET_DRAW = "SELECT id, use_month, secret, commitment, drawn_at, published_at FROM draw WHERE id = ?"
DUE_JOBS = (
    "SELECT kind, subject, due_at FROM due_job WHERE done_at IS NULL AND due_at <= ?"
    " ORDER BY due_at, kind, subject LIMIT ?"
)

# Writing: bookings -------------------------------------------------------------------------------
NEXT_NUMBER = "UPDATE counter SET value = value + 1 WHERE name = ? RETURNING value"
OCCUPY = (
    "INSERT INTO booked_slot (room_id, date, slot, holder_kind, holder_id, shown)"
    " SELECT ?, ?, value, ?, ?, ? FROM json_each(?)"
)
HAND_OVER = (
    "UPDATE booked_slot SET holder_kind = ?, holder_id = ? WHERE holder_kind = ? AND holder_id = ?"
)
FREE = "DELETE FROM booked_slot WHERE holder_kind = ? AND holder_id = ?"
SHOW_WINS = (
    "UPDATE booked_slot SET shown = 1 WHERE holder_kind = 'application'"
    " AND holder_id IN (SELECT id FROM lottery_application WHERE draw_id = ? AND state = 'won')"
)
ADD_RESERVATION = (
    f"INSERT INTO reservation ({RESERVATION})"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
SET_RESERVATION_STATE = (
    "UPDATE reservation SET state = ?, changed_at = ?, paid_at = coalesce(?, paid_at) WHERE id = ?"
)
ADD_APPLICATION = (
    f"INSERT INTO lottery_application ({APPLICATION})"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
SET_APPLICATION_STATE = (
    "UPDATE lottery_application SET state = ?, changed_at = ?,"
    " reservation_id = coalesce(?, reservation_id) WHERE id = ?"
)
SET_DRAW_RESULT = "UPDATE lottery_application SET drawn_state = ?, lost_because = ? WHERE id = ?"
PUBLISH_RESULTS = (
    "UPDATE lottery_application SET state = drawn_state, changed_at = ?"
    " WHERE draw_id = ? AND state = 'applied' AND drawn_state IS NOT NULL"
)
KEEP_WRITE = (
    "INSERT INTO write (kiosk_id, key, body_hash, state, status, body, made_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)

# Writing: sessions, terminals, registrants -------------------------------------------------------
KEEP_VALUE = (
    "INSERT INTO service_value VALUES (?, ?)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
KEEP_KIOSK = (
    "INSERT INTO kiosk (id, place, secret_hash, enrolled_at) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET place = excluded.place, secret_hash = excluded.secret_hash,"
    " enrolled_at = excluded.enrolled_at"
)
NOTE_HEARTBEAT = "UPDATE kiosk SET seen_at = ?, heartbeat = ? WHERE id = ?"
ADD_REGISTRANT = (
    "INSERT INTO registrant (number, name, secret_hash, kinds, suspended_since, valid_until)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO NOTHING RETURNING id"
)
OPEN_SESSION = "INSERT INTO resident_session VALUES (?, ?, ?, ?, ?)"
EXTEND_SESSION = "UPDATE resident_session SET expires_at = ? WHERE token_hash = ?"
END_SESSION = "DELETE FROM resident_session WHERE token_hash = ?"
KEEP_CONFIRMATION = "INSERT INTO confirmation VALUES (?, ?, ?)"
USE_CONFIRMATION = (
    "DELETE FROM confirmation WHERE token_hash = ? AND session_hash = ? RETURNING expires_at"
)

# Writing: availability ---------------------------------------------------------------------------
# What is booked is laid over the calendar's letters here too, so that a renewed day loses nothing.
PUT_ROOM_DAY = """
INSERT INTO room_day (room_id, date, pattern, facts, slots) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (room_id, date) DO UPDATE
   SET pattern = excluded.pattern, facts = excluded.facts, slots = excluded.slots, deleted_at = NULL
 WHERE (pattern, facts, slots, deleted_at) IS NOT
       (excluded.pattern, excluded.facts, excluded.slots, NULL)
"""
GET_SHOWN_SLOTS = "SELECT slot FROM booked_slot WHERE room_id = ? AND date = ? AND shown"
PUT_OFFER_DAY = """
INSERT INTO offer_day (facility_id, class_id, date, offers) VALUES (?, ?, ?, ?)
ON CONFLICT (facility_id, class_id, date) DO UPDATE
   SET offers = excluded.offers, deleted_at = NULL
 WHERE (offers, deleted_at) IS NOT (excluded.offers, NULL)
"""
DELETE_ROOM_DAYS = "UPDATE room_day SET deleted_at = ? WHERE date < ? AND deleted_at IS NULL"
DELETE_OFFER_DAYS = "UPDATE offer_day SET deleted_at = ? WHERE date < ? AND deleted_at IS NULL"
# What the city's files have had once and have no more.
DELETE_OTHER_ROOMS = (
    "UPDATE room_day SET deleted_at = ? WHERE deleted_at IS NULL"
    " AND room_id NOT IN (SELECT value FROM json_each(?))"
)
DELETE_OTHER_OFFERS = (
    "UPDATE offer_day SET deleted_at = ? WHERE deleted_at IS NULL"
    " AND facility_id || '/' || class_id NOT IN (SELECT value FROM json_each(?))"
)
PURGE = (
    "DELETE FROM room_day WHERE deleted_at < ?",
    "DELETE FROM offer_day WHERE deleted_at < ?",
    # The steps of draws stay: a month in sight is planned every day, and must not be drawn again.
    "DELETE FROM due_job WHERE done_at < ? AND kind IN ('day', 'unpaid', 'used')",
    "DELETE FROM resident_session WHERE expires_at < ?",
)
PURGE_WRITES = "DELETE FROM write WHERE made_at < ?"

# Writing: draws, jobs, audit ---------------------------------------------------------------------
COMMIT_DRAW = (
    "INSERT INTO draw (id, use_month, secret, commitment, committed_at) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO NOTHING"
)
NOTE_DRAWN = "UPDATE draw SET list_hash = ?, seed = ?, drawn_at = ? WHERE id = ?"
NOTE_PUBLISHED = "UPDATE draw SET published_at = ? WHERE id = ?"
PLAN = "INSERT INTO due_job (kind, subject, due_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
PLAN_AGAIN = (
    "INSERT INTO due_job (kind, subject, due_at) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET due_at = excluded.due_at, done_at = NULL"
)
JOB_DONE = "UPDATE due_job SET done_at = ? WHERE kind = ? AND subject = ?"
NOTE_AUDIT = "INSERT INTO audit (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)"
