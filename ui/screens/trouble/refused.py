"""Why not: the rule, the day, and what to do instead.

Touched here: ``refused.next``, ``refused.menu``, ``refused.contact``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.journeys.deed_kind import DeedKind
from kiosk.outcome import Refused
from ui.places import ChangeSecret, Contact, LogInNumber, Menu, WaysToLook, WhyNot
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.reading import Told
from ui.widgets.text import Text
from ui.wording.refusal import Next, explain

if TYPE_CHECKING:
    from ui.stage import Stage


class RefusedScreen(Screen):
    """Three sentences: what is the matter, why, and the way on, which is the large button."""

    def __init__(self, stage: Stage, place: WhyNot, answer: None = None) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        told = explain(place.refused, words, place.deed)
        self.head(told.title)
        self.spread()
        why, way = (Type.TITLE, Type.HEADING) if theme.roomy else (Type.HEADING, Type.LABEL)
        self.tell(NoticeCard(theme, Tone.WARNING, Icon.WARNING, told.why, title_type=why))
        instead, colour = words.text("refused.instead"), theme.palette.accent
        lead = Type.LABEL if theme.roomy else Type.BODY
        heading = Text(theme, instead, lead, bold=True, colour=colour)
        self.tell_card([heading, Text(theme, told.instead, way)])
        tel = place.refused.details.get("tel")
        if isinstance(tel, str) and tel and tel not in told.why + told.instead:
            label = words.text("guide_section.tel")
            self.tell(Told(theme, label, tel, Icon.PHONE, value_type=Type.HEADING))
        if self.logged_in and told.next in (Next.BACK, Next.HOURS, Next.LOOK):
            menu = self.action("refused.menu", words.text("receipt.menu"), Look.SECONDARY)
            menu.clicked.connect(lambda: self.stage.go(Menu()))
        elif stage.around.directory is not None:
            contact = self.action("refused.contact", words.text("home.contact"), Look.SECONDARY)
            contact.clicked.connect(lambda: self.stage.go(Contact()))
        # What leads on may have the city's own word in it: 新しい暗証番号を決める.
        button = self.action("refused.next", words.text(f"refused.next.{told.next.value}"))
        self._next = told.next
        button.clicked.connect(self._go_on)

    def _go_on(self) -> None:
        match self._next:
            case Next.BACK | Next.HOURS:
                self.stage.back()
            case Next.LOOK:
                self.stage.go(WaysToLook())
            case Next.RENEW if self.logged_in:
                must = self.terminal.session.must_change_secret
                self.stage.go(ChangeSecret(forced=must, then=Menu()))
            case Next.RENEW:
                self.stage.go(LogInNumber(then=Menu()))
            case Next.MENU if self.logged_in:
                self.stage.go(Menu())
            case Next.MENU | Next.HOME:
                self.stage.leave()


def previews() -> Iterator[Preview]:
    from ui.samples.refusals import REFUSALS

    for refused in REFUSALS:
        yield Preview(refused.code, WhyNot(refused))
    for kind in DeedKind:
        yield Preview(f"{kind.value}_not_sent", WhyNot(Refused("not_sent"), kind))
    yield Preview("unknown_code", WhyNot(Refused("something_new")))


SCREEN = RefusedScreen
