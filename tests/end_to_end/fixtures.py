"""Fixtures of the end-to-end and the fault tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from kiosk.demo.lobby import DemoLobby
from tests.end_to_end.walk import Walk, lobby_like, make_template, walking
from ui.wording.compile import compile_catalogues


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of a service and a kiosk that know each other; tests work on copies."""
    compile_catalogues()
    folder = tmp_path_factory.mktemp("template")
    make_template(folder)
    return folder


@pytest.fixture
def lobby(template: Path, tmp_path: Path) -> Iterator[DemoLobby]:
    """Service, line, printer and card reader; no kiosk yet."""
    with lobby_like(template, tmp_path / "lobby") as lobby:
        yield lobby


@pytest.fixture
def walk(qapp: object, lobby: DemoLobby) -> Iterator[Walk]:
    """A resident in front of a kiosk that shows its start screen."""
    with walking(lobby) as walk:
        yield walk
