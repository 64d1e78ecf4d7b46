"""What every part of the service works with: the city, the clock and the database."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from booking_service.clock import Clock
from booking_service.personal_cipher import PersonalCipher
from booking_service.policy.model import City
from booking_service.service.draws.beacon import Beacon
from booking_service.storage.ports import Command, Database, T


@dataclass(frozen=True, slots=True)
class Limits:
    """Delays and sizes of the service, in one place."""

    request: timedelta = timedelta(seconds=5)  # for one request, everything in it
    demo_request: timedelta = timedelta(minutes=1)  # moving the clock takes every step between
    demo_leap: timedelta = timedelta(days=400)  # the farthest a demonstration's clock is moved
    session_idle: timedelta = timedelta(minutes=10)
    session_touch: timedelta = timedelta(seconds=30)  # a younger sign of life is not written down
    confirmation: timedelta = timedelta(seconds=120)
    staff_session: timedelta = timedelta(hours=9)  # a working day
    deletions_kept: timedelta = timedelta(days=7)  # RPDE asks for a week
    writes_kept: timedelta = timedelta(days=400)  # a kiosk may be in store for a year
    horizon_months: int = 3  # availability reaches to the end of the month so many months on
    feed_page: int = 5_000
    feed_readers: int = 32  # pages of feeds made at one time; more readers are told to come again
    hashing_threads: int = 2
    hashing_waiting: int = 64  # logins waiting to be checked; more are told to come again
    hashing_waiting_of_one_kiosk: int = 8  # one terminal has one resident at a time
    temporary_secret: timedelta = timedelta(hours=24)  # one by mail is good for so long
    unfinished_kept: timedelta = timedelta(days=30)  # begun at a kiosk, not finished at a counter
    longest_nap: timedelta = timedelta(seconds=1)  # between two looks at the due jobs
    days_in_one_command: int = 1_500  # room-days made in one command of the writer
    results_in_one_command: int = 500  # results of a draw kept in one command
    drawn_in_this_process: int = 2_000  # applications; a larger draw gets a process of its own
    draws_ahead: timedelta = timedelta(days=45)  # committed to, beyond what is in sight
    beacon_patience: timedelta = timedelta(seconds=5)  # for one answer of the beacon
    disk_left: int = 64 * 2**20  # bytes; less means: not ready
    steps_late: timedelta = timedelta(minutes=5)  # a step due for longer means: not ready
    writer_silence: timedelta = timedelta(seconds=5)  # longer means: not ready


@dataclass(slots=True)
class Office:
    """The service of one city. ``public_url`` is where residents' telephones find it."""

    city: City
    clock: Clock
    database: Database
    cipher: PersonalCipher
    public_url: str
    limits: Limits = field(default_factory=Limits)
    link_key: bytes = b""
    generation: str = ""
    laid_over: int = 0  # the version of what staff have laid over ``city``
    releases: Path = Path()  # where the packages of the kiosk's program are kept
    beacon: Beacon | None = None  # the public source of entropy, where one is configured
    settled_draws: set[str] = field(default_factory=set)  # nobody waits for them any more

    def now(self) -> datetime:
        """Now, in Asia/Tokyo."""
        return self.clock.now()

    async def write(self, command: Command[T]) -> T:
        """Runs a command in the writer and returns once it is on disk."""
        return await asyncio.wrap_future(self.database.submit(command))
