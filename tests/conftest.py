"""What holds for every test: no noise, and nothing left running."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

#: No test needs a screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# A loaded machine makes an example slow, never wrong; and a run repeats the same examples.
settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
# What `make test-all` runs: more examples, other ones each time.
settings.register_profile(
    "long", deadline=None, max_examples=500, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

#: How long a thread that was told to stop may take to end, in seconds.
_THREAD_END_SECONDS = 5.0


@pytest.fixture(autouse=True)
def no_thread_is_left_running() -> Iterator[None]:
    """A thread left behind by a test would be a leak in a kiosk that runs for months."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(_THREAD_END_SECONDS)
        assert not thread.is_alive(), f"the test left the thread {thread.name!r} running"
