"""From every screen there is a way back and a way out, and it ends by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ui.gallery import SHAPES, all_previews, gallery_window, show
from ui.places import (
    AccountDeleted,
    Crashed,
    Ended,
    OutOfService,
    Start,
)
from ui.preview import Preview
from ui.window import KioskWindow

#: Where nobody is kept: they begin, or lead on by themselves.
_ENDS = (Start, OutOfService, Ended, Crashed, AccountDeleted)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[KioskWindow]:
    window = gallery_window(SHAPES[0], "ja")
    yield window
    window.stage.leave()
    qtbot.waitUntil(lambda: not window.busy)
    window.close()
    window.deleteLater()


def one_of_each() -> Iterator[Preview]:
    """The first preview of every screen."""
    known = set()
    for preview in all_previews():
        if preview.place.name not in known:
            known.add(preview.place.name)
            yield preview


def offered(window: KioskWindow) -> set[str]:
    """The names of the buttons that can be pressed."""
    buttons = window.findChildren(QAbstractButton)
    return {b.objectName() for b in buttons if b.isVisible() and b.isEnabled()}


def test_idle_time_ends_every_screen(qtbot: QtBot, window: KioskWindow) -> None:
    """Also language, type and contrast go back with it, and help is always there."""
    around, session = window.stage.around, window.stage.around.terminal.session
    stays, city = set(), around.directory
    for preview in one_of_each():
        if isinstance(preview.place, _ENDS):
            continue
        show(window, preview)
        assert "help" in offered(window), preview.place.name
        session._script.idle = 10_000.0  # type: ignore[attr-defined]
        window.idle.look()
        here = window.stage.trail.here
        if not isinstance(here, Start) or session.registrant is not None:
            stays.add(preview.place.name)
        session._script.idle = 0.0  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: not window.busy)
        around.directory = city
    assert stays == set()
    assert around.preferences == around.as_found
