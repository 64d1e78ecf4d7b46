"""A fresh service for every test, on a copy of a database whose days have been made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from booking_service.storage.place import Place
from tests.booking_service.lobby import Central, Kiosk, open_central
from tests.booking_service.postgres import Server, server

SQLITE, POSTGRESQL = "sqlite", "postgresql"
STORES = (SQLITE, POSTGRESQL)
#: What is asked of the service on PostgreSQL too, modules and single tests; everything else only
#: of the embedded database.
ON_BOTH_STORES = frozenset(
    f"tests.booking_service.{module}"
    for module in (
        "api.test_addresses",
        "api.test_changing.test_an_unpaid_booking_is_moved_and_what_it_had_is_free",
        "api.test_changing.test_the_same_key_changes_once",
        "api.test_changing.test_what_somebody_else_has_stays_theirs",
        "api.test_due",
        "api.test_feed",
        "api.test_keyed_writes",
        "api.test_lottery",
        "draws.test_published",
        "draws.test_steps",
        "people.test_account",
        "people.test_mail",
        "races.test_fights",
        "openactive.test_validators",
        "races.test_kill",
        "races.test_opening",
        "staff.test_audit",
        "staff.test_closings",
        "staff.test_fleet",
        "storage.test_feed_order",
        "storage.test_migrations",
        "storage.test_units",
        "storage.test_writer",
    )
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    module = metafunc.module.__name__
    asked = {module, f"{module}.{metafunc.function.__name__}"}
    if "store" in metafunc.fixturenames and asked & ON_BOTH_STORES:
        metafunc.parametrize("store", STORES, indirect=True)


@pytest.fixture
def store(request: pytest.FixtureRequest) -> str:
    """Which kind of database a test runs on."""
    return str(getattr(request, "param", SQLITE))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server of PostgreSQL for all tests of this process."""
    with server() as running:
        yield running


@pytest.fixture
def new_place(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where there is no database yet, or an empty one."""
    if store == SQLITE:
        yield tmp_path / "some.db"
        return
    running: Server = request.getfixturevalue("postgres")
    name = running.new_name()
    running.create(name)
    yield running.place(name, tmp_path)
    running.drop(name)


@pytest.fixture(scope="session")
def made_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a service that has begun its first day and stopped."""
    path = tmp_path_factory.mktemp("made") / "shiroi.db"
    open_central(path).close()
    return path


@pytest.fixture(scope="session")
def made_in_postgres(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same on PostgreSQL, by its name."""
    name = "made"
    postgres.create(name)
    open_central(postgres.place(name, tmp_path_factory.mktemp("made"))).close()
    return name


@pytest.fixture
def database(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A copy of it for one test."""
    if store == SQLITE:
        made_database: Path = request.getfixturevalue("made_database")
        yield Path(shutil.copy(made_database, tmp_path / "shiroi.db"))
        return
    template: str = request.getfixturevalue("made_in_postgres")
    running: Server = request.getfixturevalue("postgres")
    name = running.new_name()
    running.create(name, template)
    yield running.place(name, tmp_path)
    running.drop(name)


@pytest.fixture
def central(database: Place) -> Iterator[Central]:
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
