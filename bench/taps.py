"""How long a resident waits for the next screen after a tap, and how long the window hears nothing.

Method: one kiosk with a cache of 80,000 room-days at a real service, a window of 1080 by 1920, and
a scripted resident who looks through facilities, rooms, months and days, logs in, and reserves. A
tap ends when the window has been painted with what came of it; where the service is asked, that is
in it. The GUI thread is busy from when Qt's event loop wakes until it sleeps again, the finding of
the next button by the script included.

Bounds: building a screen's widgets and setting their text in Python. The slowest taps are those
that ask the service (the log-in hashes the secret, a reservation is synced to two disks). While
other threads of the kiosk work, the GUI thread waits for Python's lock again and again.

The memory after a walk is over its aim. By mapping (/proc/PID/smaps): about half of it is anonymous
memory, Python's objects of all screens and journeys and the window's pixels; a quarter is the code
of Qt and Python, which a second program on the machine would share; fewer malloc arenas change
nothing.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from bench.central import NOW, SECRET, Wanted, central, large_city
from bench.figure import Figure, percentile
from bench.glass import Seen, look
from bench.terminal import TerminalFiles, fill_cache, terminal_files
from booking_service.policy.calendar import is_closed
from booking_service.policy.instants import add_months, first_of_month
from booking_service.policy.model import City, Room
from kiosk.disk import AVAILABILITY_FILE

_WALKS = 3
_ROOMS = 16
_ROOMS_WHILE_SYNCING = 4
_DAYS = 3
_LONG_MS = 50
_PEOPLE = "6"


def measure() -> list[Figure]:
    with (
        central(Wanted(residents=_WALKS)) as service,
        tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder,
    ):
        files = terminal_files(Path(folder), service)
        fill_cache(files)
        city = large_city(Wanted().room_days)
        walks = [
            look(files, (*_looking(city), *_reserving(city, resident.number, hour)))[1]
            for hour, resident in enumerate(service.residents)
        ]
        _forget_generation(files)
        anew = look(files, tuple(_looking(city, _ROOMS_WHILE_SYNCING)))[1]
    taps = [tap for seen in walks for tap in seen.taps]
    busy = [each for seen in walks for each in seen.busy]
    slowest = max(taps, key=lambda tap: tap.seconds)
    busiest = max(busy, key=lambda each: each.seconds)
    worked = max(busy, key=lambda each: each.processor_seconds)
    long = sum(each.seconds * 1000 > _LONG_MS for each in busy)
    how = f"median of {_WALKS} walks, {len(taps)} taps"
    return [
        Figure("tap to next screen, p50", _median_ms(walks, 50), "ms", "", how),
        Figure("tap to next screen, p95", _median_ms(walks, 95), "ms", "50", how),
        Figure("tap to next screen, worst", slowest.seconds * 1000, "ms", "", slowest.name),
        Figure(
            "tap to next screen while all is synced anew, p95",
            _median_ms([anew], 95),
            "ms",
            "",
            f"{len(anew.taps)} taps; longest busy {_longest_ms(anew):.0f} ms",
        ),
        Figure(
            "GUI thread busy, longest",
            busiest.seconds * 1000,
            "ms",
            "50",
            f"{busiest.after}; {long} of {len(busy)} stretches were over {_LONG_MS} ms",
        ),
        Figure(
            "the same, time on a processor",
            worked.processor_seconds * 1000,
            "ms",
            "50",
            f"{worked.after}; the rest of the wall clock went to other programs and threads",
        ),
        Figure(
            "PSS after the walk",
            max(seen.last_mb for seen in walks),
            "MB",
            "100",
            "largest; see taps.py",
        ),
    ]


def _median_ms(walks: Sequence[Seen], percent: float) -> float:
    return statistics.median(
        percentile([tap.seconds for tap in seen.taps], percent) * 1000 for seen in walks
    )


def _longest_ms(seen: Seen) -> float:
    return max(each.seconds for each in seen.busy) * 1000


def _forget_generation(files: TerminalFiles) -> None:
    """As if the service had been restored from a backup: the kiosk gathers everything again, beside
    the calendar that it shows."""
    cache = files.settings.cache_directory / AVAILABILITY_FILE
    with closing(sqlite3.connect(cache)) as connection, connection:
        connection.execute("UPDATE progress SET generation = ?", ("0" * 32,))


def _looking(city: City, rooms: int = _ROOMS) -> Iterator[str]:
    """Looks at rooms all over the city, at two months of each and some days."""
    step = len(city.rooms) // rooms
    for room in city.rooms[:: max(1, step)]:
        yield from ("start.look", *_to_room(room), "month.next")
        for day in islice(_open_days(city, room), _DAYS):
            yield from (f"month.{day.isoformat()}", "slot.2", "slot.4", "back")
        yield "stop"


def _reserving(city: City, number: str, hour: int) -> Iterator[str]:
    """Logs in and reserves one hour, which nobody else may have taken."""
    room = city.rooms[0]
    day = next(islice(_open_days(city, room), _DAYS, None))  # none of those looked at
    yield from ("start.log_in", *_keys(number), "number.next", *_keys(SECRET), "secret.next")
    yield from ("menu.reserve", *_to_room(room), "month.next", f"month.{day.isoformat()}")
    yield from (f"slot.{hour}", "day.reserve")
    purpose = city.klass(room.class_id).purposes[0].id
    yield from (f"purpose.{purpose}", f"people.{_PEOPLE}", "confirm.reserve")
    yield from (*_keys(SECRET), "secret.commit", "receipt.menu", "menu.reservations", "back")
    yield "stop"


def _to_room(room: Room) -> Iterator[str]:
    yield from ("look.facilities", f"facility.{room.facility_id}", f"room.{room.id}")


def _keys(digits: str) -> Iterator[str]:
    return (f"key.{digit}" for digit in digits)


def _open_days(city: City, room: Room) -> Iterator[date]:
    """Days of next month on which the room can be had."""
    first = add_months(first_of_month(NOW.date()), 1)
    days = (first + timedelta(days=ahead) for ahead in range(28))
    return (day for day in days if not is_closed(city, city.facility(room.facility_id), day))
