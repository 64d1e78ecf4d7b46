"""A city where everything is done at the kiosk, and others to be opened."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from booking_service.policy.model import City
from booking_service.storage.place import Place
from tests.booking_service.conftest import SQLITE
from tests.booking_service.lobby import Central, Kiosk
from tests.booking_service.people.town import Post, open_city, small
from tests.booking_service.postgres import Server


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[City], Path]:
    """The database of a city that has begun its first day and stopped, made once."""
    known: dict[str, Path] = {}

    def database(city: City) -> Path:
        if city.rule_version not in known:
            path = tmp_path_factory.mktemp("made") / "city.db"
            open_city(city, path).close()
            known[city.rule_version] = path
        return known[city.rule_version]

    return database


@pytest.fixture
def opened(
    store: str, request: pytest.FixtureRequest, tmp_path: Path, made: Callable[[City], Path]
) -> Iterator[Callable[[City], Central]]:
    """Opens services and closes them at the end."""
    running: list[Central] = []

    def place(city: City) -> Place:
        if store == SQLITE:
            return Path(shutil.copy(made(city), tmp_path / f"{len(running)}.db"))
        server: Server = request.getfixturevalue("postgres")
        name = server.new_name()
        server.create(name)
        return server.place(name, tmp_path)

    def start(city: City) -> Central:
        running.append(open_city(city, place(city)))
        return running[-1]

    yield start
    for one in running:
        one.close()


@pytest.fixture
def sapporo(opened: Callable[[City], Central]) -> Central:
    """Where everything is done at the kiosk."""
    return opened(small("sapporo"))


@pytest.fixture
def kiosk(sapporo: Central) -> Kiosk:
    return sapporo.kiosk()


@pytest.fixture
def post(sapporo: Central, tmp_path: Path) -> Post:
    return Post(sapporo, tmp_path / "mail")
