"""The command ``kiosk``: sets a terminal up and runs it, shows what waits for staff, looks at the
devices, or demonstrates it all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk import printer_simulator
from kiosk.doctor import command as doctor
from kiosk.lockdown import command as lockdown
from kiosk.maintenance import console
from kiosk.setup import command as setup

if TYPE_CHECKING:
    from kiosk.settings import Settings

#: The cities whose rules come with the booking service; the first is the demonstration's own.
_DEMO_CITIES = ("shiroi", "kodaira", "sapporo", "fukuoka")

#: Exit code for a wrong configuration: systemd does not restart on it for nothing.
WRONG_CONFIGURATION = 2
#: Exit code for a disk that takes nothing, of sysexits.h.
NOTHING_KEPT = 74

#: Exit code for a command that could not do what was asked.
NOT_DONE = 1


#: What modules of their own carry out.
_ELSEWHERE: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    doctor.COMMAND: doctor.run,
    setup.COMMAND: setup.run,
    printer_simulator.COMMAND: printer_simulator.run,
    "firewall": lockdown.run,
    "input-devices": lockdown.run,
    "pin": console.run,
    "audit": console.run,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Read the command line and run. Returns the exit code."""
    asked = _parser().parse_args(argv)
    if asked.command in _ELSEWHERE:
        return _ELSEWHERE[asked.command](asked)
    match asked.command:
        case "run":
            return _run(asked.config)
        case "open-writes":
            return _open_writes(asked.config, asked.dealt_with)
        case "out-of-service":
            return _stopped()
        case "machine-task":
            from kiosk.machine.root.serve import run as serve

            return serve()
        case "closing":
            return _closing(asked.config)
        case "update":
            from kiosk.updating.console import run as update

            return update(asked)
        case "receipts":
            return _receipts(asked.config, asked.what, getattr(asked, "number", None))
        case _:
            return _demo(asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiosk", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run a terminal")
    run.add_argument("--config", type=Path, required=True, metavar="FILE", help="its settings")
    open_writes = commands.add_parser(
        "open-writes", help="what waits for staff: writes whose end nobody saw, receipts not out"
    )
    open_writes.add_argument(
        "--config", type=Path, required=True, metavar="FILE", help="the terminal's settings"
    )
    open_writes.add_argument(
        "--dealt-with", metavar="KEY", help="take a write off the list: its resident was told"
    )
    receipts = commands.add_parser(
        "receipts", help="receipts that did not come out: seen, printed or thrown away by staff"
    )
    wishes = receipts.add_subparsers(dest="what", required=True)
    for what, told in (
        ("list", "what waits, oldest first"),
        ("print", "have the running kiosk print one, as soon as nobody is logged in"),
        ("discard", "have the running kiosk throw one away"),
    ):
        wish = wishes.add_parser(what, help=told)
        wish.add_argument(
            "--config", type=Path, required=True, metavar="FILE", help="the terminal's settings"
        )
        if what != "list":
            wish.add_argument("number", type=int, help="its running number, as the list says it")
    commands.add_parser(
        "out-of-service", help="the screen while the kiosk does not run; its unit starts it"
    )
    commands.add_parser(
        "machine-task", help="for the service manager: carry out one task of the kiosk, as root"
    )
    closing = commands.add_parser(
        "closing", help="switch the machine off if it is closing time; a timer asks, as root"
    )
    closing.add_argument(
        "--config", type=Path, required=True, metavar="FILE", help="the terminal's settings"
    )
    if find_spec("kiosk.demo") is not None:  # the installed package brings none
        _add_demo(commands)
    console.add_to(commands)
    _add_update(commands)
    doctor.add_to(commands)
    lockdown.add_to(commands)
    setup.add_to(commands)
    printer_simulator.add_to(commands)
    return parser


def _add_update(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    update = commands.add_parser("update", help="the version of this program; as root")
    deeds = update.add_subparsers(dest="deed", required=True)
    deeds.add_parser("status", help="which version runs, and how the last update ended")
    check = deeds.add_parser("check", help="have the running kiosk look and install at once")
    stick = deeds.add_parser("from-stick", help="install the newest package on a USB stick")
    file = deeds.add_parser("from-file", help="install a package that lies here")
    file.add_argument(
        "package", type=Path, metavar="FILE", help="beside it FILE.sig, of `release-key sign`"
    )
    for one in (stick, file):
        one.add_argument("--allow-older", action="store_true", help="back to the version before")
    back = deeds.add_parser("roll-back", help="back to the version before")
    for one in (check, stick, file, back):
        one.add_argument(
            "--config",
            type=Path,
            default=console.SETTINGS_FILE,
            metavar="FILE",
            help="its settings",
        )


def _add_demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = commands.add_parser("demo", help="the kiosk against a booking service of its own")
    demo.add_argument(
        "--scripted",
        action="store_true",
        help="a scripted resident walks through the window, as is done without a display",
    )
    demo.add_argument(
        "--out",
        type=Path,
        default=Path("demo-out"),
        metavar="FOLDER",
        help="where the scripted walk leaves screenshots and receipts (default: demo-out)",
    )
    demo.add_argument("--language", choices=("ja", "ja-easy", "en", "zh-Hans", "ko"), default="ja")
    demo.add_argument("--city", choices=_DEMO_CITIES, default=_DEMO_CITIES[0])


def _run(config: Path) -> int:
    from kiosk.credentials import CredentialError
    from kiosk.disk import NothingKeptError
    from kiosk.main import run
    from kiosk.settings import SettingsError, load

    try:
        return run(load(config))
    except NothingKeptError as error:
        return _trouble(str(error), NOTHING_KEPT)
    except (SettingsError, CredentialError) as error:
        return _trouble(str(error), WRONG_CONFIGURATION)


def _stopped() -> int:
    from kiosk.main import show_stopped

    return show_stopped()


def _closing(config: Path) -> int:
    from kiosk.machine.root.closing import Closing, close
    from kiosk.machine.root.host import Host
    from kiosk.settings import SettingsError, load

    try:
        outcome = close(load(config).power, Host())
    except SettingsError as error:
        return _trouble(str(error), WRONG_CONFIGURATION)
    if outcome is not Closing.NOT_YET:
        print(f"kiosk: {outcome.value}")  # noqa: T201  (for the journal)
    return 0


def _open_writes(config: Path, dealt_with: str | None) -> int:
    from kiosk.maintenance.files import as_owner
    from kiosk.settings import SettingsError, load
    from kiosk.staff_list import CannotRead, note_dealt_with, staff_list

    try:
        settings = load(config)
    except SettingsError as error:
        return _trouble(str(error), WRONG_CONFIGURATION)
    folder = settings.cache_directory
    with as_owner(folder):
        found = staff_list(folder)
    if isinstance(found, CannotRead):
        return _trouble(f"{folder}: {found.why}; run this as the kiosk's user", NOT_DONE)
    if dealt_with is None:
        sys.stdout.writelines(f"{line}\n" for line in found.lines())
        return 0
    if all(write.key != dealt_with for write in found.writes):
        return _trouble(f"no write on the list has the key {dealt_with}", NOT_DONE)

    def note() -> None:
        with as_owner(folder):
            note_dealt_with(folder, dealt_with)

    return _noted(settings, "writes.done", note)


def _noted(settings: Settings, action: str, work: Callable[[], None]) -> int:
    """What staff do beside the running kiosk, in the audit log as on the glass."""
    from kiosk.maintenance.audit import NotKept
    from kiosk.maintenance.noted import noted

    def tried() -> OSError | None:
        try:
            work()
        except OSError as error:
            return error
        return None

    match noted(settings, action, tried, lambda error: "cannot_keep" if error else ""):
        case NotKept(why=why):
            why_not = f"{settings.audit_folder}: the audit log cannot be written: {why}"
        case OSError() as error:
            why_not = str(error)
        case _:
            return 0
    return _trouble(f"not done: {why_not}; run this as root or the kiosk's user", NOT_DONE)


def _receipts(config: Path, what: str, number: int | None) -> int:
    from kiosk.disk import SPOOL_FOLDER
    from kiosk.journeys.unprinted import Wish, request, requested, somebody_listens
    from kiosk.maintenance.files import as_owner
    from kiosk.settings import SettingsError, load
    from kiosk.staff_list import receipt_lines
    from printing.spool import unprinted

    try:
        settings = load(config)
        folder = settings.cache_directory
        with as_owner(folder):
            waiting = unprinted(folder / SPOOL_FOLDER)
            asked = requested(folder)
        if number is None:
            sys.stdout.writelines(f"{line}\n" for line in receipt_lines(waiting, asked))
            return 0
        if all(one.number != number for one in waiting):
            return _trouble(f"no receipt on the list has the number {number}", NOT_DONE)
        if not somebody_listens(folder):
            return _trouble(
                f"nothing was asked: no kiosk runs with {folder}; start it (systemctl start kiosk),"
                " wait for its first screen and ask again",
                NOT_DONE,
            )
    except SettingsError as error:
        return _trouble(str(error), WRONG_CONFIGURATION)
    except OSError as error:
        return _trouble(f"{error}; run this as the kiosk's user", NOT_DONE)

    def ask() -> None:
        with as_owner(folder):
            request(folder, Wish(what), number)

    code = _noted(settings, f"receipts.{what}", ask)
    if code == 0:
        print("asked; `kiosk receipts list` shows what is left")  # noqa: T201  (for whoever asked)
    return code


def _trouble(what: str, code: int) -> int:
    print(f"kiosk: {what}", file=sys.stderr)  # noqa: T201  (for whoever started it)
    return code


def _demo(asked: argparse.Namespace) -> int:
    from kiosk.demo.run import run

    return run(scripted=asked.scripted, out=asked.out, language=asked.language, city=asked.city)


if __name__ == "__main__":
    sys.exit(main())
