"""``booking-service serve``: one city, alone in its process, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from dataclasses import replace
from types import FrameType

from booking_service.address import Address, url_of
from booking_service.api.app import build_app
from booking_service.cities.errors import CityError
from booking_service.cities.loader import load_city
from booking_service.clock import Clock, MovableClock, SystemClock
from booking_service.demo_data import add_residents
from booking_service.kept_secrets import SecretTroubleError
from booking_service.mail_settings import MailSettings
from booking_service.policy.model import City
from booking_service.policy.rules import EntropyKind
from booking_service.running import Server, calm_garbage_collection
from booking_service.service.draws.beacon import Beacon, HttpBeacon
from booking_service.service.office import Limits, Office
from booking_service.service.opening import (
    BookingService,
    OrphanedBookingsError,
    OtherCityError,
    open_service,
)
from booking_service.service.people.sealing import WrongDataKeyError
from booking_service.service.secrets import new_token
from booking_service.settings import ServeSettings, SettingsError
from booking_service.several import Ready, serve_several
from booking_service.staff_client import check_writable, kept_token, write_token
from booking_service.storage.errors import (
    DatabaseInUseError,
    SchemaTooNewError,
    UnusableDatabaseError,
)

log = logging.getLogger(__name__)

WRONG_SETTING = 2
_ELSEWHERE = (
    "%s does not hold the token of this database's first administrator: it lies where the service"
    " was first started; copy it from there, or make a new one with --renew-staff-token"
)


def serve(settings: ServeSettings, mail: MailSettings) -> int:
    """Serves until SIGTERM or SIGINT. Prints one line, the address, when it answers.

    Raises ``SettingsError`` where city, database or address are not right.
    """
    if settings.processes == 1:
        return _serve_alone(settings, mail, _print_address)

    begun = False

    def serve_child(address: Address, ready: Ready) -> int:
        renew = settings.renew_staff_token and not begun  # not whenever one is started again
        own = replace(settings, address=address, renew_staff_token=renew)
        try:
            return _serve_alone(own, mail, ready)
        except SettingsError as error:
            sys.stderr.write(f"booking-service: {error}\n")
            return WRONG_SETTING

    def all_answer(url: str) -> None:
        nonlocal begun
        begun = True
        _print_address(url)

    try:
        return serve_several(settings.processes, settings.address, serve_child, all_answer)
    except OSError as error:
        raise _no_address(settings.address, error) from None


def _serve_alone(settings: ServeSettings, mail: MailSettings, ready: Ready) -> int:
    try:
        city = load_city(settings.city)
        city.guide()  # read now, so that a wrong one is told here and not to a resident
    except CityError as error:
        sys.stderr.write(f"booking-service: {error}\n")
        return WRONG_SETTING
    movable = MovableClock(SystemClock().now()) if settings.demo else None
    service = _open(settings, city, movable or SystemClock())
    try:
        service = replace(service, carrier=mail.carrier(service.office))
        return _listen(settings, service, movable, ready)
    finally:
        service.close()


def _open(settings: ServeSettings, city: City, clock: Clock) -> BookingService:
    try:
        return open_service(city, settings.database, clock, Limits(), settings.data_key)
    except OrphanedBookingsError as error:
        remedy = "keep that room in the city's files, with its days closed, until they are over"
        raise SettingsError("--city", f"{settings.city}: {error}", remedy) from None
    except (WrongDataKeyError, SecretTroubleError) as error:
        remedy = "the key this database was sealed with, readable by its owner only"
        raise SettingsError("--data-key", str(error), remedy) from None
    except DatabaseInUseError as error:
        remedy = "stop that service, or name another file"
        raise SettingsError("--database", str(error), remedy) from None
    except OtherCityError as error:
        raise SettingsError(
            "--database", str(error), "name that city, or another database"
        ) from None
    except SchemaTooNewError as error:
        remedy = "run the newer program, or name another database"
        raise SettingsError("--database", f"it is newer: {error}", remedy) from None
    except UnusableDatabaseError as error:
        remedy = "restore it from a backup, or name another database"
        raise SettingsError("--database", str(error), remedy) from None


def _print_address(url: str) -> None:
    sys.stdout.write(f"{url}\n")
    sys.stdout.flush()


def _no_address(address: Address, error: OSError) -> SettingsError:
    where = f"{address.host}:{address.port}"
    return SettingsError("--host/--port", f"{where}: {error}", "a free address here")


def _listen(
    settings: ServeSettings, service: BookingService, movable: MovableClock | None, ready: Ready
) -> int:
    try:
        listening = settings.address.listen()
    except OSError as error:
        raise _no_address(settings.address, error) from None
    with listening:
        url = url_of(listening)
        service.office.public_url = (settings.public_url or url).rstrip("/")
        if settings.releases is not None:
            service.office.releases = settings.releases
        service.office.beacon = _beacon(settings, service.office)
        asyncio.run(prepare(settings, service))

        logging.getLogger("uvicorn").setLevel(logging.WARNING)

        def answers() -> None:
            calm_garbage_collection()
            ready(url)

        for stop in (signal.SIGTERM, signal.SIGINT):
            # uvicorn catches it, stops, and sends it again: by then it has been heard.
            signal.signal(stop, _heard)
        shared = settings.address.shared
        app = build_app(service, movable, _monitor_token(settings), shared=shared)
        Server(app, answers).run(sockets=[listening])
        return 0


def _monitor_token(settings: ServeSettings) -> str | None:
    """The token for the metrics, made when it is not there."""
    path = settings.monitor_token_file
    if path is None:
        return None
    try:
        token = kept_token(path)
        if not token:
            token = new_token()
            write_token(path, token)
    except OSError as trouble:
        raise SettingsError(
            "--monitor-token-file", str(trouble), "a file this service may write"
        ) from None
    return token


def _beacon(settings: ServeSettings, office: Office) -> Beacon | None:
    if settings.beacon_url is not None:
        return HttpBeacon(settings.beacon_url.rstrip("/"), office.limits.beacon_patience)
    if office.city.entropy.kind is EntropyKind.BEACON:
        log.warning(
            "the draws of %s want a beacon and none is named (--beacon-url): their commitments"
            " will stand alone",
            office.city.id,
        )
    return None


def _heard(_number: int, _frame: FrameType | None) -> None:
    """The service stops in order: nothing more is to be done about the signal."""


async def prepare(settings: ServeSettings, service: BookingService) -> None:
    """What has to be there before the first call: a token that works, in a demonstration people."""
    if settings.demo:
        await add_residents(service.office)
    path = settings.staff_token_file
    try:
        if not settings.renew_staff_token and service.has_staff_token():
            if not service.is_staff(kept_token(path)):
                log.warning(_ELSEWHERE, path)
            return
        # Before the one that is good now is forgotten.
        check_writable(path)
    except OSError as trouble:
        raise SettingsError(
            "--staff-token-file", str(trouble), "a file this service may write"
        ) from None
    write_token(path, await service.renew_staff_token())
