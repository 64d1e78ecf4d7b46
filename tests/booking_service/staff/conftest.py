"""The counter of a running service, by HTTP and by command."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from booking_service import cli, staff_client
from tests.booking_service.lobby import Central

#: A command of ``booking-service staff``: its words and what stands on its input; returns what it
#: printed. ``code`` is the exit code that is expected.
Say = Callable[..., dict[str, Any]]


@pytest.fixture
def say(
    central: Central,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Say:
    """Runs commands for somebody with every role."""
    path = tmp_path / "staff-token"
    staff_client.write_token(path, central.running.staff_token())

    def run(*words: str, said: str = "", code: int = 0, token: Path = path) -> dict[str, Any]:
        monkeypatch.setattr("sys.stdin", io.StringIO(said))
        where = ["--url", central.running.url, "--token-file", str(token)]
        found = cli.main(["staff", *words, *where])
        printed = capsys.readouterr()
        assert found == code, printed
        text = printed.out if code == 0 else printed.err
        answer: dict[str, Any] = json.loads(text) if text else {}
        return answer

    return run
