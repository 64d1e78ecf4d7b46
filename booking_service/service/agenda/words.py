"""A rule about time in a resident's words: "from the 5th of the month two months before the use".

The words stand in the catalogue (``agenda.…``). Here is which of them a rule takes, and in what
order one goes into the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from booking_service.policy.agenda import Event
from booking_service.policy.instants import (
    MINUTES_OF_A_DAY,
    Anchor,
    MonthDay,
    RelativeInstant,
    Shift,
    ShiftOver,
)
from booking_service.policy.rules import Text
from booking_service.wording.days import day_of_a_month, time_of_day
from booking_service.wording.words import in_all, term

_SHORTEST_MONTH = 28
#: From this day on a day of the month stands for its end, however short the month is.
_LAST = 31


def paying(terms: Mapping[str, Text]) -> Text:
    """What the calendar calls the days of paying, in the city's ``terms``."""
    return in_all("agenda.paying", fee=term(terms, "fee"))


def lapsing() -> Text:
    """What becomes of wins that nobody claimed."""
    return in_all("agenda.lapsing")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a rule of ``Anchor.EVENT`` counts from. ``claim``: the city's name for claiming."""

    event: Event
    claim: Text


def counted(event: Event, terms: Mapping[str, Text]) -> Counted:
    """From an event, in the city's ``terms``."""
    return Counted(event, term(terms, "claim"))


def when(
    opens: RelativeInstant | None, closes: RelativeInstant | None, since: Counted | None = None
) -> Text:
    """From when until when; one of the two may be left out. ``since``: for what counts from an
    event, a booking where it is left out."""
    if closes is None:
        if opens is None:
            raise ValueError("a rule that neither begins nor ends cannot be said")
        return in_all("agenda.since", opens=_beginning(opens, since))
    if opens is None:
        return in_all("agenda.until", closes=_end(closes, since))
    begins, ends = _beginning(opens, since), _end(closes, since, after=opens)
    return in_all("agenda.window", opens=begins, closes=ends)


def on(at: RelativeInstant) -> Text:
    """On which day, and at what time; of what happens once and does not last."""
    return in_all("agenda.on", day=_beginning(at, None))


def beside(first: Text, second: Text) -> Text:
    """Two sentences, one after the other."""
    return in_all("agenda.beside", first=first, second=second)


def of_rooms(name: Text, rooms: Text) -> Text:
    """The name of a rule with the rooms it is for."""
    return in_all("agenda.of_rooms", name=name, rooms=rooms)


# Which day it is --------------------------------------------------------------------------------


def _as_beginning(instant: RelativeInstant) -> RelativeInstant:
    """24:00 is where the next day begins."""
    named = _named(instant)
    if named.at != MINUTES_OF_A_DAY or named.shift is not Shift.NONE:
        return named
    return _days_on(named, 1, at=0)


def _as_end(instant: RelativeInstant) -> RelativeInstant:
    """00:00 is where the day before ends."""
    named = _named(instant)
    if named.at != 0 or named.shift is not Shift.NONE:
        return named
    return _days_on(named, -1, at=MINUTES_OF_A_DAY)


def _named(instant: RelativeInstant) -> RelativeInstant:
    """The same with its day of the month, where it is one of a month: the month of a day of use is
    the month of use."""
    match instant.of, instant.day:
        case Anchor.USE_MONTH, None:
            return replace(instant, day=1)
        case Anchor.USE_DATE, int() | MonthDay():
            return replace(instant, of=Anchor.USE_MONTH)
    return instant


def _days_on(instant: RelativeInstant, days: int, *, at: int) -> RelativeInstant:
    """So many days later, as another day of the month where that is the same in every month."""
    match instant.day:
        case int(day) if 0 < day + days <= _SHORTEST_MONTH:
            return replace(instant, day=day + days, at=at)
        case 1 if days < 0:
            return replace(instant, months=instant.months - 1, day=_LAST, at=at)
        case int(day) if days > 0 and day >= _LAST:
            return replace(instant, months=instant.months + 1, day=1, at=at)
    return replace(instant, days=instant.days + days, at=at)


def _in_one_month(begins: RelativeInstant, ends: RelativeInstant) -> bool:
    """Whether both name a day of the same month, so that the second need not name the month."""
    months = {(at.of, at.months, at.days, at.day is None) for at in (begins, ends)}
    return months == {(begins.of, begins.months, 0, False)}


def _around_one_date(begins: RelativeInstant, ends: RelativeInstant) -> bool:
    """Whether both count days from the same date some months from the use, so that the second
    need not name it again."""
    dates = {(at.of, at.months, at.day) for at in (begins, ends)}
    return dates == {(Anchor.USE_DATE, begins.months, None)} and 0 not in (begins.months, ends.days)


# What it is called ------------------------------------------------------------------------------


def _beginning(opens: RelativeInstant, since: Counted | None) -> Text:
    at = _as_beginning(opens)
    return _point(at, _day(at, None, since), "" if at.at == 0 else time_of_day(at.at))


def _end(
    closes: RelativeInstant, since: Counted | None, after: RelativeInstant | None = None
) -> Text:
    """``after``: the beginning, said before it."""
    at = _as_end(closes)
    day = _day(at, None if after is None else _as_beginning(after), since)
    return _point(at, day, "" if at.at == MINUTES_OF_A_DAY else time_of_day(at.at))


def _point(at: RelativeInstant, day: Text, time: str) -> Text:
    """A day; the time of day, unless the day begins or ends with it; and where it goes if it falls
    on a day that is closed."""
    if at.shift is Shift.NONE:
        return in_all("agenda.at", day=day, time=time) if time else day
    over = "bank" if at.over is ShiftOver.BANK_HOLIDAYS else "closed"
    shift = in_all(f"agenda.shift.{over}.{at.shift.value}")
    if not time:
        return in_all("agenda.unless", day=day, shift=shift)
    return in_all("agenda.at.unless", day=day, time=time, shift=shift)


def _day(at: RelativeInstant, after: RelativeInstant | None, since: Counted | None) -> Text:
    if after is not None and at.day is not None and _in_one_month(after, at):
        return _day_of("same_month", at.day)
    if after is not None and _around_one_date(after, at):
        return _counted("that_date", at.days)
    day = _date(at, since) if at.day is None else _day_of("month", at.day, month=_month(at, since))
    return day if at.days == 0 else _counted("day", at.days, day=day)


def _day_of(what: str, day: int | MonthDay, **values: Text) -> Text:
    if day == MonthDay.LAST_OPEN:
        return in_all(f"agenda.{what}.last_open", **values)
    if int(day) >= _LAST:
        return in_all(f"agenda.{what}.last", **values)
    return in_all(f"agenda.{what}.nth", day=day_of_a_month(int(day)), **values)


def _date(at: RelativeInstant, since: Counted | None) -> Text:
    """The day of use, or of what happened; or the same day of a month before or after."""
    if at.months == 0:
        return _anchor(at, "day", since)
    return _counted("date", at.months, of=_anchor(at, "day.from", since))


def _month(at: RelativeInstant, since: Counted | None) -> Text:
    if at.months == 0:
        return _anchor(at, "month", since)
    return _counted("month", at.months, of=_anchor(at, "month.from", since))


def _anchor(at: RelativeInstant, what: str, since: Counted | None) -> Text:
    """The day or the month of use; or of booking, claiming or winning."""
    if at.of is not Anchor.EVENT:
        return in_all(f"agenda.use.{what}")
    if since is not None and since.event is Event.CLAIMED:
        return in_all(f"agenda.claimed.{what}", claim=since.claim)
    return in_all(f"agenda.{Event.BOOKED if since is None else since.event}.{what}")


def _counted(what: str, count: int, **values: Text) -> Text:
    """So many days or months before something, or after it."""
    side = "before" if count < 0 else "after"
    if abs(count) == 1:
        return in_all(f"agenda.{what}.{side}.one", **values)
    return in_all(f"agenda.{what}.{side}", count=str(abs(count)), **values)
