"""What holds for every test: no noise, and nothing left running."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

#: No test needs a screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

#: Files in memory, and how much room a whole run may want there, in bytes.
_IN_MEMORY, _ROOM = Path("/dev/shm"), 4 << 30  # noqa: S108 - its folders there are private ones

# Thousands of small databases are made here and thrown away. None is asked what a power cut leaves
# of it, so none need wait for a disk. Where TMPDIR says something else, that holds.
if (
    "TMPDIR" not in os.environ
    and os.access(_IN_MEMORY, os.W_OK)
    and shutil.disk_usage(_IN_MEMORY).free > _ROOM
):
    os.environ["TMPDIR"] = str(_IN_MEMORY)
    tempfile.tempdir = None  # it is looked for anew

# No test meets a card reader of this machine, nor one that another worker of a run plays. It is set
# here because the library asks for it once in a process.
os.environ["PCSCLITE_CSOCK_NAME"] = str(Path(tempfile.gettempdir()) / f"cards-{os.getpid()}.comm")

# A loaded machine makes an example slow, never wrong; and a run repeats the same examples.
settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
# What `make test-all` runs: more examples, other ones each time.
settings.register_profile(
    "long", deadline=None, max_examples=500, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

# All that is imported and collected stays until the end: to look it through for rubbish again and
# again takes a tenth of a whole run.
gc.disable()


def pytest_collection_finish() -> None:
    """Leave out what is there by now whenever rubbish is looked for."""
    gc.freeze()
    gc.enable()


#: How long a test waits for what the glass does, in milliseconds, unless it says otherwise.
_GLASS_MS = 60_000


class PatientBot(QtBot):
    """Waits as long as a busy machine needs."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = _GLASS_MS) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """Instead of the plugin's own."""
    return PatientBot(request)


#: What takes longest by far, and a processor all the while.
_LONGEST = ("tests/booking_service/contract/", "tests/gallery/")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, beside tests that wait for a disk: left for the end of a run it would
    let the other processors stand still."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONGEST))


#: How long a thread that was told to stop may take to end, in seconds.
_THREAD_END_SECONDS = 30.0


@pytest.fixture(autouse=True)
def no_thread_is_left_running() -> Iterator[None]:
    """A thread left behind by a test would be a leak in a kiosk that runs for months."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(_THREAD_END_SECONDS)
        assert not thread.is_alive(), f"the test left the thread {thread.name!r} running"
