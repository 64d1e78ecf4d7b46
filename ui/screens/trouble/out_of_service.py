"""Nothing can be done here now: why, and when it returns. Goes away by itself.

Touched here: ``language.LANGUAGE`` (it goes away by itself).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from ui.places import OutOfService
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.card import Card, IconMark
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage

_MS = 1000
_MARK_MM = 48.0


class OutOfServiceScreen(Screen):
    has_back = False
    has_stop = False
    has_languages = True

    def __init__(self, stage: Stage, place: OutOfService, answer: None = None) -> None:
        super().__init__(stage, place)
        theme, words, centre = self.theme, self.words, Qt.AlignmentFlag.AlignHCenter
        why = "closed" if place.reason is not None else self._why()
        self.columns = 1
        sign = Card(theme, Tone.WARNING)
        mark = IconMark(theme, Icon.CLOCK, theme.tone(Tone.WARNING).line, _MARK_MM)
        sign.inside.addWidget(mark, 0, centre)
        title = words.text(f"out_of_service.{why}.title")
        sign.inside.addWidget(Text(theme, title, Type.TITLE, bold=True, align=centre))
        self.tell(sign)
        body = words.text(f"out_of_service.{why}.body")
        if place.reason is not None:
            body = words.of(place.reason)
        self.tell(Text(theme, body, Type.LABEL, align=centre))
        if place.until is not None:
            until = words.text("out_of_service.until", until=words.instant(place.until))
            self.tell(Text(theme, until, Type.HEADING, bold=True, align=centre))
        self.tell(Text(theme, words.text("out_of_service.counter"), Type.LABEL, align=centre))
        timer = QTimer(self)
        timer.setInterval(round(stage.around.settings.ask_again_seconds * _MS))
        timer.timeout.connect(self.stage.find_city)
        timer.start()

    def _why(self) -> str:
        """Whether what is missing is on its way, or nothing can come because the line is down."""
        return "loading" if self.terminal.line_up() else "line_down"


def previews() -> Iterator[Preview]:
    from ui.samples.values import NOW

    reason = {
        "ja": "機器の点検をしています。",
        "kana": "ききのてんけんをしています。",
        "en": "The machine is being checked.",
        "zh-Hans": "正在检修设备。",
        "ko": "기기를 점검하고 있습니다.",
    }
    yield Preview("never_synced", OutOfService())
    yield Preview("closed_by_staff", OutOfService(reason, NOW + timedelta(hours=3)))


SCREEN = OutOfServiceScreen
