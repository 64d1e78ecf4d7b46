"""The first screen counts as shown when the window system has taken it up, not when Qt has painted
it. ``make vm-test`` looks at the glass itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QExposeEvent, QRegion, QWindow
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.first_frame import FirstFrame


class Compositor(QWindow):
    """A window whose compositor answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.seen = 0, True

    def requestUpdate(self) -> None:  # noqa: N802 (Qt's name)
        self.asked += 1

    def isExposed(self) -> bool:  # noqa: N802
        return self.seen

    def answer(self) -> None:
        QApplication.sendEvent(self, QEvent(QEvent.Type.UpdateRequest))
        QApplication.processEvents()

    def show_it(self, seen: bool) -> None:
        self.seen = seen
        QApplication.sendEvent(self, QExposeEvent(QRegion()))
        QApplication.processEvents()


@pytest.fixture
def compositor(qtbot: QtBot) -> Compositor:
    return Compositor()


@pytest.fixture
def told(compositor: Compositor) -> list[str]:
    found: list[str] = []
    FirstFrame(compositor).shown.connect(lambda: found.append("shown"))
    return found


def test_it_waits_for_the_compositor_and_says_so_once(
    compositor: Compositor, told: list[str]
) -> None:
    assert (compositor.asked, told) == (1, [])
    compositor.show_it(True)  # as it is resized before its first frame
    assert told == []
    for _ in range(2):
        compositor.answer()
    assert told == ["shown"]


def test_a_frame_that_is_long_in_coming_is_known_by_the_window_being_shown_again(
    compositor: Compositor, told: list[str]
) -> None:
    compositor.show_it(False)
    assert told == []
    compositor.show_it(True)
    compositor.answer()
    assert told == ["shown"]
