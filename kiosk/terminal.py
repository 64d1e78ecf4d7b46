"""The terminal as its screens see it: the journeys a resident can take.

``kiosk/main.py`` puts it together. Every method of a journey blocks and may take seconds: screens
call it through ``ui/jobs.py`` only. Each returns its value or ``Refused``; an exception is a bug.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from kiosk.availability import DayView, MonthView
from kiosk.guide import Counters, Guide, Link
from kiosk.happenings import LotteriesNow, MonthOfCity
from kiosk.journeys.attention import Overview
from kiosk.journeys.outcomes import (
    AccountGone,
    Applied,
    CardLost,
    Outcome,
    PaperEnd,
    ReceiptView,
    Reserved,
    ResetAsked,
    SameHours,
    SecretChanged,
)
from kiosk.line import LineState
from kiosk.maintenance.mode import Maintenance
from kiosk.model import (
    Application,
    Choice,
    City,
    Facility,
    Notice,
    Quote,
    Registrant,
    Reservation,
    RoomDay,
)
from kiosk.outcome import Refused
from kiosk.people_model import (
    Account,
    AccountChange,
    Registered,
    RegistrationForm,
    SecretForgotten,
)
from kiosk.search import CityDays, Question, SearchAnswer, WeekView

if TYPE_CHECKING:
    from kiosk.journeys.machine_care import MachineCare
    from kiosk.journeys.officer_works import OfficerWorks
    from kiosk.journeys.staff_works import StaffWorks


class Looking(Protocol):
    """Looking rooms up without login, from the offline cache."""

    def city(self) -> City | Refused: ...
    def notices(self) -> tuple[Notice, ...] | Refused: ...
    def facilities(self) -> tuple[Facility, ...] | Refused: ...
    def month(self, room_id: str, month: date) -> MonthView | Refused: ...
    def day(self, room_id: str, day: date) -> DayView | Refused: ...
    def competition(self, room_id: str, day: date) -> tuple[int, ...] | Refused: ...


class Searching(Protocol):
    """Searching all rooms at once, from the offline cache, and what the city does when."""

    def search(self, question: Question, skip: int = 0) -> SearchAnswer | Refused: ...
    def city_days(self, question: Question, month: date) -> CityDays | Refused: ...
    def week(self, facility_id: str, first: date) -> WeekView | Refused: ...
    def month_of_city(self, month: date) -> MonthOfCity | Refused: ...
    def lotteries(self) -> LotteriesNow | Refused: ...


class ReadingUp(Protocol):
    """How things are done, where, and what else there is, from the offline cache."""

    def guide(self) -> Guide | Refused: ...
    def counters(self) -> Counters | Refused: ...
    def links(self) -> tuple[Link, ...] | Refused: ...


class LoggingIn(Protocol):
    def log_in(self, number: str, secret: str) -> Registrant | Refused: ...


class Applying(Protocol):
    def quote(self, choice: Choice) -> Quote | Refused: ...
    def apply(self, choice: Choice, secret: str) -> Applied | Refused: ...


class Reserving(Protocol):
    def quote(self, choice: Choice) -> Quote | Refused: ...
    def room_day(self, room_id: str, day: date) -> RoomDay | Refused:
        """What of a room is free now, unit by unit; asked of the service."""

    def reserve(self, choice: Choice, secret: str) -> Reserved | Refused: ...


class Repeating(Protocol):
    """Booking again what one had before."""

    def same_hours(self, booked: Reservation) -> tuple[SameHours, ...] | Refused: ...


class MyBookings(Protocol):
    def overview(self) -> Overview | Refused:
        """What needs attention; also an answer, an empty one, while the line is down."""

    def applications(self) -> tuple[Application, ...] | Refused: ...
    def reservations(self) -> tuple[Reservation, ...] | Refused: ...
    def cancel_application(self, id: str, secret: str) -> Applied | Refused: ...
    def claim(self, id: str, secret: str) -> Reserved | Refused: ...
    def waive(self, id: str, secret: str) -> Applied | Refused: ...
    def cancel_reservation(self, id: str, secret: str) -> Reserved | Refused: ...
    def quote_change(self, id: str, choice: Choice) -> Quote | Refused: ...
    def change_reservation(self, id: str, choice: Choice, secret: str) -> Reserved | Refused: ...


class Receipts(Protocol):
    """Receipts of the running session only; ``list_*`` lay out the lists a resident may take."""

    def print(self, receipt_id: str) -> PaperEnd:
        """Print it whole; marked as printed again if a part of it may be on paper already."""

    def trouble(self) -> PaperEnd | None:
        """What keeps the printer from printing, asked of it now; None if nothing does."""

    def in_trouble(self) -> bool:
        """Whether it could not print when it was last asked; does not wait for it."""

    def list_applications(self) -> ReceiptView | Refused: ...
    def list_reservations(self) -> ReceiptView | Refused: ...
    def of_booking(self, booking: Application | Reservation) -> ReceiptView | Refused:
        """The receipt of something the resident has, made anew from what the service says of it.

        Marked as printed again unless this terminal knows that nothing of it was ever printed.
        """


class Handouts(Protocol):
    """What anybody may take along on paper, logged in or not. Printed by ``Receipts.print``."""

    def can_print(self) -> bool:
        """Whether the printer was ready when it was last asked; does not wait for it."""

    def guide(self, topic_id: str, section_id: str) -> ReceiptView | Refused: ...
    def found(self, answer: SearchAnswer, asked: tuple[str, ...]) -> ReceiptView | Refused:
        """``asked``: the conditions of the search in the words of the screen."""

    def registered(self, made: Registered) -> ReceiptView | Refused:
        """What comes next for whoever registered; neither their name nor their number."""


class OwnAccount(Protocol):
    """What the resident who is logged in is registered as. ``secret`` as in ``Applying``."""

    def look(self) -> Account | Refused: ...
    def change(self, change: AccountChange, secret: str) -> Account | Refused: ...
    def change_secret(self, old: str, new: str) -> SecretChanged | Refused:
        """``old`` is not needed after a log-in with a temporary secret.

        ``secret_unclear``: the line broke, and either of both may be good now.
        """

    def report_card_lost(self, issue: int, secret: str) -> CardLost | Refused: ...
    def delete(self, secret: str) -> AccountGone | Refused: ...


class Registering(Protocol):
    def register(self, form: RegistrationForm, key: str) -> Registered | Refused:
        """Register somebody. ``key``: a UUID made once for this form.

        ``registration_unclear``: sent, but no answer came; sending the same again is safe.
        """


class Forgotten(Protocol):
    def ask_for_secret(self, asked: SecretForgotten) -> ResetAsked | Refused:
        """Ask for a temporary secret by mail. Nobody hears here whether anything was right."""


class OpenWrites(Protocol):
    """Writes by their key: asking about those without an answer, and who knows how they ended."""

    def settle(self, key: str) -> Outcome | Refused:
        """Ask once; ``Refused("answer_unclear")`` while the service is not reachable."""

    def told(self, key: str) -> None:
        """The end of this write is on the screen now, be it a booking or a refusal.

        The key is that of the outcome, or ``details["key"]`` of a refusal that has one. An end of
        which this is never said is kept for staff.
        """


class ResidentSession(Protocol):
    """The running resident's session. All of the resident hangs here and goes when it ends."""

    @property
    def registrant(self) -> Registrant | None: ...
    @property
    def must_change_secret(self) -> bool:
        """Logged in by a temporary secret: nothing else is open before another one is taken."""

    def touched(self) -> None: ...
    def idle_seconds(self) -> float: ...
    def seconds_until_wipe(self) -> float | None:
        """None while nothing of anybody is on the screen."""

    def end(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Terminal:
    """All that a screen may use."""

    looking: Looking
    searching: Searching
    guide: ReadingUp
    logging_in: LoggingIn
    applying: Applying
    reserving: Reserving
    repeating: Repeating
    my_bookings: MyBookings
    account: OwnAccount
    registering: Registering
    forgotten: Forgotten
    receipts: Receipts
    handouts: Handouts
    open_writes: OpenWrites
    session: ResidentSession
    maintenance: Maintenance
    #: Makes ``machine``, which nobody needs before the first screen is on the glass.
    make_machine: Callable[[], MachineCare]
    #: Makes ``staff``, likewise.
    make_staff: Callable[[], StaffWorks]
    #: Makes ``officers``, likewise.
    make_officers: Callable[[], OfficerWorks]
    now: Callable[[], datetime]
    line: Callable[[], LineState]
    #: Whether a card that is held to the kiosk would be seen now; does not wait for a reader.
    reads_cards: Callable[[], bool]
    languages: Sequence[str]
    countdown_from_seconds: float
    #: Whether the service let this terminal in no more when it last answered.
    shut_out: Callable[[], bool] = lambda: False
    #: Why the service cannot be reached, as it was last found; for staff. Does not wait.
    service_trouble: Callable[[], Refused | None] = lambda: None

    @property
    def machine(self) -> MachineCare:
        """What staff and technicians do to the machine itself."""
        return self.make_machine()

    @property
    def staff(self) -> StaffWorks:
        """What staff do in maintenance mode."""
        return self.make_staff()

    @property
    def officers(self) -> OfficerWorks:
        """What changes the service, by an officer's own account."""
        return self.make_officers()

    def tried_screen(self) -> bool:
        """Whether a new picture waits for somebody to say that it is right."""
        return self.machine.tried_screen()
