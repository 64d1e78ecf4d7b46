"""Draws to try the rules on, made by Hypothesis."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from booking_service.policy.draw import Cell, Counts, DrawQuota, DrawRoom, DrawRules, Entry
from booking_service.policy.draw_file import Entropy, EntropyNote, Held
from booking_service.policy.draw_list import DrawList, cell_line, list_lines
from booking_service.policy.rules import EntropyKind

TOKYO = ZoneInfo("Asia/Tokyo")
DAY = date(2027, 4, 14)
DAYS = (DAY, date(2027, 4, 15))
SECRET = bytes(range(32))
#: A house with a hall that can be halved, courts of three units, a room and what it is part of.
ROOMS = {
    "hall": DrawRoom(("hall-1", "hall-2"), any_one=False, clash="north"),
    "half": DrawRoom(("hall-1", "hall-2"), any_one=True, clash="north"),
    "courts": DrawRoom(("c-1", "c-2", "c-3"), any_one=True, clash="courts"),
    "room-a": DrawRoom(("room-a",), any_one=False, clash="south"),
    "room-ab": DrawRoom(("room-a", "room-b"), any_one=False, clash="south"),
}
#: Minutes after midnight at which each slot begins; two patterns that do not fit each other.
STARTS = {"hall": 540, "half": 540, "courts": 510, "room-a": 540, "room-ab": 540}
LENGTH = {"hall": 60, "half": 60, "courts": 90, "room-a": 60, "room-ab": 60}
SLOTS = 7


def entry(
    token: str,
    who: str = "P",
    room: str = "room-a",
    first: int = 0,
    count: int = 1,
    *,
    unit: str | None = None,
    day: date = DAY,
) -> Entry:
    starts = STARTS[room] + LENGTH[room] * first
    return Entry(token, who, room, unit, day, first, count, starts, starts + LENGTH[room] * count)


@st.composite
def lists(draw: st.DrawFn) -> list[Entry]:
    entries = []
    for token in draw(st.lists(st.integers(0, 10**6), unique=True, max_size=30)):
        room = draw(st.sampled_from(sorted(ROOMS)))
        units = ROOMS[room].units if ROOMS[room].any_one else ()
        first = draw(st.integers(0, SLOTS - 3))
        entries.append(
            entry(
                f"T{token}",
                draw(st.sampled_from("ABCD")),
                room,
                first,
                draw(st.integers(1, 3)),
                unit=draw(st.none() | st.sampled_from(units)) if units else None,
                day=draw(st.sampled_from(DAYS)),
            )
        )
    return entries


@st.composite
def rule_sets(draw: st.DrawFn) -> DrawRules:
    quotas = []
    for number in range(draw(st.integers(0, 2))):
        some = draw(st.sets(st.sampled_from(sorted(ROOMS)), min_size=1))
        by_house = draw(st.booleans())
        scope_of = {room: ROOMS[room].clash if by_house else "city" for room in some}
        scopes = st.tuples(st.sampled_from("ABCD"), st.sampled_from(sorted(set(scope_of.values()))))
        held = draw(st.dictionaries(scopes, st.integers(1, 3), max_size=3))
        limit, counts = draw(st.integers(1, 5)), draw(st.sampled_from(Counts))
        quotas.append(DrawQuota(f"q-{number}", limit, counts, scope_of, held))
    return DrawRules(ROOMS, tuple(quotas), draw(cells()))


def cells() -> st.SearchStrategy[frozenset[Cell]]:
    units = sorted({unit for room in ROOMS.values() for unit in room.units})
    slots = st.integers(0, SLOTS - 1)
    return st.frozensets(
        st.tuples(st.sampled_from(units), st.sampled_from(DAYS), slots), max_size=4
    )


SEEDS = st.binary(min_size=32, max_size=32)
SIGNATURE = "ab" * 48
BEACON = Entropy(
    EntropyKind.BEACON,
    f"beacon\n77\n{hashlib.sha256(bytes.fromhex(SIGNATURE)).hexdigest()}",
    EntropyNote.MIXED_IN,
    "http://127.0.0.1/chain",
    77,
    "2027-02-20T00:00:30+09:00",
    SIGNATURE,
    1_803_046_950,
    30,
)
ENTROPIES = (
    Entropy(),
    BEACON,
    Entropy(EntropyKind.OFFICERS, "officers\n123456\n654321", EntropyNote.MIXED_IN),
    Entropy(EntropyKind.OFFICERS, "", EntropyNote.NOT_IN_TIME),
    Entropy(EntropyKind.BEACON, "", EntropyNote.NOT_CONFIGURED),
)


def held_from(
    entries: list[Entry],
    rules: DrawRules,
    entropy: Entropy = ENTROPIES[0],
    withdrawn: frozenset[Cell] = frozenset(),
) -> Held:
    """What a draw of these would be held from."""
    opens = datetime(2027, 2, 10, tzinfo=TOKYO)
    listed = DrawList("hall/2027-04", opens, opens.replace(day=20), tuple(entries), rules)
    return Held(
        secret=SECRET.hex(),
        committed_at="2027-01-01T00:00:00+09:00",
        listed_at="2027-02-20T00:00:01+09:00",
        drawn_at="2027-02-20T00:01:00+09:00",
        lines=tuple(list_lines(listed)),
        withdrawn=tuple(sorted(cell_line(cell) for cell in withdrawn)),
        entropy=entropy,
    )


@st.composite
def held_draws(draw: st.DrawFn) -> Held:
    entropy = draw(st.sampled_from(ENTROPIES))
    held = held_from(draw(lists()), draw(rule_sets()), entropy, draw(cells()))
    return replace(held, secret=draw(SEEDS).hex())
