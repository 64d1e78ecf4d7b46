"""What is sealed of registrants, the cards they hold, and who has looked at them."""

from __future__ import annotations

from datetime import date, datetime

from booking_service.storage.records import (
    AccessRecord,
    CardRecord,
    RegistrantRecord,
    UnsealedRecord,
)
from booking_service.storage.sql.convert import instant, maybe_date, maybe_day, seconds
from booking_service.storage.sql.registrants import REGISTRANT, registrant
from booking_service.storage.sql.session import Part, Row, only_int

_GET = "SELECT sealed FROM registrant_personal WHERE registrant_id = ?"
_KEEP = (
    "INSERT INTO registrant_personal (registrant_id, sealed) VALUES (?, ?)"
    " ON CONFLICT (registrant_id) DO UPDATE SET sealed = excluded.sealed"
)
_IDS = (
    "SELECT registrant_id FROM registrant_personal WHERE registrant_id > ?"
    " ORDER BY registrant_id LIMIT ?"
)
# Bookings stay, for the city's figures; the index of the number stays, so that it is never given
# again: a keyed hash of a random number names nobody.
_ERASE = (
    "DELETE FROM registrant_personal WHERE registrant_id = ?",
    "DELETE FROM card WHERE registrant_id = ?",
    "DELETE FROM mail WHERE registrant_id = ?",
    "DELETE FROM resident_session WHERE registrant_id = ?",
    "UPDATE registrant SET identity_index = NULL, reset_index = NULL, asked_index = NULL,"
    " reachable = FALSE, secret_hash = '', temporary_hash = NULL, temporary_until = NULL"
    " WHERE id = ?",
)
_TO_ERASE = (
    f"SELECT {REGISTRANT} FROM registrant AS r"  # noqa: S608 - a list of columns
    " JOIN registrant_personal AS p ON p.registrant_id = r.id"
    " WHERE r.ended_on < :day AND NOT EXISTS ("
    "   SELECT 1 FROM reservation AS b WHERE b.registrant_id = r.id AND b.date >= :day)"
    " ORDER BY r.id LIMIT :most"
)
_UNSEALED = "SELECT registrant_id, number, name FROM unsealed_registrant LIMIT ?"
_ADD_UNSEALED = "INSERT INTO unsealed_registrant (registrant_id, number, name) VALUES (?, ?, ?)"
_DROP_UNSEALED = "DELETE FROM unsealed_registrant WHERE registrant_id = ?"
_CARDS = (
    "SELECT registrant_id, issue, issued_on, state, ended_on FROM card"
    " WHERE registrant_id = ? ORDER BY issue DESC"
)
_KEEP_CARD = (
    "INSERT INTO card (registrant_id, issue, issued_on, state, ended_on) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (registrant_id, issue)"
    " DO UPDATE SET state = excluded.state, ended_on = excluded.ended_on"
)
_NOTE_ACCESS = "INSERT INTO access_log (at, actor, registrant_id, why) VALUES (?, ?, ?, ?)"
_ACCESSES = (
    "SELECT id, at, actor, registrant_id, why FROM access_log"
    " WHERE id < ? ORDER BY id DESC LIMIT ?",
    "SELECT id, at, actor, registrant_id, why FROM access_log"
    " WHERE id < ? AND registrant_id = ? ORDER BY id DESC LIMIT ?",
)
_BEYOND_ALL = 2**62


def _sealed(row: Row) -> bytes:
    return bytes(row[0])


def _unsealed(row: Row) -> UnsealedRecord:
    return UnsealedRecord(row[0], row[1], row[2])


def _card(row: Row) -> CardRecord:
    return CardRecord(row[0], row[1], date.fromisoformat(row[2]), row[3], maybe_date(row[4]))


def _access(row: Row) -> AccessRecord:
    return AccessRecord(row[0], instant(row[1]), row[2], row[3], row[4])


class PersonalReads(Part):
    """See ``ports.registrants``."""

    def personal_data(self, registrant_id: int) -> bytes | None:
        return self._one(_sealed, _GET, (registrant_id,))

    def registrants_to_erase(self, ended_before: date, limit: int) -> list[RegistrantRecord]:
        return self._all(registrant, _TO_ERASE, {"day": str(ended_before), "most": limit})

    def unsealed(self, limit: int) -> list[UnsealedRecord]:
        return self._all(_unsealed, _UNSEALED, (limit,))

    def sealed_ids(self, after: int, limit: int) -> list[int]:
        return self._all(only_int, _IDS, (after, limit))

    def cards(self, registrant_id: int) -> list[CardRecord]:
        return self._all(_card, _CARDS, (registrant_id,))

    def accesses(
        self, registrant_id: int | None, before_id: int | None, limit: int
    ) -> list[AccessRecord]:
        of_anybody, of_one = _ACCESSES
        before = _BEYOND_ALL if before_id is None else before_id
        if registrant_id is None:
            return self._all(_access, of_anybody, (before, limit))
        return self._all(_access, of_one, (before, registrant_id, limit))


class PersonalWrites(PersonalReads):
    """See ``ports.registrants``."""

    def keep_personal_data(self, registrant_id: int, sealed: bytes) -> None:
        self.sql.do(_KEEP, (registrant_id, sealed))

    def erase_personal_data(self, registrant_id: int) -> None:
        for statement in _ERASE:
            self.sql.do(statement, (registrant_id,))

    def add_unsealed(self, unsealed: UnsealedRecord) -> None:
        bound = (unsealed.registrant_id, unsealed.number, unsealed.name)
        self.sql.do(_ADD_UNSEALED, bound)

    def drop_unsealed(self, registrant_id: int) -> None:
        self.sql.do(_DROP_UNSEALED, (registrant_id,))

    def keep_card(self, card: CardRecord) -> None:
        issued, ended = card.issued_on.isoformat(), maybe_day(card.ended_on)
        self.sql.do(_KEEP_CARD, (card.registrant_id, card.issue, issued, card.state, ended))

    def note_access(self, at: datetime, actor: str, registrant_id: int, why: str) -> None:
        self.sql.do(_NOTE_ACCESS, (seconds(at), actor, registrant_id, why))
