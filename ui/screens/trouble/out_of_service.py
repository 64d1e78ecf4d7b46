"""Nothing can be done here now: why, and when it returns. Goes away by itself.

Touched here: ``language.LANGUAGE`` (it goes away by itself).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from kiosk.line import LineState
from kiosk.maintenance.out_of_service import OutReason
from kiosk.outcome import Refused
from kiosk.readiness.wording import why_not_reached
from ui.places import OutOfService
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.card import Card, IconMark
from ui.widgets.icons import Icon
from ui.widgets.text import Text
from ui.wording.words import Words

if TYPE_CHECKING:
    from kiosk.cards.shown import CardShown, CardUnreadable
    from ui.stage import Stage

_MS = 1000
_MARK_MM, _LOW_MARK_MM = 48.0, 24.0


class _OtherLanguages(Card):
    """What is the matter, for whoever does not read the language that is shown."""

    def in_order(self) -> tuple[QWidget, ...]:
        """Not read out: a voice speaks the language that was chosen, and no other."""
        return ()


class OutOfServiceScreen(Screen):
    has_back = False
    has_stop = False
    has_languages = True

    def __init__(self, stage: Stage, place: OutOfService, answer: None = None) -> None:
        super().__init__(stage, place)
        theme, words, centre = self.theme, self.words, Qt.AlignmentFlag.AlignHCenter
        self._place, self._said = place, self._why(place)
        why = self._said
        self.columns = 1
        self.spread()
        self.tell(self._sign(words.text(f"out_of_service.{why}.title")))
        body = words.text(f"out_of_service.{why}.body")
        self.tell(Text(theme, body, Type.LABEL, align=centre))
        if place.until is not None:
            until = words.text("out_of_service.until", until=words.instant(place.until))
            self.tell(Text(theme, until, Type.HEADING, bold=True, align=centre))
        self.tell(Text(theme, words.text("out_of_service.counter"), Type.LABEL, align=centre))
        if place.trouble is not None:
            # Whoever is called to this glass need not open anything to know what to mend.
            reason = why_not_reached(words, place.trouble)
            staff = words.text("out_of_service.staff", why=reason)
            soft = theme.palette.ink_soft
            self.tell(Text(theme, staff, Type.BODY, align=centre, colour=soft))
        self.tell(self._in_other_languages(why))
        timer = QTimer(self)
        timer.setInterval(round(stage.around.settings.ask_again_seconds * _MS))
        timer.timeout.connect(self._look)
        timer.start()

    @property
    def _is_high(self) -> bool:
        """Whether there is room to put things one below the other."""
        return self.theme.glass.portrait and not self.theme.small_upright

    def _sign(self, title: str) -> Card:
        """A clock, and what is the matter."""
        theme, centre = self.theme, Qt.AlignmentFlag.AlignCenter
        sign, high = Card(theme, Tone.WARNING), self._is_high
        mm = _MARK_MM if high else _LOW_MARK_MM
        mark = IconMark(theme, Icon.CLOCK, theme.tone(Tone.WARNING).line, mm)
        text = Text(theme, title, Type.TITLE, bold=True, align=centre)
        if high:
            sign.inside.addWidget(mark, 0, centre)
            sign.inside.addWidget(text)
        else:
            beside = QHBoxLayout()
            beside.setSpacing(theme.pad)
            beside.addWidget(mark, 0)
            beside.addWidget(text, 1)
            sign.inside.addLayout(beside)
        return sign

    def _in_other_languages(self, why: str) -> Card:
        card, lines = _OtherLanguages(self.theme), QGridLayout()
        lines.setSpacing(self.theme.gap)
        others = [one for one in self.terminal.languages if one != self.words.language]
        across = 1 if self._is_high else 2
        for number, language in enumerate(others):
            theme = replace(self.theme, language=language, _fonts={})
            title = Words(language).text(f"out_of_service.{why}.title")
            line = Text(theme, title, Type.LABEL, align=Qt.AlignmentFlag.AlignHCenter)
            line.setObjectName(f"sign.{language}")
            lines.addWidget(line, number // across, number % across)
        card.inside.addLayout(lines)
        return card

    def card(self, shown: CardShown | CardUnreadable) -> None:
        """Nobody can log in."""

    def _look(self) -> None:
        if self.stage.current is not self:
            return
        if self._why(self._place) != self._said:
            self.stage.again()
        else:
            self.stage.find_city()

    def _why(self, place: OutOfService) -> str:
        """The reason that staff chose; else whether what is missing is on its way, or cannot come
        because the line is down or the service lets this terminal in no more."""
        if place.reason is not None:
            return place.reason.value
        if place.shut_out:
            return "shut_out"
        return "line_down" if self.terminal.line() is LineState.DOWN else "loading"


def previews() -> Iterator[Preview]:
    from ui.samples.values import NOW

    yield Preview("never_synced", OutOfService(), line=LineState.STARTING)
    yield Preview("shut_out", OutOfService(shut_out=True))
    behind = Refused("clock_wrong", {"behind_seconds": 900_000})
    yield Preview("clock_wrong", OutOfService(trouble=behind), line=LineState.DOWN)
    for reason in OutReason:
        yield Preview(reason.value, OutOfService(reason, NOW + timedelta(hours=3)))


SCREEN = OutOfServiceScreen
