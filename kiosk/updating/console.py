"""``kiosk update``: what a technician asks at the machine's own console."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.machine.client import Machine, MachineSocket
from kiosk.machine.state import UpdateState, told
from kiosk.machine.tasks import Answer, InstallFromStick, ReadUpdate, RollBack, Task
from kiosk.maintenance.audit import NotKept
from kiosk.maintenance.files import write_private
from kiosk.maintenance.noted import noted, noted_if_set_up
from kiosk.settings import SettingsError, load
from kiosk.updating.updater import CHECK_NOW

if TYPE_CHECKING:
    from kiosk.machine.root.host import Done, Host

_NOT_DONE: Final = 1
_WRONG_CONFIGURATION: Final = 2
#: What is done at this very console.
_REMEDIES: Final = {
    "disk_read_only": "first: lobby-kiosk-read-only off; systemctl reboot",
}


class AsRoot:
    """Root needs no socket, and may name files."""

    def __init__(self, host: Host | None = None) -> None:
        from kiosk.machine.root.host import Host

        self._host = host or Host()

    def do(self, task: Task) -> Answer:
        from kiosk.machine.root.deeds import do

        return self._ended(do(task, self._host))

    def install_file(self, package: Path, *, allow_older: bool) -> Answer:
        """Install a package that lies here, if it is signed."""
        from kiosk.machine.root.deeds import install_file

        return self._ended(install_file(package, self._host, allow_older=allow_older))

    def _ended(self, outcome: Done) -> Answer:
        if outcome.then is not None:
            outcome.then()
        return outcome.answer


def run(asked: argparse.Namespace, machine: Machine | None = None) -> int:
    """Do it. Returns the exit code."""
    found = machine or (AsRoot() if os.geteuid() == 0 else MachineSocket())
    match asked.deed:
        case "status":
            return _status(found)
        case "check":
            return _check(asked.config)
        case "from-stick":
            task = InstallFromStick(allow_older=asked.allow_older)
            return _brought(_noted(asked.config, "update.from_stick", lambda: found.do(task)))
        case "from-file":
            if not isinstance(found, AsRoot):
                return _failed("not_allowed")
            package, older = asked.package, asked.allow_older
            return _brought(
                _noted(
                    asked.config,
                    "update.from_file",
                    lambda: found.install_file(package, allow_older=older),
                )
            )
        case _:
            answer = _noted(asked.config, "update.roll_back", lambda: found.do(RollBack()))
            return _said("it goes back") if answer.ok else _failed(answer.code)


def _noted(config: Path, action: str, work: Callable[[], Answer]) -> Answer:
    """With its lines in the audit log; also with settings that a new version cannot read, for one
    goes back from them."""
    ended = noted_if_set_up(config, action, work, lambda answer: "" if answer.ok else answer.code)
    return Answer(ok=False, code="audit_not_kept") if isinstance(ended, NotKept) else ended


def _brought(answer: Answer) -> int:
    match answer.code:
        case "started":
            return _said("it is being installed; kiosk update status says how that ended")
        case _ if answer.ok:
            return _said("it is the version that runs: kept, so that there is a way back")
        case code:
            return _failed(code)


def _status(machine: Machine) -> int:
    answer = machine.do(ReadUpdate())
    state = told(answer, UpdateState)
    if state is None:
        return _failed(answer.code)
    for name, value in (
        ("version", state.version or "not installed as a package"),
        ("way back", state.version if state.present else "no package of this version is kept"),
        ("version before", state.previous or "none"),
        ("release key", "set" if state.key else "none: nothing is installed from afar"),
        ("under way", "nothing" if state.phase == "idle" else f"{state.phase} {state.last}"),
        ("last update", f"{state.last} {state.result} {state.at}".strip()),
        ("because", "" if state.why == "none" else state.why),
        ("not again", ", ".join(state.bad)),
    ):
        if value:
            sys.stdout.write(f"{name + ':':16}{value}\n")
    return 0


def _check(config: Path) -> int:
    try:
        settings = load(config)
    except SettingsError as error:
        sys.stderr.write(f"kiosk: {error}\n")
        return _WRONG_CONFIGURATION

    def ask() -> OSError | None:
        try:
            write_private(settings.update_folder / CHECK_NOW, b"")
        except OSError as error:
            return error
        return None

    match noted(settings, "update.check", ask, lambda error: "cannot_keep" if error else ""):
        case NotKept():
            return _failed("audit_not_kept")
        case OSError() as trouble:
            sys.stderr.write(f"kiosk: {trouble}; run this as root\n")
            return _NOT_DONE
        case _:
            return _said("asked; it begins when nobody is at the glass")


def _said(line: str) -> int:
    sys.stdout.write(f"{line}\n")
    return 0


def _failed(code: str) -> int:
    remedy = _REMEDIES.get(code, "docs/fleet.md says what that means")
    sys.stderr.write(f"kiosk: not done: {code}; {remedy}\n")
    return _NOT_DONE
