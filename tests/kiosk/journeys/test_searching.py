"""Searching all rooms: against a model that knows nothing of tables, patterns and memos."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.availability import Now
from kiosk.clock import TOKYO
from kiosk.journeys.looking import LookingUp
from kiosk.journeys.master_data import MasterData
from kiosk.journeys.searching import FOUND_AT_ONCE, Searching
from kiosk.outcome import Refused
from kiosk.search import FINDABLE, Condition, PartOfDay, Question
from offline_cache.availability import (
    AvailabilityCache,
    Changes,
    Cursor,
    Document,
    OfferDayRow,
    RoomDayRow,
)
from tests.kiosk import samples

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=TOKYO)
TODAY = NOW.date()
DAYS = [TODAY + timedelta(days=n) for n in range(-1, 30)]

#: begins, ends, needs: the last one is let only with the one before it.
SLOTS = (("09:00", "12:00", None), ("13:00", "17:00", None), ("17:00", "21:00", None))
EXTENSION = ("21:00", "22:00", 2)
PATTERNS = {"day": SLOTS, "long": (*SLOTS, EXTENSION)}
PARTS = {
    PartOfDay.MORNING: lambda at: at < "12:00",
    PartOfDay.AFTERNOON: lambda at: "12:00" <= at < "17:00",
    PartOfDay.EVENING: lambda at: at >= "17:00",
    PartOfDay.ANY: lambda at: True,
}
HOME = "south"


@dataclass(frozen=True)
class ModelRoom:
    id: str
    facility: str
    area: str
    klass: str
    capacity: int


ROOMS = (
    ModelRoom("n1", "north", "北区", "hall", 30),
    ModelRoom("n2", "north", "北区", "court", 8),
    ModelRoom("s1", "south", "南区", "hall", 120),
    ModelRoom("s2", "south", "南区", "court", 8),
)
PURPOSES = {"hall": ("meeting", "music"), "court": ("tennis",)}


def city() -> dict[str, Any]:
    return samples.city() | {
        "classes": [
            {
                "id": klass,
                "name": {"ja": klass},
                "purposes": [{"id": purpose, "name": {"ja": purpose}} for purpose in purposes],
                "max_slots_per_use": 4,
            }
            for klass, purposes in PURPOSES.items()
        ],
        "slot_patterns": [
            {
                "id": name,
                "slots": [
                    {
                        "id": f"slot{place}",
                        "from": begins,
                        "until": ends,
                        "needs": None if needs is None else f"slot{needs}",
                    }
                    for place, (begins, ends, needs) in enumerate(slots)
                ],
            }
            for name, slots in PATTERNS.items()
        ],
    }


def facilities() -> dict[str, Any]:
    (pattern,) = samples.facilities()["facilities"]
    return {
        "facilities": [
            pattern
            | {
                "id": name,
                "area": {"ja": next(room.area for room in ROOMS if room.facility == name)},
                "rooms": [
                    pattern["rooms"][0]
                    | {"id": room.id, "class_id": room.klass, "capacity": room.capacity}
                    for room in ROOMS
                    if room.facility == name
                ],
            }
            for name in ("north", "south")
        ]
    }


@dataclass(frozen=True)
class RoomDay:
    room: ModelRoom
    day: date
    pattern: str
    slots: str


#: What the offers of a class on a day allow with a free slot, as an offer-day says it.
OFFERS = {
    Now.LOTTERY: [("lottery", -5, 5)],
    Now.RESERVE: [("first_come", -5, 5)],
    Now.COUNTER: [("counter", -5, 5)],
    Now.NOT_YET: [("first_come", 5, 9)],
    Now.TOO_LATE: [("lottery", -9, -5)],
    Now.CLOSED: [],
}


@st.composite
def room_days(draw: st.DrawFn) -> list[RoomDay]:
    keys = draw(st.sets(st.tuples(st.sampled_from(ROOMS), st.sampled_from(DAYS)), max_size=25))
    found = []
    for room, day in sorted(keys, key=lambda key: (key[1], key[0].id)):
        pattern = draw(st.sampled_from(sorted(PATTERNS)))
        length = len(PATTERNS[pattern])
        slots = draw(st.text("ftc", min_size=length, max_size=length))
        found.append(RoomDay(room, day, pattern, slots))
    return found


questions = st.builds(
    Question,
    purpose_id=st.sampled_from([None, "meeting", "tennis", "nobody-does-this"]),
    first=st.none() | st.sampled_from(DAYS),
    last=st.none() | st.sampled_from(DAYS),
    part=st.sampled_from(PartOfDay),
    weekdays=st.frozensets(st.integers(0, 6), max_size=3),
    people=st.sampled_from([None, 8, 31, 500]),
    area=st.sampled_from([None, "北区", "南区"]),
    classes=st.sampled_from([frozenset(), frozenset({"hall"})]),
)
allowed = st.dictionaries(
    st.tuples(
        st.sampled_from(["north", "south"]),
        st.sampled_from(["hall", "court"]),
        st.sampled_from(DAYS),
    ),
    st.sampled_from(sorted(OFFERS, key=str)),
)
Allowed = dict[tuple[str, str, date], Now]


def offers_of(now: Now) -> bytes:
    return json.dumps(
        [
            {
                "kind": kind,
                "from": (NOW + timedelta(days=first)).isoformat(),
                "until": (NOW + timedelta(days=last)).isoformat(),
            }
            for kind, first, last in OFFERS[now]
        ]
    ).encode()


@contextmanager
def searching(
    known: list[RoomDay], allows: Allowed, now: Callable[[], datetime] = lambda: NOW
) -> Iterator[Searching]:
    with TemporaryDirectory() as folder:
        cache, _ = AvailabilityCache.open(Path(folder) / "availability.sqlite3", NOW)
        cache.keep(Document.CITY, json.dumps(city()).encode())
        cache.keep(Document.FACILITIES, json.dumps(facilities()).encode())
        rows = tuple(
            RoomDayRow(one.room.id, one.day.isoformat(), one.pattern, one.slots) for one in known
        )
        offers = tuple(
            OfferDayRow(facility, klass, day.isoformat(), offers_of(now))
            for (facility, klass, day), now in allows.items()
        )
        cache.begin_next()
        cache.gather(Changes(rows, offers), Cursor("g", 1))
        cache.swap(NOW)
        master = MasterData(cache)
        looking = LookingUp(cache, master, no_line(), now)
        try:
            yield Searching(cache, looking, no_line(), master, HOME)
        finally:
            cache.close()


def no_line() -> Any:
    """Nobody is asked in these tests."""
    return None


def expected(question: Question, known: list[RoomDay], allows: Allowed) -> list[tuple[Any, ...]]:
    """Room, day, what can be done and the free slots, in the order in which they are shown."""
    found = []
    for one in known:
        room, weekday = one.room, one.day.weekday()
        wanted = (
            one.day >= max(TODAY, question.first or TODAY)
            and one.day <= (question.last or one.day)
            and (not question.weekdays or weekday in question.weekdays)
            and (question.purpose_id is None or question.purpose_id in PURPOSES[room.klass])
            and (not question.classes or room.klass in question.classes)
            and room.capacity >= (question.people or 0)
            and question.area in (None, room.area)
        )
        now = allows.get((room.facility, room.klass, one.day), Now.CLOSED)
        free = [
            place
            for place, (begins, _, needs) in enumerate(PATTERNS[one.pattern])
            if one.slots[place] == "f"
            and (needs is None or one.slots[needs] == "f")
            and PARTS[question.part](begins)
            and (one.day > TODAY or begins > "10:00")
        ]
        if wanted and now in FINDABLE and free:
            found.append((room.id, one.day, now, merged(one, free)))
    order = {room.id: (room.facility != HOME, place) for place, room in enumerate(ROOMS)}
    return sorted(found, key=lambda hit: (hit[1], order[hit[0]]))


def merged(one: RoomDay, free: list[int]) -> list[list[str]]:
    """The free slots as stretches of clock time, without what is let only with another."""
    spans: list[list[str]] = []
    alone = [place for place in free if PATTERNS[one.pattern][place][2] is None]
    for place in alone or free:
        begins, ends, _ = PATTERNS[one.pattern][place]
        if spans and spans[-1][1] == begins:
            spans[-1][1] = ends
        else:
            spans.append([begins, ends])
    return spans


@settings(max_examples=60, deadline=None)
@given(question=questions, known=room_days(), allows=allowed)
def test_a_search_finds_what_the_model_finds(
    question: Question, known: list[RoomDay], allows: Allowed
) -> None:
    wanted = expected(question, known, allows)
    with searching(known, allows) as journey:
        answer = journey.search(question)
        assert not isinstance(answer, Refused)
        assert [
            (hit.room_id, hit.date, hit.now, [[f"{at:%H:%M}" for at in span] for span in hit.spans])
            for hit in answer.found
        ] == wanted
        assert not answer.more
        looser = {one.condition: one.total for one in answer.looser}
    if wanted:
        assert looser == {}
        return
    counts = {
        condition: len(expected(question.without(condition), known, allows))
        for condition in question.narrowed_by
    }
    assert looser == {condition: count for condition, count in counts.items() if count}


@settings(max_examples=20, deadline=None)
@given(known=room_days(), allows=allowed)
def test_the_days_of_all_rooms_are_the_best_that_a_search_of_each_day_finds(
    known: list[RoomDay], allows: Allowed
) -> None:
    with searching(known, allows) as journey:
        days = journey.city_days(Question(), TODAY)
        assert not isinstance(days, Refused)
    for day in days.days:
        found = [hit[2] for hit in expected(Question(), known, allows) if hit[1] == day.date]
        best = min(found, key=FINDABLE.index, default=Now.TAKEN)
        assert (day.best, day.count) == (best, found.count(best))


def many_days() -> list[RoomDay]:
    return [RoomDay(room, day, "day", "fff") for day in DAYS[2:] for room in ROOMS]


def all_open() -> Allowed:
    return {(one.room.facility, one.room.klass, one.day): Now.RESERVE for one in many_days()}


def test_a_month_that_ends_while_it_is_looked_at_is_followed_by_the_next() -> None:
    at = [NOW]
    with searching(many_days(), all_open(), lambda: at[0]) as journey:
        before = journey.city_days(Question(), TODAY)
        at[0] = datetime(2026, 12, 1, tzinfo=TOKYO)
        after = journey.city_days(Question(), TODAY)
    assert not isinstance(before, Refused)
    assert not isinstance(after, Refused)
    assert (before.month, before.days[0].date) == (date(2026, 11, 1), DAYS[2])
    assert (after.month, after.days[0].date) == (date(2026, 12, 1), date(2026, 12, 1))
    assert after.first_month == after.month


def test_more_than_fits_is_shown_lot_by_lot_and_nothing_twice() -> None:
    with searching(many_days(), all_open()) as journey:
        first = journey.search(Question())
        second = journey.search(Question(), skip=FOUND_AT_ONCE)
        assert not isinstance(first, Refused)
        assert not isinstance(second, Refused)
    total = len(many_days())
    assert (len(first.found), first.more) == (FOUND_AT_ONCE, True)
    assert (len(second.found), second.more) == (total - FOUND_AT_ONCE, False)
    assert len({(hit.room_id, hit.date) for hit in first.found + second.found}) == total


def test_what_to_loosen_says_at_least_how_many_there_are() -> None:
    with searching(many_days(), all_open()) as journey:
        answer = journey.search(Question(people=500, area="北区"))
        assert not isinstance(answer, Refused)
    (looser,) = answer.looser
    assert looser.condition is Condition.PEOPLE
    assert (looser.total, looser.at_least) == (58, False)


def test_a_week_shows_every_room_and_leaves_days_out_that_nobody_knows() -> None:
    with searching(many_days(), all_open()) as journey:
        week = journey.week("south", DAYS[-3])
        assert not isinstance(week, Refused)
        assert [[day is not None for day in room.days] for room in week.rooms] == [
            [True] * 3 + [False] * 4
        ] * 2
        assert {day.best for room in week.rooms for day in room.days if day} == {Now.RESERVE}
        assert (week.first_day, week.last_day) == (DAYS[2], DAYS[-1])
        assert journey.week("nowhere", TODAY) == Refused("not_found")


def test_a_question_says_what_narrows_it() -> None:
    question = Question(people=5, weekdays=frozenset({6}), area="北区")
    assert question.narrowed_by == (Condition.WEEKDAYS, Condition.PEOPLE, Condition.AREA)
    for condition in Condition:
        assert condition not in question.without(condition).narrowed_by
    everything = replace(question, purpose_id="p", first=TODAY, part=PartOfDay.EVENING)
    assert everything.narrowed_by == tuple(Condition)


def test_an_extension_is_not_part_of_the_evening_that_is_found() -> None:
    room, day = ROOMS[0], DAYS[3]
    known = [RoomDay(room, day, "long", "tcff")]
    with searching(known, {(room.facility, room.klass, day): Now.RESERVE}) as journey:
        answer = journey.search(Question())
        assert not isinstance(answer, Refused)
    ((hours,),) = [[(f"{a:%H:%M}", f"{b:%H:%M}") for a, b in hit.spans] for hit in answer.found]
    assert hours == ("17:00", "21:00")
