"""What the service asks of a store, SQLite or PostgreSQL. A subject a module.

A ``Reader`` sees the last committed state. A ``Store`` is handed to a command inside the writer's
transaction; a command may be run again from the start, so it touches nothing but its store.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from booking_service.storage.ports.audit import AuditReader, AuditStore
from booking_service.storage.ports.availability import AvailabilityReader, AvailabilityStore
from booking_service.storage.ports.bookings import BookingReader, BookingStore
from booking_service.storage.ports.changes import ChangeReader, ChangeStore
from booking_service.storage.ports.draws import DrawReader, DrawStore
from booking_service.storage.ports.figures import FigureReader
from booking_service.storage.ports.fleet import FleetReader, FleetStore
from booking_service.storage.ports.guard import GuardReader, GuardStore
from booking_service.storage.ports.jobs import JobReader, JobStore
from booking_service.storage.ports.lottery import LotteryReader, LotteryStore
from booking_service.storage.ports.mail import MailReader, MailStore
from booking_service.storage.ports.registrants import RegistrantReader, RegistrantStore
from booking_service.storage.ports.service_values import ServiceValueReader, ServiceValueStore
from booking_service.storage.ports.sessions import SessionReader, SessionStore
from booking_service.storage.ports.staff import StaffReader, StaffStore
from booking_service.storage.ports.terminals import TerminalReader, TerminalStore
from booking_service.storage.ports.writes import WriteReader, WriteStore
from booking_service.storage.records import WriterFigures
from booking_service.storage.seal import Unbroken

T = TypeVar("T")


class Reader(
    AuditReader,
    AvailabilityReader,
    BookingReader,
    FigureReader,
    ChangeReader,
    DrawReader,
    FleetReader,
    GuardReader,
    JobReader,
    LotteryReader,
    MailReader,
    RegistrantReader,
    ServiceValueReader,
    SessionReader,
    StaffReader,
    TerminalReader,
    WriteReader,
    Protocol,
):
    """Questions that change nothing."""


class Store(
    Reader,
    AuditStore,
    AvailabilityStore,
    BookingStore,
    ChangeStore,
    DrawStore,
    FleetStore,
    GuardStore,
    JobStore,
    LotteryStore,
    MailStore,
    RegistrantStore,
    ServiceValueStore,
    SessionStore,
    StaffStore,
    TerminalStore,
    WriteStore,
    Protocol,
):
    """What a command may change, all of it in one transaction."""


Command = Callable[[Store], T]


class Database(Protocol):
    """One city's database: readers for anybody, one writer for all changes."""

    def reading(self) -> AbstractContextManager[Reader]:
        """A reader of the last committed state; keep it for one short question."""
        ...

    def submit(self, command: Command[T]) -> Future[T]:
        """Queues a command; the future is done when its transaction is safely on disk.

        It ends with ``WriterBusyError`` if the command could not start in time, with
        ``StorageTroubleError`` if the disk would not have it, else with the command's own error.
        """
        ...

    def writer_silent_for(self) -> float:
        """Seconds since the writer last showed that it lives."""
        ...

    def writer_figures(self) -> WriterFigures:
        """How much the writer has done and has to do."""
        ...

    def free_bytes(self) -> int | None:
        """Room on the disk the data grows on; None where that is another machine's."""
        ...

    def scrub(self) -> None:
        """Makes unreadable whatever was erased and might still lie between the rows; for a start
        that has sealed what was in the clear, as it takes long and lets nobody write."""
        ...

    def coming_in(self) -> AbstractContextManager[Unbroken]:
        """While the block runs no other process begins to work on the database. It is told whether
        the feed goes on where it was left, which can be asked once."""
        ...

    def keep(self, came_back: Callable[[], None]) -> None:
        """Keeps up what the other processes on the database see of this one, until it is closed.
        ``came_back`` is called after the database has been out of reach: it may be another now."""
        ...

    def leads(self) -> bool:
        """Whether this is the one process that takes the steps that are due."""
        ...

    def close(self, generation: str | None = None) -> None:
        """Lets the writer finish. The last process to go seals the feed of a ``generation``."""
        ...


class WriterBusyError(Exception):
    """The writer could not take the command in time; nothing of it was done."""


class StorageTroubleError(Exception):
    """The disk is full, gone or failing; nothing of the command was done."""
