"""The end of a visit: nothing of the resident stays on the glass, in memory or on the disk."""

from __future__ import annotations

import gc
import logging
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.machine.root.bundle import bundle
from kiosk.machine.root.host import Ran
from tests.disk import all_of
from tests.end_to_end.errands import FREE, RESERVE, LogIn
from tests.end_to_end.people import CHOIR, PAINTERS, Person
from tests.end_to_end.walk import Walk, kiosk_settings
from tests.kiosk.machine.scripted_host import contents
from tests.kiosk.machine.scripted_host import kiosk as kiosk_machine
from ui.idle import IdleWatch


@pytest.fixture(autouse=True)
def everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """What a log of the finest level would hold must hold nothing of a resident either."""
    caplog.set_level(logging.DEBUG)


def private_words(walk: Walk, who: Person) -> list[str]:
    """What must be gone after a visit. To be called while the resident is logged in."""
    visit = walk.kiosk.kiosk.session.visit
    assert visit is not None
    assert visit.token is not None
    return [who.name, who.number, visit.token]


def on_disk(walk: Walk) -> bytes:
    """Everything in the kiosk's folder, with what SQLite keeps beside its files."""
    return all_of(walk.cache_folder)


def assert_nothing_is_left(walk: Walk, words: list[str], log: str) -> None:
    walk.wait_until(lambda: walk.screen in ("start", "ended"), "the end of the visit")
    session = walk.kiosk.kiosk.session
    assert session.visit is None
    assert session.registrant is None
    held = walk.words_anywhere()
    memory = repr(walk.kiosk.window.stage.trail.places)
    disk = on_disk(walk)
    for word in words:
        assert word not in held
        assert word not in memory
        assert word.encode() not in disk
        assert word not in log


def say_good_bye(walk: Walk) -> None:
    walk.leave()


def walk_away(walk: Walk) -> None:
    """Nobody touches the glass any more; the time goes by."""
    session = walk.kiosk.kiosk.session
    left = session.seconds_until_wipe()
    assert left is not None
    walk.machine_clock.advance(left - session.countdown_seconds + 1)
    watch = walk.kiosk.window.idle
    assert isinstance(watch, IdleWatch)
    walk.wait_until(lambda: watch.counting, "the countdown")
    assert walk.kiosk.kiosk.session.registrant is not None
    walk.machine_clock.advance(session.countdown_seconds)
    walk.wait_until(lambda: walk.screen == "start", "the wipe")


def press_stop(walk: Walk) -> None:
    walk.glass.tap("receipt.menu")
    walk.glass.tap("menu.reservations")
    walk.glass.wait_for("my_reservations")
    walk.glass.tap("stop")
    walk.glass.wait_for("ended")


@pytest.mark.parametrize("leave", [say_good_bye, walk_away, press_stop])
def test_nothing_is_left_after_a_booking(
    walk: Walk, leave: Callable[[Walk], None], caplog: pytest.LogCaptureFixture
) -> None:
    assert walk.follow(RESERVE) == "receipt_taken"
    walk.glass.wait_for_paper()
    words = private_words(walk, CHOIR)
    number = walk.witness.reservations(CHOIR)[0]["number"]
    leave(walk)
    assert_nothing_is_left(walk, words, caplog.text)
    assert number not in walk.words_anywhere()


def only_kept_in(things: list[object]) -> bool:
    """Whether nobody but this list holds on to the things in it."""
    gc.collect()
    fresh = [object() for _ in things]
    return [sys.getrefcount(one) for one in things] == [sys.getrefcount(one) for one in fresh]


def test_nobody_holds_on_to_anything_of_a_resident(walk: Walk) -> None:
    """Not a screen that is gone, not a thread that waits, not an HTTP client that remembers."""
    assert walk.follow(RESERVE) == "receipt_taken"
    walk.glass.wait_for_paper()
    visit = walk.kiosk.kiosk.session.visit
    assert visit is not None
    theirs: list[object] = [visit.token, visit.registrant, walk.receipt]
    del visit
    assert not only_kept_in(theirs)
    walk.leave()
    walk.wait_until(lambda: only_kept_in(theirs), "everybody letting go")


def test_the_countdown_can_be_stopped_by_a_touch(walk: Walk) -> None:
    walk.follow(LogIn())
    session = walk.kiosk.kiosk.session
    left = session.seconds_until_wipe()
    assert left is not None
    walk.machine_clock.advance(left - 5)
    walk.wait_until(lambda: walk.kiosk.window.idle.counting, "the countdown")
    assert not walk.glass.can_tap("menu.reservations"), "the countdown covers the screen"
    walk.glass.tap("countdown.stay")
    assert walk.screen == "menu"
    assert session.registrant is not None
    still = session.seconds_until_wipe()
    assert still is not None
    assert still > session.countdown_seconds


def log_bundle(walk: Walk, log: str, folder: Path) -> bytes:
    """All that a technician would take along on a stick."""
    shutil.copytree(kiosk_settings(walk.lobby).state, folder / "var/lib/kiosk")
    machine = kiosk_machine(folder)
    machine.says["journalctl",] = Ran(0, log.encode())
    inside = contents(bundle(machine.host))
    assert b"card.read" in inside["journal.txt"] or b"session" in inside["journal.txt"]
    return b"\n".join(inside.values())


def test_two_residents_never_see_anything_of_each_other(
    walk: Walk, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    assert walk.follow(RESERVE) == "receipt_taken"
    walk.glass.wait_for_paper()
    words = private_words(walk, CHOIR)
    number = walk.witness.reservations(CHOIR)[0]["number"]
    walk.leave()

    seen = []

    def look() -> None:
        seen.append(walk.words_anywhere())

    errand = LogIn(PAINTERS)
    assert walk.follow(errand, before=dict.fromkeys((*errand.steps, "menu"), look)) == "menu"
    for name in ("reservations", "applications"):
        walk.glass.tap(f"menu.{name}")
        walk.glass.wait_for(f"my_{name}")
        look()
        assert walk.glass.names_beginning(f"{name[:-1]}.") == []
        walk.glass.tap("back")
        walk.glass.wait_for("menu")
    assert len(seen) == 6
    assert number not in "\n".join(seen)
    for word in words:
        assert word not in "\n".join(seen)
        assert word.encode() not in on_disk(walk)
        assert word not in caplog.text
    assert walk.witness.slots(FREE.room, FREE.day)[1:3] == "tt"

    taken_along = log_bundle(walk, caplog.text, tmp_path / "machine")
    for private in (*words, number, PAINTERS.number, PAINTERS.name):
        assert private.encode() not in taken_along
