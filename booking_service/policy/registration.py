"""Who may register, how long a registration is valid, and what its holder may do on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from booking_service.policy.instants import LATEST_DATE, add_months
from booking_service.policy.model import City, HolderKind
from booking_service.policy.rules import Text

_MONTHS_OF_A_YEAR = 12
_A_DAY = timedelta(days=1)

#: The last valid day of a registration that has no end.
FOREVER = LATEST_DATE


class StandingState(StrEnum):
    """Whether a registrant may book. Suspended and expired ones may look, cancel and waive."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    UNFINISHED = "unfinished"  # to be finished at the counter first


@dataclass(frozen=True, slots=True)
class Standing:
    """What a registrant may do today. ``since``: the first day of a suspension, or the first day
    after the last valid one; None while active. ``kinds``: ids of the registrations held."""

    state: StandingState
    since: date | None
    kinds: frozenset[str]


def valid_until(city: City, registered_on: date) -> date:
    """The last day on which a registration made on ``registered_on`` is valid; ``FOREVER`` where it
    has no end."""
    years = city.registration.valid_years
    if years is None:
        return FOREVER
    return min(add_months(registered_on, years * _MONTHS_OF_A_YEAR) - _A_DAY, FOREVER)


def renewable_from(city: City, last_day: date) -> date:
    """The first day on which a registration valid until ``last_day`` can be renewed."""
    return add_months(last_day + _A_DAY, -city.registration.renewable_months_before)


def renewed_until(city: City, last_day: date, today: date) -> date:
    """The last valid day of a registration renewed on ``today``: a whole term after the old one, or
    from today if that is over."""
    return valid_until(city, max(last_day + _A_DAY, today))


def idle_before(city: City, today: date) -> date | None:
    """Registrations made before this day have lapsed on ``today``, unless one of the events that
    count in the city happened on it or later; None where none lapses (document 004 §2: a year from
    the registration or the last use; document 002 (1): three years)."""
    rule = city.registration.lapse
    return None if rule is None else add_months(today, -rule.years * _MONTHS_OF_A_YEAR)


def kinds_for(city: City, holder: HolderKind) -> frozenset[str]:
    """The kinds of registration that a person, or a group, may hold."""
    return frozenset(kind.id for kind in city.registration.kinds if holder in kind.holders)


def kind_names(city: City, kinds: frozenset[str]) -> list[Text]:
    """The names of kinds of registration, in the order of the city."""
    return [kind.name for kind in city.registration.kinds if kind.id in kinds]


def standing_on(
    today: date, last_day: date, suspended_since: date | None, kinds: frozenset[str]
) -> Standing:
    """The standing on ``today``. A suspension outweighs an expiry: renewing would not lift it."""
    if suspended_since is not None and suspended_since <= today:
        return Standing(StandingState.SUSPENDED, suspended_since, kinds)
    if today > last_day:
        return Standing(StandingState.EXPIRED, last_day + _A_DAY, kinds)
    return Standing(StandingState.ACTIVE, None, kinds)
