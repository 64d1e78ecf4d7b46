"""``kiosk demo``: with a display a window and the dock, without one a scripted walk."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from booking_service.clock import TOKYO, MovableClock
from kiosk.demo.lobby import open_lobby
from kiosk.demo.standing_in import kiosk_in

#: The scripted walk begins in a lottery week, so that all of it fits into nine days.
SCRIPT_BEGINS = datetime(2026, 11, 10, 10, 0, tzinfo=TOKYO)
SCRIPT_WINDOW_PX = (1080, 1920)


def run(*, scripted: bool, out: Path, language: str) -> int:
    """Play until the window is closed, or walk by script. Returns the exit code."""
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if not has_display:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="kiosk-demo-") as folder:
        if scripted or not has_display:
            return _walk(Path(folder), out, language)
        return _play(Path(folder), language)


def _play(folder: Path, language: str) -> int:
    from kiosk import main

    with open_lobby(folder, MovableClock(datetime.now(TOKYO))) as lobby:
        size = main.desk_window_px()
        with kiosk_in(lobby, size) as opened:
            opened.window.say_in(language)
            return main.play(opened, lobby)


def _walk(folder: Path, out: Path, language: str) -> int:
    from kiosk import main

    with (
        open_lobby(folder, MovableClock(SCRIPT_BEGINS)) as lobby,
        kiosk_in(lobby, SCRIPT_WINDOW_PX) as opened,
    ):
        opened.window.say_in(language)
        main.walk(opened, lobby, out, _say)
    _say(f"Pictures of every step and every receipt are in {out}/")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
