"""The queue of mails (letters): what the service has to tell registrants, kept until it was told.

A letter is queued in the transaction of what it tells, so neither is there without the other, and
sent later by ``mail_carrier``. Who cannot be reached by mail gets none: they see the same at a
kiosk. The queue holds no name and no address; both are read when a letter goes out.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import msgspec

from booking_service.policy.checks import Refusal
from booking_service.service.mail.letters import WANTED, Letter, Value, Values
from booking_service.service.office import Office
from booking_service.storage.ports import Reader, Store
from booking_service.storage.records import MailRecord, MailState

_ID_BYTES = 16
#: Letters that staff are shown at once.
LISTED = 200
_values = msgspec.json.Decoder(dict[str, str | dict[str, str]])


class IncompleteLetterError(Exception):
    """A letter was queued without something that it says: a fault of the program."""


def queue(
    store: Store,
    registrant_id: int,
    letter: Letter,
    values: Values,
    at: datetime,
    *,
    once: str | None = None,
) -> None:
    """Queues a letter to a registrant, inside the writer.

    ``values``: what ``mail_letters.WANTED`` says of the letter (``mail_letters.of_use`` for those
    about a booking), dates and instants as ISO 8601 writes them. ``once`` names what the letter is
    about ("L00000001"): queued again under the same name it stays one letter, for a step that may
    be taken twice.
    """
    store.add_mail(_record(registrant_id, letter, values, at, once))


def queue_secretly(
    office: Office,
    store: Store,
    registrant_id: int,
    letter: Letter,
    values: Values,
    *,
    at: datetime,
) -> None:
    """The same for a letter that tells a secret: it is sealed, and erased once it was sent."""
    record = _record(registrant_id, letter, values, at, None)
    text = msgspec.json.encode(record.told).decode()
    sealed = office.cipher.seal(text, _about(record))
    store.add_mail(replace(record, told={}, sealed=sealed))


def told(office: Office, record: MailRecord) -> dict[str, Value]:
    """What a queued letter says."""
    if record.sealed is None:
        return dict(record.told)
    return dict(_values.decode(office.cipher.open(record.sealed, _about(record))))


def given_up(reader: Reader) -> list[MailRecord]:
    """Letters that would not go, for staff; the newest first."""
    return reader.mails_in(MailState.GIVEN_UP, LISTED)


def waiting(reader: Reader) -> list[MailRecord]:
    """Letters that have not gone yet; all of them where nothing takes mails."""
    return reader.mails_in(MailState.WAITING, LISTED)


def send_again(store: Store, mail_id: int, at: datetime) -> MailRecord | Refusal:
    """Queues a letter anew that was given up (counter work). One that told a secret is gone with
    it: its reader asks for another."""
    record = store.mail(mail_id)
    if record is None or record.state != MailState.GIVEN_UP:
        return Refusal("not_found")
    if set(record.told) != WANTED[Letter(record.letter)]:  # some letters say nothing of their own
        return Refusal("not_found")
    store.mail_again(mail_id, at)
    return record


def _record(
    registrant_id: int, letter: Letter, values: Values, at: datetime, once: str | None
) -> MailRecord:
    if set(values) != WANTED[letter]:
        raise IncompleteLetterError(f"{letter.value} wants {sorted(WANTED[letter])}")
    return MailRecord(
        id=0,
        registrant_id=registrant_id,
        letter=letter.value,
        told=dict(values),
        sealed=None,
        message_id=_message_id(letter, once),
        state=MailState.WAITING,
        attempts=0,
        queued_at=at,
        due_at=at,
        trouble=None,
    )


def _message_id(letter: Letter, once: str | None) -> str:
    """Random, or the same for the same: nobody can tell from it what a letter is about."""
    if once is None:
        return secrets.token_hex(_ID_BYTES)
    return sha256(f"{letter.value} {once}".encode()).hexdigest()[: 2 * _ID_BYTES]


def _about(record: MailRecord) -> str:
    return f"mail {record.message_id}"
