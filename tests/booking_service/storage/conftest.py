"""An empty database of either kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from booking_service.storage.place import Place
from booking_service.storage.ports import Database
from tests.booking_service.storage.stores import QUICK, opened


@pytest.fixture
def database(new_place: Place) -> Iterator[Database]:
    """With a writer that does not wait long."""
    running = opened(new_place, QUICK)
    yield running
    running.close()
