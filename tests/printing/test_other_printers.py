"""The printer in memory and the one that is not there."""

from __future__ import annotations

from PIL import Image

from printing.drivers.absent import AbsentPrinter
from printing.drivers.memory import MemoryPrinter
from printing.page import Page
from printing.printer import COVER_OPEN, NO_ANSWER, NO_PAPER, PAPER_LOW, READY, NotPrinted, Printed

PAGE = Page(Image.new("1", (384, 10), 1))


def test_a_memory_printer_keeps_its_pages():
    printer = MemoryPrinter(384)
    assert (printer.width_dots, printer.status()) == (384, READY)
    assert printer.print(PAGE) == Printed(READY)
    assert printer.pages == [PAGE]


def test_a_memory_printer_can_be_in_trouble():
    printer = MemoryPrinter(status=NO_PAPER)
    assert printer.print(PAGE) == NotPrinted(NO_PAPER)
    printer.set_status(PAPER_LOW)
    printer.while_printing = lambda: printer.set_status(COVER_OPEN)
    assert printer.print(PAGE) == NotPrinted(COVER_OPEN, begun=True)
    assert printer.pages == []


def test_no_printer_never_answers():
    printer = AbsentPrinter(384)
    assert (printer.width_dots, printer.status()) == (384, NO_ANSWER)
    assert printer.print(PAGE) == NotPrinted(NO_ANSWER)
    assert printer.why() is None
