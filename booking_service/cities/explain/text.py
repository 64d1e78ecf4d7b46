"""An explanation as a page for a city officer: one line a value, with its rule and its source."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from booking_service.cities.explain.values import (
    Cancelling,
    Cost,
    Explanation,
    Fact,
    Step,
    Value,
)
from booking_service.policy.instants import TOKYO
from booking_service.policy.rules import Text

_WEEKDAYS = ("月 Mon", "火 Tue", "水 Wed", "木 Thu", "金 Fri", "土 Sat", "日 Sun")
_MIDNIGHT = timedelta(0)
_GAP = 2
_INDENT = " " * 4


def as_text(found: Explanation) -> str:
    """The whole page: a value a line, below it the rule and the source it rests on. Ends are
    printed as the guides write them: ``14日 24:00``."""
    column = max(_width(_both(fact.label)) for fact in found.facts) + _GAP
    lines = [*_title(found), ""]
    for fact in found.facts:
        lines.extend(_fact(fact, column))
    lines += ["", "締切・期限はその時刻を含みません / an end is the first instant that is too late"]
    return "\n".join(lines) + "\n"


def _title(found: Explanation) -> Iterator[str]:
    city, subject, question = found.city, found.subject, found.question
    yield _both(city.system_name)
    klass = f"{_both(subject.klass.name)} ({subject.klass.id})"
    if subject.room is not None and subject.facility is not None:
        yield _both(subject.facility.name)
        yield f"{_both(subject.room.name)} ({subject.room.id})"
    yield klass
    yield f"利用日 / date of use: {_day(question.use_date)}"
    if question.booked_on is not None:
        yield f"申込日 / booked on: {_day(question.booked_on)}"


def _fact(fact: Fact, column: int) -> Iterator[str]:
    source = f"{fact.source.kind.value}: {fact.source.reference}"
    if fact.part is not None:
        yield f"{_INDENT}  ({fact.part}) {source}"
        return
    label = _both(fact.label)
    value = _value(fact.value, ends=fact.ends)
    yield f"{label}{' ' * (column - _width(label))}{value}"
    if fact.note is not None:
        yield f"{_INDENT}{_both(fact.note)}"
    yield f"{_INDENT}[{fact.rule}] {source}"


def _value(value: Value, *, ends: bool) -> str:
    match value:
        case None:
            return "-"
        case datetime():
            return _instant(value, ends=ends)
        case Step(from_day, percent):
            since = "はじめから / from the beginning" if from_day is None else _day(from_day)
            return f"{since}  {percent} %"
        case Cost():
            slots = f" [{'+'.join(value.slots)}]" if value.slots else ""
            return f"{_both(value.name)}{slots}  {value.yen:,} 円"
        case Cancelling():
            return _cancelling(value)
        case int():
            return str(value)
        case _:
            return _both(value)


def _cancelling(at: Cancelling) -> str:
    online = {True: "端末で可 / online", False: "端末では不可 / not online", None: "?"}[at.online]
    percent = "?" if at.percent is None else f"{at.percent} %"
    yen = ", ".join(f"{yen:,}" for yen in at.yen)
    return f"{_instant(at.at, ends=False)}  {online}  {percent}" + (f"  {yen} 円" if yen else "")


def _instant(at: datetime, *, ends: bool) -> str:
    local = at.astimezone(TOKYO)
    since_midnight = timedelta(hours=local.hour, minutes=local.minute)
    if ends and since_midnight == _MIDNIGHT:
        return f"{_day(local.date() - timedelta(days=1))} 24:00"
    return f"{_day(local.date())} {local:%H:%M}"


def _day(day: date) -> str:
    return f"{day.isoformat()} ({_WEEKDAYS[day.weekday()]})"


def _both(text: Text) -> str:
    return f"{text['ja']} / {text['en']}" if "en" in text else text["ja"]


def _width(text: str) -> int:
    """How many columns a terminal gives the text: full-width characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
