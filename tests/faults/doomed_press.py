"""A program that keeps a receipt and prints it, and kills itself with SIGKILL where it is told.

Run as ``python -m tests.faults.doomed_press``. Each line on its standard input is a ``Doom`` as
JSON: a child of its own keeps and prints one receipt, or hands a paper out, and dies there. A line
comes back for each: an ``End`` as JSON. One program for all of them, because to start it takes
longer than to print.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any

import msgspec

from printing.drivers.escpos_printer import network_printer
from printing.drivers.line import Timeouts
from printing.drivers.lines.network import NetworkLine
from printing.layout import draw
from printing.page import Page
from printing.press import print_kept
from printing.printer import Printed
from printing.receipts.blocks import ReceiptKind
from printing.scrap import Scrap
from printing.spool import Spool
from tests.printing.samples import IMPRINT, SAMPLES
from ui.wording.words import PaperWords

RECEIPT = SAMPLES[ReceiptKind.RESERVATION](PaperWords("ja"))
#: What dies here dies by its own hand, never because a machine at work is slow.
PATIENT = Timeouts(connect=30, answer=30, send=30, printed=30)
HANDOUT = SAMPLES[ReceiptKind.HANDOUT](PaperWords("en"))


class Doom(msgspec.Struct, frozen=True):
    """Dies before its ``step``-th step at disk or line, or when ``byte`` bytes were written.

    ``past_the_spool``: prints what anybody may take, which nobody keeps.
    """

    folder: str
    port: int
    past_the_spool: bool = False
    step: int | None = None
    byte: int | None = None


class End(msgspec.Struct, frozen=True):
    """``kept``: it was told that the receipt is on the disk; ``printed``: that it is out. Without a
    doom ``steps`` and ``bytes`` say how many of each there are."""

    killed: bool
    kept: bool
    printed: bool
    steps: int
    bytes: int


class Fate:
    """Counts what is done, and kills this process when its time has come."""

    def __init__(self, doom: Doom) -> None:
        self._doom = doom
        self.steps = 0
        self.bytes = 0

    def step(self) -> None:
        if self.steps == self._doom.step:
            os.kill(os.getpid(), signal.SIGKILL)
        self.steps += 1

    def before_and_after(self, owner: object, name: str) -> None:
        original: Callable[..., object] = getattr(owner, name)

        def fatal(*arguments: object, **named: object) -> object:
            self.step()
            answer = original(*arguments, **named)
            self.step()
            return answer

        setattr(owner, name, fatal)

    def write(self, file: IO[bytes], data: bytes) -> None:
        """As a disk does that takes one byte after the other."""
        last = self._doom.byte
        if last is not None and self.bytes <= last < self.bytes + len(data):
            file.write(data[: last - self.bytes])
            file.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        self.bytes += len(data)
        file.write(data)


class DoomedFile:
    """A file that is opened to be written."""

    def __init__(self, file: AbstractContextManager[IO[bytes]], fate: Fate) -> None:
        self._opened, self._fate = file, fate

    def __enter__(self) -> DoomedFile:
        self._file = self._opened.__enter__()
        return self

    def __exit__(self, *how: Any) -> None:
        self._opened.__exit__(*how)

    def write(self, data: bytes) -> None:
        self._fate.write(self._file, data)

    def flush(self) -> None:
        self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


def keep_and_print(doom: Doom, tell: Callable[[str], None]) -> Fate:
    spool = Spool(Path(doom.folder), lambda: IMPRINT.printed_at)
    scrap = Scrap(Path(doom.folder))
    printer = network_printer("127.0.0.1", doom.port, timeouts=PATIENT, scrap=scrap)
    fate = Fate(doom)
    for owner, name in (
        (os, "fsync"),
        (Path, "replace"),
        (Path, "unlink"),
        (NetworkLine, "send"),
        (NetworkLine, "close"),
    ):
        fate.before_and_after(owner, name)
    opened = Path.open
    Path.open = lambda path, mode: DoomedFile(opened(path, mode), fate)  # type: ignore[assignment, method-assign]
    if doom.past_the_spool:
        if isinstance(printer.print(Page(draw(HANDOUT, 576), HANDOUT)), Printed):
            tell("printed")
        return fate
    number = spool.next_number()
    if isinstance(number, int):
        kept = spool.new(number, RECEIPT)
        if spool.keep(kept) is None:
            tell("kept")
        if isinstance(print_kept(kept, spool, printer), Printed):
            tell("printed")
    return fate


def in_a_child(doom: Doom) -> End:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        fate = keep_and_print(doom, lambda word: void(os.write(writing, f"{word} ".encode())))
        os.write(writing, f"{fate.steps} {fate.bytes}".encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        words = told.read().split()
    _, how = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(how) and os.WTERMSIG(how) == signal.SIGKILL
    steps, written = (0, 0) if killed else (int(words[-2]), int(words[-1]))
    return End(killed, "kept" in words, "printed" in words, steps, written)


def void(_: object) -> None:
    """Of what is written, nothing is wanted back."""


def main() -> None:
    for paper in (RECEIPT, HANDOUT):
        draw(paper, 576)  # loads the typefaces, once for all
    for line in sys.stdin.buffer:
        end = in_a_child(msgspec.json.decode(line, type=Doom))
        sys.stdout.buffer.write(msgspec.json.encode(end) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
