"""A room is booked through the accessibility tree alone, by a program that knows nothing of Qt."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest

from tests.display import Display, first_line
from tests.end_to_end.errands import FREE, RESERVE
from ui.dock.scripted_resident import ScriptedResident
from ui.wording.compile import compile_catalogues

HERE = Path(__file__).parent
#: Debian's own Python has pyatspi; the kiosk's has not.
SYSTEM_PYTHON = "/usr/bin/python3"
_BUS_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
_NAME = "kiosk-under-test"
_PATIENCE_SECONDS = 120.0
_CONTROLS = ("push button", "toggle button", "check box", "radio button")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a screen reader is told of one thing on the glass."""

    id: str
    role: str
    name: str
    description: str
    enabled: bool
    checked: bool

    @property
    def control(self) -> bool:
        return self.role in _CONTROLS


class ScreenReader(ScriptedResident):
    """Has the interface of a resident at the glass, and sees nothing but the tree."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        #: Every control that was met on the way, and those that had no name.
        self.met: set[str] = set()
        self.nameless: set[str] = set()
        self._nameless_before: set[str] = set()
        #: Controls that did not say what they are for, and those of the look before.
        self.purposeless: set[str] = set()
        self._purposeless_before: set[str] = set()
        #: The controls there were when something was pressed: other ones show that it worked.
        self._before: set[str] = set()

    def see(self) -> list[Seen]:
        answer = self._ask({"see": True})
        if not isinstance(answer, list):
            return []
        seen = [Seen(*node) for node in answer]
        self.met |= {one.id for one in seen if one.control}
        # A control that just goes away has no name any more: one that lacks it is seen twice.
        nameless = {one.id for one in seen if one.control and not one.name}
        self.nameless |= nameless & self._nameless_before
        self._nameless_before = nameless
        purposeless = {one.id for one in seen if one.control and not one.description}
        self.purposeless |= purposeless & self._purposeless_before
        self._purposeless_before = purposeless
        return seen

    def wait_for(self, *screens: str) -> str:
        end = monotonic() + _PATIENCE_SECONDS
        while monotonic() < end:
            seen = self.see()
            if {one.id for one in seen if one.control} == self._before:
                continue
            for one in seen:
                name = one.id.rpartition("screen.")[2]
                if "screen." in one.id and name in screens:
                    return name
        raise AssertionError(f"never came to {screens}")

    def can_tap(self, name: str) -> bool:
        return any(one.enabled and one.id.endswith(f".{name}") for one in self.see())

    def tap(self, name: str) -> None:
        end, pressed = monotonic() + _PATIENCE_SECONDS, False
        while True:
            seen = self.see()
            found = any(one.enabled and one.id.endswith(f".{name}") for one in seen)
            if pressed and not found:
                return  # it went away under the finger: its screen is over
            self._before = {one.id for one in seen if one.control}
            # A screen may be made anew between looking and pressing, or the name stand on another
            # page.
            if found and self._ask({"press": name}) is True:
                return
            pressed = found
            assert monotonic() < end, f"{name} is not in the tree"
            if not found and self.can_tap("page.next"):
                self._ask({"press": "page.next"})

    def _ask(self, request: dict[str, object]) -> object:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


class DisplayWithBuses(Display):
    """With a session bus and the accessibility bus on it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.line(
            ["dbus-daemon", "--session", "--nofork", "--print-address"]
        )
        self.start([_BUS_LAUNCHER, "--launch-immediately"])


@pytest.fixture
def display(tmp_path: Path) -> Iterator[Display]:
    compile_catalogues()
    folder = tmp_path / "runtime"
    folder.mkdir(mode=0o700)
    display = DisplayWithBuses(folder)
    yield display
    display.close()


def test_a_room_is_booked_through_the_tree(display: Display, tmp_path: Path) -> None:
    kiosk = display.start(
        [sys.executable, "-m", "tests.accessibility.lobby_on_a_display", str(tmp_path)]
    )
    assert first_line(kiosk) == "ready"
    reader = ScreenReader(
        display.start([SYSTEM_PYTHON, str(HERE / "screen_reader.py"), _NAME], PYTHONPATH="")
    )
    screen = ""
    while screen != "receipt_taken":
        # Each of the errand's steps leads to another screen.
        screen = reader.wait_for(*({*RESERVE.steps, "receipt_taken"} - {screen}))
        if screen != "receipt_taken":
            RESERVE.act(reader, screen)
    kiosk.terminate()
    told, _ = kiosk.communicate(timeout=120)
    [reservation] = json.loads(told.splitlines()[-1])
    assert (reservation["date"], reservation["slot_count"]) == (FREE.day.isoformat(), 2)
    assert reader.nameless == set()
    assert reader.purposeless == set()
    assert len(reader.met) > 50
