"""Searching all rooms at once, from the kiosk's own disk, and what the city does when.

A search answers from the offline cache, so also when the line is down. The city's calendar and its
lotteries are asked of the service; the last answer is kept and shown, with its age, without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

import msgspec

from kiosk.availability import DaySummary, Now, what_now
from kiosk.clock import TOKYO
from kiosk.happenings import CityMonth, Happening, Lotteries, LotteriesNow, MonthOfCity
from kiosk.happenings_client import HappeningsClient
from kiosk.journeys.calendar_views import instant, last_of_month, month_of
from kiosk.journeys.looking import LookingUp
from kiosk.journeys.master_data import NEVER_SYNCED, MasterData, trouble
from kiosk.model import City, Facility, Offer, SlotPattern
from kiosk.outcome import Refused
from kiosk.search import (
    FINDABLE,
    CityDays,
    Condition,
    Found,
    FreeSlots,
    Looser,
    Question,
    RoomWeek,
    SearchAnswer,
    WeekView,
    rooms_for,
    spans_of,
)
from offline_cache.availability import AvailabilityCache
from offline_cache.copies import Copy, keep_copy, kept_copy
from offline_cache.database import StorageTrouble
from offline_cache.free_days import FreeDay, day_offers, free_days, known_days

Shape = TypeVar("Shape")

_OFFERS = msgspec.json.Decoder(tuple[Offer, ...])
#: What is found is shown in lots of this size.
FOUND_AT_ONCE = 60
_WEEK = 7
#: How many days of all rooms are read at a time, less one.
_AT_A_TIME = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A room-day that answers a question; ``order`` is the room's place in the list."""

    date: str
    order: int
    row: FreeDay
    places: tuple[int, ...]
    now: Now
    offer: Offer | None


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a search stands on, at one moment."""

    city: City
    facilities: tuple[Facility, ...]
    patterns: dict[str, SlotPattern]
    as_of: datetime
    at: datetime

    @property
    def today(self) -> date:
        return self.at.astimezone(TOKYO).date()


class Searching:
    """Implements ``kiosk.terminal.Searching``. ``home``: the facility whose rooms come first."""

    def __init__(
        self,
        cache: AvailabilityCache,
        looking: LookingUp,
        client: HappeningsClient,
        master: MasterData,
        home: str,
    ) -> None:
        self._cache = cache
        self._looking = looking
        self._client = client
        self._master = master
        self._home = home

    def search(self, question: Question, skip: int = 0) -> SearchAnswer | Refused:
        """What is free, day by day and the nearest facility first, from number ``skip`` on."""
        ground = self._ground()
        if isinstance(ground, Refused):
            return ground
        hits = self._enough(question, ground, skip + FOUND_AT_ONCE + 1)
        if isinstance(hits, Refused):
            return hits
        looser = () if hits else self._looser(question, ground)
        if isinstance(looser, Refused):
            return looser
        shown = hits[skip : skip + FOUND_AT_ONCE]
        places = self._places(question, ground)
        return SearchAnswer(
            found=tuple(_found(hit, places[hit.order], ground) for hit in shown),
            skipped=skip,
            more=len(hits) > skip + len(shown),
            looser=looser,
            as_of=ground.as_of,
        )

    def city_days(self, question: Question, month: date) -> CityDays | Refused:
        """A month over all rooms that the question fits; its own days narrow nothing here.

        A month that is over while it is looked at is followed by the one that has begun.
        """
        ground = self._ground()
        if isinstance(ground, Refused):
            return ground
        rooms = [room for _, room in self._places(question, ground)]
        known = known_days(self._cache, rooms)
        if isinstance(known, StorageTrouble):
            return trouble(known)
        first_known, last_known = (
            (date.fromisoformat(known[0]), date.fromisoformat(known[1]))
            if known is not None
            else (ground.today, ground.today)
        )
        first_month = month_of(max(ground.today, first_known))
        shown = max(month_of(month), first_month)
        first = max(shown, ground.today, first_known)
        last = min(last_of_month(shown), last_known)
        hits = self._hits(replace(question, first=first, last=last), ground)
        if isinstance(hits, Refused):
            return hits
        return CityDays(
            month=shown,
            days=tuple(_days_of(hits, first, last)),
            first_month=first_month,
            last_month=month_of(max(ground.today, last_known)),
            as_of=ground.as_of,
        )

    def week(self, facility_id: str, first: date) -> WeekView | Refused:
        """Every room of a facility on seven days from ``first``."""
        ground = self._ground()
        if isinstance(ground, Refused):
            return ground
        facility = next((one for one in ground.facilities if one.id == facility_id), None)
        if facility is None:
            return Refused("not_found")
        known = known_days(self._cache, [room.id for room in facility.rooms])
        if isinstance(known, StorageTrouble):
            return trouble(known)
        if known is None:
            return Refused("not_found")
        days = [first + timedelta(days=n) for n in range(_WEEK)]
        rooms = []
        for room in facility.rooms:
            summaries = self._looking.days(room.id, days[0], days[-1])
            if isinstance(summaries, Refused):
                return summaries
            by_day = {summary.date: summary for summary in summaries}
            rooms.append(RoomWeek(room.id, tuple(by_day.get(day) for day in days)))
        return WeekView(
            facility_id=facility_id,
            first=first,
            rooms=tuple(rooms),
            first_day=max(ground.today, date.fromisoformat(known[0])),
            last_day=date.fromisoformat(known[1]),
            as_of=ground.as_of,
        )

    def month_of_city(self, month: date) -> MonthOfCity | Refused:
        """When to apply, draw, claim and pay in a month; an older copy while nobody answers."""
        first = month_of(month)
        name = f"calendar/{first:%Y-%m}"
        found = self._newest(name, lambda: self._client.calendar(first), CityMonth)
        if isinstance(found, Refused):
            return found
        shown, as_of = found
        events = tuple(sorted(shown.events, key=_when))
        return MonthOfCity(first, events, as_of)

    def lotteries(self) -> LotteriesNow | Refused:
        """The lotteries that run now or come next; an older copy while nobody answers."""
        found = self._newest("lotteries", self._client.lotteries, Lotteries)
        if isinstance(found, Refused):
            return found
        shown, as_of = found
        now = self._looking.now()
        items = tuple(lottery.at(now) for lottery in shown.items)
        return LotteriesNow(items, as_of)

    # ---------------------------------------------------------------------------------------------

    def _ground(self) -> _Ground | Refused:
        city, facilities = self._master.city(), self._master.facilities()
        as_of = self._cache.as_of()
        if isinstance(city, Refused):
            return city
        if isinstance(facilities, Refused):
            return facilities
        if isinstance(as_of, StorageTrouble):
            return trouble(as_of)
        if as_of is None:
            return NEVER_SYNCED
        patterns = {pattern.id: pattern for pattern in city.slot_patterns}
        ordered = tuple(sorted(facilities, key=lambda facility: facility.id != self._home))
        return _Ground(city, ordered, patterns, as_of, self._looking.now())

    def _places(self, question: Question, ground: _Ground) -> list[tuple[str, str]]:
        """Facility and room of each room that the question is about, in the order of the list."""
        rooms = rooms_for(question, ground.city, ground.facilities)
        return [(facility.id, room.id) for facility, room in rooms]

    def _enough(self, question: Question, ground: _Ground, many: int) -> list[_Hit] | Refused:
        """The first ``many`` hits or a few more, in the order in which they are shown.

        The days are read some at a time: the first of them nearly always hold enough.
        """
        rooms = [room for _, room in self._places(question, ground)]
        known = known_days(self._cache, rooms)
        if isinstance(known, StorageTrouble):
            return trouble(known)
        if known is None:
            return []
        first = max(question.first or ground.today, ground.today, date.fromisoformat(known[0]))
        last = min(question.last or date.max, date.fromisoformat(known[1]))
        found: list[_Hit] = []
        while first <= last and len(found) < many:
            until = min(last, first + _AT_A_TIME)
            hits = self._hits(replace(question, first=first, last=until), ground)
            if isinstance(hits, Refused):
                return hits
            found += sorted(hits, key=lambda hit: (hit.date, hit.order))
            first = until + timedelta(days=1)
        return found

    def _hits(self, question: Question, ground: _Ground) -> list[_Hit] | Refused:
        """All that is free on the days of the question, which has both a first and a last."""
        wanted = list(rooms_for(question, ground.city, ground.facilities))
        assert question.first is not None and question.last is not None  # noqa: S101
        first, last = question.first.isoformat(), question.last.isoformat()
        rows = free_days(self._cache, (room.id for _, room in wanted), first, last)
        if isinstance(rows, StorageTrouble):
            return trouble(rows)
        classes = {(facility.id, room.class_id) for facility, room in wanted}
        offers = day_offers(self._cache, classes, first, last)
        if isinstance(offers, StorageTrouble):
            return trouble(offers)
        doing = _Doing(ground.at)
        offered = {row[:3]: row[3] for row in offers}
        place_of = {
            room.id: (order, facility.id, room.class_id)
            for order, (facility, room) in enumerate(wanted)
        }
        free = FreeSlots(ground.patterns, question.part)
        fits = _FitsDay(question.weekdays)
        today, clock_time = ground.today.isoformat(), f"{ground.at.astimezone(TOKYO):%H:%M}"
        hits = []
        for row in rows:
            room_id, day, pattern, slots = row
            if not fits(day):
                continue
            order, facility_id, class_id = place_of[room_id]
            content = offered.get((facility_id, class_id, day))
            if content is None:
                continue
            now, offer = doing.with_free(content)
            if now not in FINDABLE:
                continue
            places = free.of(pattern, slots, clock_time if day == today else "")
            if places:
                hits.append(_Hit(day, order, row, tuple(places), now, offer))
        return hits

    def _looser(self, question: Question, ground: _Ground) -> tuple[Looser, ...] | Refused:
        """Which single condition keeps something from being found."""
        looser = []
        for condition in question.narrowed_by:
            hits = self._enough(question.without(condition), ground, FOUND_AT_ONCE + 1)
            if isinstance(hits, Refused):
                return hits
            if hits:
                looser.append(_looser(condition, len(hits)))
        return tuple(looser)

    def _newest(
        self, name: str, ask: Callable[[], bytes | Refused], shape: type[Shape]
    ) -> tuple[Shape, datetime] | Refused:
        """The service's answer, kept for later, or else the copy that was kept."""
        content = ask()
        if not isinstance(content, Refused):
            decoded = _decoded(content, shape)
            if decoded is not None:
                as_of = self._looking.now()
                keep_copy(self._cache, name, Copy(content, as_of))
                return decoded, as_of
        why = content if isinstance(content, Refused) else Refused("service_answer_wrong")
        kept = kept_copy(self._cache, name)
        if isinstance(kept, Copy):
            decoded = _decoded(kept.content, shape)
            if decoded is not None:
                return decoded, kept.as_of
        return why


def _looser(condition: Condition, found: int) -> Looser:
    return Looser(condition, min(found, FOUND_AT_ONCE), found > FOUND_AT_ONCE)


class _Doing:
    """What the offers of a day allow with a free slot; many days have the same."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._known: dict[bytes, tuple[Now, Offer | None]] = {}

    def with_free(self, offers: bytes) -> tuple[Now, Offer | None]:
        if offers not in self._known:
            self._known[offers] = what_now("f", _OFFERS.decode(offers), self._at)
        return self._known[offers]


class _FitsDay:
    """Whether a day (``YYYY-MM-DD``) is one of the weekdays; asked once a room."""

    def __init__(self, weekdays: frozenset[int]) -> None:
        self._weekdays = weekdays
        self._known: dict[str, bool] = {}

    def __call__(self, day: str) -> bool:
        if not self._weekdays:
            return True
        if day not in self._known:
            self._known[day] = date.fromisoformat(day).weekday() in self._weekdays
        return self._known[day]


def _found(hit: _Hit, place: tuple[str, str], ground: _Ground) -> Found:
    facility_id, room_id = place
    day = date.fromisoformat(hit.date)
    slots = ground.patterns[hit.row[2]].slots
    times = [(instant(day, slot.from_), instant(day, slot.until)) for slot in slots]
    opens_at = hit.offer.from_ if hit.offer is not None and hit.now is Now.NOT_YET else None
    # What is let only with another slot (夜間延長) is an extra to it, not part of the free time.
    alone = [place for place in hit.places if slots[place].needs is None]
    spans = spans_of(times, alone or hit.places)
    return Found(facility_id, room_id, day, hit.now, spans, opens_at)


def _days_of(hits: Iterable[_Hit], first: date, last: date) -> Iterator[DaySummary]:
    """Every day from ``first`` to ``last``: the best of what was found, and in how many rooms."""
    counts: dict[str, Counter[Now]] = {}
    for hit in hits:
        counts.setdefault(hit.date, Counter())[hit.now] += 1
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        found = counts.get(day.isoformat(), Counter[Now]())
        best = next((now for now in FINDABLE if found[now]), Now.TAKEN)
        yield DaySummary(day, best, found[best])


def _decoded(content: bytes, shape: type[Shape]) -> Shape | None:
    try:
        return msgspec.json.decode(content, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _when(happening: Happening) -> tuple[bool, str]:
    """In order of time; what holds for every day of use comes last, as a booking meets it."""
    begins = happening.from_ or happening.until
    return begins is None, begins.astimezone(TOKYO).isoformat() if begins else ""
