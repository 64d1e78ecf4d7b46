"""Loads a city from its folder: reads the files, checks that they fit, tells what is wrong.

``load_city`` gives the value that all rules work on; ``check_city`` also says where every value
came from, so that an officer sees which are only samples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from booking_service.cities.city_file import read_city
from booking_service.cities.class_file import class_ids, read_classes
from booking_service.cities.closed_file import read_closed_days
from booking_service.cities.counter_file import read_counters
from booking_service.cities.errors import CityError
from booking_service.cities.facility_file import Known, facility_ids, read_facilities
from booking_service.cities.guide_file import GuideIn
from booking_service.cities.holidays import public_holiday
from booking_service.cities.notice_file import read_notices
from booking_service.cities.order_check import check_features, check_orders
from booking_service.cities.sources import SourcedValue
from booking_service.cities.table import CityFile
from booking_service.cities.window_check import check_windows
from booking_service.policy.model import City
from booking_service.policy.rules import SourceKind

_HERE = Path(__file__).parent
_FIRST_FILE = "city.toml"
_FILES = (
    _FIRST_FILE,
    "classes.toml",
    "facilities.toml",
    "closed_days.toml",
    "counters.toml",
    "notices.toml",
)
_VERSION_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class Report:
    """A city that loads, and where its values come from, in the order of the files."""

    city: City
    sourced: tuple[SourcedValue, ...]

    @property
    def samples(self) -> tuple[SourcedValue, ...]:
        """The values, and whole tables, that are samples and wait for the city's own."""
        return tuple(value for value in self.sourced if value.source.kind is SourceKind.SAMPLE)

    def count(self, kind: SourceKind) -> int:
        """How many places name a source of this kind."""
        return Counter(value.source.kind for value in self.sourced)[kind]


def city_names() -> tuple[str, ...]:
    """The cities that come with the program."""
    return tuple(sorted(path.parent.name for path in _HERE.glob(f"*/{_FIRST_FILE}")))


def load_city(name_or_path: str | Path) -> City:
    """The city of this name, or in this folder. Raises ``CityError`` for whatever is wrong."""
    return _read(folder_of(name_or_path))[0]


@cache
def known_city(name: str) -> City:
    """A city that comes with the program, read once: its files do not change while it runs, and
    checking them takes as long as everything else that a start does."""
    return load_city(name)


def check_city(name_or_path: str | Path) -> Report:
    """Loads a city and reports its sources. Raises ``CityError`` for whatever is wrong."""
    city, files = _read(folder_of(name_or_path))
    return Report(city, tuple(dict.fromkeys(value for file in files for value in file.sourced())))


def _read(folder: Path) -> tuple[City, tuple[CityFile, ...]]:
    """A city, and the files it stands in."""
    files = {name: CityFile(folder / name) for name in _FILES}
    identity = read_city(files[_FIRST_FILE], class_ids(files["classes.toml"]))
    kinds = tuple(kind.id for kind in identity.registration.kinds)
    rules = read_classes(files["classes.toml"], kinds)
    buildings = files["facilities.toml"]
    closed = read_closed_days(files["closed_days.toml"], facility_ids(buildings))
    counters, terminals = read_counters(files["counters.toml"], kinds)
    known = Known(
        classes=tuple(klass.id for klass in rules.classes),
        patterns={pattern.id: pattern for pattern in rules.patterns},
        lightings=tuple(lighting.id for lighting in rules.lightings),
        kinds=kinds,
        closed_days=closed.by_facility,
    )
    city = City(
        id=identity.id,
        name=identity.name,
        system_name=identity.system_name,
        languages=identity.languages,
        features=identity.features,
        contact=identity.contact,
        registration_number=identity.registration_number,
        secret=identity.secret,
        terms=identity.terms,
        ask_secret_before_commit=identity.ask_secret_before_commit,
        registration=identity.registration,
        classes=rules.classes,
        patterns=rules.patterns,
        facilities=read_facilities(buildings, known),
        notices=read_notices(files["notices.toml"]),
        rule_version=_version(files.values()),
        holidays=public_holiday,
        entropy=identity.entropy,
        history_months=identity.history_months,
        closed_days=closed.city,
        service_hours=identity.service_hours,
        counters=counters,
        terminals=terminals,
        reductions=identity.reductions,
        lightings=rules.lightings,
        municipality_code=identity.municipality_code,
        guide=GuideIn(folder),
        links=identity.links,
        areas=identity.areas,
    )
    check_orders(city, files["classes.toml"])
    check_features(city, files[_FIRST_FILE])
    check_windows(city, buildings, files["closed_days.toml"])
    # With an empty memory: the checks have filled it.
    return replace(city), tuple(files.values())


def folder_of(name_or_path: str | Path) -> Path:
    """Where the files of a city lie. Raises ``CityError`` if there is no such city."""
    folder = Path(name_or_path)
    if isinstance(name_or_path, str) and name_or_path in city_names():
        return _HERE / name_or_path
    if (folder / _FIRST_FILE).is_file():
        return folder
    known = ", ".join(city_names())
    raise CityError(
        file=str(name_or_path),
        line=None,
        key="",
        problem="no such city",
        remedy=f"name one of {known}, or a folder that holds {_FIRST_FILE}",
    )


def _version(files: Iterable[CityFile]) -> str:
    digest = sha256()
    for file in files:
        digest.update(file.text.encode())
    return digest.hexdigest()[:_VERSION_CHARACTERS]
