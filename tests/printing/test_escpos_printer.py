"""A printer at the end of a line, against the simulator and against ports that are no printer."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from PIL import Image

from printing.drivers.escpos_printer import Connect, EscposPrinter, network_printer
from printing.drivers.line import Timeouts
from printing.drivers.lines.device import DeviceLine
from printing.encoding import encode
from printing.layout import draw
from printing.models import GENERIC_80, NearEnd
from printing.page import Page
from printing.printer import (
    COVER_OPEN,
    NO_ANSWER,
    NO_PAPER,
    PAPER_LOW,
    READY,
    Fault,
    NotPrinted,
    Printed,
    PrinterStatus,
    faulty,
)
from printing.receipts.blocks import ReceiptKind
from printing.simulator import Simulator, State, start, start_pty
from printing.trouble import TroubleCode
from tests.printing import peers
from tests.printing.connections import KINDS, connection
from tests.printing.peers import peer
from tests.printing.samples import SAMPLES
from ui.wording.words import PaperWords

#: Patience with ports that will never answer anything.
SHORT = Timeouts(connect=0.5, answer=0.15)
#: Patience with ports that say hello, on a busy machine perhaps late, and then go wrong.
SHORT_AT_THE_END = Timeouts(send=0.3, printed=0.3)
#: Patience where an answer comes, on a busy machine perhaps late.
LONG = Timeouts(connect=30.0, answer=30.0, send=30.0, printed=30.0)
#: What a call may take on a busy machine beyond its time-outs, in seconds.
SLACK = 15.0
#: Enough rows for several parts, so that trouble comes with some parts on their way.
ROWS = 2000

TROUBLE = [
    (State.NO_PAPER, NO_PAPER),
    (State.COVER_OPEN, COVER_OPEN),
    (State.CUTTER_STUCK, faulty(Fault.CUTTER)),
    (State.OVERHEATED, faulty(Fault.OVERHEATED)),
    (State.NOT_ANSWERING, NO_ANSWER),
]


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with start() as simulator:
        yield simulator


@pytest.fixture
def page() -> Page:
    """A grey page: no row is blank, so that every row counts."""
    paper = Image.new("1", (576, ROWS), 1)
    for row in range(0, ROWS, 2):
        paper.paste(0, (0, row, 300, row + 1))
        paper.paste(0, (0, row + 1, 100, row + 2))
    return Page(paper)


@pytest.fixture(params=KINDS)
def kind(request) -> str:
    """The kind of connection."""
    return request.param


@pytest.fixture
def connect(kind, simulator) -> Iterator[Connect]:
    """Leads to the simulator by each kind of connection."""
    with connection(kind, simulator.port) as connect:
        yield connect


def patience_until(status: PrinterStatus) -> Timeouts | None:
    """However busy the machine is, where the status is said; where it is one of waiting in vain,
    no longer than that needs."""
    if status == NO_ANSWER:
        return SHORT_AT_THE_END
    return None if status == faulty(Fault.OVERHEATED) else LONG


def printer_at(simulator: Simulator, timeouts: Timeouts | None = LONG) -> EscposPrinter:
    return network_printer(simulator.host, simulator.port, timeouts=timeouts)


@contextmanager
def printer_by(kind: str, port: int, timeouts: Timeouts | None = None) -> Iterator[EscposPrinter]:
    with connection(kind, port) as connect:
        yield EscposPrinter(connect, timeouts=timeouts)


@pytest.mark.parametrize("receipt_kind", ReceiptKind)
def test_each_receipt_comes_out_as_it_was_drawn(simulator, receipt_kind):
    receipt = draw(SAMPLES[receipt_kind](PaperWords("ja")), 576)
    assert printer_at(simulator).print(Page(receipt)) == Printed(READY)
    (out,) = simulator.receipts
    assert out.tobytes() == receipt.tobytes()
    assert simulator.unknown == b""


def test_one_receipt_after_the_other(simulator, connect, page):
    printer = EscposPrinter(connect, timeouts=LONG)
    assert [printer.print(page) for _ in range(3)] == [Printed(READY)] * 3
    assert [out.tobytes() for out in simulator.receipts] == [page.image.tobytes()] * 3
    assert printer.why() is None


def test_dots_that_look_like_a_question_are_only_dots(simulator):
    """Printers answer DLE EOT inside a picture as well: such answers must not confuse us."""
    row = bytes.fromhex("10 04 01 10 04 02 10 04 03 10 04 04")
    black = Image.frombytes("1", (96, 1500), row * 1500, "raw", "1;I")
    receipt = Image.new("1", (576, 1500), 1)
    receipt.paste(black)
    assert printer_at(simulator).print(Page(receipt)) == Printed(READY)
    assert simulator.receipts[0].tobytes() == receipt.tobytes()


def test_ready(simulator):
    assert printer_at(simulator).status() == READY


def test_a_roll_near_its_end_still_prints_and_is_told(simulator, page):
    simulator.set_state(State.PAPER_LOW)
    printer = printer_at(simulator)
    assert printer.status() == PAPER_LOW
    assert printer.print(page) == Printed(PAPER_LOW)


@pytest.mark.parametrize(("state", "status"), TROUBLE)
def test_trouble_is_a_status_and_goes_with_its_cause(simulator, connect, page, state, status):
    printer = EscposPrinter(connect, timeouts=SHORT if status == NO_ANSWER else LONG)
    simulator.set_state(state)
    assert printer.status() == status
    assert printer.print(page) == NotPrinted(status, begun=False)
    assert simulator.uncut_rows == 0
    simulator.set_state(State.READY)
    assert EscposPrinter(connect, timeouts=LONG).status() == READY


@pytest.mark.parametrize(("state", "status"), TROUBLE)
def test_trouble_in_the_middle_by_every_connection(simulator, connect, page, state, status):
    printer = EscposPrinter(connect, timeouts=patience_until(status))
    simulator.change_after(700, state)
    assert printer.print(page) == NotPrinted(status, begun=True)
    assert simulator.receipts == []


@pytest.mark.parametrize("rows", [0, 1, 479, 480, 1300, ROWS - 1])
@pytest.mark.parametrize(("state", "status"), TROUBLE)
def test_trouble_in_the_middle_never_counts_as_printed(simulator, page, state, status, rows):
    printer = printer_at(simulator, patience_until(status))
    simulator.change_after(rows, state)
    assert printer.print(page) == NotPrinted(status, begun=True)
    assert simulator.receipts == []


def test_what_a_killed_program_had_sent_is_not_the_head_of_the_next_receipt(simulator, page):
    with socket.create_connection(("127.0.0.1", simulator.port)) as killed:
        # Letters without the end of their line: they wait in the buffer for more.
        killed.sendall(b"\x1b@" + b"ABC" + b"\x10\x04\x01")
        assert killed.recv(1), "the letters have arrived"
    assert printer_at(simulator).print(page) == Printed(READY)
    (receipt,) = simulator.receipts
    assert receipt.tobytes() == page.image.tobytes()


def test_half_a_command_takes_nothing_of_the_next_receipt(page):
    """At a port of the machine, and on a model that cannot forget what it was sent."""
    with start_pty() as simulator:
        printer = EscposPrinter(lambda: DeviceLine(Path(simulator.address)))
        simulator.change_after(700, State.COVER_OPEN)
        assert printer.print(page) == NotPrinted(COVER_OPEN, begun=True)
        simulator.set_state(State.READY)
        assert printer.print(page) == Printed(READY)
        *_, receipt = simulator.receipts
    assert receipt.tobytes() == page.image.tobytes()
    assert simulator.unknown == b""


@pytest.mark.parametrize(("state", "status"), TROUBLE[:-1])
def test_what_broke_off_does_not_come_out_later(simulator, page, state, status):
    """On a model that can forget what it was sent."""
    model = replace(GENERIC_80, clears_buffer=True)
    printer = network_printer("127.0.0.1", simulator.port, model)
    simulator.change_after(700, state)
    assert printer.print(page) == NotPrinted(status, begun=True)
    simulator.set_state(State.READY)
    assert simulator.uncut_rows == 700, "the rest was still printed"
    assert printer.print(page) == Printed(READY)
    scrap, receipt = simulator.receipts
    assert scrap.height == 700
    assert receipt.tobytes() == page.image.tobytes()


def test_a_sensor_that_is_not_there_is_not_believed(simulator, page):
    simulator.set_state(State.PAPER_LOW)
    model = replace(GENERIC_80, near_end_sensor=NearEnd.NO)
    printer = network_printer(simulator.host, simulator.port, model)
    assert (printer.status(), printer.print(page)) == (READY, Printed(READY))


def test_a_slow_head_gets_parts_that_it_prints_in_a_second(page):
    slow = replace(GENERIC_80, mm_per_second=20)
    assert len(encode(page, slow)) > len(encode(page, GENERIC_80))


def test_a_roll_that_gets_low_in_the_middle_is_no_trouble(simulator, page):
    simulator.change_after(500, State.PAPER_LOW)
    assert printer_at(simulator).print(page) == Printed(PAPER_LOW)


def test_a_cut_line_is_not_printed(page):
    with peer(peers.ready_but(peers.closes_at_once)) as port:
        outcome = network_printer("127.0.0.1", port, timeouts=SHORT_AT_THE_END).print(page)
    assert outcome == NotPrinted(NO_ANSWER, begun=True)


def test_nobody_is_there(page):
    with start() as gone:
        pass
    printer = printer_at(gone, SHORT)
    assert printer.status() == NO_ANSWER
    assert printer.print(page) == NotPrinted(NO_ANSWER, begun=False)


def test_a_name_that_does_not_exist():
    assert network_printer("printer.invalid", timeouts=SHORT).status() == NO_ANSWER


NO_PRINTERS = {
    "silent": peers.silent,
    "closes": peers.closes_at_once,
    "resets": peers.resets,
    "web server": peers.says(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
    "another web server": peers.says(b"HTTP/1.1 200 OK\r\n\r\n"),
    "noise before an answer": peers.says(b"\xff\x12\x12\x12"),
    "echo": peers.says(b"\x10\x04\x02"),
    "half an automatic status": peers.says(b"\x10\x00"),
    "ones": peers.says(b"\xff"),
    "zeros": peers.says(b"\x00\x00\x00"),
    "flow control only": peers.says(b"\x13\x11"),
}


#: What a technician is told of them; what is not here has said nothing that is wrong.
TOLD = {
    "closes": TroubleCode.BROKEN,
    "resets": TroubleCode.BROKEN,
    "web server": TroubleCode.NOT_A_PRINTER,
    "another web server": TroubleCode.NOT_A_PRINTER,
    "noise before an answer": TroubleCode.NOT_A_PRINTER,
    "ones": TroubleCode.NOT_A_PRINTER,
    "zeros": TroubleCode.NOT_A_PRINTER,
}


@pytest.mark.parametrize("name", NO_PRINTERS)
def test_a_technician_is_told_what_is_at_the_other_end(name):
    with peer(NO_PRINTERS[name]) as port:
        printer = network_printer("127.0.0.1", port, timeouts=LONG if name in TOLD else SHORT)
        assert printer.status() == NO_ANSWER
        assert printer.why().code is TOLD.get(name, TroubleCode.NO_ANSWER)


@pytest.mark.parametrize("behaviour", NO_PRINTERS.values(), ids=NO_PRINTERS)
def test_what_does_not_answer_like_a_printer_is_no_answer(behaviour, kind, page):
    with peer(behaviour) as port, printer_by(kind, port, SHORT) as printer:
        began = monotonic()
        assert printer.status() == NO_ANSWER
        assert printer.print(page) == NotPrinted(NO_ANSWER, begun=False)
        assert monotonic() - began < 2 * (SHORT.connect + SHORT.answer) + SLACK
        assert printer.why() is not None


GOES_WRONG = {
    "never says that it printed": peers.ready_but(peers.silent),
    "closes": peers.ready_but(peers.closes_at_once),
    "resets": peers.ready_but(peers.resets),
    "reports readiness but not the end": peers.answers_the_start(b"\x10\x00\x00\x0f"),
    "half an automatic status": peers.answers_the_start(b"\x10\x00\x00"),
    "answers another question": peers.answers_the_start(b"\x12\x12\x12"),
    "garbage": peers.answers_the_start(b"\x84" + bytes(20)),
}


@pytest.mark.parametrize("behaviour", GOES_WRONG.values(), ids=GOES_WRONG)
def test_without_the_answer_it_is_not_printed(behaviour, kind, page):
    with peer(behaviour) as port, printer_by(kind, port, SHORT_AT_THE_END) as printer:
        began = monotonic()
        assert printer.print(page) == NotPrinted(NO_ANSWER, begun=True)
        waits = SHORT_AT_THE_END
        longest = waits.connect + 2 * waits.answer + 2 * waits.send + waits.printed
        assert monotonic() - began < longest + SLACK


def test_what_a_stuck_printer_has_not_taken_never_reaches_it():
    """Else the rest would come out when the paper is back, for whoever stands there then."""
    given_up = Event()
    taken: list[int] = []

    def stuck(connection: socket.socket) -> None:
        given_up.wait(peers.END_SECONDS)
        try:
            while data := connection.recv(65536):
                taken.append(len(data))
        except ConnectionResetError:
            taken.append(0)

    huge = Image.frombytes("1", (576, 60_000), os.urandom(72 * 60_000))
    with peer(peers.ready_but(stuck)) as port:
        printer = network_printer("127.0.0.1", port, timeouts=SHORT_AT_THE_END)
        assert printer.print(Page(huge)) == NotPrinted(NO_ANSWER, begun=True)
        given_up.set()
    assert taken[-1] == 0, "the connection was not reset"


def test_the_answer_that_the_paper_ended_is_not_printed(page):
    with peer(peers.answers_the_start(b"\x0c")) as port:
        outcome = network_printer("127.0.0.1", port, timeouts=LONG).print(page)
    assert outcome == NotPrinted(NO_PAPER, begun=True)


def test_no_time_out_is_longer_than_two_seconds():
    timeouts = Timeouts()
    assert max(timeouts.connect, timeouts.answer, timeouts.send, timeouts.printed) <= 2.0


def test_two_threads_do_not_mix_their_receipts(simulator, page):
    printer = printer_at(simulator)
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(printer.print, [page, page]))
    assert outcomes == [Printed(READY)] * 2
    assert [out.tobytes() for out in simulator.receipts] == [page.image.tobytes()] * 2


def test_the_connection_library_leaves_nothing_behind(tmp_path):
    """In a process of its own, because the library does its mischief once, when imported."""
    program = (
        "import logging\n"
        "from PIL import Image\n"
        "from printing.drivers.escpos_printer import EscposPrinter, network_printer\n"
        "from printing.page import Page\n"
        "from printing.simulator import start\n"
        "assert 'escpos' not in __import__('sys').modules\n"
        "with start() as simulator:\n"
        "    printer = network_printer(simulator.host, simulator.port)\n"
        "    assert printer.status().can_print\n"
        "    printer.print(Page(Image.new('1', (576, 50))))\n"
        "network_printer('127.0.0.1', 1).status()\n"
        "assert logging.getLogger().handlers == []\n"
    )
    trap = tmp_path / "pickles"
    trap.mkdir()
    environment = os.environ | {
        "TMPDIR": str(tmp_path),
        "ESCPOS_CAPABILITIES_PICKLE_DIR": str(trap),
    }
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in tmp_path.rglob("*")] == ["pickles"]


def test_logging_stays_as_it_was():
    handlers = list(logging.getLogger().handlers)
    network_printer("127.0.0.1", 1, timeouts=SHORT).status()
    assert logging.getLogger().handlers == handlers
