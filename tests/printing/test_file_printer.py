"""The printer in a folder: pictures come out, and its state can be changed by anybody, any time."""

from __future__ import annotations

import pytest
from PIL import Image

from printing.drivers import file
from printing.drivers.file import FilePrinter, set_state
from printing.layout import draw
from printing.page import Page
from printing.printer import (
    CANNOT_TELL,
    NO_ANSWER,
    NO_PAPER,
    PAPER_LOW,
    READY,
    Condition,
    Fault,
    NotPrinted,
    Printed,
    PrinterStatus,
    PrintOutcome,
    faulty,
)
from printing.raster import encode
from printing.receipts.blocks import ReceiptKind
from tests.printing.samples import SAMPLES
from ui.wording.words import PaperWords

ALL = [
    *(PrinterStatus(condition) for condition in Condition if condition is not Condition.FAULT),
    *(faulty(fault) for fault in Fault),
]


@pytest.fixture
def page() -> Page:
    return Page(draw(SAMPLES[ReceiptKind.RESERVATION](PaperWords("ja")), 576))


def test_a_new_printer_is_ready(tmp_path):
    assert FilePrinter(tmp_path / "printer").status() == READY


@pytest.mark.parametrize("status", ALL, ids=str)
def test_its_status_is_what_was_put_there(tmp_path, page, status):
    printer = FilePrinter(tmp_path)
    set_state(tmp_path, status)
    assert printer.status() == status
    expected: PrintOutcome = Printed(status) if status.can_print else NotPrinted(status)
    if status == CANNOT_TELL:
        expected = NotPrinted(status, begun=True)
    assert printer.print(page) == expected


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"condition": "asleep"}', '{"fault": 1}'])
def test_a_state_that_makes_no_sense_is_no_answer(tmp_path, text):
    (tmp_path / "state.json").write_text(text)
    assert FilePrinter(tmp_path).status() == NO_ANSWER


def test_picture_and_bytes_come_out(tmp_path, page):
    printer = FilePrinter(tmp_path)
    assert [printer.print(page) for _ in range(2)] == [Printed(READY)] * 2
    with Image.open(tmp_path / "receipt-0002.png") as out:
        assert out.tobytes() == page.image.tobytes()
    assert (tmp_path / "receipt-0002.bin").read_bytes() == b"".join(encode(page.image))


def test_the_paper_may_end_in_the_middle(tmp_path, page, monkeypatch):
    """Another process changes the file after the first part has been printed."""
    printer = FilePrinter(tmp_path)
    read = file._status
    states = iter([PAPER_LOW, PAPER_LOW, NO_PAPER])

    def status(_: bytes) -> PrinterStatus:
        set_state(tmp_path, next(states))
        return read((tmp_path / "state.json").read_bytes())

    set_state(tmp_path, READY)
    monkeypatch.setattr(file, "_status", status)
    assert printer.print(page) == NotPrinted(NO_PAPER, begun=True)
    assert not list(tmp_path.glob("receipt-*"))
