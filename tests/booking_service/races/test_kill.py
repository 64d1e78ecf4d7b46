"""A real service process is killed in the middle of its work: nothing it answered is lost."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from booking_service.cities.loader import known_city
from booking_service.clock import SystemClock
from booking_service.policy.model import City, Facility, Room
from booking_service.policy.offers import OfferKind, offer_of
from booking_service.policy.payment import can_be_paid, payment_due
from booking_service.policy.rules import Origin
from booking_service.service import kiosks
from booking_service.service.office import Limits
from booking_service.service.opening import open_service
from booking_service.service.people.registering import by_number
from booking_service.service.secrets import new_token, token_hash
from booking_service.service.staff import desk as staff
from booking_service.storage.place import Place, file_beside
from booking_service.storage.records import SessionRecord
from tests.booking_service.lobby import WAIT_SECONDS, choice, hashed, new_key
from tests.booking_service.raw_http import Connection, Got, Post

CLIENTS = 8
WRITES_EACH = 12
KILLED_AFTER = 30


@dataclass(frozen=True)
class Stage:
    """A database with groups logged in, and the writes that they will send."""

    credential: str
    writes: list[list[Post]]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.credential}"}


@contextmanager
def served(database: Place, folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``booking-service serve`` in a process of its own, and its address."""
    where = database if isinstance(database, Path) else database.url
    command = [sys.executable, "-m", "booking_service", "serve", "--city", "shiroi"]
    process = subprocess.Popen(
        [*command, "--database", str(where), "--port", "0"],
        cwd=folder,  # where it keeps its files, if its database is none
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


def open_days(city: City) -> list[tuple[str, date]]:
    """Rooms and days that anybody may book online now, whatever day it is."""
    now = SystemClock().now()
    return [
        (room.id, day)
        for day in (now.date() + timedelta(days=ahead) for ahead in range(8, 25))
        for facility in city.facilities
        for room in facility.rooms[:1]
        if is_sold(city, facility, room, day, now)
    ]


def is_sold(city: City, facility: Facility, room: Room, day: date, now: datetime) -> bool:
    """To whoever comes first, and for an hour more; the counter is open before it is due."""
    klass = city.klass(room.class_id)
    offer = offer_of(city, facility, klass, day, OfferKind.FIRST_COME)
    if offer is None or not offer.from_ <= now < offer.until - timedelta(hours=1):
        return False
    due = payment_due(city, room, day, Origin.FIRST_COME, now)
    return due is None or can_be_paid(city, room, due, now)


def set_stage(database: Place) -> Stage:
    city = known_city("shiroi")
    service = open_service(city, database, SystemClock(), Limits())
    office = service.office
    every_kind = frozenset(kind.id for kind in city.registration.kinds)
    ends = office.now() + timedelta(minutes=9)

    def command(store: Any) -> Stage:
        credential = kiosks.enrol(store, "lobby-1", "ロビー", office.now())
        writes = []
        for client, (room, day) in zip(range(CLIENTS), open_days(city), strict=False):
            number = f"40000{client:02}"
            group = staff.Registration(number, f"さくら会{number}", "", every_kind)
            staff.add_registrant(office, store, group, hashed("1201"))
            session = new_token()
            registrant = by_number(office, store, number)
            opened = SessionRecord(token_hash(session), "lobby-1", ends, b"", registrant)
            store.open_session(opened)
            posts = []
            for slot in range(WRITES_EACH):
                confirmation = new_token()
                store.keep_confirmation(token_hash(confirmation), token_hash(session), ends)
                headers = {
                    "Authorization": f"Bearer {credential}",
                    "X-Resident-Session": session,
                    "X-Confirmation": confirmation,
                    "Idempotency-Key": new_key(),
                }
                body = choice(room=room, day=day, first=slot, count=1)
                posts.append(Post("/v1/reservations", headers, body))
            writes.append(posts)
        return Stage(credential, writes)

    try:
        return office.database.submit(command).result(WAIT_SECONDS)
    finally:
        service.close()


async def load_until_killed(
    url: str, stage: Stage, process: subprocess.Popen[str]
) -> dict[str, Got]:
    """Sends everything, kills the process on the way; the answers that came, by key."""
    answered: dict[str, Got] = {}

    async def client(posts: list[Post]) -> None:
        async with Connection(url) as connection:
            for post in posts:
                answered[post.headers["Idempotency-Key"]] = await connection.send(post)
                if len(answered) >= KILLED_AFTER:
                    process.kill()

    await asyncio.gather(*(client(posts) for posts in stage.writes), return_exceptions=True)
    return answered


ROUNDS = [1, *(pytest.param(number, marks=pytest.mark.long) for number in (2, 3))]


@pytest.mark.parametrize("round_number", ROUNDS)
def test_what_was_answered_survives_a_kill(
    new_place: Place, tmp_path: Path, round_number: int
) -> None:
    """And the next process, told to stop, stops in order."""
    stage = set_stage(new_place)
    with served(new_place, tmp_path) as (process, url):
        answered = asyncio.run(load_until_killed(url, stage, process))
    assert KILLED_AFTER <= len(answered) < CLIENTS * WRITES_EACH
    assert {got.status for got in answered.values()} == {201}

    with (
        served(new_place, tmp_path) as (process, url),
        httpx.Client(base_url=url, headers=stage.headers, timeout=WAIT_SECONDS) as kiosk,
    ):
        assert kiosk.get("/readyz").json()["state"] == "ready"
        feed = {
            item["id"]: item["data"]
            for item in kiosk.get("/v1/feed", params={"limit": 20_000}).json()["items"]
        }
        for post in (post for posts in stage.writes for post in posts):
            key = post.headers["Idempotency-Key"]
            told = kiosk.get(f"/v1/writes/{key}")
            letters = feed[f"{post.body['room_id']}/{post.body['date']}"]["slots"]
            if key in answered:
                assert told.json()["body"] == answered[key].body
            # Answered or not, the write and its slot are both there or both not.
            done = told.status_code == 200
            assert letters[post.body["first_slot"]] == ("t" if done else "f")
        process.terminate()
        assert process.wait(WAIT_SECONDS) == 0
    left = {found.name for found in tmp_path.iterdir()}
    locked = {"some.db", "some.db.lock"} if isinstance(new_place, Path) else set()
    ours = {"key", "monitor-token", "seal", "staff-token"}
    assert left == locked | {file_beside(new_place, what).name for what in ours}
