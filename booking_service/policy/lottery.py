"""When the lottery for a month of use opens, closes, is drawn, answered and lapses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from booking_service.policy.calendar import closed_days_of
from booking_service.policy.instants import resolve, resolve_window
from booking_service.policy.model import City, Facility, FacilityClass


@dataclass(frozen=True, slots=True)
class LotteryTimes:
    """The instants of one lottery. Applying is ``[opens, closes)``, claiming and waiving
    ``[claim_from, claim_until)``; at ``lapse_at`` the wins nobody claimed are deleted, before
    anything else that falls on that instant."""

    opens: datetime
    closes: datetime
    draw_at: datetime
    result_from: datetime
    claim_from: datetime
    claim_until: datetime
    lapse_at: datetime


def lottery_times(
    city: City, facility: Facility | None, klass: FacilityClass, use_month: date
) -> LotteryTimes | None:
    """The lottery of ``klass`` for the month of ``use_month``, which may be any of its days; None
    if the class has no lottery. Without a facility no closed day moves anything."""
    rule = klass.lottery
    if rule is None:
        return None
    closed_on = closed_days_of(city, facility)
    applications = resolve_window(rule.applications, use_month, closed_on=closed_on)
    claim = resolve_window(rule.claim, use_month, closed_on=closed_on)
    return LotteryTimes(
        opens=applications.opens,
        closes=applications.closes,
        draw_at=resolve(rule.draw, use_month, closed_on=closed_on),
        result_from=resolve(rule.result, use_month, closed_on=closed_on),
        claim_from=claim.opens,
        claim_until=claim.closes,
        lapse_at=resolve(rule.lapse, use_month, closed_on=closed_on),
    )
