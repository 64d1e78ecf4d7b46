"""A booking service that runs, for whoever enrols with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from booking_service import embedded
from booking_service.clock import TOKYO, MovableClock
from booking_service.service.staff import kiosks
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.roles import Role

MakeCode = Callable[[str], str]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.Running]:
    database = tmp_path_factory.mktemp("service") / "service.sqlite3"
    running = embedded.start("shiroi", database, MovableClock(datetime.now(TOKYO)))
    yield running
    running.stop()


@pytest.fixture
def make_code(service: embedded.Running) -> MakeCode:
    """What ``booking-service staff enrol-kiosk`` prints."""
    office = service.service.office
    officer = Officer("gishi", frozenset(Role))

    def make(kiosk_id: str) -> str:
        command = kiosks.make_code(office, officer, kiosk_id, "ロビー")
        return asyncio.run(office.write(command)).code

    return make
