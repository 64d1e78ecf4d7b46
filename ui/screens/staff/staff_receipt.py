"""One receipt that did not come out: print it, or throw it away. A damaged one cannot be printed.

Touched here: ``receipt.print``, ``receipt.discard``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from printing.spool import Damaged
from ui.places.staff import StaffReceipt, StaffReceipts
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class StaffReceiptScreen(StaffScreen):
    def __init__(self, stage: Stage, place: StaffReceipt, answer: None = None) -> None:
        super().__init__(stage, place)
        words, theme, one = self.words, self.theme, place.receipt
        self.head(words.text("maintenance.receipt.title"))
        self.columns = 1
        kind, made = (
            words.text("maintenance.receipt.kind"),
            words.text("maintenance.receipt.made"),
        )
        staff = self.terminal.staff
        if isinstance(one, Damaged):
            name = words.text("maintenance.receipts.damaged")
            self.tell_facts([Fact(kind, name), Fact(made, words.instant(one.since))])
            note = words.text("maintenance.receipt.damaged_note")
            self._discard(Request(staff, "discard_damaged", (one.name,)), Look.DANGER)
        else:
            number = words.text("maintenance.receipt.number")
            facts = [Fact(number, one.booking, strong=True)] if one.booking else []
            name = words.text(f"maintenance.receipts.kind.{one.kind}")
            key = "begun" if one.begun else "made"
            instant = words.instant(one.made)
            told = words.text("maintenance.receipts.begun", instant=instant)
            facts += [Fact(kind, name), Fact(made, told if key == "begun" else instant)]
            self.tell_facts(facts)
            note = words.text("maintenance.receipt.note")
            self._discard(Request(staff, "discard_receipt", (one.number,)), Look.SECONDARY)
            out = self.action(
                "receipt.print", words.text("maintenance.receipt.print"), icon=Icon.PRINTER
            )
            out.clicked.connect(
                lambda: self._do(Request(staff, "print_receipt", (one.number,)), "printed")
            )
        self.tell(NoticeCard(theme, Tone.WARNING, Icon.WARNING, note))

    def _discard(self, request: Request, look: Look) -> None:
        text = self.words.text("maintenance.receipt.discard")
        button = self.action("receipt.discard", text, look, Icon.CANCEL)
        button.clicked.connect(lambda: self._do(request, "discarded"))

    def _do(self, request: Request, came: str) -> None:
        shown = StaffReceipts(came)
        self.do(request, lambda _: self.past_menu(shown), self.refuse)


def previews() -> Iterator[Preview]:
    from ui.samples.staff import WAITING

    begun, whole = WAITING.receipts
    yield Preview("begun", StaffReceipt(begun))
    yield Preview("whole", StaffReceipt(whole))
    yield Preview("damaged", StaffReceipt(WAITING.damaged[0]))


SCREEN = StaffReceiptScreen
