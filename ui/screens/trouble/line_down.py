"""What was wanted needs the service, which does not answer: what works anyway, and trying again.

Touched here: ``line_down.again``, ``line_down.look``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.journeys.deed_kind import DeedKind
from kiosk.line import LineState
from ui.places import LineDown, Menu, WaysToLook
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class LineDownScreen(Screen):
    """Says first what was not done, if something was about to be."""

    def __init__(self, stage: Stage, place: LineDown, answer: None = None) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        self.head(words.text(f"{place.why}.title"))
        why = words.text(f"{place.why}.why")
        icon = Icon.LINE_DOWN if place.why == "line_down" else Icon.CLOCK
        if place.deed is None:
            notice = NoticeCard(theme, Tone.WARNING, icon, why)
        else:
            not_done = words.text(f"deed.{place.deed.value}.not_done")
            notice = NoticeCard(theme, Tone.WARNING, icon, not_done, why)
        self.tell(notice)
        colour = theme.palette.accent
        heading = Text(theme, words.text("refused.instead"), bold=True, colour=colour)
        self.tell_card([heading, Text(theme, words.text(f"{place.why}.instead"), Type.LABEL)])
        look = self.action("line_down.look", words.text("line_down.look"), Look.SECONDARY)
        look.clicked.connect(lambda: self.stage.go(WaysToLook()))
        again = self.action("line_down.again", words.text("line_down.again"))
        again.clicked.connect(lambda: self.stage.go(place.wanted))


def previews() -> Iterator[Preview]:
    yield Preview("wanted_menu", LineDown(Menu()), line=LineState.DOWN)
    yield Preview("busy", LineDown(Menu(), "service_busy"))
    for kind in DeedKind:
        yield Preview(f"{kind.value}_not_done", LineDown(Menu(), deed=kind), line=LineState.DOWN)


SCREEN = LineDownScreen
