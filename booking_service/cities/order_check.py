"""Refuses a city in which one rule of a class takes away what another one promises.

Each rule has been read by itself; here a class's rules are held against each other. On which days a
facility is closed does not count: ``window_check`` tries windows on those days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from booking_service.cities import reading
from booking_service.cities.table import CityFile
from booking_service.policy.instants import (
    EARLIEST_DATE,
    RelativeInstant,
    Shift,
    add_months,
    first_of_month,
    resolve,
)
from booking_service.policy.lottery import lottery_of
from booking_service.policy.model import City, FacilityClass
from booking_service.policy.rules import LotteryRule, OfferRule

_CLAIM = "lottery-claim"
_CHANGE = "reservation-change"


def check_orders(city: City, classes: CityFile) -> None:
    """Raises ``CityError`` about the first class, in ``classes``, whose rooms are given away first
    come, first served while its lottery is still open, undrawn or unclaimed."""
    for place, klass in enumerate(city.classes):
        for lottery, first_come in _together(klass):
            for key, earlier in _until_over(lottery):
                day = reading.first_out_of_order(earlier, first_come.window.opens, strict=False)
                if day is None:
                    continue
                opens = resolve(first_come.window.opens, day)
                raise classes.error(
                    ("class", place, "first_come"),
                    f"for a use on {day} {first_come.id!r} opens at {opens:%Y-%m-%d %H:%M}, but "
                    f"{key} of the lottery {lottery.id!r} is "
                    f"{resolve(earlier, day):%Y-%m-%d %H:%M}",
                    "let first-come open when the lottery is over, on every day of the year",
                )
            if first_come.window.opens.shift is Shift.BACKWARDS:
                raise classes.error(
                    ("class", place, "first_come"),
                    f"closed days let {first_come.id!r} open earlier, perhaps before its lottery "
                    "is over",
                    "let the opening be shifted forwards, or not at all",
                )


def check_features(city: City, file: CityFile) -> None:
    """Raises ``CityError`` if the kiosk is to offer claiming where no win is ever claimed, or
    changing where nothing is changed without the counter; or if it is not to, and something is."""
    lotteries = [klass.lottery for klass in city.classes if klass.lottery is not None]
    claims = [rule.claim for dated in lotteries for _, rule in dated.versions]
    if _CLAIM in city.features and not any(claims):
        raise file.error(
            ("features",),
            f"{_CLAIM!r} is offered, but no lottery has wins that are claimed",
            "leave it out, or give a lottery claim_opens, claim_closes and lapse",
        )
    changes = any(klass.changed_online for klass in city.classes)
    if changes != (_CHANGE in city.features):
        raise file.error(
            ("features",),
            f"{_CHANGE!r} and changed_online of the classes do not fit together",
            "name it where a class has changed_online = true, and nowhere else",
        )


def _until_over(rule: LotteryRule) -> Iterator[tuple[str, RelativeInstant]]:
    yield "closes", rule.applications.closes
    yield "draw", rule.draw
    if rule.lapse is not None:
        yield "lapse", rule.lapse


def _together(klass: FacilityClass) -> Iterator[tuple[LotteryRule, OfferRule]]:
    """Every version of the lottery with every version of first-come that holds for a same day."""
    if klass.lottery is None or klass.first_come is None:
        return
    starts = [EARLIEST_DATE]
    for dated in (klass.lottery, klass.first_come):
        starts += [since for since, _ in dated.versions if since > date.min]
    # a draw of a whole month changes with the month after the day of its new version
    starts += [add_months(first_of_month(since), 1) for since in starts]
    found: list[tuple[LotteryRule, OfferRule]] = []
    for day in sorted(starts):
        lottery, first_come = lottery_of(klass, day), klass.first_come_on(day)
        if lottery is not None and first_come is not None and (lottery, first_come) not in found:
            found.append((lottery, first_come))
            yield found[-1]
