"""When a lottery opens, closes, is drawn, answered and lapses, and what its draw is called.

One draw covers what its rule says: a month of use, or a single date of use.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking_service.policy.calendar import span_of, when
from booking_service.policy.instants import add_months, first_of_month
from booking_service.policy.model import City, Facility, FacilityClass
from booking_service.policy.rules import LotteryRule, Period


@dataclass(frozen=True, slots=True)
class LotteryTimes:
    """The instants of one lottery. Applying is ``[opens, closes)``, claiming and waiving
    ``[claim_from, claim_until)``; at ``lapse_at`` the wins nobody claimed are deleted, before
    anything else that falls on that instant. All three are None where a win becomes a reservation
    by itself at ``result_from``."""

    opens: datetime
    closes: datetime
    draw_at: datetime
    result_from: datetime
    claim_from: datetime | None
    claim_until: datetime | None
    lapse_at: datetime | None

    @property
    def over_at(self) -> datetime:
        """When nothing is left to be done for the draw."""
        return self.result_from if self.lapse_at is None else self.lapse_at


def period_start(rule: LotteryRule, day: date) -> date:
    """The first day of what the draw for a use on ``day`` covers; it names the period."""
    match rule.period:
        case Period.USE_MONTH:
            return first_of_month(day)
        case Period.USE_DATE:
            return day


def draw_id(rule: LotteryRule, day: date) -> str:
    """The name of the draw for a use on ``day``: ``tennis/2026-07`` or ``hall/2026-07-14``."""
    match rule.period:
        case Period.USE_MONTH:
            return f"{rule.id}/{day:%Y-%m}"
        case Period.USE_DATE:
            return f"{rule.id}/{day:%Y-%m-%d}"


def lottery_of(klass: FacilityClass, day: date) -> LotteryRule | None:
    """The lottery of ``klass`` for a use on ``day``: that of the first day of its period, so that
    one draw has one rule; None if the class has none."""
    rule = klass.lottery_on(day)
    return None if rule is None else klass.lottery_on(period_start(rule, day))


def lotteries_between(city: City, first: date, last: date) -> Iterator[tuple[LotteryRule, date]]:
    """Every lottery with the start of each period that has a day from ``first`` to ``last``."""
    by_id = {
        klass.lottery.versions[0][1].id: klass.lottery
        for klass in city.classes
        if klass.lottery is not None
    }
    for dated in by_id.values():
        day = first
        while day <= last:
            start = period_start(dated.on(day), day)
            rule = dated.on(start)
            yield rule, start
            day = _next_period(rule, start)


def classes_of_lottery(city: City, lottery_id: str) -> tuple[FacilityClass, ...]:
    """The classes whose rooms are drawn together under this lottery."""
    return tuple(
        klass
        for klass in city.classes
        if klass.lottery is not None and klass.lottery.versions[0][1].id == lottery_id
    )


def lottery_times(
    city: City, facility: Facility | None, klass: FacilityClass, day: date
) -> LotteryTimes | None:
    """The lottery of ``klass`` for a use on ``day`` (where a draw covers a month, any of its days);
    None if the class has no lottery. Without a facility only closed days of the whole city move
    anything."""
    rule = lottery_of(klass, day)
    if rule is None:
        return None
    start = period_start(rule, day)
    if not city.owns(klass) or (facility is not None and not city.owns(facility)):
        return times_of_rule(city, facility, rule, start)
    return city.remembered(
        ("lottery", klass.id, None if facility is None else facility.id, start),
        lambda: times_of_rule(city, facility, rule, start),
    )


def _next_period(rule: LotteryRule, start: date) -> date:
    match rule.period:
        case Period.USE_MONTH:
            return add_months(start, 1)
        case Period.USE_DATE:
            return start + timedelta(days=1)


def times_of_rule(
    city: City, facility: Facility | None, rule: LotteryRule, start: date
) -> LotteryTimes:
    """The instants of ``rule`` for the period that begins on ``start``."""
    applications = span_of(city, facility, rule.applications, start)
    claim = None if rule.claim is None else span_of(city, facility, rule.claim, start)
    return LotteryTimes(
        opens=applications.opens,
        closes=applications.closes,
        draw_at=when(city, facility, rule.draw, start),
        result_from=when(city, facility, rule.result, start),
        claim_from=None if claim is None else claim.opens,
        claim_until=None if claim is None else claim.closes,
        lapse_at=None if rule.lapse is None else when(city, facility, rule.lapse, start),
    )
