"""What is attached, what is configured, what of it answers; a test page, and waiting for a card.

Touched here: ``devices.again``, ``devices.page``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.cards.shown import CardShown, CardUnreadable
from kiosk.readiness.finding import Finding, Verdict
from kiosk.readiness.wording import name_of, said_of, verdict_of
from ui.places.machine import MachineDevices
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from kiosk.terminal import Terminal
    from ui.stage import Stage

#: What came of it, beside the codes of a card that could not be read.
_READ, _PRINTED = "card_read", "printed"


class MachineDevicesScreen(StaffScreen):
    @staticmethod
    def ask(place: MachineDevices, terminal: Terminal) -> tuple[Finding, ...]:
        return terminal.machine.devices()

    def __init__(self, stage: Stage, place: MachineDevices, answer: tuple[Finding, ...]) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("maintenance.devices.title"))
        self.columns = 2
        self.tell(self._notice(place.card))
        self.tell_facts([self._fact(one) for one in answer])
        page = self.action(
            "devices.page", words.text("maintenance.devices.page"), Look.SECONDARY, Icon.PRINTER
        )
        page.clicked.connect(self._print)
        again = self.action(
            "devices.again", words.text("maintenance.devices.again"), icon=Icon.SEARCH
        )
        again.clicked.connect(lambda: self.stage.go(MachineDevices()))

    def card(self, shown: CardShown | CardUnreadable) -> None:
        """Whether it was read, and never what: the number is nobody's business here."""
        came = shown.why if isinstance(shown, CardUnreadable) else _READ
        self.stage.go(MachineDevices(came))

    def _notice(self, came: str) -> NoticeCard:
        words = self.words
        match came:
            case "":
                body = words.text("maintenance.devices.card")
                return NoticeCard(self.theme, Tone.ACCENT, Icon.CARD, body)
            case "card_read" | "printed":
                body = words.text(f"maintenance.devices.{came}")
                return NoticeCard(self.theme, Tone.GOOD, Icon.CHECK, body)
            case why:
                # The code is what the settings and the log know it by.
                title = words.text("maintenance.devices.card_unreadable", code=why)
                body = words.text(f"card.{why}")
                return NoticeCard(self.theme, Tone.BAD, Icon.WARNING, title, body)

    def _fact(self, finding: Finding) -> Fact:
        words = self.words
        said = said_of(finding, words)
        if finding.verdict is not Verdict.NONE:
            said = f"{verdict_of(finding, words)} － {said}"
        return Fact(name_of(finding, words), said)

    def _print(self) -> None:
        asked = Request(self.terminal.machine, "print_sample")
        self.do(asked, lambda _: self.stage.go(MachineDevices(_PRINTED)), self.refuse)


def previews() -> Iterator[Preview]:
    from ui.samples.machine import FINDINGS

    place = MachineDevices()
    yield Preview("found", place, FINDINGS)
    yield Preview("card_read", replace(place, card=_READ), FINDINGS)
    yield Preview("card_unreadable", replace(place, card="misread"), FINDINGS)
    yield Preview("printed", replace(place, card=_PRINTED), FINDINGS[1:])


SCREEN = MachineDevicesScreen
