"""An explanation as a page for a city officer: one line a value, with its rule and its source."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from booking_service.cities.explain import words
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
from booking_service.wording.days import weekday

_ONLINE = {True: "explain.online", False: "explain.not_online"}
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
    lines += ["", _both(words.say("explain.ends"))]
    return "\n".join(lines) + "\n"


def _title(found: Explanation) -> Iterator[str]:
    city, subject, question = found.city, found.subject, found.question
    yield _both(city.system_name)
    klass = f"{_both(subject.klass.name)} ({subject.klass.id})"
    if subject.room is not None and subject.facility is not None:
        yield _both(subject.facility.name)
        yield f"{_both(subject.room.name)} ({subject.room.id})"
    yield klass
    yield f"{_both(words.label('use_date'))}: {_day(question.use_date)}"
    if question.booked_on is not None:
        yield f"{_both(words.label('booked_on'))}: {_day(question.booked_on)}"


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
            beginning = _both(words.say("explain.from_the_beginning"))
            return f"{beginning if from_day is None else _day(from_day)}  {percent} %"
        case Cost():
            slots = f" [{'+'.join(value.slots)}]" if value.slots else ""
            return f"{_both(value.name)}{slots}  {_yen(value.yen)}"
        case Cancelling():
            return _cancelling(value)
        case int():
            return str(value)
        case _:
            return _both(value)


def _cancelling(at: Cancelling) -> str:
    online = "?" if at.online is None else _both(words.say(_ONLINE[at.online]))
    percent = "?" if at.percent is None else f"{at.percent} %"
    return f"{_instant(at.at, ends=False)}  {online}  {percent}" + (
        f"  {_yen(*at.yen)}" if at.yen else ""
    )


def _yen(*amounts: int) -> str:
    return words.say("explain.yen", amounts=", ".join(f"{yen:,}" for yen in amounts))["ja"]


def _instant(at: datetime, *, ends: bool) -> str:
    local = at.astimezone(TOKYO)
    since_midnight = timedelta(hours=local.hour, minutes=local.minute)
    if ends and since_midnight == _MIDNIGHT:
        return f"{_day(local.date() - timedelta(days=1))} 24:00"
    return f"{_day(local.date())} {local:%H:%M}"


def _day(day: date) -> str:
    return f"{day.isoformat()} ({weekday(day, 'ja')} {weekday(day, 'en')})"


def _both(text: Text) -> str:
    return f"{text['ja']} / {text['en']}" if "en" in text else text["ja"]


def _width(text: str) -> int:
    """How many columns a terminal gives the text: full-width characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
