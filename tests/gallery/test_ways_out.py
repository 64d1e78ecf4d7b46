"""Every screen ends by itself, in each of its states."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ui.gallery import SHAPES, all_previews, gallery_window, show
from ui.places import (
    AccountDeleted,
    Crashed,
    Ended,
    LineDown,
    OutOfService,
    Start,
    WhyNot,
)
from ui.window import KioskWindow

#: Where nobody is kept: they begin, or lead on by themselves.
_ENDS = (Start, OutOfService, Ended, Crashed, AccountDeleted)

#: Whose many states differ in their words alone.
_ALIKE = (WhyNot, LineDown)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[KioskWindow]:
    window = gallery_window(SHAPES[0], "ja")
    yield window
    window.stage.leave()
    qtbot.waitUntil(lambda: not window.busy)
    window.close()
    window.deleteLater()


def offered(window: KioskWindow) -> set[str]:
    """The names of the buttons that can be pressed."""
    buttons = window.findChildren(QAbstractButton)
    return {b.objectName() for b in buttons if b.isVisible() and b.isEnabled()}


def test_idle_time_ends_every_screen(qtbot: QtBot, window: KioskWindow) -> None:
    """First the countdown comes, which can be answered and ended; then the start, with nothing of
    whoever was there in the trail or in memory."""
    around, session = window.stage.around, window.stage.around.terminal.session
    script, city = session._script, around.directory  # type: ignore[attr-defined]
    wrong, screens = set(), []
    seen: set[type] = set()
    for preview in all_previews():
        kind = type(preview.place)
        if issubclass(kind, _ENDS) or (kind in seen and issubclass(kind, _ALIKE)):
            continue
        seen.add(kind)
        show(window, preview)
        name = f"{preview.place.name}.{preview.label}"
        screens.append((name, weakref.ref(window.stage.current)))
        before = window.idle._seconds_left()
        assert before is not None, name
        script.idle = before - 10
        window.idle.look()
        if not window.idle.counting or not offered(window) >= {"countdown.stay", "countdown.end"}:
            wrong.add(f"no countdown: {name}")
        script.idle = before
        window.idle.look()
        ends = {Start, OutOfService} if preview.out is not None else {Start}
        if set(map(type, window.stage.trail.places)) != ends or session.registrant is not None:
            wrong.add(f"stays: {name}")
        if window.idle.asking:
            wrong.add(f"goes on counting: {name}")
        script.idle = 0.0
        # Read anew for whoever comes next, in its own time.
        around.directory = city
    qtbot.waitUntil(lambda: not window.busy)
    assert wrong == set()
    assert around.preferences == around.as_found
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    here = window.stage.current
    assert {name for name, screen in screens if screen() not in (None, here)} == set()
