"""How many times a second somebody can ask for the state of one room's day.

Method: the service in a process of its own, the load client in another, HTTP over the loopback
interface, 32 kept connections that ask without a pause for days spread over the whole city. Each
answer is found in the database anew, for a kiosk that shows its credential; nothing is cached. The
second figure is a page of the public feed of slots, made anew each time.

Bounds: Python's time for HTTP and framework on the service's one thread; the load client takes a
good part of the second core. A kiosk asks for none of this: it follows the feed, whose pages any
HTTP cache keeps.
"""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import timedelta
from pathlib import Path

import msgspec
import uvloop

from bench.central import NOW, Central, Wanted, central, large_city
from bench.figure import Figure, percentile
from bench.http_load import in_a_process

_CONNECTIONS = 32
_READS_EACH = 600
_PAGES_EACH = 4
_ROOM_DAYS = 20_000
_DAYS = 28
_FOUND = 200


class Asked(msgspec.Struct, frozen=True):
    """What each connection asks for, one after the other."""

    port: int
    bearer: str
    paths: tuple[tuple[str, ...], ...]


class Answered(msgspec.Struct, frozen=True):
    """Seconds from the first question to the last answer, and of each; its statuses."""

    seconds: float
    waits: tuple[float, ...]
    statuses: tuple[int, ...]


def measure() -> list[Figure]:
    with central(Wanted(room_days=_ROOM_DAYS)) as service:
        paths = _days()
        _ask(service, paths, 50)  # so that no cache is cold
        days = _ask(service, paths, _READS_EACH)
        slots = _ask(
            service, [f"/openactive/slots?afterChangeNumber={n}" for n in range(64)], _PAGES_EACH
        )
    how = f"{_CONNECTIONS} connections, one room-day a question, nothing cached"
    return [
        Figure("availability reads", len(days.waits) / days.seconds, "/s", "4,000", how),
        Figure("availability read, p99", percentile(days.waits, 99) * 1000, "ms", "", how),
        Figure(
            "pages of public slots", len(slots.waits) / slots.seconds, "/s", "", "some 600 slots"
        ),
    ]


def _days() -> list[str]:
    city = large_city(_ROOM_DAYS)
    first = NOW.date()
    return [
        f"/v1/rooms/{room.id}/days/{first + timedelta(days=ahead)}"
        for ahead in range(_DAYS)
        for room in city.rooms
    ]


def _ask(service: Central, paths: list[str], each: int) -> Answered:
    """Shares the paths out among the connections and lets all of them ask at once."""
    shared = tuple(
        tuple(paths[(place * each + number) % len(paths)] for number in range(each))
        for place in range(_CONNECTIONS)
    )
    asked = Asked(service.port, service.credentials[0], shared)
    done = in_a_process("bench.reads", msgspec.json.encode(asked))
    answered = msgspec.json.decode(done, type=Answered)
    assert set(answered.statuses) == {_FOUND}, "every day is there"
    return answered


# -- in the process of its own --------------------------------------------------------------------


async def _carry_out(asked: Asked) -> Answered:
    head = f" HTTP/1.1\r\nHost: 127.0.0.1:{asked.port}\r\nAuthorization: Bearer {asked.bearer}\r\n"
    waits: list[float] = []
    statuses: list[int] = []
    links = [await asyncio.open_connection("127.0.0.1", asked.port) for _ in asked.paths]

    async def visit(place: int) -> None:
        reader, writer = links[place]
        for path in asked.paths[place]:
            begun = time.perf_counter()
            writer.write(f"GET {path}{head}\r\n".encode())
            answer = await reader.readuntil(b"\r\n\r\n")
            length = answer.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]
            await reader.readexactly(int(length))
            waits.append(time.perf_counter() - begun)
            statuses.append(int(answer[9:12]))

    begun = time.perf_counter()
    await asyncio.gather(*(visit(place) for place in range(len(links))))
    seconds = time.perf_counter() - begun
    for _, writer in links:
        writer.close()
    return Answered(seconds, tuple(waits), tuple(statuses))


if __name__ == "__main__":
    given = msgspec.json.decode(sys.stdin.buffer.read(), type=Asked)
    Path(sys.argv[1]).write_bytes(msgspec.json.encode(uvloop.run(_carry_out(given))))
