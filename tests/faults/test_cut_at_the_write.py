"""The line is cut at the very moment of a write: before the service sees it, or before it answers.

Waiting brings the truth to the screen. Leaving is safe: the write is only asked about then, never
sent again, and its end is kept for staff.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
import requests

from kiosk.demo.line import Moment
from offline_cache.outbox import KnownTo, WriteState
from tests.end_to_end.people import CHOIR
from tests.end_to_end.walk import KeptWrite, Walk
from tests.faults.test_line_cut import WRITES

#: By what the request of each write is known on the line.
REQUESTS = {
    "reserve": b"POST /v1/reservations ",
    "apply": b"POST /v1/lottery-applications ",
    "cancel_application": b"/cancel HTTP",
    "claim": b"/claim HTTP",
    "waive": b"/waive HTTP",
    "cancel_reservation": b"/cancel HTTP",
}
BOTH = pytest.mark.parametrize("moment", list(Moment), ids=lambda moment: moment.value)
EVERY_WRITE = pytest.mark.parametrize("name", list(WRITES))


def cut_in_the_middle(walk: Walk, name: str, moment: Moment) -> str:
    """Come as far as the screen that says that the answer is not known; returns the write's key."""
    write = WRITES[name]
    write.prepare(walk)

    def cut() -> None:
        walk.lobby.line.cut_at(REQUESTS[name], moment)

    assert walk.follow(write.errand, before={"secret_again": cut}) == "answer_unclear"
    assert "まだ答えが届いていません" in walk.reads()
    assert not walk.lobby.line_is_up()
    [row] = walk.open_writes()
    assert row.state == "sent"
    return row.key


@EVERY_WRITE
@BOTH
def test_whoever_waits_sees_the_truth_and_takes_one_receipt(
    walk: Walk, name: str, moment: Moment
) -> None:
    cut_in_the_middle(walk, name, moment)
    papers = walk.papers
    walk.lobby.restore_line()
    walk.glass.wait_for("receipt_taken")
    walk.glass.wait_for_paper()
    assert "控えが出ました" in walk.reads()
    assert walk.witness.states(CHOIR) == WRITES[name].states_after
    assert walk.papers == papers + 1
    assert walk.open_writes() == []
    walk.wait_until_told()


def by_the_button(walk: Walk) -> None:
    walk.glass.tap("answer_unclear.leave")
    walk.glass.wait_for("ended")


def by_walking_away(walk: Walk) -> None:
    walk.machine_clock.advance(walk.kiosk.window.stage.around.settings.unclear_idle_seconds)
    walk.wait_until(lambda: walk.screen == "start", "the wipe")


def settled(walk: Walk, key: str) -> KeptWrite:
    """The write, once the kiosk has learned its end."""
    walk.wait_until(lambda: not walk.open_writes(), "the write's end")
    [row] = [row for row in walk.outbox() if row.key == key]
    return row


@EVERY_WRITE
@BOTH
def test_whoever_leaves_is_neither_booked_later_nor_forgotten(
    walk: Walk, name: str, moment: Moment
) -> None:
    key = cut_in_the_middle(walk, name, moment)
    seen = walk.witness.states(CHOIR)
    by_the_button(walk)
    walk.lobby.restore_line()
    end = settled(walk, key)
    if moment is Moment.BEFORE_REQUEST:
        assert (end.state, end.answer_code) == (WriteState.NOT_SENT.value, None)
    else:
        assert (end.state, end.answer_code) == (WriteState.SETTLED.value, "done")
        assert seen == WRITES[name].states_after
    assert end.known_to == KnownTo.NOBODY.value
    assert [row.key for row in walk.kiosk.kiosk.settling.for_staff()] == [key]
    assert walk.witness.states(CHOIR) == seen


@pytest.mark.parametrize("leave", [by_the_button, by_walking_away])
def test_a_late_copy_of_what_was_closed_books_nothing(
    walk: Walk, leave: Callable[[Walk], None]
) -> None:
    key = cut_in_the_middle(walk, "reserve", Moment.BEFORE_REQUEST)
    visit = walk.kiosk.kiosk.session.visit
    assert visit is not None
    copy = {
        "Authorization": walk.credential.bearer(),
        "X-Resident-Session": str(visit.token),
        "Idempotency-Key": key,
    }
    leave(walk)
    walk.lobby.restore_line()
    assert settled(walk, key).state == WriteState.NOT_SENT.value
    answer = requests.post(
        f"{walk.witness.url}/v1/reservations",
        json={},
        headers=copy,
        timeout=_ANSWER_SECONDS,
    )
    assert answer.json()["code"] == "write_closed"
    assert walk.witness.reservations(CHOIR) == []


def test_the_next_resident_hears_nothing_of_a_write_that_was_left(walk: Walk) -> None:
    key = cut_in_the_middle(walk, "reserve", Moment.BEFORE_ANSWER)
    by_the_button(walk)
    walk.glass.tap("ended.start")
    walk.lobby.restore_line()
    settled(walk, key)
    walk.glass.wait_for("start")
    number = walk.witness.reservations(CHOIR)[0]["number"]
    assert number not in walk.words_anywhere()
    assert walk.papers == 0


def test_a_kiosk_switched_off_in_the_middle_settles_when_it_is_on_again(walk: Walk) -> None:
    key = cut_in_the_middle(walk, "reserve", Moment.BEFORE_ANSWER)
    walk.restart()
    assert [row.state for row in walk.open_writes()] == ["sent"]
    walk.lobby.restore_line()
    assert settled(walk, key).answer_code == "done"
    assert walk.witness.states(CHOIR) == WRITES["reserve"].states_after


_ANSWER_SECONDS = 60.0
