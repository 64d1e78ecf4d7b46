"""``kiosk doctor`` on the command line."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tomllib
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kiosk.doctor.examine import Configured
    from kiosk.doctor.machine import Machine
    from kiosk.readiness.finding import Finding
    from kiosk.settings import Settings

COMMAND: Final = "doctor"
CARD_SECONDS: Final = 30.0
_MOST_CARD_SECONDS: Final = 3600
_FAILS, _WRONG_CONFIGURATION = 1, 2

_ABOUT = """\
Which printers and card readers are attached, what is configured, what of it answers, and what to
put into the configuration. Without --config it looks at what is attached and advises; with it, it
also says whether the terminal is ready: service, certificate, clock, credential, PINs, disk.
With --lockdown it says instead whether the machine is shut.

Exit code: 0 nothing fails, 1 something fails, 2 the configuration is wrong.
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the command known."""
    parser = commands.add_parser(
        COMMAND,
        help="what is attached, what answers, and what to configure",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="the terminal's settings")
    parser.add_argument("--test-page", action="store_true", help="print a page to look at")
    parser.add_argument(
        "--card",
        nargs="?",
        type=_seconds,
        const=CARD_SECONDS,
        metavar="SECONDS",
        help=f"wait for a card and tell its shape, never its number (default: {CARD_SECONDS:g})",
    )
    parser.add_argument(
        "--lockdown",
        action="store_true",
        help="whether the machine is shut, with the command that shows each thing; as root",
    )
    parser.add_argument(
        "--saved",
        action="store_true",
        help="show the newest readiness report that staff made on the glass; asks no device",
    )
    parser.add_argument("--json", action="store_true", help="the report for programs")


def run(asked: argparse.Namespace) -> int:
    """Examine and report. Returns the exit code."""
    if asked.lockdown:
        return _lockdown(asked)
    from kiosk import events
    from kiosk.doctor.examine import Asked, examine
    from kiosk.doctor.report import as_json, lines, verdict
    from kiosk.settings import SettingsError, load

    # What the drivers tell the log stands in the report already.
    events.LOG.addHandler(logging.NullHandler())
    try:
        settings = None if asked.config is None else load(asked.config)
        configured = None if settings is None else _configured(asked.config, settings)
    except SettingsError as error:
        sys.stderr.write(f"kiosk: {error}\n")
        return _WRONG_CONFIGURATION
    if asked.saved:
        return _show_saved(settings)
    if os.geteuid() == 0:
        sys.stderr.write("kiosk: this is root, who may more than the kiosk's user\n")
    terminal = sys.stdin.fileno() if asked.card is not None and sys.stdin.isatty() else None
    wishes = Asked(asked.test_page, asked.card, terminal, _show_a_card)
    try:
        report = examine(_machine(settings), configured, wishes)
        if settings is not None:
            report = replace(report, checks=(*_readiness(asked.config, settings), *report.checks))
    except KeyboardInterrupt:
        sys.stderr.write("\nkiosk: ended before the report\n")
        return _FAILS
    sys.stdout.write(as_json(report) if asked.json else "\n".join(lines(report)))
    sys.stdout.write("\n")
    if settings is not None and not asked.json:
        sys.stdout.write(f"\n{verdict(report)}\n")
    return 0 if report.all_pass else _FAILS


def _machine(settings: Settings | None) -> Machine:
    """A test page that breaks off is noted where the kiosk looks; root writes nothing there."""
    from kiosk.devices import printer
    from kiosk.disk import SPOOL_FOLDER
    from kiosk.doctor.machine import Machine

    if settings is None or os.geteuid() == 0:
        return Machine()
    return Machine(printer=partial(printer, folder=settings.cache_directory / SPOOL_FOLDER))


def look_at(config: Path) -> int:
    """``kiosk doctor --config FILE``, for another command. Returns the exit code."""
    parser = argparse.ArgumentParser()
    add_to(parser.add_subparsers())
    return run(parser.parse_args([COMMAND, "--config", str(config)]))


def _lockdown(asked: argparse.Namespace) -> int:
    from kiosk.lockdown.checklist import all_shut, as_json, as_text, examine

    if os.geteuid() != 0:
        sys.stderr.write("kiosk: root alone is told everything\n")
    found = list(examine())
    sys.stdout.write(as_json(found) if asked.json else as_text(found))
    sys.stdout.write("\n")
    return 0 if all_shut(found) else _FAILS


def _show_saved(settings: Settings | None) -> int:
    from kiosk.doctor.report import told
    from kiosk.readiness.saved import newest

    if settings is None:
        sys.stderr.write("kiosk: --saved needs --config\n")
        return _WRONG_CONFIGURATION
    report = newest(settings.maintenance_folder)
    if report is None:
        sys.stderr.write("kiosk: no readiness report was made on the glass yet\n")
        return _FAILS
    sys.stdout.write(f"{report.terminal}, {report.at:%Y-%m-%d %H:%M}\n")
    sys.stdout.write("\n".join(told(report.findings)))
    sys.stdout.write(f"\n\n{'READY' if report.ready else 'NOT READY'}\n")
    return 0 if report.ready else _FAILS


def _readiness(file: Path, settings: Settings) -> tuple[Finding, ...]:
    from kiosk.doctor.readiness import Terminal, readiness

    return tuple(readiness(Terminal(file, settings)))


def _show_a_card() -> None:
    sys.stderr.write("Show a card now ...\n")
    sys.stderr.flush()


def _configured(file: Path, settings: Settings) -> Configured:
    from kiosk.doctor.examine import Configured

    card = tomllib.loads(file.read_text(encoding="utf-8")).get("card", {})
    return Configured(settings.printer, settings.card, card.get("profile"))


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _MOST_CARD_SECONDS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number of seconds up to {_MOST_CARD_SECONDS}"
        )
    return seconds
