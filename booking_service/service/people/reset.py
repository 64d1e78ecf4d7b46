"""A new secret for whoever has forgotten theirs: a temporary one, by mail.

Whoever asks gets the same answer at once, whether anybody has that number or not and whether all
they said is right: everything is looked up afterwards. Only the registrant's own mailbox tells. The
old secret stays good, so that nobody can be locked out by a stranger's asking.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta

from booking_service.policy.checks import Refusal
from booking_service.policy.hours import check_hours
from booking_service.policy.weak_secrets import Known, weakness_of
from booking_service.service.answers import busy
from booking_service.service.due import JobKind
from booking_service.service.mail import queue as mail
from booking_service.service.mail.letters import Letter
from booking_service.service.office import Office
from booking_service.service.people import personal_data
from booking_service.service.people.personal_data import number_index
from booking_service.service.people.registering import random_of
from booking_service.service.secrets import hash_secret
from booking_service.service.throttle import Patience, Throttle
from booking_service.storage.ports import Store, WriterBusyError
from booking_service.storage.records import DueJob, RegistrantRecord, RegistrantState

log = logging.getLogger(__name__)

#: For one number wherever it is asked for, so that nobody's mailbox is filled; and for a kiosk.
PER_NUMBER = Patience(3, timedelta(minutes=10), timedelta(hours=12), timedelta(hours=6))
PER_KIOSK = Patience(10, timedelta(seconds=30), timedelta(minutes=10), timedelta(minutes=5))
#: Resets looked up at a time; more are told to come again.
MOST_AT_ONCE = 16
#: After this time the next look for due jobs takes a request that nobody has worked off.
GRACE = timedelta(minutes=1)
NOTHING = "-"
_ASKED_BYTES = 8


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What somebody says who has forgotten their secret; for a group its representative's name."""

    number: str = field(repr=False)
    name: str = field(repr=False)
    birth_date: date = field(repr=False)
    email: str = field(repr=False)


class Resets:
    """Takes requests and works them off behind the answer."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._by_number = Throttle(PER_NUMBER)
        self._by_kiosk = Throttle(PER_KIOSK)
        self._under_way: set[asyncio.Task[None]] = set()

    async def ask(self, kiosk_id: str, forgotten: Forgotten) -> Refusal | None:
        """Takes a request, and keeps it until it was looked up, whatever becomes of the process;
        None means no more than that it was taken. Of what was said only blind indexes are kept."""
        city, now = self._office.city, self._office.now()
        if not city.registration.reset_by_mail:
            return Refusal("reset_at_counter", {"tel": city.contact.tel})
        if refusal := check_hours(city, now):
            return refusal
        number = (number_index(self._office.cipher, forgotten.number),)
        wait = max(self._by_number.wait(number, now), self._by_kiosk.wait((kiosk_id,), now))
        if wait:
            return Refusal("too_many_attempts", {"retry_after": int(wait.total_seconds()) + 1})
        if len(self._under_way) >= MOST_AT_ONCE:
            return busy()
        self._by_number.note_wrong(number, now)
        self._by_kiosk.note_wrong((kiosk_id,), now)
        said = personal_data.reset_index(
            self._office.cipher, forgotten.name, forgotten.birth_date, forgotten.email
        )
        subject = f"{number[0]} {said or NOTHING} {secrets.token_hex(_ASKED_BYTES)}"
        job = DueJob(JobKind.RESET, subject, now.replace(microsecond=0) + GRACE)
        await self._office.write(lambda store: store.plan(job))
        task = asyncio.create_task(self._work_off(job))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return None

    @property
    def under_way(self) -> int:
        """How many requests have been taken and not looked up yet."""
        return len(self._under_way)

    async def settle(self) -> None:
        """Waits for what is under way, when the service stops."""
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _work_off(self, job: DueJob) -> None:
        try:
            await work_off(self._office, job)
        except WriterBusyError:
            log.warning("a request for a new secret waits: the writer is busy")


async def work_off(office: Office, job: DueJob) -> None:
    """Sends a new secret if all that was said is right; the request is done either way, once."""
    try:
        await _send_if_right(office, job)
    except WriterBusyError:
        raise  # it is tried again when its job is due
    except Exception as trouble:
        # Not the trace: what was said may stand in it.
        log.error("a new secret could not be sent: %s", type(trouble).__name__)
    await office.write(lambda store: store.take_job(job, office.now()))


async def _send_if_right(office: Office, job: DueJob) -> None:
    number, said, _ = job.subject.split()
    with office.database.reading() as reader:
        registrant = reader.registrant_by_number(number)
        indexes = None if registrant is None else reader.indexes(registrant.id)
    if registrant is None or indexes is None or indexes.reset is None:
        return
    if hmac.compare_digest(indexes.reset, said) and registrant.state == RegistrantState.ACTIVE:
        await _send_temporary(office, registrant, job)


async def _send_temporary(office: Office, registrant: RegistrantRecord, job: DueJob) -> None:
    """Mails a temporary secret, good for a limited time from when it was asked for."""
    now = job.due_at - GRACE
    with office.database.reading() as reader:
        data = personal_data.own(office, reader, registrant.id)
    if data is None:
        return
    known = Known(data.number, data.birth_date)
    secret = random_of(office.city.secret)
    while weakness_of(secret, known) is not None:
        secret = random_of(office.city.secret)
    kept = await asyncio.to_thread(hash_secret, secret)
    until = (now + office.limits.temporary_secret).replace(microsecond=0)

    def command(store: Store) -> None:
        if not store.take_job(job, now):
            return  # somebody else was faster
        sealed = personal_data.sealed_secret(office.cipher, kept)
        store.keep_temporary_secret(registrant.id, sealed, until)
        told = {"secret": secret, "until": until.isoformat()}
        mail.queue_secretly(office, store, registrant.id, Letter.SECRET_RESET, told, at=now)

    await office.write(command)
