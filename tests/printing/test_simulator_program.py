"""``kiosk printer-simulator`` as a technician starts it, with the real driver at the other end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest
from PIL import Image

from kiosk.cli import main
from printing.drivers.escpos_printer import EscposPrinter, network_printer
from printing.drivers.lines.serial import FlowControl, SerialLine, SerialPort
from printing.models import GENERIC_58
from printing.page import Page
from printing.printer import COVER_OPEN, NO_ANSWER, NO_PAPER, PAPER_LOW, READY, NotPrinted, Printed

PATIENCE_SECONDS = 120.0
INTERRUPTED_SECONDS = 60.0
TOP = Path(__file__).parents[2]


class Program:
    """It runs: what it tells is read line by line, what it is told is written."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        first = self.tells()
        assert first["event"] == "listening"
        self.at = str(first["at"])

    def tells(self) -> dict[str, object]:
        assert self._process.stdout is not None
        told: dict[str, object] = json.loads(self._process.stdout.readline())
        return told

    def is_told(self, line: str) -> dict[str, object]:
        """Say something on its standard input; the event that comes of it."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self.tells()

    def end(self, how: signal.Signals) -> None:
        self._process.send_signal(how)
        assert self._process.wait(INTERRUPTED_SECONDS) == 0


@contextmanager
def running(*options: str, ends_by: signal.Signals) -> Iterator[Program]:
    command = [sys.executable, "-W", "error", "-m", "kiosk.cli", "printer-simulator", *options]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ,
        cwd=TOP,
    ) as process:
        # Whoever waits in vain for what it tells reads the end of it instead.
        patience = Timer(PATIENCE_SECONDS, process.kill)
        patience.start()
        try:
            program = Program(process)
            yield program
            program.end(ends_by)
            assert process.stderr is not None
            assert process.stderr.read() == ""
        finally:
            patience.cancel()
            process.kill()


def page(width_dots: int, rows: int) -> Page:
    paper = Image.new("1", (width_dots, rows), 1)
    paper.paste(0, (0, 0, 40, rows))
    return Page(paper)


def test_at_a_network_port(tmp_path):
    options = ["--port", "0", "--receipts", str(tmp_path), "--mm-per-second", "0"]
    with running(*options, "--paper-mm", "40", ends_by=signal.SIGTERM) as program:
        host, port = program.at.split(":")
        printer = network_printer(host, int(port))
        assert printer.print(page(576, 160)) == Printed(PAPER_LOW)
        assert program.tells() == {"event": "state", "state": "paper_low"}
        receipt = program.tells()
        assert (receipt["number"], receipt["length_mm"]) == (1, 20.0)
        # The picture, and around it a few commands of the driver's.
        assert 160 * 5 < receipt["bytes"] < 160 * 5 + 50
        with Image.open(tmp_path / str(receipt["file"])) as out:
            assert out.tobytes() == page(576, 160).image.tobytes()

        assert printer.print(page(576, 200)) == NotPrinted(NO_PAPER, begun=True)
        assert program.tells()["state"] == "no_paper"
        assert program.is_told("paper 9000")["state"] == "ready"
        assert printer.print(page(576, 80)) == Printed(READY)
        scrap, whole = program.tells(), program.tells()
        assert (scrap["number"], whole["number"], whole["length_mm"]) == (2, 3, 10.0)

        assert program.is_told("cover_open")["state"] == "cover_open"
        assert printer.status() == COVER_OPEN
        program.is_told("garbage")
        assert printer.status() == NO_ANSWER
        program.is_told("ready")
        assert printer.status() == READY


def test_at_a_serial_line(tmp_path):
    link = tmp_path / "printer"
    options = ["--pty", "--link", str(link), "--baud", "115200", "--xon-xoff"]
    more = ["--model", "generic-58", "--fault", "900:no_paper"]
    with running(*options, *more, ends_by=signal.SIGINT) as program:
        assert program.at == str(link)
        port = SerialPort(link, 115_200, flow_control=FlowControl.XON_XOFF)
        printer = EscposPrinter(lambda: SerialLine(port), GENERIC_58)
        assert printer.print(page(384, 100)) == Printed(READY)
        torn = program.tells()
        whole_mm = 12.5 + GENERIC_58.tear_off_mm  # to the edge at which it is torn off
        assert (torn["number"], torn["length_mm"]) == (1, pytest.approx(whole_mm, abs=0.1))
        assert printer.print(page(384, 100)) == NotPrinted(NO_PAPER, begun=True)
        assert program.tells()["state"] == "no_paper"
        assert program.is_told("hang_up")["state"] == "hang_up"
        assert program.tells() == {"event": "listening", "at": str(link)}
        assert printer.status() == NO_PAPER
        assert program.is_told("ready")["state"] == "ready"
        assert printer.status() == READY
    assert not link.is_symlink()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--fault", "fire"], "'fire': before the colon"),
        (["--fault", "5:fire"], "after the colon stands one of ready, paper_low"),
        (["--model", "typewriter"], "no model 'typewriter'; there are generic-80"),
        (["--model", "generic-58", "--paper-width", "80"], "takes no paper of 80 mm"),
        (["--buffer", "3"], "'3' is no number from 256 up"),
        (["--port", "65536"], "'65536' is no port"),
    ],
)
def test_what_cannot_be_started(capsys, options, says):
    before = [signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)]
    try:
        code: object = main(["printer-simulator", "--port", "0", *options])
    except SystemExit as end:
        code = end.code
    finally:
        for name, handler in zip((signal.SIGINT, signal.SIGTERM), before, strict=True):
            signal.signal(name, handler)
    assert code == 2
    assert says in capsys.readouterr().err
