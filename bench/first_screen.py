"""How soon after its start a kiosk shows a screen that can be tapped, and how much memory it takes.

Method: a new process each time, with a cache of 80,000 room-days on disk and the service there;
from just before the process is started (CLOCK_MONOTONIC) to the end of the first paint, and to the
end of the paint after which a tap leads somewhere, because the city has been read. Memory is PSS
(``smaps_rollup``): shared pages count by share, at that moment and after the walk of ``taps``; it
is lower while another program of Qt runs on the machine.

Bounds: starting Python and Qt, loading the typeface, importing the screens; then the check of the
cache file (``PRAGMA quick_check``).
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from bench.central import Wanted, central
from bench.figure import Figure
from bench.glass import look
from bench.terminal import fill_cache, terminal_files

_TIMES = 9


def measure() -> list[Figure]:
    with (
        central(Wanted()) as service,
        tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder,
    ):
        files = terminal_files(Path(folder), service)
        fill_cache(files)
        look(files)  # so that the disk's cache is warm
        runs = [look(files) for _ in range(_TIMES)]
    painted = statistics.median(seen.painted - started for started, seen in runs)
    tappable = statistics.median(seen.tappable - started for started, seen in runs)
    memory = statistics.median(seen.first_mb for _, seen in runs)
    return [
        Figure("start to first paint", painted, "s", "", "warm disk cache, 80,000 room-days"),
        Figure("start to first tappable screen", tappable, "s", "0.6", "the same"),
        Figure("PSS at the first screen", memory, "MB", "100", "one process"),
    ]
