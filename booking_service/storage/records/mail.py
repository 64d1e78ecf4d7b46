"""Mails on their way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from booking_service.storage.records.json import Json


class MailState:
    """What became of a mail."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class MailRecord:
    """A mail to a registrant. ``told`` is what its letter says; ``sealed`` what of it is secret.

    ``due_at``: of the next attempt. ``trouble``: why the last one failed, a word without a name.
    """

    id: int
    registrant_id: int
    letter: str
    told: Json
    sealed: bytes | None = field(repr=False)
    message_id: str
    state: str
    attempts: int
    queued_at: datetime
    due_at: datetime
    trouble: str | None
