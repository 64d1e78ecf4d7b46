"""The command ``kiosk``: runs a terminal, shows what waits for staff, or demonstrates it all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk import printer_simulator

#: The cities whose rules come with the booking service; the first is the demonstration's own.
_DEMO_CITIES = ("shiroi", "kodaira", "sapporo", "fukuoka")

#: Exit code for a wrong configuration: systemd does not restart on it for nothing.
WRONG_CONFIGURATION = 2

#: Exit code for a command that could not do what was asked.
NOT_DONE = 1


def main(argv: Sequence[str] | None = None) -> int:
    """Read the command line and run. Returns the exit code."""
    asked = _parser().parse_args(argv)
    match asked.command:
        case "run":
            return _run(asked.config)
        case "open-writes":
            return _open_writes(asked.config, asked.dealt_with)
        case printer_simulator.COMMAND:
            return printer_simulator.run(asked)
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
    printer_simulator.add_to(commands)
    return parser


def _run(config: Path) -> int:
    from kiosk.credentials import CredentialError
    from kiosk.main import run
    from kiosk.settings import SettingsError, load

    try:
        return run(load(config))
    except (SettingsError, CredentialError) as error:
        return _trouble(str(error), WRONG_CONFIGURATION)


def _open_writes(config: Path, dealt_with: str | None) -> int:
    from kiosk.settings import SettingsError, load
    from kiosk.staff_list import CannotRead, note_dealt_with, staff_list

    try:
        folder = load(config).cache_directory
    except SettingsError as error:
        return _trouble(str(error), WRONG_CONFIGURATION)
    found = staff_list(folder)
    if isinstance(found, CannotRead):
        return _trouble(f"{folder}: {found.why}; run this as the kiosk's user", NOT_DONE)
    if dealt_with is None:
        sys.stdout.writelines(f"{line}\n" for line in found.lines())
        return 0
    if all(write.key != dealt_with for write in found.writes):
        return _trouble(f"no write on the list has the key {dealt_with}", NOT_DONE)
    try:
        note_dealt_with(folder, dealt_with)
    except OSError as error:
        return _trouble(f"cannot be noted: {error}; run this as the kiosk's user", NOT_DONE)
    return 0


def _trouble(what: str, code: int) -> int:
    print(f"kiosk: {what}", file=sys.stderr)  # noqa: T201  (for whoever started it)
    return code


def _demo(asked: argparse.Namespace) -> int:
    from kiosk.demo.run import run

    return run(scripted=asked.scripted, out=asked.out, language=asked.language, city=asked.city)


if __name__ == "__main__":
    sys.exit(main())
