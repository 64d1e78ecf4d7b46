"""The start screen knows within seconds how the printer is, and nobody waits for that."""

from __future__ import annotations

from pathlib import Path

from kiosk.journeys.printer_look import LOOK_SECONDS, SILENT_SECONDS, PrinterLook
from kiosk.journeys.receipts import ReceiptPress
from printing.drivers.memory import MemoryPrinter
from printing.printer import NO_ANSWER, NO_PAPER, READY
from printing.remembering import RememberingPrinter
from printing.spool import Spool
from ui.samples.values import NOW
from ui.wording.words import Words


def test_the_printer_is_asked_unless_a_receipt_is_on_its_way(tmp_path: Path) -> None:
    inside = MemoryPrinter()
    printer = RememberingPrinter(inside)
    press = ReceiptPress(
        terminal="lobby-1",
        printer=printer,
        spool=Spool(tmp_path, lambda: NOW),
        words=lambda: Words("ja"),
        now=lambda: NOW,
    )
    look = PrinterLook(press)
    for status, later in (
        (NO_PAPER, LOOK_SECONDS),
        (NO_ANSWER, SILENT_SECONDS),
        (READY, LOOK_SECONDS),
    ):
        inside.set_status(status)
        assert (look.step(), printer.last) == (later, status)
    inside.set_status(NO_PAPER)
    with press.one_at_a_time:
        assert look.step() == LOOK_SECONDS
        assert printer.last is READY, "it has better things to do"
    assert look.step() <= 5
    assert printer.last == NO_PAPER
    assert not press.one_at_a_time.locked()
