"""The city the rules are tried on."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from booking_service.cities.loader import load_city
from booking_service.policy.model import City

# A loaded machine makes an example slow, never wrong.
settings.register_profile("rules", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rules")


@pytest.fixture(scope="session")
def shiroi() -> City:
    return load_city("shiroi")
