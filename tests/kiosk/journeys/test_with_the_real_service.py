"""The same journeys against the real booking service of Shiroi, over HTTP, cut where it hurts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import requests

from booking_service import demo_data, embedded
from booking_service.clock import MovableClock
from kiosk.assembly import Kiosk
from kiosk.availability import Now
from kiosk.clock import TOKYO, SystemClock
from kiosk.credentials import KioskCredential
from kiosk.demo.line import CuttableLine, Moment
from kiosk.journeys.outcomes import Applied, PaperEnd, Reserved
from kiosk.line import LineState
from kiosk.model import Choice
from kiosk.outcome import Refused
from kiosk.outfit import Outfit
from kiosk.settings import ServiceSettings, Settings
from kiosk.sync import RoundEnd
from kiosk.terminal import Terminal
from printing.drivers.memory import MemoryPrinter
from tests.kiosk.plain_words import PlainWords

#: In the lottery's days for January, with December open to first-comers.
NOW = datetime(2026, 11, 10, 10, 0, tzinfo=TOKYO)
ROOM = "nishishiroi-fukugo-craft"
WAIT_SECONDS = 60.0
PERSON, OTHER = demo_data.FINE, demo_data.WINNER


@dataclass
class Place:
    """A kiosk, the service it talks to, and the line between them."""

    kiosk: Kiosk
    line: CuttableLine
    service: embedded.Running
    printer: MemoryPrinter

    @property
    def terminal(self) -> Terminal:
        return self.kiosk.terminal

    def log_in(self, who: demo_data.SampleResident = PERSON) -> None:
        assert not isinstance(self.terminal.logging_in.log_in(who.number, who.secret), Refused)

    def move_clock(self, to: datetime) -> None:
        """Move the service's clock; what is due by then has been done when this returns."""
        url = f"{self.service.url}/v1/demo/clock"
        requests.post(url, json={"now": to.isoformat()}, timeout=WAIT_SECONDS).raise_for_status()

    def sync(self) -> None:
        assert self.kiosk.sync.round() is RoundEnd.AGREED

    def choice(self, doing: Now) -> Choice:
        """The first slot of the room with which that can be done now."""
        month = NOW.date()
        while True:
            view = self.terminal.looking.month(ROOM, month)
            assert not isinstance(view, Refused)
            for summary in view.days:
                if summary.best is doing:
                    return self._choice_on(summary.date, doing)
            assert month < view.last_month, f"nothing to {doing}"
            month = (month.replace(day=1) + timedelta(days=31)).replace(day=1)

    def _choice_on(self, day: date, doing: Now) -> Choice:
        view = self.terminal.looking.day(ROOM, day)
        city = self.terminal.looking.city()
        assert not isinstance(view, Refused)
        assert not isinstance(city, Refused)
        slot = next(slot for slot in view.slots if slot.now is doing)
        purpose = city.classes[0].purposes[0].id
        return Choice(
            room_id=ROOM,
            date=day,
            first_slot=slot.index,
            slot_count=1,
            purpose_id=purpose,
            people=5,
        )


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    clock = MovableClock(NOW)
    service = embedded.start(
        "shiroi", tmp_path / "service.sqlite3", clock, prepare=demo_data.add_residents
    )
    line = CuttableLine(int(service.url.rpartition(":")[2]))
    line.start()
    credential = service.enrol_kiosk("lobby-1", "entrance").partition(".")[2]
    settings = Settings(
        city="shiroi",
        kiosk_id="lobby-1",
        home_facility="nishishiroi-fukugo",
        cache_directory=tmp_path / "kiosk",
        service=ServiceSettings(url=f"http://127.0.0.1:{line.port}"),
    )
    printer = MemoryPrinter()
    parts = Outfit(KioskCredential("lobby-1", credential), printer, PlainWords, SystemClock())
    kiosk = Kiosk(settings, parts)
    try:
        assert kiosk.sync.round() is RoundEnd.AGREED
        yield Place(kiosk, line, service, printer)
    finally:
        kiosk.stop()
        line.stop()
        service.stop()


def unclear_key(end: object) -> str:
    assert isinstance(end, Refused)
    assert end.code == "answer_unclear"
    return str(end.details["key"])


def test_the_kiosk_goes_by_the_clock_of_the_service(place: Place) -> None:
    assert abs(place.terminal.now() - place.service.clock.now()) < timedelta(seconds=20)
    place.move_clock(NOW + timedelta(days=21))
    place.sync()
    assert abs(place.terminal.now() - place.service.clock.now()) < timedelta(seconds=20)


def test_reserve_see_cancel_see(place: Place) -> None:
    place.log_in()
    choice = place.choice(Now.RESERVE)
    quote = place.terminal.reserving.quote(choice)
    assert not isinstance(quote, Refused)
    end = place.terminal.reserving.reserve(choice, PERSON.secret)
    assert isinstance(end, Reserved)
    assert end.reservation.fee_yen == quote.fee_yen
    same = place.terminal.my_bookings.quote_change(end.reservation.id, choice)
    assert not isinstance(same, Refused)  # its own hours are not in its way
    assert same.fee_yen == quote.fee_yen
    assert place.terminal.receipts.print(end.receipt.id) is PaperEnd.PRINTED
    mine = place.terminal.my_bookings.reservations()
    assert not isinstance(mine, Refused)
    assert end.reservation.id in [one.id for one in mine]
    place.sync()
    assert slot_now(place, choice) is Now.TAKEN
    cancelled = place.terminal.my_bookings.cancel_reservation(end.reservation.id, PERSON.secret)
    assert isinstance(cancelled, Reserved)
    assert cancelled.reservation.state == "cancelled"
    place.sync()
    assert slot_now(place, choice) is Now.RESERVE


def slot_now(place: Place, choice: Choice) -> Now:
    view = place.terminal.looking.day(choice.room_id, choice.date)
    assert not isinstance(view, Refused)
    return view.slots[choice.first_slot].now


def test_apply_and_take_it_back(place: Place) -> None:
    place.log_in()
    choice = place.choice(Now.LOTTERY)
    end = place.terminal.applying.apply(choice, PERSON.secret)
    assert isinstance(end, Applied)
    twice = place.terminal.applying.apply(choice, PERSON.secret)
    assert isinstance(twice, Refused)
    assert twice.code == "duplicate_application"
    assert twice.details["number"] == end.application.number
    counts = place.terminal.looking.competition(choice.room_id, choice.date)
    assert not isinstance(counts, Refused)
    assert counts[choice.first_slot] == 1
    cancelled = place.terminal.my_bookings.cancel_application(end.application.id, PERSON.secret)
    assert isinstance(cancelled, Applied)
    assert cancelled.application.state == "cancelled"


@pytest.mark.parametrize(("verb", "state"), [("claim", "claimed"), ("waive", "waived")])
def test_a_win_is_claimed_or_waived(place: Place, verb: str, state: str) -> None:
    place.move_clock(datetime(2026, 11, 18, 9, 0, tzinfo=TOKYO))
    place.log_in(OTHER)
    applications = place.terminal.my_bookings.applications()
    assert not isinstance(applications, Refused)
    (won,) = [one for one in applications if one.state == "won"]
    act = getattr(place.terminal.my_bookings, verb)
    end = act(won.id, OTHER.secret)
    assert isinstance(end, Reserved if verb == "claim" else Applied)
    after = place.terminal.my_bookings.applications()
    assert not isinstance(after, Refused)
    assert [one.state for one in after if one.id == won.id] == [state]


def test_the_answer_is_lost_and_the_booking_is_there_once(place: Place) -> None:
    place.log_in()
    choice = place.choice(Now.RESERVE)
    place.line.cut_at(b"POST /v1/reservations", Moment.BEFORE_ANSWER)
    key = unclear_key(place.terminal.reserving.reserve(choice, PERSON.secret))
    assert unclear_key(place.terminal.open_writes.settle(key)) == key
    place.line.restore()
    end = place.terminal.open_writes.settle(key)
    assert isinstance(end, Reserved)
    assert bookings_of(place, choice) == 1


def test_the_request_is_lost_and_is_sent_again_once(place: Place) -> None:
    place.log_in()
    choice = place.choice(Now.RESERVE)
    place.line.cut_at(b"POST /v1/reservations", Moment.BEFORE_REQUEST)
    key = unclear_key(place.terminal.reserving.reserve(choice, PERSON.secret))
    place.line.restore()
    assert isinstance(place.terminal.open_writes.settle(key), Reserved)
    assert bookings_of(place, choice) == 1


@pytest.mark.parametrize(
    ("moment", "left_for_staff", "bookings"),
    [
        (Moment.BEFORE_ANSWER, ("settled", "done"), 1),
        (Moment.BEFORE_REQUEST, ("not_sent", None), 0),
    ],
)
def test_the_resident_leaves_before_the_line_is_back(
    place: Place, moment: Moment, left_for_staff: tuple[str, str | None], bookings: int
) -> None:
    place.log_in()
    choice = place.choice(Now.RESERVE)
    place.line.cut_at(b"POST /v1/reservations", moment)
    unclear_key(place.terminal.reserving.reserve(choice, PERSON.secret))
    place.terminal.session.end()
    place.line.restore()
    place.kiosk.settling.step()
    rows = place.kiosk.settling.for_staff()
    assert [(row.state.value, row.answer_code) for row in rows] == [left_for_staff]
    place.log_in()
    assert bookings_of(place, choice) == bookings


def bookings_of(place: Place, choice: Choice) -> int:
    mine = place.terminal.my_bookings.reservations()
    assert not isinstance(mine, Refused)
    return sum((one.room_id, one.date) == (choice.room_id, choice.date) for one in mine)


def test_the_line_is_down_and_availability_stays(place: Place) -> None:
    place.line.cut()
    assert place.kiosk.sync.round() is RoundEnd.LINE_DOWN
    assert place.terminal.line() is LineState.DOWN
    assert place.terminal.logging_in.log_in(PERSON.number, PERSON.secret) == Refused("line_down")
    view = place.terminal.looking.month(ROOM, NOW.date())
    assert not isinstance(view, Refused)
    place.line.restore()
    place.sync()
    assert place.terminal.line() is LineState.UP


def test_wrong_secret_and_standing(place: Place) -> None:
    assert place.terminal.logging_in.log_in(PERSON.number, "0000") == Refused(
        "wrong_credentials", {"left": 2}
    )
    place.log_in(demo_data.SUSPENDED)
    registrant = place.terminal.session.registrant
    assert registrant is not None
    assert registrant.standing == "suspended"
    end = place.terminal.reserving.reserve(place.choice(Now.RESERVE), demo_data.SUSPENDED.secret)
    assert isinstance(end, Refused)
    assert end.code == "suspended"


def test_the_heartbeat_arrives(place: Place) -> None:
    from kiosk.booking_client import BookingClient
    from kiosk.updating.release import HeartbeatAnswer

    client = BookingClient(place.kiosk._http)
    assert client.heartbeat(place.kiosk.health.heartbeat()) == HeartbeatAnswer()
