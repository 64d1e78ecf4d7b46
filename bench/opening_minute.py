"""The first minute of a month's first-come reservations: 5,000 residents arrive at one moment.

Method: the service in a process of its own, the load client in another, HTTP over the loopback
interface, a kept connection for each resident, all logged in before and with their secret typed
again. The clock then says the first instant of the window (Shiroi: the 1st, 08:30), and everybody
sends a first choice at once; who is told that it is taken tries a second and a third. Choices crowd
on some rooms, as they do: most residents meet a slot that is gone. Every write goes through
everything, as in bookings.py.

Afterwards the feed is read to its end: what it shows as taken must be what was answered with 201,
each slot once (none lost, none doubled), and nothing else was answered than 201 and 409.

Bounds: as in bookings.py; all 5,000 wait at the same time, so what one waits follows from the rate:
the last of them is served when all have been, and the p99 is near that.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime
from itertools import islice

import httpx

from bench.central import SECRET, Central, Wanted, central, large_city
from bench.choices import Choice, choices
from bench.figure import Figure, percentile
from bench.http_load import Client, Plan, Result, Write, offer
from booking_service.clock import TOKYO

_RESIDENTS = 5_000
_TRIES = 3
_KIOSKS = 500
_ROOM_DAYS = 20_000
#: Slots that people want; the first of them most of all.
_WANTED_SLOTS = 5_000
_BEFORE = datetime(2026, 11, 1, 8, 0, tzinfo=TOKYO)
_OPENING = datetime(2026, 11, 1, 8, 30, tzinfo=TOKYO)
_SEED = 20_261_101
_FOUND, _CREATED, _CONFLICT = 200, 201, 409
_PATIENCE = 60.0


def measure() -> list[Figure]:
    wanted = Wanted(
        room_days=_ROOM_DAYS,
        kiosks=_KIOSKS,
        residents=_RESIDENTS,
        confirmations=_TRIES,
        begins=_BEFORE,
    )
    with central(wanted) as service:
        plan = _plan(service)
        _open(service)
        result = offer(plan)
        _check(service, plan, result)
    taken = result.count(_CREATED)
    how = f"{_RESIDENTS:,} residents at one moment, up to {_TRIES} choices; {taken:,} got a slot"
    waits = [answer.seconds for answer in result.answers]
    return [
        Figure("opening minute, everybody answered", result.seconds, "s", "6", how),
        Figure("opening minute, p99 of a try", percentile(waits, 99), "s", "", how),
        Figure("opening minute, tries", len(waits) / result.seconds, "/s", "", "201 and 409"),
    ]


def _plan(service: Central) -> Plan:
    chance = random.Random(_SEED)
    free = list(islice(choices(large_city(_ROOM_DAYS)), _WANTED_SLOTS))
    clients = []
    for resident in service.residents:
        picked = _some(chance, free)
        writes = zip(picked, resident.confirmations, strict=True)
        clients.append(
            Client(
                service.credentials[resident.kiosk],
                tuple(Write(resident.session, choice, token) for choice, token in writes),
                until_served=True,
            )
        )
    return Plan(service.port, SECRET, tuple(clients))


def _some(chance: random.Random, free: list[Choice]) -> list[Choice]:
    """Different ones, those at the beginning far more often than those at the end."""
    places: dict[int, None] = {}
    while len(places) < _TRIES:
        places[int(chance.random() ** 2 * len(free))] = None
    return [free[place] for place in places]


def _open(service: Central) -> None:
    moved = httpx.post(f"{service.url}/v1/demo/clock", json={"now": _OPENING.isoformat()})
    assert moved.status_code == _FOUND


def _check(service: Central, plan: Plan, result: Result) -> None:
    """None lost, none doubled, and nobody told anything but yes or no."""
    statuses = Counter(answer.status for answer in result.answers)
    assert set(statuses) == {_CREATED, _CONFLICT}, f"only 201 and 409, not {statuses}"
    served = [
        _place(plan.clients[answer.client].writes[answer.write].body)
        for answer in result.answers
        if answer.status == _CREATED
    ]
    assert len(served) == len(set(served)), "no slot was given twice"
    assert set(served) == _taken(service), "what was given is what is taken"


def _place(body: Choice) -> tuple[str, int]:
    return f"{body['room_id']}/{body['date']}", int(body["first_slot"])


def _taken(service: Central) -> set[tuple[str, int]]:
    """Every slot that the feed shows as taken, read to its end."""
    taken: set[tuple[str, int]] = set()
    address = f"{service.url}/v1/feed"
    headers = {"Authorization": f"Bearer {service.credentials[0]}"}
    with httpx.Client(headers=headers, timeout=_PATIENCE) as reader:
        while items := (page := reader.get(address).json())["items"]:
            for item in items:
                if item["kind"] == "room-day" and item["data"]:
                    letters = enumerate(item["data"]["slots"])
                    taken |= {(item["id"], place) for place, letter in letters if letter == "t"}
            address = page["next"]
    return taken
