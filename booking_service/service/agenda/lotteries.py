"""The lotteries that are running, and for each the next one that is coming."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from booking_service.policy.calendar import is_closed
from booking_service.policy.instants import add_months, first_of_month, length_of_month
from booking_service.policy.lottery import (
    LotteryTimes,
    classes_of_lottery,
    draw_id,
    lotteries_between,
    times_of_rule,
)
from booking_service.policy.model import City
from booking_service.policy.offers import months_ahead
from booking_service.policy.rules import LotteryRule, Period
from booking_service.service.agenda.names import called
from booking_service.service.agenda.shapes import Lotteries, Lottery
from booking_service.service.office import Office
from booking_service.service.views import text
from booking_service.storage.ports import Reader

#: So long a result stays in the list, if nothing has to be claimed for longer: of a draw that is
#: held every month, and of one that is held every day.
_RESULT_SHOWN = {Period.USE_MONTH: timedelta(days=7), Period.USE_DATE: timedelta(days=1)}
_State = Literal["coming", "open", "drawing", "result", "claiming"]


def lotteries(office: Office) -> Lotteries:
    """Every lottery that is open, being drawn, or whose result is new, and the next of each rule;
    in the order in which they open."""
    now = office.now()
    with office.database.reading() as reader:
        running = list(_running(office.city, reader, now))
    return {"items": sorted(running, key=lambda one: (one["opens"], one["id"]))}


def _running(city: City, reader: Reader, now: datetime) -> Iterator[Lottery]:
    today = now.date()
    last = add_months(first_of_month(today), months_ahead(city) + 2) - timedelta(days=1)
    announced: set[str] = set()
    for rule, start in lotteries_between(city, today, last):
        times = times_of_rule(city, None, rule, start)
        if now >= _listed_until(rule, times) or not _facilities(city, rule, start):
            continue
        if now < times.opens:
            if rule.id not in announced:
                announced.add(rule.id)
                yield _shown(city, rule, start, "coming")
            continue
        published = _is_published(reader, draw_id(rule, start), times, now)
        if published is None:
            continue
        yield _shown(city, rule, start, _state(times, now, published=published))


def _listed_until(rule: LotteryRule, times: LotteryTimes) -> datetime:
    return max(times.over_at, times.result_from + _RESULT_SHOWN[rule.period])


def _is_published(reader: Reader, name: str, times: LotteryTimes, now: datetime) -> bool | None:
    """Whether there is a result to be looked at, since a draw may be late; None where there was no
    draw, which was over before the service began its first day."""
    draw = reader.draw(name)
    if draw is None:
        return None if now >= times.over_at else False
    return draw.published_at is not None


def _state(times: LotteryTimes, now: datetime, *, published: bool) -> _State:
    if now < times.closes:
        return "open"
    if not published:
        return "drawing"
    if times.claim_from is not None and times.claim_until is not None:
        return "claiming" if times.claim_from <= now < times.claim_until else "result"
    return "result"


def _facilities(city: City, rule: LotteryRule, start: date) -> list[str]:
    """Where rooms are drawn; for a single day only the places that open on it."""
    wanted = {klass.id for klass in classes_of_lottery(city, rule.id)}
    return [
        facility.id
        for facility in city.facilities
        if any(room.class_id in wanted for room in facility.rooms)
        and not (rule.period is Period.USE_DATE and is_closed(city, facility, start))
    ]


def _shown(city: City, rule: LotteryRule, start: date, state: _State) -> Lottery:
    times = times_of_rule(city, None, rule, start)
    classes = [klass.id for klass in classes_of_lottery(city, rule.id)]
    by_month = rule.period is Period.USE_MONTH
    return {
        "id": draw_id(rule, start),
        "name": text(called(city, rule.name, classes)),
        "class_ids": classes,
        "facility_ids": _facilities(city, rule, start),
        "use_from": start,
        "use_until": start.replace(day=length_of_month(start)) if by_month else start,
        "opens": times.opens,
        "closes": times.closes,
        "draw_at": times.draw_at,
        "result_from": times.result_from,
        "claim_from": times.claim_from,
        "claim_until": times.claim_until,
        "state": state,
    }
