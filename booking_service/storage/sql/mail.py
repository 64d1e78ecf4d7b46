"""Mails on their way."""

from __future__ import annotations

from datetime import datetime

import msgspec

from booking_service.storage.records import Json, MailRecord
from booking_service.storage.sql.convert import instant, seconds, to_json
from booking_service.storage.sql.session import Part, Row

_MAIL = (
    "SELECT id, registrant_id, letter, told, sealed, message_id, state, attempts, queued_at,"
    " due_at, trouble FROM mail"
)
_GET = f"{_MAIL} WHERE id = ?"
_DUE = f"{_MAIL} WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, id LIMIT ?"
_IN = f"{_MAIL} WHERE state = ? ORDER BY id DESC LIMIT ?"
_ADD = """
INSERT INTO mail (registrant_id, letter, told, sealed, message_id, state, attempts, queued_at,
                  due_at)
SELECT id, ?, ?, ?, ?, 'waiting', 0, ?, ? FROM registrant WHERE id = ? AND reachable
ON CONFLICT (message_id) DO NOTHING
"""
_TAKE = (
    "UPDATE mail SET attempts = attempts + 1, due_at = ?"
    " WHERE id = ? AND state = 'waiting' AND attempts = ? RETURNING id"
)
_ENDED = (
    "UPDATE mail SET state = ?, ended_at = ?, trouble = ?, sealed = NULL"
    " WHERE id = ? AND state = 'waiting'"
)
_DELAYED = "UPDATE mail SET due_at = ?, trouble = ? WHERE id = ? AND state = 'waiting'"
_AGAIN = (
    "UPDATE mail SET state = 'waiting', attempts = 0, due_at = ?, ended_at = NULL, trouble = NULL"
    " WHERE id = ? AND state = 'given_up'"
)
_DROP_WAITING = "DELETE FROM mail WHERE registrant_id = ? AND state = 'waiting'"
_told = msgspec.json.Decoder(Json)


def _mail(row: Row) -> MailRecord:
    return MailRecord(
        id=row[0],
        registrant_id=row[1],
        letter=row[2],
        told=_told.decode(row[3]),
        sealed=None if row[4] is None else bytes(row[4]),
        message_id=row[5],
        state=row[6],
        attempts=row[7],
        queued_at=instant(row[8]),
        due_at=instant(row[9]),
        trouble=row[10],
    )


class MailReads(Part):
    """See ``ports.mail``."""

    def mails_due(self, now: datetime, limit: int) -> list[MailRecord]:
        return self._all(_mail, _DUE, (seconds(now), limit))

    def mail(self, mail_id: int) -> MailRecord | None:
        return self._one(_mail, _GET, (mail_id,))

    def mails_in(self, state: str, limit: int) -> list[MailRecord]:
        return self._all(_mail, _IN, (state, limit))


class MailWrites(MailReads):
    """See ``ports.mail``."""

    def add_mail(self, mail: MailRecord) -> None:
        bound = (
            mail.letter,
            to_json(mail.told),
            mail.sealed,
            mail.message_id,
            seconds(mail.queued_at),
            seconds(mail.due_at),
            mail.registrant_id,
        )
        self.sql.do(_ADD, bound)

    def take_mail(self, mail: MailRecord, until: datetime) -> bool:
        bound = (seconds(until), mail.id, mail.attempts)
        return bool(self.sql.rows(_TAKE, bound))

    def mail_ended(self, mail_id: int, state: str, at: datetime, trouble: str | None) -> None:
        self.sql.do(_ENDED, (state, seconds(at), trouble, mail_id))

    def mail_delayed(self, mail_id: int, due_at: datetime, trouble: str) -> None:
        self.sql.do(_DELAYED, (seconds(due_at), trouble, mail_id))

    def mail_again(self, mail_id: int, at: datetime) -> None:
        self.sql.do(_AGAIN, (seconds(at), mail_id))

    def drop_waiting_mails(self, registrant_id: int) -> None:
        self.sql.do(_DROP_WAITING, (registrant_id,))
