"""A kiosk in a process of its own that looks at itself: when it painted, how long it was busy.

``look`` starts it and brings back what it saw. The kiosk is what ``kiosk run`` runs, with the same
threads; only its window has the size of an upright panel and the fingers are scripted. The event
loop is Qt's own: nothing polls, nothing waits in between.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, QPoint, Qt, QTimer

if TYPE_CHECKING:
    from bench.terminal import TerminalFiles
    from kiosk.main import OpenKiosk

_WINDOW_PX = (1080, 1920)
_BETWEEN_TAPS_MS = 20
_NEXT_PAGE = "page.next"
_LONGEST_SECONDS = 60


class Script(msgspec.Struct, frozen=True):
    """What is tapped, by the names in ``ui/screens``; lists are turned to where a name stands."""

    settings_file: str
    taps: tuple[str, ...] = ()


class Tap(msgspec.Struct, frozen=True):
    """A tap and how long, in seconds, until the window was painted with what came of it."""

    name: str
    seconds: float


class Busy(msgspec.Struct, frozen=True):
    """A stretch in which the GUI thread took no event: seconds on the wall and on a processor."""

    seconds: float
    processor_seconds: float
    after: str


class Seen(msgspec.Struct, frozen=True):
    """``painted`` and ``tappable`` are moments of CLOCK_MONOTONIC, sizes are PSS in MB."""

    painted: float
    tappable: float
    first_mb: float
    taps: tuple[Tap, ...]
    busy: tuple[Busy, ...]
    last_mb: float


def look(files: TerminalFiles, taps: tuple[str, ...] = ()) -> tuple[float, Seen]:
    """Run a kiosk through a script. Returns the moment it was started, and what it saw."""
    script = Script(str(files.settings_file), taps)
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "bench.glass", msgspec.json.encode(script).decode()],
        stdout=subprocess.PIPE,
        env=files.environment,
        timeout=_LONGEST_SECONDS,
        check=True,
    )
    seen = msgspec.json.decode(done.stdout, type=Seen)
    assert len(seen.taps) >= len(taps), "the script was walked to its end"
    return started, seen


# -- in the process of its own --------------------------------------------------------------------


class Witness(QObject):
    """Taps the script through ``opened`` and keeps what it sees; closes the window at the end."""

    def __init__(self, opened: OpenKiosk, taps: tuple[str, ...]) -> None:
        super().__init__(opened.window)
        self._window = opened.window
        self._script: Iterator[str] = iter(taps)
        self._wanted: str | None = None
        self._tapped: tuple[str, float] | None = None
        self._awake: tuple[float, float] | None = None
        self._painted = self._tappable = self._first_mb = 0.0
        self._taps: list[Tap] = []
        self._busy: list[Busy] = []
        opened.window.first_painted.connect(self._first_painted)
        opened.window.installEventFilter(self)

    def seen(self) -> Seen:
        return Seen(
            painted=self._painted,
            tappable=self._tappable,
            first_mb=self._first_mb,
            taps=tuple(self._taps),
            busy=tuple(self._busy),
            last_mb=pss_mb(),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() is QEvent.Type.UpdateRequest:
            QTimer.singleShot(0, self, self._after_painting)
        return False

    def _first_painted(self) -> None:
        self._painted = time.monotonic()

    def _after_painting(self) -> None:
        now = time.monotonic()
        # What goes on behind the screen that is shown, printing for one, is not waited for here.
        if self._window.stage.busy or not self._window.knows_city:
            return
        if not self._tappable:
            self._tappable, self._first_mb = now, pss_mb()
            dispatcher = QAbstractEventDispatcher.instance()
            dispatcher.awake.connect(self._wakes)
            dispatcher.aboutToBlock.connect(self._sleeps)
            QTimer.singleShot(_BETWEEN_TAPS_MS, self, self._go_on)
        elif self._tapped is not None:
            name, at = self._tapped
            self._tapped = None
            self._taps.append(Tap(name, now - at))
            QTimer.singleShot(_BETWEEN_TAPS_MS, self, self._go_on)

    def _go_on(self) -> None:
        from PySide6.QtTest import QTest

        if self._window.busy:
            QTimer.singleShot(_BETWEEN_TAPS_MS, self, self._go_on)
            return
        name = self._wanted or next(self._script, None)
        if name is None:
            self._window.close()
            return
        place = self._place_of(name)
        self._wanted = None if place is not None else name
        if place is None:
            name, place = _NEXT_PAGE, self._place_of(_NEXT_PAGE)
        if place is None:
            sys.stderr.write(f"no {self._wanted} on the screen {self._window.screen_name}\n")
            self._window.close()
            return
        where = (self._window.windowHandle(), Qt.MouseButton.LeftButton)
        QTest.mousePress(*where, Qt.KeyboardModifier.NoModifier, place)
        self._tapped = (name, time.monotonic())  # a button acts when the finger leaves it
        QTest.mouseRelease(*where, Qt.KeyboardModifier.NoModifier, place)

    def _place_of(self, name: str) -> QPoint | None:
        from PySide6.QtWidgets import QAbstractButton

        for button in self._window.findChildren(QAbstractButton, name):
            if button.isVisible() and button.isEnabled():
                return button.mapTo(self._window, button.rect().center())
        return None

    def _wakes(self) -> None:
        if self._awake is None:
            self._awake = (time.monotonic(), time.thread_time())

    def _sleeps(self) -> None:
        if self._awake is not None:
            since, worked = self._awake
            self._awake = None
            after = self._tapped[0] if self._tapped else self._window.screen_name
            self._busy.append(Busy(time.monotonic() - since, time.thread_time() - worked, after))


def pss_mb() -> float:
    """Memory of this process, shared pages by share, in MB."""
    rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    kib = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return kib * 1024 / 1e6


def _look(script: Script) -> Seen:
    from kiosk.main import application, screen_settings, stand_alone
    from kiosk.settings import load

    settings = load(Path(script.settings_file))
    app = application()
    opened = stand_alone(settings, screen_settings(settings, _WINDOW_PX))
    witness = Witness(opened, script.taps)
    opened.window.open()
    app.exec()
    seen = witness.seen()
    opened.close()
    return seen


if __name__ == "__main__":
    told = _look(msgspec.json.decode(sys.argv[1], type=Script))
    sys.stdout.write(msgspec.json.encode(told).decode())
