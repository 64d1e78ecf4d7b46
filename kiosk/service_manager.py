"""Tells systemd how the kiosk is: ``READY=1`` at the first screen, then ``WATCHDOG=1``.

The watchdog is fed from the GUI thread, so that a frozen screen restarts. The protocol is one
datagram (``man sd_notify``). Outside systemd every call does nothing.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

#: Variables of systemd's notification protocol.
_SOCKET_VARIABLE = "NOTIFY_SOCKET"
_WATCHDOG_VARIABLE = "WATCHDOG_USEC"
#: Touched whenever a first screen is on the glass: an update asks whether it came that far.
FIRST_SCREEN = Path("/run/lobby-kiosk/first-screen")
#: There while a resident is logged in: the machine is not switched off then.
OPEN_SESSION = Path("/run/lobby-kiosk/open-session")
#: There while maintenance mode is open; the same.
OPEN_MAINTENANCE = Path("/run/lobby-kiosk/open-maintenance")


def note_first_screen(mark: Path = FIRST_SCREEN) -> None:
    """The first screen is on the glass."""
    _leave(mark)


def note_open_session(mark: Path = OPEN_SESSION) -> None:
    """A resident is logged in."""
    _leave(mark)


def note_no_session(mark: Path = OPEN_SESSION) -> None:
    """Nobody is logged in any more."""
    _take_away(mark)


def note_maintenance(is_open: bool, mark: Path = OPEN_MAINTENANCE) -> None:
    """Maintenance mode was opened, or shut."""
    if is_open:
        _leave(mark)
    else:
        _take_away(mark)


def _leave(mark: Path) -> None:
    """An empty file, where the service manager started this process and its folder is there."""
    if os.environ.get(_SOCKET_VARIABLE) and mark.parent.is_dir():
        mark.touch()


def _take_away(mark: Path) -> None:
    if os.environ.get(_SOCKET_VARIABLE):
        mark.unlink(missing_ok=True)


def notify(state: str) -> None:
    """Send ``state`` (such as ``READY=1``) to the service manager, if one started this process."""
    address = os.environ.get(_SOCKET_VARIABLE)
    if not address:
        return
    if address.startswith("@"):  # an abstract socket
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.connect(address)
        sender.sendall(state.encode())


def watchdog_interval_ms() -> int | None:
    """How often ``WATCHDOG=1`` is due: half of what systemd allows; None when it does not watch."""
    allowed_us = os.environ.get(_WATCHDOG_VARIABLE)
    return int(allowed_us) // 2000 if allowed_us else None
