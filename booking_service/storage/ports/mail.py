"""Mails on their way."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from booking_service.storage.records import MailRecord


class MailReader(Protocol):
    """Questions that change nothing."""

    def mails_due(self, now: datetime, limit: int) -> list[MailRecord]:
        """Waiting mails whose next attempt is due, the longest waiting first."""
        ...

    def mail(self, mail_id: int) -> MailRecord | None: ...
    def mails_in(self, state: str, limit: int) -> list[MailRecord]:
        """Mails in a state, the newest first."""
        ...


class MailStore(MailReader, Protocol):
    """What a command may change."""

    def add_mail(self, mail: MailRecord) -> None:
        """Queues a mail to a registrant who can be reached by mail; nothing for others, nor for a
        message id that is there already. ``mail.id`` is ignored."""
        ...

    def take_mail(self, mail: MailRecord, until: datetime) -> bool:
        """Takes a due mail for one attempt, which ends at ``until`` whatever becomes of whoever
        took it; False if somebody else has it."""
        ...

    def mail_ended(self, mail_id: int, state: str, at: datetime, trouble: str | None) -> None:
        """A mail was sent or given up; what is secret in it is gone with that."""
        ...

    def mail_delayed(self, mail_id: int, due_at: datetime, trouble: str) -> None: ...
    def mail_again(self, mail_id: int, at: datetime) -> None:
        """A mail that was given up waits again."""
        ...

    def drop_waiting_mails(self, registrant_id: int) -> None: ...
