"""An empty database of either kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from booking_service.storage.place import Place
from booking_service.storage.ports import Database
from tests.booking_service.storage.stores import PATIENT, opened


@pytest.fixture
def database(new_place: Place) -> Iterator[Database]:
    """With a writer that is soon back at work."""
    running = opened(new_place, PATIENT)
    yield running
    running.close()
