"""Offering something on paper that anybody may take along."""

from __future__ import annotations

from ui.places import ReceiptTaken
from ui.request import Request
from ui.screens.screen import Screen
from ui.widgets.button import Look
from ui.widgets.icons import Icon


def offer_paper(screen: Screen, name: str, sheet: Request, what: str) -> None:
    """A verb that prints, where the printer is ready. ``sheet`` is the journey's call that lays the
    paper out, ``what`` its headline (``receipt_taken.WHAT``)."""
    if not screen.terminal.handouts.can_print():
        return
    text = screen.words.text(name)
    take = screen.action(name, text, Look.SECONDARY, Icon.PRINTER)
    take.clicked.connect(
        lambda: screen.stage.ask(
            sheet, done=lambda receipt: screen.stage.go(ReceiptTaken(receipt, what))
        )
    )
