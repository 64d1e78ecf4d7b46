"""From a table of the settings to a printer that prints, or says why it cannot be reached."""

from __future__ import annotations

import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from kiosk import devices
from kiosk.health import HeartbeatSender
from kiosk.settings import ServiceSettings
from kiosk.settings_printer import PrinterSettings, read_printer
from kiosk.settings_table import Table
from kiosk.updating.release import HeartbeatAnswer
from printing.drivers.memory import MemoryPrinter
from printing.page import Page
from printing.press import page, print_kept
from printing.printer import NO_ANSWER, READY, NotPrinted, Printed
from printing.receipts.blocks import ReceiptKind
from printing.simulator import State, start, start_pty
from printing.simulator.build import Build
from printing.spool import Spool
from printing.trouble import TroubleCode
from tests.printing.samples import IMPRINT, SAMPLES
from ui.wording.words import PaperWords


def settings(text: str) -> PrinterSettings:
    file = Path("kiosk.toml")
    return read_printer(Table(file, "printer", tomllib.loads(text)))


NOT_THERE = {
    "network": 'kind = "network"\nhost = "127.0.0.1"\nport = 1',
    "serial": 'kind = "serial"\ndevice = "/dev/ttyNONE"',
    "device": 'kind = "device"\ndevice = "/dev/usb/lpNONE"',
    "usb": 'kind = "usb"\nvendor = 0x04b8\nproduct = 0xfffe',
}


@pytest.mark.parametrize("text", NOT_THERE.values(), ids=NOT_THERE)
def test_a_printer_that_is_not_there_is_no_answer_and_says_what_is_missing(text):
    printer = devices.printer(settings(text))
    assert printer.width_dots == 576
    assert printer.status() == NO_ANSWER
    trouble = printer.why()
    assert trouble is not None
    assert trouble.code is TroubleCode.NOT_THERE


def test_a_queue_without_cups_names_the_package(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    printer = devices.printer(settings('kind = "cups"\nqueue = "lobby"\nmodel = "generic-58"'))
    assert printer.width_dots == 384
    assert printer.status() == NO_ANSWER
    assert printer.why().code is TroubleCode.NOT_INSTALLED


@pytest.mark.parametrize("kind", ["serial", "device"])
def test_a_printer_at_a_port_of_this_machine_prints(kind):
    wait = 'flow_control = "xon_xoff"\n' if kind == "serial" else ""
    build = Build(xon_xoff=kind == "serial")
    picture = Image.frombytes("1", (576, 900), bytes(range(250)) * (72 * 900 // 250 + 1))
    with start_pty(build) as simulator:
        text = f'kind = "{kind}"\ndevice = "{simulator.address}"\nbaud = 115200\n{wait}'
        printer = devices.printer(settings(text))
        assert printer.status() == READY
        assert printer.print(Page(picture)) == Printed(READY)
        assert simulator.receipts[0].tobytes() == picture.tobytes()


def test_what_a_killed_kiosk_left_in_the_slot_does_not_hang_on_the_next_paper(tmp_path):
    """It is noted beside the spool; the driver that knew what hung out is gone."""
    spool = Spool(tmp_path, lambda: IMPRINT.printed_at)
    words = PaperWords("ja")
    first, second = (
        spool.new(number, SAMPLES[kind](words))
        for number, kind in enumerate((ReceiptKind.RESERVATION, ReceiptKind.CANCELLATION), start=1)
    )
    with start() as simulator:
        told = settings(f'kind = "network"\nhost = "127.0.0.1"\nport = {simulator.port}')
        simulator.change_after(300, State.NO_PAPER)
        assert isinstance(print_kept(first, spool, devices.printer(told, tmp_path)), NotPrinted)
        simulator.set_state(State.READY)
        after_the_start = devices.printer(told, tmp_path)
        assert print_kept(second, spool, after_the_start) == Printed(READY)
        assert print_kept(second, spool, after_the_start) == Printed(READY)
        whole = page(second.receipt, after_the_start).image
        scrap, *papers = simulator.receipts
    assert scrap.height < whole.height
    assert [paper.tobytes() for paper in papers] == [whole.tobytes()] * 2


def test_the_log_says_once_why_the_printer_is_lost_and_once_that_it_is_back(caplog):
    printer = MemoryPrinter()
    sender = HeartbeatSender(
        SimpleNamespace(printer=printer, heartbeat=printer.status),
        SimpleNamespace(heartbeat=lambda _: HeartbeatAnswer()),
        ServiceSettings("http://127.0.0.1"),
        lambda _: None,
    )
    with caplog.at_level("INFO", "kiosk.events"):
        for status in (READY, NO_ANSWER, NO_ANSWER, READY, READY):
            printer.set_status(status)
            sender.step()
    said = [(line.msg, line.event["reason"]) for line in caplog.records]
    assert said == [("printer.lost", "no_answer"), ("printer.back", None)]
