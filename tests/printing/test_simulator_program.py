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

import pytest
from PIL import Image

from kiosk.cli import main
from printing.drivers.escpos_printer import network_printer
from printing.page import Page
from printing.printer import COVER_OPEN, NO_ANSWER, NO_PAPER, PAPER_LOW, READY, NotPrinted, Printed

PATIENCE_SECONDS = 20.0
INTERRUPTED_SECONDS = 5.0
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
        try:
            program = Program(process)
            yield program
            program.end(ends_by)
            assert process.stderr is not None
            assert process.stderr.read() == ""
        finally:
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
        assert receipt["bytes"] == 160 * 5 + 8 + 4 + 2 + 4 + 3
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


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--fault", "fire"], "'fire': before the colon"),
        (["--fault", "5:fire"], "after the colon stands one of ready, paper_low"),
        (["--model", "typewriter"], "no model 'typewriter'; there are generic-80"),
        (["--buffer", "3"], "'3' is no number from 256 up"),
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
