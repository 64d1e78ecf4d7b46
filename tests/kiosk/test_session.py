"""A visit owns all of one person, and its end leaves nothing."""

from __future__ import annotations

import gc
import weakref

import msgspec
import pytest

from kiosk.model import Session
from kiosk.session import RunningSession
from kiosk.settings import SessionSettings
from tests.kiosk import samples
from tests.kiosk.hand_clock import HandClock

IDLE, COUNTDOWN = 90.0, 20.0


class Desk:
    def __init__(self) -> None:
        self.clock = HandClock()
        self.ended: list[str] = []
        config = SessionSettings(idle_seconds=IDLE, countdown_seconds=COUNTDOWN)
        self.session = RunningSession(config, self.clock, self.ended.append)

    def log_in(self) -> None:
        self.session.begin(msgspec.convert(samples.session(), Session), self.session.turn)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_terminal_nobody_uses_has_nothing_to_wipe(desk: Desk) -> None:
    desk.clock.advance(hours=5)
    assert desk.session.seconds_until_wipe() is None
    assert desk.session.registrant is None


def test_looking_without_login_is_wiped_too(desk: Desk) -> None:
    desk.session.touched()
    desk.clock.advance(seconds=30)
    assert desk.session.seconds_until_wipe() == IDLE - 30
    desk.session.end()
    assert desk.session.seconds_until_wipe() is None
    assert desk.ended == []


def test_each_touch_starts_the_time_again(desk: Desk) -> None:
    desk.log_in()
    desk.clock.advance(seconds=80)
    assert desk.session.idle_seconds() == 80
    desk.session.touched()
    assert desk.session.seconds_until_wipe() == IDLE


def test_the_time_left_never_goes_below_zero(desk: Desk) -> None:
    desk.log_in()
    desk.clock.advance(hours=1)
    assert desk.session.seconds_until_wipe() == 0


def test_setting_the_wall_clock_ends_no_session(desk: Desk) -> None:
    desk.log_in()
    desk.clock.set_wall(desk.clock.now().replace(year=2030))
    assert desk.session.seconds_until_wipe() == IDLE


def test_the_end_leaves_nothing_and_tells_the_service_once(desk: Desk) -> None:
    class Kept:
        pass

    desk.log_in()
    visit, kept = desk.session.visit, Kept()
    assert visit is not None
    gone = weakref.ref(kept)
    visit.keep("receipt", kept)
    del kept
    desk.session.end()
    desk.session.end()
    gc.collect()
    assert desk.ended == ["token-1"]
    assert (visit.token, visit.registrant, visit.open) == (None, None, False)
    assert desk.session.visit is None
    assert gone() is None


def test_work_that_comes_back_late_keeps_nothing(desk: Desk) -> None:
    desk.log_in()
    visit = desk.session.visit
    assert visit is not None
    desk.session.end()
    visit.keep("receipt", "late")
    assert visit.kept("receipt") is None


def test_a_second_login_ends_the_first_visit(desk: Desk) -> None:
    desk.log_in()
    first = desk.session.visit
    desk.log_in()
    assert first is not None
    assert not first.open
    assert desk.session.visit is not first
    assert desk.ended == ["token-1"]


def test_labels_mean_nothing_and_differ(desk: Desk) -> None:
    labels = set()
    for _ in range(50):
        desk.log_in()
        assert desk.session.visit is not None
        labels.add(desk.session.visit.label)
    assert len(labels) == 50
    assert not any("4567" in label and "token" in label for label in labels)


def test_a_login_that_is_answered_after_its_person_left_begins_nothing(desk: Desk) -> None:
    turn = desk.session.turn
    desk.session.end()
    late = desk.session.begin(msgspec.convert(samples.session(), Session), turn)
    assert late is None
    assert desk.session.registrant is None
    assert desk.ended == ["token-1"], "the service is told to forget it"
    assert desk.session.seconds_until_wipe() is None
