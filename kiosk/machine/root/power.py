"""Starting anew and switching off; and the shell for technicians."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from kiosk.machine.root import settings_file
from kiosk.machine.root.host import Done, Host, Program, done, refused
from kiosk.machine.tasks import OpenShell, RestartMachine, RestartProgram, ShutDown

#: How long the shell's terminal stays open, in seconds.
SHELL_SECONDS: Final = 900.0
SHELL_TERMINAL: Final = 2
GLASS_TERMINAL: Final = 1
SHELL_UNIT: Final = "getty@tty2.service"
_LOOK_SECONDS: Final = 5.0


def restart_program(_: RestartProgram, host: Host) -> Done:
    return done("done", _later(host, "restart", "kiosk.service"))


def restart_machine(_: RestartMachine, host: Host) -> Done:
    return done("done", _later(host, "reboot"))


def shut_down(_: ShutDown, host: Host) -> Done:
    return done("done", _later(host, "poweroff"))


def open_shell(_: OpenShell, host: Host) -> Done:
    """A login on the second terminal; the glass comes back after a while, or when it is ended."""
    if not settings_file.shell_allowed(host):
        return refused("shell_not_allowed")
    if not host.run(Program.SYSTEMCTL, "start", SHELL_UNIT).ok:
        return refused("failed")
    try:
        host.show_terminal(SHELL_TERMINAL)
    except OSError:
        _close_shell(host)
        return refused("failed")
    return done("done", lambda: _watch_shell(host), seconds=SHELL_SECONDS)


def _watch_shell(host: Host) -> None:
    until = host.steady() + SHELL_SECONDS
    try:
        while host.steady() < until and _shell_is_open(host):
            host.wait(_LOOK_SECONDS)
    finally:
        _close_shell(host)


def _shell_is_open(host: Host) -> bool:
    return host.run(Program.SYSTEMCTL, "is-active", "--quiet", SHELL_UNIT).ok


def _close_shell(host: Host) -> None:
    host.run(Program.SYSTEMCTL, "stop", SHELL_UNIT)
    with suppress(OSError):
        host.show_terminal(GLASS_TERMINAL)


def _later(host: Host, *arguments: str) -> Callable[[], None]:
    """After the answer: it ends the one who asked."""

    def act() -> None:
        host.run(Program.SYSTEMCTL, "--no-block", *arguments)

    return act
