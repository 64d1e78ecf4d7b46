"""The line is cut before every step of every write, and mended again.

Whenever the screen says that nothing was done, nothing was done; when the line is back the resident
goes on from where they stood, and ends with one booking and one receipt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.end_to_end.errands import (
    APPLY,
    CANCEL_APPLICATION,
    CANCEL_RESERVATION,
    CLAIM,
    RESERVE,
    RESULT_DAY,
    WAIVE,
    Errand,
)
from tests.end_to_end.people import CHOIR
from tests.end_to_end.walk import Walk


@dataclass(frozen=True, slots=True)
class Write:
    """A write, what has to be there before it, and what the service says after it."""

    errand: Errand
    states_after: dict[str, list[str]]
    first: Errand | None = None
    on_result_day: bool = False

    def prepare(self, walk: Walk) -> None:
        if self.first is not None:
            walk.succeed(self.first)
        if self.on_result_day:
            walk.lobby.move_clock_to(RESULT_DAY)


WRITES = {
    "reserve": Write(RESERVE, {"applications": [], "reservations": ["provisional"]}),
    "apply": Write(APPLY, {"applications": ["applied"], "reservations": []}),
    "cancel_application": Write(
        CANCEL_APPLICATION, {"applications": ["cancelled"], "reservations": []}, first=APPLY
    ),
    "claim": Write(
        CLAIM,
        {"applications": ["claimed"], "reservations": ["provisional"]},
        first=APPLY,
        on_result_day=True,
    ),
    "waive": Write(
        WAIVE, {"applications": ["waived"], "reservations": []}, first=APPLY, on_result_day=True
    ),
    "cancel_reservation": Write(
        CANCEL_RESERVATION, {"applications": [], "reservations": ["cancelled"]}, first=RESERVE
    ),
}


def steps() -> Iterator[tuple[str, str]]:
    """Every step of every write; the steps on the way to a thing's own list are the same for all
    that is decided there, so they are cut for one write of each kind."""
    for name, write in WRITES.items():
        screens = (*write.errand.steps, "receipt_taken")
        shared = name in ("cancel_application", "waive")
        for screen in screens[4:] if shared else screens:
            yield name, screen


@pytest.mark.parametrize(("name", "cut_before"), [*steps()])
def test_cut_before_a_step(walk: Walk, name: str, cut_before: str) -> None:
    write = WRITES[name]
    write.prepare(walk)
    before = walk.witness.states(CHOIR)
    papers = walk.papers

    def mend() -> None:
        assert "今はつながりません" in walk.reads()
        if cut_before == "secret_again":  # the resident had said yes: they hear that it was in vain
            not_done = walk.kiosk.window.words.text(f"deed.{name}.not_done")
            assert not_done in walk.reads()
        assert walk.witness.states(CHOIR) == before
        assert walk.open_writes() == []
        walk.lobby.restore_line()

    end = walk.follow(write.errand, before={cut_before: walk.lobby.cut_line}, on_line_down=mend)
    assert end == "receipt_taken", walk.reads()
    walk.glass.wait_for_paper()
    assert "控えが出ました" in walk.reads()
    assert walk.papers == papers + 1
    assert walk.witness.states(CHOIR) == write.states_after
    assert walk.open_writes() == []
    walk.wait_until_told()
