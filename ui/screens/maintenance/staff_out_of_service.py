"""Are residents served? Staff switch it off, with a reason that they read, and on again.

Touched here: ``reason.REASON``, ``until.UNTIL``, ``out.switch``, ``out.switch_on``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.maintenance.out_of_service import Out, OutReason, OutUntil
from ui.places.maintenance import StaffOutOfService
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.choices import Choices, Option
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class StaffOutOfServiceScreen(StaffScreen):
    def __init__(self, stage: Stage, place: StaffOutOfService, answer: None = None) -> None:
        super().__init__(stage, place)
        self._reason: OutReason | None = None
        self._until = OutUntil.TODAY
        out = self.maintenance.out_of_service()
        if out is None:
            self._ask_why()
        else:
            self._show(out)

    def _ask_why(self) -> None:
        words, theme = self.words, self.theme
        self.head(words.text("maintenance.out.title"), words.text("maintenance.out.lead"))
        self.columns = 2
        reasons = [
            Option(one.value, words.text(f"maintenance.out.reason.{one.value}"))
            for one in OutReason
        ]
        untils = [
            Option(one.value, words.text(f"maintenance.out.until.{one.value}")) for one in OutUntil
        ]
        self.tell(Text(theme, words.text("maintenance.out.why"), bold=True), heading=True)
        self.reasons = Choices(theme, "reason", reasons, most_columns=2)
        self.reasons.chosen.connect(self._because)
        self.add(self.reasons)
        self.tell(Text(theme, words.text("maintenance.out.how_long"), bold=True), heading=True)
        until = Choices(theme, "until", untils, self._until.value, most_columns=3)
        until.chosen.connect(self._so_long)
        self.add(until)
        self._switch = self.action(
            "out.switch", words.text("maintenance.out.switch"), Look.DANGER, icon=Icon.STOP
        )
        self._switch.allow(when=False, otherwise=words.text("maintenance.out.choose_why"))
        self._switch.clicked.connect(self._switch_out)

    def _show(self, out: Out) -> None:
        words = self.words
        self.head(words.text("maintenance.out.is_out"))
        body = words.text(f"out_of_service.{out.reason.value}.body")
        self.tell(NoticeCard(self.theme, Tone.WARNING, Icon.WARNING, body))
        until = words.text("maintenance.out.until.switched_on")
        if out.until is not None:
            until = words.short_deadline(out.until)
        self.tell_facts(
            [
                Fact(words.text("maintenance.out.since"), words.short_instant(out.since)),
                Fact(words.text("maintenance.out.ends"), until),
            ]
        )
        on = self.action("out.switch_on", words.text("maintenance.out.switch_on"), icon=Icon.CHECK)
        on.clicked.connect(self._switch_on)

    def _because(self, reason: str) -> None:
        self._reason = OutReason(reason)
        self._switch.allow(when=True, otherwise="")

    def _so_long(self, until: str) -> None:
        self._until = OutUntil(until)

    def _switch_out(self) -> None:
        request = Request(self.maintenance, "switch_out", (self._reason, self._until))
        self.do(request, done=lambda _: self.to_menu(), refused=self.refuse)

    def _switch_on(self) -> None:
        request = Request(self.maintenance, "switch_on")
        self.do(request, done=lambda _: self.to_menu(), refused=self.refuse)


def previews() -> Iterator[Preview]:
    from ui.samples.maintenance import OUT_FOR_CLEANING

    def cleaning(screen: Screen) -> None:
        assert isinstance(screen, StaffOutOfServiceScreen)  # noqa: S101 (a preview of this screen)
        screen.reasons.chosen.emit(OutReason.CLEANING.value)

    yield Preview("in_service", StaffOutOfService())
    yield Preview("chosen", StaffOutOfService(), prepare=cleaning)
    yield Preview("out", StaffOutOfService(), out=OUT_FOR_CLEANING)


SCREEN = StaffOutOfServiceScreen
