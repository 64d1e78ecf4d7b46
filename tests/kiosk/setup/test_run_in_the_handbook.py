"""The run of ``kiosk setup`` in the technician's handbook is what the program says, to the letter.

It is played against a booking service behind TLS, at a console that keeps what stands there. Only
names of the machine are the handbook's: folders, the service's name, and what differs each time.
"""

from __future__ import annotations

import argparse
import io
import re
import socket
import urllib.request
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from booking_service import embedded
from kiosk.credential_store import SealedFile
from kiosk.doctor.readiness import Terminal
from kiosk.setup import command, finishing, talk
from kiosk.setup.wording import wrapped
from tests.kiosk.scripted_service import Reply, Request, scripted
from tests.kiosk.setup.answering import machine
from tests.kiosk.setup.authority import authority
from tests.kiosk.setup.conftest import MakeCode
from tests.kiosk.setup.sealing import Sealing

HANDBOOKS: Final = Path(__file__).parents[3] / "docs/handbooks"
HOST: Final = "yoyaku.example.jp"
KIOSK: Final = "nishishiroi-lobby-1"
WRONG_CODE, CODE = "12345678", "93191871"
#: What each machine has its own of, as the handbook has it.
OF_THE_MACHINE: Final = (
    (re.compile(r"\d+ MB free"), "47846 MB free"),
    (re.compile(r"good until \d{4}-\d\d-\d\d"), "good until 2027-11-21"),
)


def typed(glass: str) -> list[str]:
    """What the technician types; PINs are seen by nobody."""
    pins = ["482915", "482915", "730264", "730264"]
    devices = [glass, "1", "192.0.2.7", "1"]
    lobby = ["y", "21:30", "08:00", ""]
    begin = [f"https://{HOST}", "/etc/kiosk/city-ca.pem", "y", KIOSK, "1"]
    return [*begin, *devices, *lobby, "y", *pins, WRONG_CODE, CODE, "n"]


class Recording:
    """A console: what stands on it, and who types there. ``real``: what the handbook's words stand
    for on this machine."""

    def __init__(self, answers: list[str], real: dict[str, str]) -> None:
        self._answers, self._real = answers, real
        self.lines: list[str] = []

    def say(self, text: str = "") -> None:
        self.lines.append(text.rstrip())

    def ask(self, prompt: str) -> str:
        answer = self._answers.pop(0)
        self.say(f"{prompt}{answer}")
        return self.really(answer)

    def ask_unseen(self, prompt: str) -> str:
        self.say(prompt)
        return self._answers.pop(0)

    def really(self, text: str) -> str:
        for told, real in self._real.items():
            text = text.replace(told, real)
        return text

    def told(self, text: str) -> str:
        """A text of this machine as the handbook has it."""
        for told, real in self._real.items():
            text = text.replace(real, told)
        for differs, told in OF_THE_MACHINE:
            text = differs.sub(told, text)
        return text


def behind_tls(service: embedded.Running) -> Callable[[Request], Reply]:
    """What the service itself answers, for who speaks TLS."""

    def answer(request: Request) -> Reply:
        headers = {
            name: said
            for name, said in request.headers.items()
            if name.lower() in ("authorization", "content-type")
        }
        asked = urllib.request.Request(  # noqa: S310 (our own service)
            service.url + request.path, request.body or None, headers, method=request.method
        )
        opener = urllib.request.build_opener(_Plain)
        with opener.open(asked) as said:
            return Reply(said.status, said.read(), said.headers["Content-Type"])

    return answer


class _Plain(urllib.request.HTTPErrorProcessor):
    """A refusal is an answer like any other."""

    def http_response(self, request: object, response: object) -> object:  # type: ignore[override]
        return response


@pytest.fixture
def played(
    monkeypatch: pytest.MonkeyPatch, service: embedded.Running, make_code: MakeCode, tmp_path: Path
) -> Callable[[str, str], list[str]]:
    """Plays the run in a language; returns the lines that stand on the console."""
    config, now = tmp_path / "kiosk.toml", datetime.now(UTC)
    config.write_text(f'cache_directory = "{tmp_path}/state/cache"\n')
    city = authority(tmp_path, now)
    certificate = city.issue(now - timedelta(days=1), now + timedelta(days=365), HOST)
    (tmp_path / "city-ca.pem").write_bytes(city.file.read_bytes())
    real = {"/var/lib/kiosk": f"{tmp_path}/state", "/etc/kiosk": str(tmp_path)}
    there = machine(speech=tmp_path, alarm=tmp_path)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("kiosk.maintenance.files.owner_of", lambda _: None)
    monkeypatch.setattr("kiosk.doctor.machine.Machine", lambda: there)

    def sealed(file: Path) -> SealedFile:
        return SealedFile(file.parent / "credential.cred", Sealing().run)

    monkeypatch.setattr("kiosk.credential_store.of_this_machine", sealed)
    monkeypatch.setattr("kiosk.doctor.readiness.Terminal", partial(Terminal, store=sealed))
    monkeypatch.setattr(finishing, "is_the_glass", lambda: True)

    def play(language: str, glass: str) -> list[str]:
        real[CODE] = make_code(KIOSK)
        console = Recording(typed(glass), real)
        monkeypatch.setattr("kiosk.setup.console.Terminal", lambda: console)
        monkeypatch.setattr(
            talk,
            "wrapped",
            lambda text, columns=78, indent="": wrapped(console.told(text), columns, indent),
        )
        doctor = finishing.doctor

        def examined(file: Path) -> int:
            with redirect_stdout(io.StringIO()) as said, redirect_stderr(said):
                code = doctor(file)
            for line in said.getvalue().splitlines():
                console.say(console.told(line))
            return code

        monkeypatch.setattr(finishing, "doctor", examined)
        with scripted(behind_tls(service), certificate) as reached:
            here = reached.url.rpartition(":")[2]
            connect = socket.create_connection

            def found(address: tuple[str, int], *more: object) -> socket.socket:
                at = ("127.0.0.1", int(here)) if address[0] == HOST else address
                return connect(at, *more)  # type: ignore[arg-type]

            monkeypatch.setattr(socket, "create_connection", found)
            asked = argparse.Namespace(config=config, answers=None, terminal="", language=language)
            assert command.run(asked) == 0, "\n".join(console.lines)
        return console.lines

    return play


@pytest.mark.parametrize(("language", "glass"), [("ja", "21.5型"), ("en", "21.5in upright")])
def test_the_handbook_shows_this_very_run(
    played: Callable[[str, str], list[str]], language: str, glass: str
) -> None:
    page = (HANDBOOKS / language / "technician.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (shown,) = (block for block in blocks if "==" in block)
    said = "\n".join(played(language, glass))
    assert shown.rstrip().splitlines() == said.splitlines(), f"the handbook should show:\n{said}"
