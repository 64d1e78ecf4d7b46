"""Carries queued mails out: each once, tried again with growing waits, given up in the end.

A mail is taken in the database before it is sent, so that of several processes one sends it. Who
was killed between sending and noting it sends again once the time for the attempt is over: under
the same message id, which a mail program shows once. What is given up is listed for staff.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from booking_service.service.mail import queue as mail
from booking_service.service.mail.letters import Letter, write
from booking_service.service.mail.transports import (
    MailTransport,
    Never,
    NotNow,
    Outcome,
    Parcel,
    Sent,
)
from booking_service.service.office import Office
from booking_service.service.people.personal_data import own
from booking_service.storage.ports import Store, WriterBusyError
from booking_service.storage.records import MailRecord, MailState

log = logging.getLogger(__name__)

#: Mails read at one look.
LOOK = 16
#: For one attempt; longer than any server is waited for.
ATTEMPT = timedelta(minutes=5)
#: How long after each failed attempt the next is made; after the last of them none.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
_NO_ADDRESS = Never("no-address")
_EXPIRED = Never("expired")


class MailCarrier:
    """Sends what waits. ``sender`` is the address that mails come from."""

    def __init__(self, office: Office, transport: MailTransport, sender: str) -> None:
        self._office = office
        self._transport = transport
        self._sender = sender

    async def watch(self) -> None:
        """Looks again and again, until cancelled."""
        nap = self._office.limits.longest_nap.total_seconds()
        while True:
            try:
                while await self.carry():
                    pass
            except WriterBusyError:
                log.warning("mails wait: the writer is busy")
            except Exception:
                log.exception("carrying mails failed")
            await asyncio.sleep(nap)

    async def carry(self) -> int:
        """Makes one attempt for each of the first mails that are due; returns how many."""
        office = self._office
        now = office.now()
        with office.database.reading() as reader:
            due = reader.mails_due(now, LOOK)
        taken = 0
        for record in due:
            # Each only when its turn has come: all of them may take longer than one attempt lasts.
            if await self._take(record):
                taken += 1
                await self._note(record, await self._attempt(record))
        return taken

    async def _take(self, record: MailRecord) -> bool:
        until = self._office.now() + ATTEMPT
        return await self._office.write(lambda store: store.take_mail(record, until))

    async def _attempt(self, record: MailRecord) -> Outcome:
        try:
            if self._is_over(record):
                return _EXPIRED
            parcel = self._parcel(record)
            if parcel is None:
                return _NO_ADDRESS
            return await asyncio.to_thread(self._transport.send, parcel)
        except Exception:
            # One that fails by a fault of ours must not keep the others back, nor go unseen.
            log.exception("mail %d failed", record.id)
            return NotNow("failed")

    def _is_over(self, record: MailRecord) -> bool:
        """Whether a letter tells a secret that is no longer good."""
        if record.letter != Letter.SECRET_RESET:
            return False
        until = str(mail.told(self._office, record)["until"])
        return self._office.now() >= datetime.fromisoformat(until)

    def _parcel(self, record: MailRecord) -> Parcel | None:
        """None for one who has left, or taken their address away."""
        office = self._office
        with office.database.reading() as reader:
            data = own(office, reader, record.registrant_id)
        if data is None or not data.email:
            return None
        values = {**mail.told(office, record), "registration_number": data.number}
        written = write(Letter(record.letter), office.city, values, data.language)
        return Parcel(
            message_id=record.message_id,
            sender_name=office.city.system_name["ja"],
            sender=self._sender,
            to=data.email,
            subject=written.subject,
            body=written.body,
            at=record.queued_at,
        )

    async def _note(self, record: MailRecord, outcome: Outcome) -> None:
        at = self._office.now()

        def note(store: Store) -> None:
            match outcome:
                case Sent():
                    store.mail_ended(record.id, MailState.SENT, at, None)
                case NotNow(why) if record.attempts < len(WAITS):
                    store.mail_delayed(record.id, at + WAITS[record.attempts], why)
                case NotNow(why) | Never(why):
                    store.mail_ended(record.id, MailState.GIVEN_UP, at, why)

        await self._office.write(note)
