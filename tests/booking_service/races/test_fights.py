"""Many at one slot, and many at many: one winner each, nobody waits long, nothing is lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

from booking_service.policy.calendar import is_closed
from tests.booking_service.lobby import DAY, Central, choice, new_key
from tests.booking_service.raw_http import BUSY, Got, Post, all_at_once, in_turn

RIVALS = 200
CLIENTS = 50
WRITES_EACH = 12


def post(central: Central, credential: str, session: str, **wanted: object) -> Post:
    """A reservation, ready to be sent."""
    headers = {
        "Authorization": f"Bearer {credential}",
        "X-Resident-Session": session,
        "X-Confirmation": central.confirmation(session),
        "Idempotency-Key": new_key(),
    }
    return Post("/v1/reservations", headers, choice(**wanted))  # type: ignore[arg-type]


def test_two_hundred_fight_for_one_slot(central: Central) -> None:
    credential = central.running.enrol_kiosk("lobby-1", "ロビー")
    sessions = [central.admit(central.group(), "lobby-1") for _ in range(RIVALS)]
    posts = [post(central, credential, session) for session in sessions]
    got = asyncio.run(all_at_once(central.running.url, posts))
    # On a slow machine some are told that the service is busy, and ask again with the same key.
    while busy := [number for number, one in enumerate(got) if one.status == BUSY]:
        again = asyncio.run(all_at_once(central.running.url, [posts[number] for number in busy]))
        for number, one in zip(busy, again, strict=True):
            got[number] = one
    assert Counter(one.status for one in got) == {201: 1, 409: RIVALS - 1}
    assert {one.body["code"] for one in got if one.status == 409} == {"slot_taken"}


def test_fifty_clients_book_distinct_slots(central: Central) -> None:
    credential = central.running.enrol_kiosk("lobby-1", "ロビー")
    city = central.city
    open_days = [
        (room.id, day)
        for facility in city.facilities
        for room in facility.rooms
        for day in (DAY + timedelta(days=ahead) for ahead in range(14))
        if not is_closed(city, facility, day)
    ]
    assert len(open_days) >= CLIENTS
    clients = []
    for room, day in open_days[:CLIENTS]:
        session = central.admit(central.group(), "lobby-1")
        clients.append(
            [
                post(central, credential, session, room=room, day=day, first=slot, count=1)
                for slot in range(WRITES_EACH)
            ]
        )

    async def all_clients() -> list[list[Got]]:
        return await asyncio.gather(*(in_turn(central.running.url, posts) for posts in clients))

    got = [one for client in asyncio.run(all_clients()) for one in client]
    assert Counter(one.status for one in got) == {201: CLIENTS * WRITES_EACH}
    booked = central.kiosk("lobby-2").feed()
    for room, day in open_days[:CLIENTS]:
        assert booked[f"{room}/{day}"]["slots"].startswith("t" * WRITES_EACH)
