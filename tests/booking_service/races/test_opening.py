"""The opening second: everybody wants a slot at once, and tries another where it is gone."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking_service.clock import TOKYO
from booking_service.policy.calendar import is_closed
from booking_service.storage.place import Place
from tests.booking_service.lobby import Central, choice, new_key, open_central
from tests.booking_service.raw_http import Connection, Got, Post, heard

RESIDENTS = 300
TRIES = 3
#: December opens to first-comers on 1 November at 08:30 (rules of Shiroi).
BEFORE = datetime(2026, 11, 1, 8, 29, tzinfo=TOKYO)
OPENING = datetime(2026, 11, 1, 8, 30, tzinfo=TOKYO)
FIRST, DAYS, ROOMS = date(2026, 12, 1), 5, 8
SEED = 1101


@dataclass(frozen=True)
class Served:
    """What came of one resident's tries."""

    session: str
    tries: list[tuple[Post, Got]]

    @property
    def got(self) -> tuple[str, int] | None:
        """The room-day and the slot they were given."""
        post, answer = self.tries[-1]
        if answer.status != 201:
            return None
        return f"{post.body['room_id']}/{post.body['date']}", int(post.body["first_slot"])


def wanted(central: Central) -> list[tuple[str, date, int]]:
    """Fewer slots than there are residents, so that some get none."""
    city = central.city
    return [
        (room.id, day, slot)
        for day in (FIRST + timedelta(days=ahead) for ahead in range(DAYS))
        for room in city.rooms[:ROOMS]
        if not is_closed(city, city.facility(room.facility_id), day)
        for slot in range(0, 12, 2)
    ]


async def arrive(url: str, session: str, posts: list[Post], ready: asyncio.Barrier) -> Served:
    async with Connection(url) as connection:
        await ready.wait()
        tries: list[tuple[Post, Got]] = []
        for post in posts:
            tries.append((post, await heard(connection, post)))
            if tries[-1][1].status == 201:
                break
        return Served(session, tries)


def test_nobody_is_lost_and_nothing_doubled(database: Place) -> None:
    central = open_central(database, BEFORE)
    try:
        play(central)
    finally:
        central.close()


def play(central: Central) -> None:
    chance = random.Random(SEED)
    credential = central.running.enrol_kiosk("lobby-1", "ロビー")
    slots = wanted(central)
    assert len(slots) < RESIDENTS
    people = []
    for _ in range(RESIDENTS):
        session = central.admit(central.group(), "lobby-1")
        # Most want what everybody wants.
        picked = {int(chance.random() ** 2 * len(slots)): None for _ in range(10 * TRIES)}
        posts = [post(central, credential, session, slots[one]) for one in list(picked)[:TRIES]]
        people.append((session, posts))
    early = asyncio.run(all_of(central, people[:1]))[0]
    assert [answer.body["code"] for _, answer in early.tries] == ["not_open_yet"] * TRIES
    people[0] = (people[0][0], [renewed(central, *people[0], one) for one in range(TRIES)])
    central.move(OPENING)
    served = asyncio.run(all_of(central, people))
    check(central, served)


def post(central: Central, credential: str, session: str, slot: tuple[str, date, int]) -> Post:
    room, day, first = slot
    headers = {
        "Authorization": f"Bearer {credential}",
        "X-Resident-Session": session,
        "X-Confirmation": central.confirmation(session),
        "Idempotency-Key": new_key(),
    }
    return Post("/v1/reservations", headers, choice(room, day, first, 2))


def renewed(central: Central, session: str, posts: list[Post], one: int) -> Post:
    """The same wish with a new key: the first was used up on an answer."""
    wish = posts[one]
    fresh = {"X-Confirmation": central.confirmation(session), "Idempotency-Key": new_key()}
    return Post(wish.path, {**wish.headers, **fresh}, wish.body)


async def all_of(central: Central, people: list[tuple[str, list[Post]]]) -> list[Served]:
    ready = asyncio.Barrier(len(people))
    url = central.running.url
    return await asyncio.gather(*(arrive(url, who, posts, ready) for who, posts in people))


def check(central: Central, served: list[Served]) -> None:
    statuses = Counter(answer.status for one in served for _, answer in one.tries)
    assert set(statuses) == {201, 409}
    codes = {
        answer.body["code"] for one in served for _, answer in one.tries if answer.status == 409
    }
    assert codes == {"slot_taken"}
    given = [one.got for one in served if one.got is not None]
    assert len(given) == len(set(given)), "no slot twice"
    assert 0 < len(given) < RESIDENTS
    kiosk = central.kiosk()
    taken = {
        (key, place)
        for key, data in kiosk.feed().items()
        if "slots" in data
        for place, letter in enumerate(data["slots"])
        if letter == "t"
    }
    assert taken == {(key, first + more) for key, first in given for more in range(2)}
    # Who tried everything in vain wanted only what somebody else has.
    for one in served:
        if one.got is None:
            assert len(one.tries) == TRIES
            assert {
                (f"{post.body['room_id']}/{post.body['date']}", post.body["first_slot"])
                for post, _ in one.tries
            } <= set(given)
