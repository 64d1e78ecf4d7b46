"""All subjects together: ``Reader`` and ``Store`` on one session of any database."""

from __future__ import annotations

from booking_service.storage.sql.audit import AuditReads, AuditWrites
from booking_service.storage.sql.availability import AvailabilityReads, AvailabilityWrites
from booking_service.storage.sql.bookings import BookingReads, BookingWrites
from booking_service.storage.sql.changes import ChangeReads, ChangeWrites
from booking_service.storage.sql.draws import DrawReads, DrawWrites
from booking_service.storage.sql.figures import FigureReads
from booking_service.storage.sql.fleet import FleetReads, FleetWrites
from booking_service.storage.sql.guard import GuardReads, GuardWrites
from booking_service.storage.sql.jobs import JobReads, JobWrites
from booking_service.storage.sql.lottery import LotteryReads, LotteryWrites
from booking_service.storage.sql.mail import MailReads, MailWrites
from booking_service.storage.sql.personal import PersonalReads, PersonalWrites
from booking_service.storage.sql.registrants import RegistrantReads, RegistrantWrites
from booking_service.storage.sql.service_values import ServiceValueReads, ServiceValueWrites
from booking_service.storage.sql.sessions import SessionReads, SessionWrites
from booking_service.storage.sql.staff import StaffReads, StaffWrites
from booking_service.storage.sql.terminals import TerminalReads, TerminalWrites
from booking_service.storage.sql.writes import WriteReads, WriteWrites


class SqlReader(
    AuditReads,
    AvailabilityReads,
    BookingReads,
    FigureReads,
    ChangeReads,
    DrawReads,
    FleetReads,
    GuardReads,
    JobReads,
    LotteryReads,
    MailReads,
    PersonalReads,
    RegistrantReads,
    ServiceValueReads,
    SessionReads,
    StaffReads,
    TerminalReads,
    WriteReads,
):
    """Answers questions; see ``booking_service.storage.ports.Reader``."""


class SqlStore(
    AuditWrites,
    AvailabilityWrites,
    BookingWrites,
    FigureReads,
    ChangeWrites,
    DrawWrites,
    FleetWrites,
    GuardWrites,
    JobWrites,
    LotteryWrites,
    MailWrites,
    PersonalWrites,
    RegistrantWrites,
    ServiceValueWrites,
    SessionWrites,
    StaffWrites,
    TerminalWrites,
    WriteWrites,
):
    """What a command may change; see ``booking_service.storage.ports.Store``."""
