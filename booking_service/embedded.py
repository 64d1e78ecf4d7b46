"""The whole service inside another process, over real HTTP: for tests and the demonstration."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from booking_service.address import Address, url_of
from booking_service.api.app import build_app
from booking_service.cities.loader import known_city
from booking_service.clock import Clock, MovableClock
from booking_service.policy.model import City
from booking_service.running import Server
from booking_service.service import kiosks
from booking_service.service.office import Limits, Office
from booking_service.service.opening import BookingService, open_service
from booking_service.service.staff.accounts import token_for_everything
from booking_service.storage.place import Place

LOOPBACK = "127.0.0.1"
START_SECONDS = 120.0
STOP_SECONDS = 10.0

#: Fills the database before the service begins.
Prepare = Callable[[Office], Awaitable[None]]


class NotStartedError(Exception):
    """The embedded service did not come up."""


@dataclass(frozen=True, slots=True)
class Running:
    """A running service. ``url`` has no slash at its end; ``stop()`` ends it and its threads."""

    url: str
    service: BookingService
    clock: Clock
    _server: Server
    _thread: threading.Thread

    def stop(self) -> None:
        """Stops listening, lets the writer finish, closes the database."""
        self._server.stop()
        self._thread.join(STOP_SECONDS)
        self.service.close()

    def enrol_kiosk(self, kiosk_id: str, place: str) -> str:
        """A credential ``KIOSK_ID.SECRET``."""
        office = self.service.office
        return office.database.submit(
            lambda store: kiosks.enrol(store, kiosk_id, place, office.now())
        ).result()

    def staff_token(self) -> str:
        """A token for everything under ``/v1/staff``."""
        return asyncio.run(token_for_everything(self.service.office, "everybody"))


def start(
    city: str | City,
    database: Place,
    clock: Clock,
    port: int = 0,
    *,
    demo: bool = True,
    limits: Limits | None = None,
    prepare: Prepare | None = None,
    monitor_token: str | None = None,
) -> Running:
    """Starts a city's service on the loopback interface and returns once it answers.

    With ``demo`` and a ``MovableClock`` the clock can be moved over HTTP. ``prepare`` is run before
    the first day begins (``demo_data.add_residents``, for one). Raises ``CityError`` for
    a wrong city, ``OSError`` where the port is taken, ``NotStartedError`` where it does not come
    up in time.
    """
    known = known_city(city) if isinstance(city, str) else city
    listening = Address(LOOPBACK, port).listen()
    service = open_service(known, database, clock, limits or Limits())
    service.office.public_url = url_of(listening)
    if prepare is not None:
        asyncio.run(_prepared(prepare, service))
    movable = clock if demo and isinstance(clock, MovableClock) else None
    ready = threading.Event()
    server = Server(build_app(service, movable, monitor_token), ready.set)
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listening]}, name="booking-service", daemon=True
    )
    running = Running(service.office.public_url, service, clock, server, thread)
    thread.start()
    if not ready.wait(START_SECONDS):
        running.stop()
        raise NotStartedError(known.id)
    return running


async def _prepared(prepare: Prepare, service: BookingService) -> None:
    await prepare(service.office)
