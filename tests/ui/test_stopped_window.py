"""The glass while the kiosk does not run: the same in every language, and all of it fits."""

from __future__ import annotations

from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from ui.stopped_window import StoppedWindow
from ui.widgets.text import Text
from ui.wording.words import LANGUAGES, Words

CODE = "E2: kiosk.toml, kiosk setup"


@pytest.mark.parametrize("window_px", [(1080, 1920), (1920, 1080), (1280, 1024), (1024, 768)])
def test_every_language_is_told_and_nothing_is_cut(
    qtbot: QtBot, window_px: tuple[int, int]
) -> None:
    window = StoppedWindow(CODE, window_px)
    qtbot.addWidget(window)
    window.show()
    texts = window.findChildren(Text)
    said = [text.text() for text in texts]
    assert said[-1] == CODE
    assert said[1:-1:2] == [Words(one).text("stopped.counter") for one in LANGUAGES]
    for above, below in pairwise(texts):
        assert above.geometry().bottom() < below.geometry().top()
        assert above.height() >= above.heightForWidth(above.width())
    assert window.rect().contains(texts[-1].geometry())
