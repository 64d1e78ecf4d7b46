"""Sample answers of a search, a week, the city's month and its lotteries, after Shiroi's guide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace as struct_with

from kiosk.availability import DaySummary, Now
from kiosk.happenings import Happening, LotteriesNow, MonthOfCity, RunningLottery, UseDay
from kiosk.model import Text
from kiosk.outcome import Refused
from kiosk.search import (
    CityDays,
    Condition,
    Found,
    Looser,
    Question,
    RoomWeek,
    SearchAnswer,
    WeekView,
)
from ui.samples import calendars, values
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.samples.terminal import Script

_EVERY_KIND = (Now.RESERVE, Now.LOTTERY, Now.CLOSED, Now.TAKEN, Now.COUNTER, Now.NOT_YET)
_FINDS = (Now.RESERVE, Now.LOTTERY, Now.COUNTER, Now.NOT_YET)


def _at(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=JAPAN)


def found(many: int = 14) -> tuple[Found, ...]:
    """Rooms with free hours, several a day, of every kind that can be found."""
    rooms = [(f, room) for f in values.FACILITIES for room in f.rooms]
    hits = []
    for number in range(many):
        facility, room = rooms[number * 5 % len(rooms)]
        day = values.NOW.date() + timedelta(days=1 + number // 3)
        now = _FINDS[number % len(_FINDS)]
        morning = (
            _at(day.month, day.day, 9, 0, day.year),
            _at(day.month, day.day, 12, 0, day.year),
        )
        later = (_at(day.month, day.day, 15, 0, day.year), _at(day.month, day.day, 21, 0, day.year))
        spans = (morning, later) if number % 2 else (later,)
        opens_at = _at(1, 1, 8, 30, 2027) if now is Now.NOT_YET else None
        hits.append(Found(facility.id, room.id, day, now, spans, opens_at))
    return tuple(hits)


def search_answer(many: int = 14, *, more: bool = False, skip: int = 0) -> SearchAnswer:
    """What a search found; nothing, and what to loosen, for ``many=0``."""
    looser = (
        Looser(Condition.DAYS, 60, True),
        Looser(Condition.PEOPLE, 12, False),
    )
    return SearchAnswer(found(many), skip, more, () if many else looser, values.NOW)


def city_days(month: date) -> CityDays:
    """A month over all rooms."""
    view = calendars.month_view(month=month)
    days = tuple(
        day if day.best not in (Now.CLOSED,) else DaySummary(day.date, Now.TAKEN, 0)
        for day in view.days
    )
    return CityDays(view.month, days, view.first_month, view.last_month, values.NOW)


def week_view(facility_id: str, first: date) -> WeekView:
    """Seven days of a facility in which every kind of day is found."""
    facility = next(
        (one for one in (*values.FACILITIES, values.BY_SLOT) if one.id == facility_id),
        values.FACILITY,
    )
    rooms = []
    for number, room in enumerate(facility.rooms):
        days = []
        for offset in range(7):
            best = _EVERY_KIND[(number + offset) % len(_EVERY_KIND)]
            count = 0 if best in (Now.CLOSED, Now.TAKEN) else 7
            days.append(DaySummary(first + timedelta(days=offset), best, count))
        rooms.append(RoomWeek(room.id, tuple(days)))
    return WeekView(
        facility_id,
        first,
        tuple(rooms),
        values.NOW.date(),
        date(2027, 3, 31),
        values.NOW,
    )


def _text(ja: str, kana: str, en: str) -> Text:
    return {"ja": ja, "kana": kana, "en": en}


_HALL = _text("公民館等", "こうみんかんとう", "Community centres")
_Kind = Literal[
    "lottery_open",
    "draw",
    "result",
    "claim",
    "lapse",
    "first_come",
    "payment",
    "counter_only",
]


def _happens(
    kind: _Kind,
    from_: datetime | None,
    until: datetime | None,
    use_month: str | None,
    what: Text | None = None,
) -> Happening:
    return Happening(
        id=f"hall-{kind}-{use_month}",
        kind=kind,
        name=_HALL,
        class_ids=("hall",),
        from_=from_,
        until=until,
        use_month=use_month,
        use_date=None,
        what=what,
    )


EVENTS = (
    _happens("first_come", _at(12, 1, 8, 30), _at(1, 25, year=2027), "2027-01"),
    _happens("lottery_open", _at(12, 5, 8, 30), _at(12, 16), "2027-02"),
    _happens("draw", _at(12, 16), _at(12, 18), "2027-02"),
    _happens("result", _at(12, 18), _at(12, 26), "2027-02"),
    _happens("claim", _at(12, 18), _at(12, 26), "2027-02"),
    _happens("lapse", _at(12, 26), None, "2027-02"),
    struct_with(
        _happens("payment", None, _at(12, 27, 12), "2027-02"),
        facility_ids=tuple(facility.id for facility in values.FACILITIES[:4]),
    ),
    _happens(
        "counter_only",
        None,
        None,
        None,
        _text(
            "利用日の6日前からは窓口だけで受け付けます",
            "りようびのむいかまえからはまどぐちだけでうけつけます",
            "From 6 days before use, at the counter only",
        ),
    ),
)


def _by_day_of_use(kind: _Kind, days: int) -> Happening:
    """From 1 December on, two months before the use; it lasts so many days, or only begins."""
    starts = [_at(12, 1) + timedelta(days=day) for day in range(31)]
    return struct_with(
        _happens(
            kind,
            None,
            None,
            None,
            _text(
                "利用する日の2か月前の同じ日",
                "りようするひのにかげつまえのおなじひ",
                "The same date 2 months before the use",
            ),
        ),
        days=tuple(
            UseDay(
                use_date=start.date() + timedelta(days=62 + days),
                from_=start,
                until=start + timedelta(days=days) if days else None,
            )
            for start in starts
        ),
    )


#: Where the days of applying and booking follow each day of use.
BY_DAY_OF_USE = (
    _by_day_of_use("lottery_open", 7),
    _by_day_of_use("draw", 0),
    _by_day_of_use("result", 0),
    _by_day_of_use("first_come", 0),
)


def events_of_kinds(class_ids: Iterable[str]) -> tuple[Happening, ...]:
    """The same for each kind of facilities."""
    return tuple(struct_with(one, class_ids=(kind,)) for kind in class_ids for one in EVENTS)


def month_of_city(month: date, *, events: tuple[Happening, ...] = EVENTS) -> MonthOfCity:
    return MonthOfCity(month.replace(day=1), events, values.NOW)


_LOTTERY = RunningLottery(
    id="hall/2027-02",
    name=_HALL,
    class_ids=("hall",),
    facility_ids=tuple(facility.id for facility in values.FACILITIES),
    use_from=date(2027, 2, 1),
    use_until=date(2027, 2, 28),
    opens=_at(12, 5, 8, 30),
    closes=_at(12, 16),
    draw_at=_at(12, 16),
    result_from=_at(12, 18),
    claim_from=_at(12, 18),
    claim_until=_at(12, 26),
    state="open",
)


def lotteries(many: int = 3) -> LotteriesNow:
    """Lotteries in every state, one after the other."""
    states: tuple[Literal["coming", "open", "drawing", "result", "claiming"], ...] = (
        "open",
        "coming",
        "claiming",
        "drawing",
        "result",
    )
    items = (
        struct_with(_LOTTERY, id=f"hall/{number}", state=states[number % len(states)])
        for number in range(many)
    )
    return LotteriesNow(tuple(items), values.NOW)


class SampleSearching:
    """Implements ``kiosk.terminal.Searching``: answers at once, as the script says."""

    def __init__(self, script: Script) -> None:
        self._script = script

    def search(self, question: Question, skip: int = 0) -> SearchAnswer | Refused:
        return self._script.refusal("search") or search_answer(skip=skip)

    def city_days(self, question: Question, month: date) -> CityDays | Refused:
        return self._script.refusal("city_days") or city_days(month)

    def week(self, facility_id: str, first: date) -> WeekView | Refused:
        return self._script.refusal("week") or week_view(facility_id, first)

    def month_of_city(self, month: date) -> MonthOfCity | Refused:
        return self._script.refusal("month_of_city") or month_of_city(month)

    def lotteries(self) -> LotteriesNow | Refused:
        return self._script.refusal("lotteries") or lotteries()
