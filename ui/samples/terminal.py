"""A terminal without a city behind it: answers at once, or refuses what it is told to refuse."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from threading import Event
from typing import Final

from kiosk.availability import DayView, MonthView, Now
from kiosk.guide import Counters, Guide, Link
from kiosk.journeys.attention import Overview
from kiosk.journeys.outcomes import Applied, Outcome, PaperEnd, ReceiptView, Reserved, SameHours
from kiosk.line import LineState
from kiosk.machine.memory import MemoryMachine
from kiosk.machine.reach import Reach
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
from kiosk.people_model import Account, Registered
from kiosk.search import SearchAnswer
from kiosk.terminal import Terminal
from ui.samples import calendars, mine, people, values
from ui.samples.guide import COUNTERS, GUIDE, LINKS
from ui.samples.machine import REACHED, sample_care
from ui.samples.maintenance import SampleMaintenance
from ui.samples.officers import SampleOfficers
from ui.samples.receipt import sample_handout, sample_receipt
from ui.samples.searching import SampleSearching
from ui.samples.staff import SampleStaff

#: A forgotten hold must not keep a test from ending.
_LONGEST_HOLD_SECONDS: Final = 10.0


@dataclass
class Script:
    """What the sample terminal shall do. ``refuse`` maps a method's name to its refusal."""

    line: LineState = LineState.UP
    shut_out: bool = False
    service_trouble: Refused | None = None
    reads_cards: bool = True
    slots: Now = Now.RESERVE
    #: What can be done on every day of a month; None shows every kind of day.
    days: Now | None = None
    paper: PaperEnd = PaperEnd.PRINTED
    refuse: dict[str, Refused] = field(default_factory=dict)
    raises: set[str] = field(default_factory=set)
    overview: Overview = mine.QUIET
    #: Methods that do not return before their event is set.
    holds: dict[str, Event] = field(default_factory=dict)
    #: Names of the methods in the order they were called, without arguments.
    calls: list[str] = field(default_factory=list)
    account: Account = people.GROUP
    registrant: Registrant = values.REGISTRANT
    #: A log-in with a temporary secret.
    must_change_secret: bool = False
    now: datetime = values.NOW
    idle: float = 0.0
    idle_limit: float = 90.0
    maintenance: SampleMaintenance = field(default_factory=SampleMaintenance)
    machine: MemoryMachine = field(default_factory=MemoryMachine)
    #: The way to the service, as a technician finds it.
    way: Reach = REACHED
    #: Made with the terminal.
    staff: SampleStaff | None = None
    officers: SampleOfficers | None = None

    def refusal(self, method: str) -> Refused | None:
        """Notes the call; the refusal the script has for it, if any."""
        self.calls.append(method)
        if method in self.raises:
            raise RuntimeError("as the script says")
        if method in self.holds:
            self.holds[method].wait(_LONGEST_HOLD_SECONDS)
        return self.refuse.get(method)


class SampleSession:
    """A session whose idle time is set by hand."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self.registrant: Registrant | None = None

    @property
    def must_change_secret(self) -> bool:
        return self.registrant is not None and self._script.must_change_secret

    def touched(self) -> None:
        self._script.idle = 0.0

    def idle_seconds(self) -> float:
        return self._script.idle

    def seconds_until_wipe(self) -> float | None:
        return self._script.idle_limit - self._script.idle

    def end(self) -> None:
        self.registrant = None


class SampleJourneys:
    """All journeys of the terminal in one."""

    def __init__(self, script: Script, session: SampleSession) -> None:
        self._script, self._session = script, session
        self._receipts = count(1)

    def city(self) -> City | Refused:
        return self._script.refusal("city") or values.CITY

    def notices(self) -> tuple[Notice, ...] | Refused:
        return self._script.refusal("notices") or values.NOTICES

    def guide(self) -> Guide | Refused:
        return self._script.refusal("guide") or GUIDE

    def counters(self) -> Counters | Refused:
        return self._script.refusal("counters") or COUNTERS

    def links(self) -> tuple[Link, ...] | Refused:
        return self._script.refusal("links") or LINKS

    def facilities(self) -> tuple[Facility, ...] | Refused:
        return self._script.refusal("facilities") or values.FACILITIES

    def month(self, room_id: str, month: date) -> MonthView | Refused:
        view = calendars.month_view(month=month, every=self._script.days)
        return self._script.refusal("month") or view

    def day(self, room_id: str, day: date) -> DayView | Refused:
        view = calendars.day_view(self._script.slots)
        return self._script.refusal("day") or view

    def competition(self, room_id: str, day: date) -> tuple[int, ...] | Refused:
        return self._script.refusal("competition") or (0, 3, 1, 12, 0, 0, 2, 2, 2, 0, 1, 1)

    def log_in(self, number: str, secret: str) -> Registrant | Refused:
        refused = self._script.refusal("log_in")
        if refused is not None:
            return refused
        self._session.registrant = self._script.registrant
        return self._script.registrant

    def quote(self, choice: Choice) -> Quote | Refused:
        lottery = self._script.slots is Now.LOTTERY
        return self._script.refusal("quote") or (values.LOTTERY_QUOTE if lottery else values.QUOTE)

    def apply(self, choice: Choice, secret: str) -> Applied | Refused:
        return self._script.refusal("apply") or self._applied(values.APPLICATIONS[1])

    def reserve(self, choice: Choice, secret: str) -> Reserved | Refused:
        return self._script.refusal("reserve") or self._reserved(values.RESERVATIONS[0])

    def room_day(self, room_id: str, day: date) -> RoomDay | Refused:
        return self._script.refusal("room_day") or mine.room_day(room_id, day)

    def same_hours(self, booked: Reservation) -> tuple[SameHours, ...] | Refused:
        return self._script.refusal("same_hours") or mine.SAME_HOURS

    def overview(self) -> Overview | Refused:
        return self._script.refusal("overview") or self._script.overview

    def quote_change(self, id: str, choice: Choice) -> Quote | Refused:
        return self._script.refusal("quote_change") or values.QUOTE

    def change_reservation(self, id: str, choice: Choice, secret: str) -> Reserved | Refused:
        return self._script.refusal("change_reservation") or self._reserved(values.RESERVATIONS[0])

    def applications(self) -> tuple[Application, ...] | Refused:
        return self._script.refusal("applications") or values.APPLICATIONS

    def reservations(self) -> tuple[Reservation, ...] | Refused:
        return self._script.refusal("reservations") or values.RESERVATIONS

    def cancel_application(self, id: str, secret: str) -> Applied | Refused:
        return self._script.refusal("cancel_application") or self._applied(values.APPLICATIONS[6])

    def claim(self, id: str, secret: str) -> Reserved | Refused:
        return self._script.refusal("claim") or self._reserved(values.RESERVATIONS[0])

    def waive(self, id: str, secret: str) -> Applied | Refused:
        return self._script.refusal("waive") or self._applied(values.APPLICATIONS[4])

    def cancel_reservation(self, id: str, secret: str) -> Reserved | Refused:
        return self._script.refusal("cancel_reservation") or self._reserved(values.RESERVATIONS[3])

    def print(self, receipt_id: str) -> PaperEnd:
        self._script.refusal("print")
        return self._script.paper

    def trouble(self) -> PaperEnd | None:
        self._script.refusal("trouble")
        return None if self._script.paper.is_out else self._script.paper

    def in_trouble(self) -> bool:
        return not (self._script.paper.is_out or self._script.paper.is_uncertain)

    def list_applications(self) -> ReceiptView | Refused:
        return self._script.refusal("list_applications") or self._receipt()

    def list_reservations(self) -> ReceiptView | Refused:
        return self._script.refusal("list_reservations") or self._receipt()

    def of_booking(self, booking: Application | Reservation) -> ReceiptView | Refused:
        return self._script.refusal("of_booking") or self._receipt()

    def say_paper(self, end: PaperEnd) -> None:
        """From now on printing ends like this."""
        self._script.paper = end

    def say_line(self, line: LineState, why: Refused | None = None) -> None:
        """From now on the line is like this, down perhaps for a reason."""
        self._script.line, self._script.service_trouble = line, why

    def settle(self, key: str) -> Outcome | Refused:
        return self._script.refusal("settle") or self._reserved(values.RESERVATIONS[0])

    def told(self, key: str) -> None:
        self._script.refusal("told")

    def _applied(self, application: Application) -> Applied:
        return Applied(application, self._receipt(), "key")

    def _reserved(self, reservation: Reservation) -> Reserved:
        return Reserved(reservation, self._receipt(), "key")

    def _receipt(self) -> ReceiptView:
        return sample_receipt(f"receipt-{next(self._receipts)}")


class SampleHandouts:
    """Something for anybody to take along."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._made = count(1)

    def can_print(self) -> bool:
        return self._script.paper is PaperEnd.PRINTED

    def guide(self, topic_id: str, section_id: str) -> ReceiptView | Refused:
        return self._sheet("handout_guide")

    def found(self, answer: SearchAnswer, asked: tuple[str, ...]) -> ReceiptView | Refused:
        return self._sheet("handout_found")

    def registered(self, made: Registered) -> ReceiptView | Refused:
        return self._sheet("handout_registered")

    def _sheet(self, call: str) -> ReceiptView | Refused:
        return self._script.refusal(call) or sample_handout(f"handout-{next(self._made)}")


def sample_terminal(script: Script | None = None) -> Terminal:
    """A terminal that plays ``script``."""
    script = script or Script()
    session = SampleSession(script)
    script.staff = staff = script.staff or SampleStaff(script.maintenance)
    journeys, registrants = SampleJourneys(script, session), people.SamplePeople(script)

    def steady() -> float:
        """Asked anew each time: tests put another instant there."""
        return script.now.timestamp()

    care = sample_care(script.maintenance, script.machine, lambda: script.way, steady)
    return Terminal(
        looking=journeys,
        guide=journeys,
        searching=SampleSearching(script),
        logging_in=journeys,
        applying=journeys,
        reserving=journeys,
        repeating=journeys,
        my_bookings=journeys,
        account=registrants,
        registering=registrants,
        forgotten=registrants,
        receipts=journeys,
        handouts=SampleHandouts(script),
        open_writes=journeys,
        session=session,
        maintenance=script.maintenance,
        make_machine=lambda: care,
        make_staff=lambda: staff,
        make_officers=lambda: script.officers or SampleOfficers(script.maintenance),
        now=lambda: script.now,
        line=lambda: script.line,
        shut_out=lambda: script.shut_out,
        service_trouble=lambda: script.service_trouble,
        reads_cards=lambda: script.reads_cards,
        languages=("ja", "ja-easy", "en", "zh-Hans", "ko"),
        countdown_from_seconds=20.0,
    )
