"""A hundred thousand things that nobody would do leave no crash, no way out and nobody's data."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.monkey.monkey import Monkey
from tests.ui.resident import Resident, visit
from tests.ui.test_session_end import nothing_is_left
from ui.samples.terminal import Script

#: In one go, before the memory of everybody is looked at.
_A_VISIT = 250


def play(qtbot: QtBot, seed: int, acts: int) -> Monkey:
    script = Script()
    with visit(qtbot, script) as resident:
        monkey = Monkey(resident, seed)
        for done in range(acts):
            monkey.act()
            still_in_the_kiosk(resident, seed, done)
            if done % _A_VISIT == _A_VISIT - 1:
                script.refuse.clear()
                everybody_leaves(resident)
        return monkey


def still_in_the_kiosk(resident: Resident, seed: int, act: int) -> None:
    where = f"seed {seed}, act {act}, screen {resident.screen}"
    assert resident.screen != "crashed", where
    assert resident.window.isVisible(), where
    others = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert others == [resident.window], where


def everybody_leaves(resident: Resident) -> None:
    resident.qtbot.waitUntil(lambda: not resident.window.busy)
    resident.script.idle = resident.script.idle_limit
    resident.window.stage.leave()
    came_from = resident.screen
    try:
        resident.waits_for("start")
    except TimeoutError:
        left = f"left {came_from}, now at {resident.screen}, busy: {resident.window.busy}"
        raise AssertionError(left) from None
    nothing_is_left(resident)


def test_a_short_visit_of_the_monkey(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        monkey = play(qtbot, seed=1, acts=2 * _A_VISIT)
    assert caplog.records == []
    assert len(monkey.seen) > 15


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
def test_a_hundred_thousand_acts(qtbot: QtBot, caplog: pytest.LogCaptureFixture, seed: int) -> None:
    with caplog.at_level(logging.ERROR):
        play(qtbot, seed, acts=10_000)
    assert caplog.records == []
