"""How many reservations a second the service takes, and how a rush for one slot ends.

Method: the service in a process of its own (SQLite in WAL mode, full sync; or PostgreSQL on this
machine with fsync, one and two processes of the service), the load client in another, HTTP over the
loopback interface, 50 kept connections. Every write goes through everything:
kiosk credential, session, confirmation, key, windows, quota, fee, the slot's unique key, the feed's
change number, the stored answer. Distinct slots, residents within their quota. The first figure
uses confirmations made in advance, the second asks for each one with the secret just before.

Bounds: Python in the service's one process (HTTP and framework on one thread, rules and SQL on the
writer's, which share the interpreter), not the disk: a sync is shared by all writes that wait.
The load client takes a good part of the second core. All 50 clients write without a pause, so each
waits for 49 others: the p99 follows from the rate, and falls as soon as fewer come at a time.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from bench.central import SECRET, Central, Resident, Wanted, central, large_city
from bench.choices import QUOTA, Choice, choices
from bench.figure import Figure, percentile
from bench.http_load import Client, Plan, Result, Write, offer
from tests.booking_service.postgres import server

_CLIENTS = 50
_ROUNDS = 3
_VISITS = 6  # residents one after the other at each kiosk, in one round
_CONFIRMED_VISITS = 2
_RIVALS = 200
_SLOW_MS = 5
_CREATED, _CONFLICT = 201, 409


def measure() -> list[Figure]:
    figures = _on("SQLite", Wanted(), "2,000")
    figures += _on(f"SQLite, {_SLOW_MS} ms more a sync", Wanted(sync_ms=_SLOW_MS), "1,000")
    for processes in (1, 2):
        with server(fsync="on", full_page_writes="on") as running:
            running.create("bookings")
            wanted = Wanted(database=running.url("bookings"), processes=processes)
            name = f"PostgreSQL, {processes} process{'es' if processes > 1 else ''}"
            figures += _on(name, wanted, "2,000")
    return figures


def _on(name: str, wanted: Wanted, aim: str) -> list[Figure]:
    """The figures of one database."""
    residents = _CLIENTS * (1 + _ROUNDS * (_VISITS + _CONFIRMED_VISITS)) + _ROUNDS * _RIVALS
    filled = msgspec.structs.replace(
        wanted, kiosks=_CLIENTS, residents=residents, confirmations=QUOTA
    )
    with central(filled) as service:
        hall = _Hall(service)
        hall.rush(visits=1, in_advance=True)  # so that no cache is cold
        plain = [hall.rush(_VISITS, in_advance=True) for _ in range(_ROUNDS)]
        confirmed = [hall.rush(_CONFIRMED_VISITS, in_advance=False) for _ in range(_ROUNDS)]
        fights = [hall.fight() for _ in range(_ROUNDS)]
    how = f"{_CLIENTS} clients, distinct slots, full checks, full sync"
    return [
        Figure(f"reservations, {name}", _rate(plain), "/s", aim, how),
        Figure("the same, p99", _p99_ms(plain), "ms", "50", how),
        Figure("confirmation and reservation", _rate(confirmed), "/s", "", "two calls each"),
        Figure("the same, p99", _p99_ms(confirmed), "ms", "", "both calls"),
        Figure(
            f"{_RIVALS} residents at one slot, last answer",
            statistics.median(fight.seconds for fight in fights) * 1000,
            "ms",
            "150",
            f"each time one 201 and {_RIVALS - 1} times 409",
        ),
    ]


class _Hall:
    """Hands out residents and slots, each of them once."""

    def __init__(self, service: Central) -> None:
        self._service = service
        self._free = choices(large_city(Wanted().room_days))
        self._waiting = iter(service.residents)

    def rush(self, visits: int, *, in_advance: bool) -> Result:
        """At every kiosk so many residents, each of whom books as much as the quota allows."""
        groups = [list(islice(self._waiting, _CLIENTS)) for _ in range(visits)]
        clients = tuple(
            self._client([group[place] for group in groups], in_advance)
            for place in range(_CLIENTS)
        )
        result = offer(Plan(self._service.port, SECRET, clients))
        assert result.count(_CREATED) == len(result.answers), "every reservation is made"
        return result

    def fight(self) -> Result:
        """Many residents want one slot at one moment."""
        wanted = next(self._free)
        clients = tuple(
            Client(
                self._service.credentials[resident.kiosk],
                (Write(resident.session, wanted, resident.confirmations[0]),),
            )
            for resident in islice(self._waiting, _RIVALS)
        )
        result = offer(Plan(self._service.port, SECRET, clients))
        assert result.count(_CREATED) == 1, "one resident gets the slot"
        assert result.count(_CONFLICT) == _RIVALS - 1, "all others are told"
        return result

    def _client(self, residents: Sequence[Resident], in_advance: bool) -> Client:
        writes = tuple(
            Write(resident.session, choice, token if in_advance else None)
            for resident in residents
            for choice, token in zip(self._some(), resident.confirmations, strict=True)
        )
        return Client(self._service.credentials[residents[0].kiosk], writes)

    def _some(self) -> Iterator[Choice]:
        return islice(self._free, QUOTA)


def _rate(results: Sequence[Result]) -> float:
    return statistics.median(len(result.answers) / result.seconds for result in results)


def _p99_ms(results: Sequence[Result]) -> float:
    slowest = [percentile([answer.seconds for answer in one.answers], 99) for one in results]
    return statistics.median(slowest) * 1000
