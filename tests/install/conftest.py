"""One machine for all checks of a run, which follow upon each other."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.install.__main__ import DEBIAN_VARIABLE, DEBS_VARIABLE, RESULTS, ROOM_VARIABLE
from tests.install.container import Container
from tests.install.lobby import Lobby, Packages
from tests.install.report import Ended, Measured
from tests.kiosk.setup.authority import authority


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Write down how a check ended at once: a run that is stopped tells what it got to."""
    if report.when != "call" and report.passed:
        return
    measured = tuple(str(text) for name, text in report.user_properties if name == "measured")
    name = report.nodeid.rpartition("::")[2]
    line = Ended(name, report.passed, report.duration, measured).line()
    results = Path(os.environ[ROOM_VARIABLE]) / RESULTS
    with results.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


@pytest.fixture(scope="session")
def lobby() -> Iterator[Lobby]:
    """A Debian that runs, with nothing of ours on it yet."""
    if DEBIAN_VARIABLE not in os.environ:
        pytest.exit("these checks boot a machine of their own: make test-install", returncode=1)
    room = Path(os.environ[ROOM_VARIABLE])
    debs, city = room / "debs", room / "city"
    for folder in (debs, city):
        folder.mkdir()
    kiosk, service = (Path(deb) for deb in os.environ[DEBS_VARIABLE].split(os.pathsep))
    shutil.copy(kiosk, debs)
    shutil.copy(service, debs)
    packages = Packages(kiosk.name, service.name, debs)
    machine = Container(Path(os.environ[DEBIAN_VARIABLE]), room, shown=debs)
    machine.boot()
    yield Lobby(machine, packages, authority(city, datetime.now(UTC)))
    machine.pull_the_plug()
    machine.unmount()


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Measured:
    """Put a figure onto the page that the run writes."""
    return lambda figure: record_property("measured", figure)
