"""How long after the tap the last byte of a receipt is at the printer, and how many bytes it has.

Method: a kiosk without a window reserves at a real service and prints each receipt on a simulated
printer in a process of its own. From the call that the screen makes (``Receipts.print``) until the
last byte has come down the wire: keeping the receipt in the spool (synced to disk), drawing it,
turning it into raster bands, asking the printer how it is, sending. The first receipt, for which
the printing code is loaded, is told apart. A real head prints on for one or two seconds after that.
Each receipt on each line: see ``every_receipt``.

Bounds: drawing with Pillow and finding the bands in Python; two syncs of the disk.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from itertools import islice
from pathlib import Path

import msgspec

from bench import choices
from bench.central import ROOM_DAYS, SECRET, Wanted, central, large_city
from bench.figure import Figure
from bench.paper import Passed, Wire, paper
from bench.terminal import fill_cache, kiosk_without_glass, terminal_files
from kiosk.journeys.outcomes import PaperEnd, Reserved
from kiosk.model import Choice
from kiosk.terminal import Terminal

_TIMES = 11


def measure() -> list[Figure]:
    with (
        central(Wanted(residents=1)) as service,
        paper() as wire,
        tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder,
    ):
        files = terminal_files(Path(folder), service, wire.port)
        fill_cache(files)
        with kiosk_without_glass(files) as kiosk:
            kiosk.terminal.logging_in.log_in(service.residents[0].number, SECRET)
            wanted = islice(choices.choices(large_city(ROOM_DAYS)), _TIMES)
            printed = [_print_one(kiosk.terminal, choice, wire) for choice in wanted]
    (first, _), *others = printed
    milliseconds = statistics.median(seconds for seconds, _ in others) * 1000
    size = max(passed.bytes for _, passed in printed) / 1000
    return [
        Figure("receipt, call to last byte", milliseconds, "ms", "150", f"{len(others)} receipts"),
        Figure("first receipt, call to last byte", first * 1000, "ms", "", "loads the driver"),
        Figure("receipt, size", size, "KB", "45", "a reservation, 576 dots, raster"),
    ]


def _print_one(terminal: Terminal, choice: choices.Choice, wire: Wire) -> tuple[float, Passed]:
    made = terminal.reserving.reserve(msgspec.convert(choice, Choice), SECRET)
    assert isinstance(made, Reserved), "the slot is free"
    wire.drain()
    start = time.monotonic()
    assert terminal.receipts.print(made.receipt.id) is PaperEnd.PRINTED, "it comes out"
    passed = wire.drain()
    return passed.last_byte_at - start, passed
