"""How long a registration is valid, and what its holder may do on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from booking_service.policy.instants import LATEST_DATE, add_months
from booking_service.policy.model import City

_MONTHS_OF_A_YEAR = 12


class StandingState(StrEnum):
    """Whether a registrant may book. Suspended and expired ones may look, cancel and waive."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a registrant may do today. ``since``: the first day of a suspension, or the first day
    after the last valid one; None while active. ``kinds``: ids of the registrations held."""

    state: StandingState
    since: date | None
    kinds: frozenset[str]


#: The last valid day of a registration that has no end.
FOREVER = LATEST_DATE


def valid_until(city: City, registered_on: date) -> date:
    """The last day on which a registration made on ``registered_on`` is valid; ``FOREVER`` where it
    has no end."""
    if city.registration.valid_years is None:
        return FOREVER
    months = city.registration.valid_years * _MONTHS_OF_A_YEAR
    return add_months(registered_on, months) - timedelta(days=1)


def renewable_from(city: City, last_day: date) -> date:
    """The first day on which a registration valid until ``last_day`` can be renewed."""
    expiry = last_day + timedelta(days=1)
    return add_months(expiry, -city.registration.renewable_months_before)


def standing_on(
    today: date, last_day: date, suspended_since: date | None, kinds: frozenset[str]
) -> Standing:
    """The standing on ``today``. A suspension outweighs an expiry: renewing would not lift it."""
    if suspended_since is not None and suspended_since <= today:
        return Standing(StandingState.SUSPENDED, suspended_since, kinds)
    if today > last_day:
        return Standing(StandingState.EXPIRED, last_day + timedelta(days=1), kinds)
    return Standing(StandingState.ACTIVE, None, kinds)
