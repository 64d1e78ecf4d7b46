"""A fresh service for every test, on a copy of a database whose days have been made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.booking_service.lobby import Central, Kiosk, open_central


@pytest.fixture(scope="session")
def made_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a service that has begun its first day and stopped."""
    path = tmp_path_factory.mktemp("made") / "shiroi.db"
    open_central(path).close()
    return path


@pytest.fixture
def database(made_database: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copy(made_database, tmp_path / "shiroi.db"))


@pytest.fixture
def central(database: Path) -> Iterator[Central]:
    """The running service."""
    running = open_central(database)
    yield running
    running.close()


@pytest.fixture
def kiosk(central: Central) -> Kiosk:
    """A terminal of it."""
    return central.kiosk()


@pytest.fixture
def resident(central: Central, kiosk: Kiosk) -> Kiosk:
    """The same terminal with a resident logged in."""
    kiosk.enter(central.group())
    return kiosk
