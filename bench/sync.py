"""How long the kiosk needs to know every room, and to hear what changed since.

Method: a service with 80,000 room-days in a process of its own, the kiosk's own ``Sync`` in this
one, HTTP over the loopback interface, an empty cache on disk each time. The first sync is master
data, every page of the feed, and the swap that makes it the calendar on the screen. The delta
follows after 100 reservations at other kiosks: one page of changes and the empty page at the end.

Bounds: service and kiosk take turns, page by page: reading and packing it there, unpacking it and
writing it to SQLite here. The delta is two HTTP calls and two transactions.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench.central import ROOM_DAYS, SECRET, Central, Wanted, central, large_city
from bench.choices import QUOTA, choices
from bench.figure import Figure
from bench.http_load import Client, Plan, Write, offer
from bench.terminal import kiosk_without_glass, terminal_files
from kiosk.sync import RoundEnd, Sync

_TIMES = 5
_CHANGES = 100


def measure() -> list[Figure]:
    first: list[float] = []
    delta: list[float] = []
    residents = -(-_TIMES * _CHANGES // QUOTA)
    with (
        central(Wanted(residents=residents, confirmations=QUOTA)) as service,
        tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder,
    ):
        others = _others_reserve(service)
        for number in range(_TIMES):
            files = terminal_files(Path(folder, str(number)), service)
            with kiosk_without_glass(files) as kiosk:
                first.append(_seconds(kiosk.sync))
                next(others)
                delta.append(_seconds(kiosk.sync))
    room_days = f"{ROOM_DAYS:,} room-days over HTTP"
    changes = f"{_CHANGES} reservations by others"
    return [
        Figure("first sync", statistics.median(first), "s", "5", room_days),
        Figure("delta", statistics.median(delta) * 1000, "ms", "100", changes),
    ]


def _seconds(sync: Sync) -> float:
    start = time.perf_counter()
    assert sync.round() is RoundEnd.AGREED, "the kiosk agrees with the service"
    return time.perf_counter() - start


def _others_reserve(service: Central) -> Iterator[None]:
    """Each time it is asked: so many reservations, one after the other."""
    writes = (
        Write(resident.session, choice, confirmation)
        for resident, choice, confirmation in zip(
            (resident for resident in service.residents for _ in range(QUOTA)),
            choices(large_city(ROOM_DAYS)),
            (token for resident in service.residents for token in resident.confirmations),
            strict=False,
        )
    )
    while some := tuple(islice(writes, _CHANGES)):
        offer(Plan(service.port, SECRET, (Client(service.credentials[0], some),)))
        yield
