"""A kiosk window over a sample terminal, and a resident who taps it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.ui.resident import Resident, visit
from ui.samples.terminal import Script
from ui.wording.compile import compile_catalogues

compile_catalogues()


@pytest.fixture
def script() -> Script:
    """What the terminal shall do; tests change it as they go."""
    return Script()


@pytest.fixture
def resident(qtbot: QtBot, script: Script) -> Iterator[Resident]:
    """Somebody in front of a kiosk that shows its start screen."""
    with visit(qtbot, script) as someone:
        yield someone
