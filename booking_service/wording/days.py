"""Days and times of day as each language writes them; as on the kiosk's screens and receipts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from booking_service.policy.instants import TOKYO
from booking_service.policy.rules import Text

_WEEKDAYS: Final[Mapping[str, str | tuple[str, ...]]] = {
    "ja": "月火水木金土日",
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "zh-Hans": "一二三四五六日",
    "ko": "월화수목금토일",
}
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_BETWEEN: Final[Mapping[str, str]] = {"en": "–", "ko": "~"}
_MIDNIGHT: Final = "24:00"
_HOUR: Final = 60
#: What follows the figure of an English ordinal; ``th`` after all others.
_ORDINALS: Final = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def day(at: date, language: str) -> str:
    """A day with its weekday."""
    name = weekday(at, language)
    match language:
        case "en":
            return f"{name} {at.day} {_MONTHS[at.month - 1]} {at.year}"
        case "zh-Hans":
            return f"{at.year}年{at.month}月{at.day}日（周{name}）"
        case "ko":
            return f"{at.year}년 {at.month}월 {at.day}일 ({name})"
        case _:
            return f"{at.year}年{at.month}月{at.day}日（{name}）"


def weekday(at: date, language: str) -> str:
    """The short name of the weekday."""
    return _WEEKDAYS.get(language, _WEEKDAYS["ja"])[at.weekday()]


def day_of_a_month(number: int) -> Text:
    """A day of whichever month, by language: "5th" where others write the figure alone."""
    figures = dict.fromkeys(("ja", "kana", "ja-easy", "zh-Hans", "ko"), str(number))
    return {**figures, "en": f"{number}{_ORDINALS.get(number, 'th')}"}


def time_of_day(minutes: int) -> str:
    """So many minutes after midnight."""
    return f"{minutes // _HOUR}:{minutes % _HOUR:02}"


def clock(at: datetime) -> str:
    """The time of day in Japan."""
    local = at.astimezone(TOKYO)
    return time_of_day(local.hour * _HOUR + local.minute)


def end_of_use(start: datetime, end: datetime) -> str:
    """When a use ends: at midnight, at 24:00 of its own day."""
    return _MIDNIGHT if end.date() > start.date() else clock(end)


def span(start: datetime, end: datetime, language: str) -> str:
    """From when until when on one day."""
    return f"{clock(start)}{_BETWEEN.get(language, '～')}{end_of_use(start, end)}"


def moment(at: datetime, language: str) -> str:
    """A day and a time of day."""
    return f"{day(at.astimezone(TOKYO).date(), language)} {clock(at)}"


def deadline(at: datetime, language: str) -> str:
    """Until midnight means until 24:00 of the day before, as people say it."""
    local = at.astimezone(TOKYO)
    if (local.hour, local.minute) != (0, 0):
        return moment(at, language)
    return f"{day(local.date() - timedelta(days=1), language)} {_MIDNIGHT}"
