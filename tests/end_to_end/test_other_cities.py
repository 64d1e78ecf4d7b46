"""The same kiosk in the other cities: a resident looks a room up and books it on the glass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from booking_service.clock import TOKYO, MovableClock, standing_still
from kiosk.demo.lobby import open_lobby
from kiosk.journeys.deed_kind import DeedKind
from tests.end_to_end.errands import Booking, Decision, Wish
from tests.end_to_end.people import Person
from tests.end_to_end.walk import Walk, walking
from tests.end_to_end.witness import register
from ui.wording.compile import compile_catalogues

#: Inside every city's service hours; the days of use below are open to first-comers.
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)


@dataclass(frozen=True, slots=True)
class Visit:
    """What is booked in a city by whom, and what it costs there."""

    city: str
    who: Person
    wish: Wish
    fee: str


KODAIRA = Visit(
    "kodaira",
    Person("73158242", "4839", "つばめ混声合唱団"),
    Wish(date(2026, 12, 8), 0, 2, "nakajima", "nakajima-meeting-1", "meeting"),
    "1,400円",
)
SAPPORO = Visit(
    "sapporo",
    Person("7315824", "4839", "つばめ混声合唱団"),
    Wish(date(2026, 12, 8), 0, 3, "chuo", "chuo-ab", "meeting"),
    "5,700円",
)
FUKUOKA = Visit(
    "fukuoka",
    Person("73158242", "4839", "つばめ混声合唱団"),
    Wish(date(2026, 12, 10), 1, 2, "gannosu", "gannosu-tennis", "tennis", people=4, unit="any"),
    "1,200円",
)
VISITS = (KODAIRA, SAPPORO, FUKUOKA)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.city)
def test_a_room_is_booked_on_the_glass(visit: Visit, tmp_path: Path) -> None:
    compile_catalogues()
    clock = MovableClock(NOW, standing_still)
    with open_lobby(tmp_path, clock, city=visit.city, residents=False) as lobby:
        register(lobby.running, visit.who)
        with walking(lobby) as walk:
            walk.glass.wait_until(lambda: walk.kiosk.window.knows_city, "the first sync")
            booked = Booking(DeedKind.RESERVE, visit.wish, visit.who)
            read: list[str] = []
            before = {"confirm": lambda: read.append(walk.reads())}
            assert walk.follow(booked, before) == "receipt_taken", walk.reads()
            walk.glass.wait_for_paper()
            assert visit.fee in read[0]
            walk.leave()
            _how_it_is_cancelled(walk, visit)


def _how_it_is_cancelled(walk: Walk, visit: Visit) -> None:
    """On the glass while it can be; in Sapporo by telephone, and the fee is said."""
    errand = Decision(DeedKind.CANCEL_RESERVATION, visit.who)
    if visit is not SAPPORO:
        assert walk.follow(errand) == "receipt_taken", walk.reads()
        return
    for screen in errand.steps[: errand.steps.index("sure") - 1]:
        walk.glass.wait_for(screen)
        errand.act(walk.glass, screen)
    walk.glass.wait_for("reservation")
    assert not walk.glass.can_tap("reservation.cancel")
    walk.glass.tap("reservation.cancel_elsewhere")
    walk.glass.wait_for("cancel_elsewhere")
    assert "011-271-1100" in walk.reads()
    walk.glass.tap("back")
    walk.glass.wait_for("reservation")
    walk.glass.tap("reservation.why_not_change")
    walk.glass.wait_for("change_elsewhere")
    said = walk.reads()
    for fact in ("12月2日（水） まで", "1回まで（あと1回）", "中央区民センターの窓口"):
        assert fact in said
    assert "キャンセル料金はかかりません" in said  # on the day of booking
