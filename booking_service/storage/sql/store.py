"""All subjects together: ``Reader`` and ``Store`` on one session of any database."""

from __future__ import annotations

from booking_service.storage.sql.audit import AuditWrites
from booking_service.storage.sql.availability import AvailabilityReads, AvailabilityWrites
from booking_service.storage.sql.bookings import BookingReads, BookingWrites
from booking_service.storage.sql.figures import FigureReads
from booking_service.storage.sql.guard import GuardReads, GuardWrites
from booking_service.storage.sql.jobs import JobReads, JobWrites
from booking_service.storage.sql.lottery import LotteryReads, LotteryWrites
from booking_service.storage.sql.registrants import RegistrantReads, RegistrantWrites
from booking_service.storage.sql.service_values import ServiceValueReads, ServiceValueWrites
from booking_service.storage.sql.sessions import SessionReads, SessionWrites
from booking_service.storage.sql.terminals import TerminalReads, TerminalWrites
from booking_service.storage.sql.writes import WriteReads, WriteWrites


class SqlReader(
    AvailabilityReads,
    BookingReads,
    FigureReads,
    GuardReads,
    JobReads,
    LotteryReads,
    RegistrantReads,
    ServiceValueReads,
    SessionReads,
    TerminalReads,
    WriteReads,
):
    """Answers questions; see ``booking_service.storage.ports.Reader``."""


class SqlStore(
    AuditWrites,
    AvailabilityWrites,
    BookingWrites,
    FigureReads,
    GuardWrites,
    JobWrites,
    LotteryWrites,
    RegistrantWrites,
    ServiceValueWrites,
    SessionWrites,
    TerminalWrites,
    WriteWrites,
):
    """What a command may change; see ``booking_service.storage.ports.Store``."""
