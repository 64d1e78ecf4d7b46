"""Registered: the number, once and in big figures, and what comes next.

Touched here: ``registration_done.log_in``, ``registration_done.end``, ``registration_done.print``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.places import LogInSecret, Menu, RegistrationDone
from ui.preview import Preview
from ui.request import Request
from ui.screens.lobby.handing_out import offer_paper
from ui.screens.people.rows import tell_card
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import Card, NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class RegistrationDoneScreen(Screen):
    """The way back leads nowhere: the form is done with."""

    has_back = False

    def __init__(self, stage: Stage, place: RegistrationDone, answer: None = None) -> None:
        super().__init__(stage, place)
        words, made = self.words, place.registered
        begun = made.state == "begun"
        self.head(words.text(f"registration_done.{made.state}"))
        self.tell(self._number(made.registration_number))
        if begun and made.finish_by is not None:
            until = words.date(made.finish_by)
            self.tell(
                NoticeCard(
                    self.theme,
                    Tone.WARNING,
                    Icon.CALENDAR,
                    words.text("registration_done.finish", until=until),
                    title_type=Type.HEADING,
                )
            )
            self.tell_text(words.text("registration_done.bring"), Type.LABEL)
        tel = words.text("registration_done.tel", tel=made.tel)
        tell_card(self, words.text("registration_done.write_down"), tel)
        sheet = Request(self.terminal.handouts, "registered", (made,))
        offer_paper(self, "registration_done.print", sheet, "registered")
        self.action(
            "registration_done.end",
            words.text("registration_done.end"),
            Look.PRIMARY if begun else Look.SECONDARY,
        ).clicked.connect(self.stage.leave)
        if not begun:
            then = LogInSecret(made.registration_number, Menu())
            log_in = self.action("registration_done.log_in", words.text("registration_done.log_in"))
            log_in.clicked.connect(lambda: self.stage.go(then))

    def _number(self, number: str) -> Card:
        theme, centre = self.theme, Qt.AlignmentFlag.AlignHCenter
        card = Card(theme, Tone.GOOD)
        name = self.terms["number_name"]
        card.inside.addWidget(Text(theme, name, Type.LABEL, bold=True, align=centre))
        figures = Text(theme, number, Type.FIGURE, bold=True, align=centre)
        # A screen reader says it figure by figure.
        figures.setAccessibleName(" ".join(number))
        card.inside.addWidget(figures)
        return card


def previews() -> Iterator[Preview]:
    from ui.samples import people

    yield Preview("complete", RegistrationDone(people.REGISTERED))
    yield Preview("begun", RegistrationDone(people.BEGUN))


SCREEN = RegistrationDoneScreen
