"""The lobby of the demonstration: service, line, printer and card reader around one kiosk.

``DemoLobby`` implements the dock's port (``ui/dock/lobby.py``); end-to-end tests stand in it too.
"""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Literal, assert_never
from urllib.parse import urlsplit

import requests

from booking_service import demo_data, embedded
from booking_service.cities.loader import known_city
from booking_service.clock import MovableClock
from booking_service.demo_people import residents_of
from booking_service.policy.model import City
from booking_service.staff_client import DONE, StaffCall, StaffClient
from kiosk.cards import file as card_file
from kiosk.cards.profile import CardKind, CardProfile
from kiosk.credentials import KioskCredential
from kiosk.demo.line import CuttableLine
from kiosk.maintenance.delays import MachineBootClock
from kiosk.maintenance.pin import Cost, Pins
from kiosk.maintenance.roles import Role
from kiosk.settings import CardSettings, ServiceSettings, Settings
from printing import simulator
from printing.simulator.states import State

CITY = "shiroi"
KIOSK_ID = "lobby-1"
#: Where the kiosk of the scripted walk stands; in another city at its first facility.
HOME_FACILITY = "shiroi-ekimae"

#: A demonstration looks at the feed often, so that a moved clock is seen at once. Seconds.
_POLL_SECONDS = 0.5

_PRINTER_STATES = {
    "ready": State.READY,
    "no_paper": State.NO_PAPER,
    "cover_open": State.COVER_OPEN,
    "not_answering": State.NOT_ANSWERING,
}
PrinterMood = Literal["ready", "no_paper", "cover_open", "not_answering"]
ClockStop = Literal["lottery_week", "before_first_come", "result_day", "next_day"]


@dataclass(frozen=True, slots=True)
class Player:
    """A sample resident as the dock offers them; ``story`` is a key of the catalogue."""

    story: str
    number: str
    secret: str


@dataclass(frozen=True, slots=True)
class CounterAnswer:
    """What the counter's work came to: the reservation's number, or the refusal's code."""

    number: str | None
    code: str | None


_STORIES = {
    demo_data.FINE.story: "dock.story.fine",
    demo_data.SUSPENDED.story: "dock.story.suspended",
    demo_data.EXPIRED.story: "dock.story.expired",
    demo_data.WINNER.story: "dock.story.winner",
    demo_data.PAYING.story: "dock.story.paying",
    demo_data.LOSER.story: "dock.story.loser",
    demo_data.REGULAR.story: "dock.story.regular",
    demo_data.FORGOTTEN.story: "dock.story.forgotten",
}


def players_of(city: City) -> tuple[Player, ...]:
    """The sample residents of a city whose story the dock tells."""
    return tuple(
        Player(_STORIES[resident.story], resident.number, resident.secret)
        for resident in residents_of(city)
        if resident.story in _STORIES
    )


#: What opens maintenance mode in a demonstration, and nowhere else.
STAFF_PINS = {Role.STAFF: "274916", Role.TECHNICIAN: "85137042"}
STAFF_CARD = "STAFF0001"


class DemoLobby:
    """Everything around the kiosk. Made by ``open_lobby``."""

    def __init__(
        self,
        folder: Path,
        running: embedded.Running,
        clock: MovableClock,
        line: CuttableLine,
        printer: simulator.Simulator,
        *,
        city: str = CITY,
    ) -> None:
        self.folder = folder
        self.running = running
        self.city = known_city(city)
        self.residents: Sequence[Player] = players_of(self.city)
        self.clock = clock
        self.line = line
        self.printer = printer
        self.card_file = folder / "card-reader.json"
        card_file.set_status(self.card_file, "ready")
        self._staff = StaffClient(running.url, running.staff_token())
        self._pictures: list[bytes] = []

    def credential(self) -> KioskCredential:
        """Enrol the kiosk, as a technician would. The one before is no longer good."""
        kiosk_id, _, secret = self.running.enrol_kiosk(KIOSK_ID, "lobby").partition(".")
        return KioskCredential(kiosk_id, secret)

    def settings(self) -> Settings:
        """Settings of a kiosk that stands in this lobby."""
        home = HOME_FACILITY if self.city.id == CITY else self.city.facilities[0].id
        return Settings(
            city=self.city.id,
            kiosk_id=KIOSK_ID,
            home_facility=home,
            cache_directory=self.folder / "cache",
            service=ServiceSettings(
                url=f"http://127.0.0.1:{self.line.port}",
                poll_seconds=_POLL_SECONDS,
                retry_first_seconds=_POLL_SECONDS,
                retry_most_seconds=_POLL_SECONDS,
            ),
            card=CardSettings(profile=self._cards()),
        )

    def _cards(self) -> CardProfile:
        """A card of the demonstration is the number, as long as the city's numbers are."""
        digits = len(self.residents[0].number)
        staff = CardKind("staff", staff=True, starts_with="STAFF", shortest=4, longest=4)
        return CardProfile((staff, CardKind("plain", shortest=digits, longest=digits)))

    def set_pins(self, cost: Cost | None = None) -> None:
        """As a technician would, with ``kiosk pin set``."""
        pins = Pins(self.settings().maintenance_folder, MachineBootClock(), cost=cost)
        for role, pin in STAFF_PINS.items():
            pins.change(role, pin)

    # -- what the dock can do -------------------------------------------------------------------

    def show_card(self, number: str) -> None:
        card_file.hold_card(self.card_file, number)

    @property
    def staff_pin(self) -> str:
        return STAFF_PINS[Role.STAFF]

    @property
    def technician_pin(self) -> str:
        return STAFF_PINS[Role.TECHNICIAN]

    def show_staff_card(self) -> None:
        card_file.hold_card(self.card_file, STAFF_CARD)

    def set_printer(self, mood: PrinterMood) -> None:
        self.printer.set_state(_PRINTER_STATES[mood])

    def cut_line(self) -> None:
        self.line.cut()

    def restore_line(self) -> None:
        self.line.restore()

    def line_is_up(self) -> bool:
        return self.line.is_up

    def service_time(self) -> datetime:
        return self.clock.now()

    def move_clock(self, stop: ClockStop) -> None:
        """Move the service's clock on to the next such moment; it never goes back."""
        self.move_clock_to(next_stop(stop, self.clock.now()))

    def move_clock_to(self, instant: datetime) -> None:
        """Move the clock and take every step that is due by then."""
        url = f"{self.running.url}/v1/demo/clock"
        body = {"now": instant.isoformat()}
        requests.post(url, json=body, timeout=_CLOCK_SECONDS).raise_for_status()

    def take_payment(self, reservation_number: str) -> CounterAnswer:
        """``booking-service staff take-payment``."""
        return self._at_the_counter(StaffCall(f"reservations/{reservation_number}/payment", {}))

    def book_at_counter(self) -> CounterAnswer:
        """``booking-service staff book``: the first free hour from tomorrow on, in one room."""
        city = self.city
        tomorrow = self.clock.now().date() + timedelta(days=1)
        answer = CounterAnswer(None, "slot_taken")
        for ahead, slot in itertools.product(range(_DAYS_TRIED), range(_SLOTS_TRIED)):
            wanted = {
                "registration_number": self.residents[0].number,
                "room_id": city.rooms[0].id,
                "date": (tomorrow + timedelta(days=ahead)).isoformat(),
                "first_slot": slot,
                "slot_count": 1,
                "purpose_id": city.classes[0].purposes[0].id,
                "people": _PEOPLE,
            }
            answer = self._at_the_counter(StaffCall("reservations", wanted))
            if answer.number is not None:
                break
        return answer

    def receipt_pictures(self) -> Sequence[bytes]:
        for receipt in self.printer.receipts[len(self._pictures) :]:
            png = io.BytesIO()
            receipt.save(png, "PNG")
            self._pictures.append(png.getvalue())
        return tuple(self._pictures)

    def _at_the_counter(self, call: StaffCall) -> CounterAnswer:
        said, trouble = io.StringIO(), io.StringIO()
        if self._staff.send(call, said, trouble) == DONE:
            return CounterAnswer(json.loads(said.getvalue())["number"], None)
        try:
            return CounterAnswer(None, str(json.loads(trouble.getvalue())["code"]))
        except ValueError:  # no answer of the service at all
            return CounterAnswer(None, "service_busy")


_DAYS_TRIED = 15
_SLOTS_TRIED = 12
_PEOPLE = 5
_CLOCK_SECONDS = 60.0


def next_stop(stop: ClockStop, now: datetime) -> datetime:
    """The next moment after ``now`` that a demonstration wants to see (rules of Shiroi)."""
    match stop:
        case "next_day":
            return now + timedelta(days=1)
        case "lottery_week":  # open from the 5th, 08:30
            return _next(now, 6, time(10, 0))
        case "before_first_come":  # opens on the 1st, 08:30
            return _next(now, 1, time(8, 29, 50))
        case "result_day":  # results and claims from the 18th
            return _next(now, 18, time(9, 0))
        case _:
            assert_never(stop)


def _next(now: datetime, day: int, at: time) -> datetime:
    this_month = now.replace(
        day=day, hour=at.hour, minute=at.minute, second=at.second, microsecond=0
    )
    if this_month > now:
        return this_month
    first = now.replace(day=1) + timedelta(days=32)
    return this_month.replace(year=first.year, month=first.month)


@contextmanager
def open_lobby(
    folder: Path, clock: MovableClock, *, city: str = CITY, residents: bool = True
) -> Iterator[DemoLobby]:
    """Start service, line and printer; everything is stopped at the end. Files go to ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as closing:
        running = embedded.start(
            city,
            folder / "bookings.sqlite",
            clock,
            prepare=demo_data.add_residents if residents else None,
        )
        closing.callback(running.stop)
        port = urlsplit(running.url).port
        assert port is not None  # noqa: S101  (an embedded service always names its port)
        line = CuttableLine(port)
        line.start()
        closing.callback(line.stop)
        printer = closing.enter_context(simulator.start())
        yield DemoLobby(folder, running, clock, line, printer, city=city)
