"""What the cities' guides say about one class and one date, worked out a second time.

Straight from the numbers of the guides, with arithmetic of its own and another library's public
holidays: nothing here comes from the program or its city files. Instants are ISO 8601 texts, ends
exclusive.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

import holidays

_HOLIDAYS = holidays.country_holidays("JP", years=range(2021, 2101))


def month(use: date, back: int) -> date:
    """The first day of the month ``back`` months before that of ``use``."""
    number = use.year * 12 + use.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)


def same_day(use: date, back: int) -> date:
    """The same day ``back`` months before; the last of a month that is too short."""
    first = month(use, back)
    return first.replace(day=min(use.day, monthrange(first.year, first.month)[1]))


def before(use: date, days: int) -> date:
    return use - timedelta(days=days)


def at(day: date, clock: str) -> str:
    """A day and a time of the guides, "24:00" included, as an instant."""
    if clock == "24:00":
        day, clock = day + timedelta(days=1), "00:00"
    return f"{day.isoformat()}T{clock}:00+09:00"


def window(opens: str, closes: str) -> dict[str, str]:
    return {"opens": opens, "closes": closes}


def steps(use: date, *later: tuple[date, int]) -> list[dict[str, object]]:
    """Free from the beginning, then what is listed; nothing after the date of use."""
    known: list[dict[str, object]] = [{"from_day": None, "percent": 0}]
    known += [
        {"from_day": day.isoformat(), "percent": percent} for day, percent in later if day <= use
    ]
    return known


class Expected(NamedTuple):
    """The answer of ``explain --json`` as far as the guides decide it."""

    lottery: dict[str, object] | None
    first_come: dict[str, str] | None
    counter: dict[str, str] | None
    online_until: str | None
    fee_steps: list[dict[str, object]]


# Shiroi: cities.yaml, shiroi.lottery, first_come, payment.


def shiroi(use: date) -> Expected:
    two, one = month(use, 2), month(use, 1)
    lottery = window(at(two.replace(day=5), "08:30"), at(two.replace(day=15), "24:00")) | {
        "draw": at(two.replace(day=16), "00:00"),
        "result_from": at(two.replace(day=18), "00:00"),
        "claim": {
            "from": at(two.replace(day=18), "00:00"),
            "until": at(two.replace(day=25), "24:00"),
        },
    }
    return Expected(
        lottery=lottery,
        first_come=window(at(one, "08:30"), at(before(use, 7), "24:00")),
        counter=window(at(one, "08:30"), at(use, "24:00")),
        online_until=at(before(use, 7), "24:00"),
        fee_steps=steps(use),
    )


# Kodaira: cities.yaml, kodaira; closed days: public_facts.yaml.


def kodaira_closed(day: date) -> bool:
    if (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3):
        return True
    if _first_or_third_tuesday(day) and day not in _HOLIDAYS:
        return True
    eve = before(day, 1)
    return _first_or_third_tuesday(eve) and eve in _HOLIDAYS


def _first_or_third_tuesday(day: date) -> bool:
    return day.weekday() == 1 and (1 <= day.day <= 7 or 15 <= day.day <= 21)


def kodaira(use: date) -> Expected:
    two, opening = month(use, 2), month(use, 1)
    while kodaira_closed(opening):
        opening += timedelta(days=1)
    lottery = window(at(two.replace(day=10), "00:00"), at(two.replace(day=19), "24:00")) | {
        "draw": at(two.replace(day=20), "00:00"),
        "result_from": at(two.replace(day=20), "00:00"),
        "claim": None,
    }
    return Expected(
        lottery=lottery,
        first_come=window(at(opening, "09:00"), at(before(use, 8), "24:00")),
        counter=window(at(before(use, 7), "00:00"), at(use, "24:00")),
        online_until=None,  # the end of the day of booking, which is not given
        fee_steps=steps(use),
    )


# Sapporo: public_facts.yaml, sapporo; DECISIONS.md.


def sapporo(
    months: int, booked: Callable[[date], date] | None = None
) -> Callable[[date], Expected]:
    def expected(use: date) -> Expected:
        start = same_day(use, months)
        lottery = window(at(before(start, 7), "00:00"), at(start, "00:00")) | {
            "draw": at(start, "00:00"),
            "result_from": at(start, "09:00"),
            "claim": None,
        }
        return Expected(
            lottery=lottery,
            first_come=window(at(start, "09:00"), at(use, "24:00")),
            counter=None,
            online_until=None,  # by telephone
            fee_steps=steps(use, *_sapporo_steps(use, None if booked is None else booked(use))),
        )

    return expected


def _sapporo_steps(use: date, booked: date | None) -> list[tuple[date, int]]:
    whole = before(use, 5)
    if booked is None:
        return [(whole, 100)]
    tomorrow = booked + timedelta(days=1)
    if tomorrow >= whole:
        return [(tomorrow, 100)]
    return [(tomorrow, 50), (whole, 100)]


# Fukuoka: cities.yaml, fukuoka.lottery, first_come, cancellation.


def _fukuoka(
    *,
    lottery: int | None,
    opens: Callable[[date], str],
    closes: Callable[[date], str],
    until: Callable[[date], str],
    fee: Callable[[date], list[tuple[date, int]]],
    late: Callable[[date], str] | None = None,
) -> Callable[[date], Expected]:
    """``late``: from when on until the day of use the guide sends people to the counter."""

    def expected(use: date) -> Expected:
        drawn: dict[str, object] | None = None
        if lottery is not None:
            first = month(use, lottery)
            drawn = window(at(first, "00:00"), at(first.replace(day=14), "24:00")) | {
                "draw": at(first.replace(day=15), "00:00"),
                "result_from": at(first.replace(day=16), "00:00"),
                "claim": {
                    "from": at(first.replace(day=16), "00:00"),
                    "until": at(first.replace(day=19), "24:00"),
                },
            }
        return Expected(
            lottery=drawn,
            first_come=window(opens(use), closes(use)),
            counter=None if late is None else window(late(use), at(use, "24:00")),
            online_until=until(use),
            fee_steps=steps(use, *fee(use)),
        )

    return expected


def _on(back: int, day: int, clock: str) -> Callable[[date], str]:
    return lambda use: at(month(use, back).replace(day=day), clock)


def _eve(clock: str) -> Callable[[date], str]:
    return lambda use: at(before(use, 1), clock)


def _three_months(use: date) -> str:
    return at(same_day(use, 3), "24:00")


def _whole_from(days: int) -> Callable[[date], list[tuple[date, int]]]:
    return lambda use: [(before(use, days), 100)]


def _half_then_whole(half: int, whole: int) -> Callable[[date], list[tuple[date, int]]]:
    return lambda use: [(before(use, half), 50), (before(use, whole), 100)]


def _whole_after_months(months: int) -> Callable[[date], list[tuple[date, int]]]:
    return lambda use: [(same_day(use, months) + timedelta(days=1), 100)]


def _never(_use: date) -> list[tuple[date, int]]:
    return []


FUKUOKA: dict[str, Callable[[date], Expected]] = {
    "舞鶴公園テニスコート": _fukuoka(
        lottery=1,
        opens=_on(1, 21, "12:00"),
        closes=_eve("16:00"),
        until=_eve("16:00"),
        fee=_whole_from(6),
    ),
    "テニスコート（上記以外）": _fukuoka(
        lottery=1,
        opens=_on(1, 21, "12:00"),
        closes=_eve("19:00"),
        until=_eve("19:00"),
        fee=_whole_from(6),
    ),
    "野球場 球技場": _fukuoka(
        lottery=1,
        opens=_on(1, 20, "12:00"),
        closes=_eve("19:00"),
        until=_eve("19:00"),
        fee=_whole_from(6),
    ),
    "体育館": _fukuoka(
        lottery=3,
        opens=_on(3, 20, "09:00"),
        closes=_eve("19:00"),
        until=_eve("19:00"),
        fee=_half_then_whole(9, 4),
    ),
    "市民センター ホール": _fukuoka(
        lottery=9,
        opens=_on(9, 21, "09:00"),
        closes=_three_months,
        until=_three_months,
        fee=_whole_after_months(3),
        late=_three_months,
    ),
    "市民センター ホール以外": _fukuoka(
        lottery=3,
        opens=_on(3, 21, "09:00"),
        closes=_eve("18:00"),
        until=_eve("18:00"),
        fee=_half_then_whole(9, 4),
    ),
    "男女共同参画推進センター（アミカス）": _fukuoka(
        lottery=3,
        opens=_on(3, 21, "09:00"),
        closes=_eve("18:00"),
        until=_eve("18:00"),
        fee=_half_then_whole(9, 4),
    ),
    "健康づくりサポートセンター": _fukuoka(
        lottery=None,
        opens=lambda use: at(same_day(use, 3), "09:00"),
        closes=_eve("18:00"),
        until=_eve("18:00"),
        fee=_half_then_whole(9, 4),
    ),
    "大橋・千早 大練習室": _fukuoka(
        lottery=6,
        opens=_on(6, 21, "09:00"),
        closes=_eve("20:00"),
        until=_eve("20:00"),
        fee=_whole_after_months(1),
    ),
    "音楽・演劇練習場（上記以外）": _fukuoka(
        lottery=4,
        opens=_on(4, 21, "09:00"),
        closes=_eve("20:00"),
        until=_eve("20:00"),
        fee=_half_then_whole(13, 6),
    ),
    "NPO・ボランティア交流センター（あすみん）": _fukuoka(
        lottery=3,
        opens=_on(3, 20, "10:00"),
        closes=_eve("18:00"),
        until=lambda use: at(before(use, 10), "24:00"),
        fee=_never,
    ),
    "地域交流センター 多目的ホール": _fukuoka(
        lottery=9,
        opens=_on(9, 20, "09:00"),
        closes=_eve("18:00"),
        until=_eve("18:00"),
        fee=_whole_after_months(3),
    ),
    "地域交流センター 多目的ホール以外": _fukuoka(
        lottery=3,
        opens=_on(3, 20, "09:00"),
        closes=_eve("18:00"),
        until=_eve("18:00"),
        fee=_half_then_whole(9, 4),
    ),
}

CLASSES: dict[str, dict[str, Callable[[date], Expected]]] = {
    "shiroi": {"公民館等施設": shiroi},
    "kodaira": {"地域センター": kodaira},
    "sapporo": {
        "区民ホール": sapporo(3),
        "区民ホール以外": sapporo(2),
        "区民ホール（半面）": sapporo(1),
    },
    "fukuoka": FUKUOKA,
}
