"""The city the rules are tried on."""

from __future__ import annotations

import pytest

from booking_service.cities.loader import known_city
from booking_service.policy.model import City


@pytest.fixture(scope="session")
def shiroi() -> City:
    return known_city("shiroi")
