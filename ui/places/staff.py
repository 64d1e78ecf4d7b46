"""What staff do in maintenance mode. No place holds a secret."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from ui.places.maintenance import MaintenancePlace

if TYPE_CHECKING:
    from kiosk.journeys.staff_works import Looked, StaffWrite, WaitingReceipt
    from kiosk.staff_account_client import CounterBooking, Draw
    from printing.spool import Damaged


@dataclass(frozen=True, slots=True)
class StaffReport(MaintenancePlace):
    """The readiness report. ``looked``: one that was made, None to make one now; ``printed``: it
    came out."""

    name: ClassVar[str] = "staff_report"
    looked: Looked | None = None
    printed: bool = False


@dataclass(frozen=True, slots=True)
class StaffPaper(MaintenancePlace):
    """The paper roll. ``came``: what was done here last, ``test`` or ``new_roll``."""

    name: ClassVar[str] = "staff_paper"
    came: str = ""


@dataclass(frozen=True, slots=True)
class StaffReceipts(MaintenancePlace):
    """Receipts that did not come out. ``came``: what was done with one, ``printed`` or
    ``discarded``."""

    name: ClassVar[str] = "staff_receipts"
    came: str = ""


@dataclass(frozen=True, slots=True)
class StaffReceipt(MaintenancePlace):
    """One of them, or a file that holds none any more."""

    name: ClassVar[str] = "staff_receipt"
    receipt: WaitingReceipt | Damaged


@dataclass(frozen=True, slots=True)
class StaffReprint(MaintenancePlace):
    """What came out lately, once more. ``printed``: the number of what just came out."""

    name: ClassVar[str] = "staff_reprint"
    printed: str = ""


@dataclass(frozen=True, slots=True)
class StaffWrites(MaintenancePlace):
    """Requests without a known end, or of whose end nobody was told. ``writes``: as they were just
    asked about, None to read them now."""

    name: ClassVar[str] = "staff_writes"
    writes: tuple[StaffWrite, ...] | None = None


@dataclass(frozen=True, slots=True)
class StaffWriteEnded(MaintenancePlace):
    """One that has ended: whom it concerns has to be told."""

    name: ClassVar[str] = "staff_write_ended"
    write: StaffWrite


@dataclass(frozen=True, slots=True)
class StaffOfficer(MaintenancePlace):
    """What asks for an officer's own account."""

    name: ClassVar[str] = "staff_officer"


@dataclass(frozen=True, slots=True)
class StaffDraws(MaintenancePlace):
    """Draws that wait for officers' digits."""

    name: ClassVar[str] = "staff_draws"


class OfficerWork(Enum):
    """What an officer signs in for."""

    DIGITS = "digits"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class StaffAccount(MaintenancePlace):
    """An officer's work. ``about`` is asked for first: the digits, or the number of the booking;
    then ``user``, then the secret."""

    name: ClassVar[str] = "staff_account"
    work: OfficerWork
    draw: Draw | None = None
    about: str = field(default="", repr=False)
    user: str = field(default="", repr=False)

    @property
    def mark(self) -> object:
        return type(self), bool(self.about), bool(self.user)


@dataclass(frozen=True, slots=True)
class StaffPayment(MaintenancePlace):
    """A booking: was it paid?"""

    name: ClassVar[str] = "staff_payment"
    booking: CounterBooking


@dataclass(frozen=True, slots=True)
class StaffOfficerDone(MaintenancePlace):
    """An officer's work is done. ``given`` of ``needed`` officers have given digits; both are 0
    after a payment."""

    name: ClassVar[str] = "staff_officer_done"
    given: int = 0
    needed: int = 0
