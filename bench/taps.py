"""How long a resident waits for the next screen after a tap, and how long the window hears nothing.

Method: one kiosk with a cache of 80,000 room-days at a real service, a window of 1080 by 1920, and
a scripted resident who looks through facilities, rooms, months and days, logs in, and reserves. A
tap ends when the window has been painted with what came of it; where the service is asked, that is
in it. The GUI thread is busy from when Qt's event loop wakes until it sleeps again.

Bounds: building a screen's widgets and setting their text in Python. The slowest taps are those
that ask the service (the log-in hashes the secret, a reservation is synced to two disks).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from bench.central import NOW, SECRET, Wanted, central, large_city
from bench.figure import Figure, percentile
from bench.glass import look
from bench.terminal import fill_cache, terminal_files
from booking_service.policy.calendar import is_closed
from booking_service.policy.instants import add_months, first_of_month
from booking_service.policy.model import City, Room

_ROOMS = 24
_DAYS = 3
_PEOPLE = "5"


def measure() -> list[Figure]:
    with (
        central(Wanted(residents=1)) as service,
        tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder,
    ):
        files = terminal_files(Path(folder), service)
        fill_cache(files)
        city = large_city(Wanted().room_days)
        script = (*_looking(city), *_reserving(city, service.residents[0].number))
        _, seen = look(files, script)
    seconds = [tap.seconds for tap in seen.taps]
    slowest = max(seen.taps, key=lambda tap: tap.seconds)
    busiest = max(seen.busy, key=lambda busy: busy.seconds)
    how = f"{len(seconds)} taps"
    worked = f"after {busiest.after}; {busiest.processor_seconds * 1000:.0f} ms on a processor"
    return [
        Figure("tap to next screen, p50", percentile(seconds, 50) * 1000, "ms", "", how),
        Figure("tap to next screen, p95", percentile(seconds, 95) * 1000, "ms", "50", how),
        Figure("tap to next screen, worst", slowest.seconds * 1000, "ms", "", slowest.name),
        Figure("GUI thread busy, longest", busiest.seconds * 1000, "ms", "50", worked),
        Figure("PSS after the walk", seen.last_mb, "MB", "100", how),
    ]


def _looking(city: City) -> Iterator[str]:
    """Looks at rooms all over the city, at two months of each and some days."""
    step = len(city.rooms) // _ROOMS
    for room in city.rooms[:: max(1, step)]:
        yield from ("start.look", *_to_room(room), "month.next")
        for day in islice(_open_days(city, room), _DAYS):
            yield from (f"month.{day.isoformat()}", "slot.2", "slot.4", "back")
        yield "stop"


def _reserving(city: City, number: str) -> Iterator[str]:
    room = city.rooms[0]
    day = next(_open_days(city, room))
    yield from ("start.log_in", *_keys(number), "number.next", *_keys(SECRET), "secret.next")
    yield from ("menu.reserve", *_to_room(room), "month.next", f"month.{day.isoformat()}")
    yield from ("slot.2", "slot.4", "day.reserve")
    purpose = city.klass(room.class_id).purposes[0].id
    yield from (f"purpose.{purpose}", *_keys(_PEOPLE), "people.next", "confirm.reserve")
    yield from (*_keys(SECRET), "secret.commit", "receipt.menu", "menu.reservations", "back")
    yield "menu.log_out"


def _to_room(room: Room) -> Iterator[str]:
    yield from (f"facility.{room.facility_id}", f"room.{room.id}")


def _keys(digits: str) -> Iterator[str]:
    return (f"key.{digit}" for digit in digits)


def _open_days(city: City, room: Room) -> Iterator[date]:
    """Days of next month on which the room can be had."""
    first = add_months(first_of_month(NOW.date()), 1)
    days = (first + timedelta(days=ahead) for ahead in range(28))
    return (day for day in days if not is_closed(city, city.facility(room.facility_id), day))
