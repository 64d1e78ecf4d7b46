"""When the kiosk does not run: how long until it is tried again, and why, for a technician.

The unit ``kiosk-out-of-service.service`` shows a screen meanwhile (decision 0041). Needs no
settings, since they may be what is wrong.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kiosk.clock import Clock

#: Ends the screen: its wait is over. The unit then tries the kiosk again (sysexits.h, "temporary").
TRY_AGAIN = 75
#: Seconds until the kiosk is tried again, the first time, the second and so on.
WAITS_SECONDS = (30, 60, 120, 300, 600)
#: A kiosk that ran for so long in between has mended itself: its waits begin anew.
MENDED_AFTER_SECONDS = 3600
#: Where the number of tries is kept, until the machine is started again.
TRIES_FILE = Path("/run/lobby-kiosk/tries")

#: What systemd tells a unit that ``OnFailure=`` has started (systemd.exec(5)).
_RESULT = "MONITOR_SERVICE_RESULT"
_STATUS = "MONITOR_EXIT_STATUS"
#: By the exit code of the program, or of systemd before it: what the technician does.
_REMEDIES = {
    "2": "E2: kiosk.toml, kiosk setup",
    "74": "E74: disk full? df /var/lib/kiosk",
    "243": "E243: credential.cred, kiosk setup",
}
_JOURNAL = "journalctl -u kiosk"
#: What is typed on the console of a machine that is not set up yet.
SETUP = "→ sudo kiosk setup"
_FOLDER = Path("/etc/kiosk")
_MADE_BY_SETUP = ("kiosk.toml", "credential.cred")


def is_set_up(folder: Path = _FOLDER) -> bool:
    """Whether ``kiosk setup`` was run to its end on this machine: it has settings and a credential,
    right or wrong."""
    return all((folder / name).exists() for name in _MADE_BY_SETUP)


def technician_code(environ: Mapping[str, str] = os.environ, *, set_up: bool | None = None) -> str:
    """Why the kiosk ended and where to look, in a few signs; never anything of a resident."""
    result, status = environ.get(_RESULT, ""), environ.get(_STATUS, "")
    if not (is_set_up() if set_up is None else set_up):
        return SETUP
    if status in _REMEDIES and result != "watchdog":
        return _REMEDIES[status]
    match result:
        case "watchdog" | "timeout":
            return f"{result}: {_JOURNAL}"
        case "":
            return _JOURNAL
        case _:
            return f"E{status or '?'}: {_JOURNAL}"


def next_wait(clock: Clock, file: Path = TRIES_FILE) -> float:
    """How many seconds the screen stays this time, and notes the try. Each wait is longer than the
    one before; what cannot be noted is waited for all the same."""
    now = clock.steady()
    tries = _tries(file, now)
    wait = WAITS_SECONDS[min(tries, len(WAITS_SECONDS) - 1)]
    with suppress(OSError):
        file.write_text(f"{tries + 1} {now + wait:.0f}\n", encoding="ascii")
    return wait


def _tries(file: Path, now: float) -> int:
    """How often it was tried lately. The second number is when the last wait was over, counted
    since the machine was started."""
    try:
        tries, over = file.read_text("ascii").split()
        lately = now - float(over) < MENDED_AFTER_SECONDS
        return max(0, int(tries)) if lately else 0
    except (OSError, ValueError):
        return 0
