"""``kill -9`` at every step and byte between a receipt and its paper.

After a new start the receipt is whole among those not printed, or all of it had come out before;
never is half of one taken for a whole, and what was said to be kept is never lost silently. No
piece of it, nor of what is handed out past the spool, hangs on the next person's paper.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
import pytest

from printing.drivers.escpos_printer import network_printer
from printing.layout import draw
from printing.models import GENERIC_80
from printing.page import Page
from printing.printer import READY, Printed
from printing.receipts.blocks import ReceiptKind
from printing.scrap import Scrap
from printing.simulator import Simulator, start
from printing.spool import Spool, SpoolState
from tests.faults.doomed_press import HANDOUT, PATIENT, RECEIPT, Doom, End
from tests.printing.samples import IMPRINT, SAMPLES
from ui.wording.words import PaperWords

ROOT = Path(__file__).parents[2]
#: What is printed for somebody else after the new start.
NEXT = SAMPLES[ReceiptKind.CANCELLATION](PaperWords("ja"))
KNOWS_HOW_TO_FORGET = replace(GENERIC_80, clears_buffer=True)
#: So many of the bytes and steps in the short form; the long one takes all of them.
SOME_BYTES, SOME_STEPS, SOME_HANDED_OUT = 5, 10, 3
#: The long form in parts that each take less than half a minute.
SLICES, SLICES_HANDED_OUT = 24, 4


@dataclass
class Press:
    """The program that dies again and again, and where its receipts are kept."""

    program: subprocess.Popen[bytes]
    folder: Path
    tries: int = 0
    drawn: bytes = field(default_factory=lambda: draw(RECEIPT, 576).tobytes())

    def dies(
        self, *, step: int | None = None, byte: int | None = None, past_the_spool: bool = False
    ) -> End:
        """Let it die there, at a printer of its own, and look at what is left."""
        self.tries += 1
        folder = self.folder / str(self.tries)
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        with start() as simulator:
            doom = Doom(str(folder), simulator.port, past_the_spool, step, byte)
            self.program.stdin.write(msgspec.json.encode(doom) + b"\n")
            self.program.stdin.flush()
            end = msgspec.json.decode(self.program.stdout.readline(), type=End)
            # It answers the next one when all has come that was sent before the death.
            asked = network_printer("127.0.0.1", simulator.port, timeouts=PATIENT)
            assert asked.status() == READY
            out = [paper.tobytes() for paper in simulator.receipts]
            if past_the_spool:
                assert out in ([], [draw(HANDOUT, 576).tobytes()])
            else:
                self.look(folder, end, out)
            if byte is None:
                self.print_for_the_next(simulator, folder, out)
            else:
                # All that is written is written before the first byte leaves.
                assert (simulator.receipts, simulator.uncut_rows) == ([], 0)
        return end

    def print_for_the_next(self, simulator: Simulator, folder: Path, out: list[bytes]) -> None:
        """Of what had come before the death, nothing is at the head of the next receipt."""
        next_one = draw(NEXT, 576)
        printer = network_printer(
            "127.0.0.1", simulator.port, KNOWS_HOW_TO_FORGET, PATIENT, scrap=Scrap(folder)
        )
        assert isinstance(printer.print(Page(next_one, NEXT)), Printed)
        after = [paper.tobytes() for paper in simulator.receipts]
        assert (after[: len(out)], after[-1]) == (out, next_one.tobytes())
        assert len(after) <= len(out) + 2, "at most the piece that was in the slot"

    def look(self, folder: Path, end: End, out: list[bytes]) -> None:
        whole = [self.drawn]
        spool = Spool(folder, lambda: IMPRINT.printed_at)
        pending = spool.pending()
        assert pending.set_aside == ()
        assert not list(folder.glob("*.tmp"))
        assert [one.receipt for one in pending.receipts] in ([], [RECEIPT])
        assert out in ([], whole)
        if end.kept and not pending.receipts:
            assert out == whole, "lost without having come out"
        if out:
            states = [one.state for one in pending.receipts]
            assert states in ([], [SpoolState.BEGUN]), "would not be known as a second paper"
        if end.printed:
            assert (out, pending.receipts) == (whole, ())
        number = spool.next_number()
        assert isinstance(number, int)
        assert all(number > one.number for one in pending.receipts)


@contextmanager
def at_work(folder: Path) -> Iterator[Press]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.doomed_press"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as program:
        yield Press(program, folder)
        assert program.stdin is not None
        program.stdin.close()


def lives(press: Press, *, past_the_spool: bool = False) -> End:
    """Undisturbed: how many steps and bytes there are."""
    whole = press.dies(past_the_spool=past_the_spool)
    assert (whole.killed, whole.kept, whole.printed) == (False, not past_the_spool, True)
    return whole


def test_killed_on_the_way_to_paper(tmp_path: Path) -> None:
    with at_work(tmp_path) as press:
        whole, chance = lives(press), random.Random(5)
        for step in chance.sample(range(whole.steps), SOME_STEPS):
            assert press.dies(step=step).killed
        for byte in chance.sample(range(whole.bytes), SOME_BYTES):
            assert press.dies(byte=byte).killed


def test_killed_while_it_prints_what_anybody_may_take(tmp_path: Path) -> None:
    """Nobody keeps it; what hangs out of the slot is cut off all the same."""
    with at_work(tmp_path) as press:
        whole, chance = lives(press, past_the_spool=True), random.Random(5)
        for step in chance.sample(range(whole.steps), SOME_HANDED_OUT):
            assert press.dies(step=step, past_the_spool=True).killed


@pytest.mark.long
@pytest.mark.parametrize("first", range(SLICES_HANDED_OUT))
def test_killed_at_every_step_of_what_anybody_may_take(tmp_path: Path, first: int) -> None:
    with at_work(tmp_path) as press:
        whole = lives(press, past_the_spool=True)
        for step in range(first, whole.steps, SLICES_HANDED_OUT):
            assert press.dies(step=step, past_the_spool=True).killed


@pytest.mark.long
@pytest.mark.parametrize("first", range(SLICES))
def test_killed_at_every_step_and_byte_on_the_way_to_paper(tmp_path: Path, first: int) -> None:
    with at_work(tmp_path) as press:
        whole = lives(press)
        for step in range(first, whole.steps, SLICES):
            assert press.dies(step=step).killed
        for byte in range(first, whole.bytes, SLICES):
            assert press.dies(byte=byte).killed
