"""A draw that is late: nobody takes from its applicants what they wait for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from booking_service.cities.loader import known_city
from booking_service.clock import TOKYO
from booking_service.policy.checks import Refusal
from booking_service.policy.lottery import lottery_of
from booking_service.policy.offers import OfferKind
from booking_service.service import reserving
from booking_service.service.booking import Choice
from booking_service.service.draws.beacon import HttpBeacon
from booking_service.service.visit import Desk
from booking_service.storage.records import ApplicationRecord
from tests.booking_service.draws.stage import Stage, opened

MINUTE = timedelta(minutes=1)
CITY = known_city("sapporo")
ROOM = next(
    room
    for room in CITY.rooms
    if (rule := lottery_of(CITY.klass(room.class_id), date(2027, 3, 20))) and rule.id == "rooms"
)
DAY = date(2027, 3, 20)
APPLY = datetime(2027, 1, 14, 10, 0, tzinfo=TOKYO)
MIDNIGHT = datetime(2027, 1, 20, 0, 0, tzinfo=TOKYO)
NINE = MIDNIGHT.replace(hour=9)
DRAW = "rooms/2027-03-20"


def a_group(stage: Stage, number: int) -> int:
    kinds = frozenset(kind.id for kind in CITY.registration.kinds)
    return stage.group(f"会{number}", 3_000_000 + number, kinds=kinds)


def rivals(stage: Stage) -> None:
    """Two groups ask for the first slot, and the beacon is dead."""
    stage.begin()
    stage.office.beacon = HttpBeacon("http://127.0.0.1:9", MINUTE)
    purpose = CITY.klass(ROOM.class_id).purposes[0].id
    for number in (1, 2):
        made = stage.apply(a_group(stage, number), ROOM.id, 0, 1, day=DAY, purpose=purpose)
        assert isinstance(made, ApplicationRecord), made


def reserve(stage: Stage, who: int, first: int, kind: OfferKind = OfferKind.FIRST_COME) -> Any:
    purpose = CITY.klass(ROOM.class_id).purposes[0].id
    choice = Choice(ROOM.id, DAY, first, 1, purpose, 5)

    def command(store: Any) -> Any:
        desk = Desk.inside(stage.office, store, store.registrant(who), stage.office.now())
        return reserving.reserve(desk, choice, kind)

    return stage.do(command)


@pytest.mark.parametrize("kind", [OfferKind.FIRST_COME, OfferKind.COUNTER])
def test_a_first_comer_does_not_get_what_a_late_draw_is_about(
    tmp_path: Path, kind: OfferKind
) -> None:
    with opened(tmp_path / "some.db", APPLY, CITY) as stage:
        rivals(stage)
        third = a_group(stage, 3)
        late = NINE + timedelta(minutes=30, seconds=7)
        stage.go_to(late)  # the service was off; its list is published now
        assert stage.states() == ["applied", "applied"]
        soon = late.replace(second=0) + MINUTE
        assert reserve(stage, third, 0, kind) == Refusal("not_open_yet", {"opens_at": soon})
        assert not isinstance(reserve(stage, third, 1, kind), Refusal)  # nobody waits for that
        stage.go_to(late + 2 * MINUTE)
        assert sorted(stage.states()) == ["claimed", "lost"]
        assert reserve(stage, third, 0, kind) == Refusal("slot_taken")


def test_a_dead_beacon_is_not_waited_for_until_others_may_reserve(tmp_path: Path) -> None:
    """However long the city would wait: the draw is held by nine."""
    with opened(tmp_path / "some.db", APPLY, CITY) as stage:
        rivals(stage)
        listed = NINE - timedelta(minutes=30)
        stage.go_to(listed)
        stage.go_to(NINE - 3 * MINUTE)
        assert stage.ask(lambda reader: reader.draw(DRAW)).drawn_at is None
        stage.go_to(NINE - 2 * MINUTE)
        assert stage.ask(lambda reader: reader.draw(DRAW)).drawn_at is not None
        stage.go_to(NINE)
        assert sorted(stage.states()) == ["claimed", "lost"]


def test_whether_a_draw_is_held_is_asked_once(tmp_path: Path) -> None:
    with opened(tmp_path / "some.db", APPLY, CITY) as stage:
        rivals(stage)
        third = a_group(stage, 3)
        stage.go_to(MIDNIGHT)
        stage.go_to(NINE)
        assert DRAW not in stage.office.settled_draws
        assert reserve(stage, third, 0) == Refusal("slot_taken")
        assert DRAW in stage.office.settled_draws
        stage.go_to(MIDNIGHT - timedelta(days=1))  # a clock that was set back
        assert DRAW not in stage.office.settled_draws
