"""``kiosk demo``: with a display a window and the dock, without one a scripted walk."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from booking_service.clock import TOKYO, MovableClock
from kiosk.demo.lobby import CITY, open_lobby
from kiosk.demo.standing_in import kiosk_in

#: The scripted walk begins in a lottery week, so that all of it fits into nine days.
SCRIPT_BEGINS = datetime(2026, 11, 10, 10, 0, tzinfo=TOKYO)
SCRIPT_WINDOW_PX = (1080, 1920)
_WRONG_ARGUMENT = 2


def run(*, scripted: bool, out: Path, language: str, city: str) -> int:
    """Play until the window is closed, or walk by script. Returns the exit code."""
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if not has_display:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    scripted = scripted or not has_display
    if scripted and city != CITY:
        sys.stderr.write(f"kiosk: the scripted walk is through {CITY}; with a display drop it\n")
        return _WRONG_ARGUMENT
    with tempfile.TemporaryDirectory(prefix="kiosk-demo-") as folder:
        if scripted:
            return _walk(Path(folder), out, language)
        return _play(Path(folder), language, city)


def _play(folder: Path, language: str, city: str) -> int:
    from kiosk import main

    with open_lobby(folder, MovableClock(datetime.now(TOKYO)), city=city) as lobby:
        lobby.set_pins()
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
