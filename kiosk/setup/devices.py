"""Printer and reader: what ``kiosk doctor`` finds is proposed, and what is chosen is asked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kiosk.doctor.check import check_printer, check_readers
from kiosk.doctor.examine import Asked, examine
from kiosk.doctor.find import find
from kiosk.doctor.machine import Machine
from kiosk.outcome import Refused
from kiosk.readiness.finding import Finding, Verdict
from kiosk.settings import SettingsError
from kiosk.settings_card import CardSettings, read_card
from kiosk.settings_printer import PrinterSettings, read_printer
from kiosk.settings_table import Table


@dataclass(frozen=True, slots=True)
class Proposed:
    """Tables for the settings, None where nothing was found; ``profile`` is the text of a file of
    cards that ``card`` names, empty for none. ``checks`` is what the doctor saw."""

    checks: tuple[Finding, ...] = ()
    printer: dict[str, Any] | None = None
    card: dict[str, Any] | None = None
    profile: str = ""
    profile_file: str = field(default="")


def propose(machine: Machine) -> Proposed:
    """Look what is attached. May take several seconds."""
    report = examine(machine, None, Asked())
    advice = report.advice
    return Proposed(
        tuple(map(_not_asked_yet, report.checks)),
        tomllib.loads(advice.printer).get("printer"),
        tomllib.loads(advice.card).get("card"),
        advice.profile,
        advice.profile_file,
    )


def _not_asked_yet(check: Finding) -> Finding:
    """That nothing is attached is no failure before anybody has said that there should be: a
    printer in the network is not found either."""
    nothing = check.code == "not_there" and not check.name
    return replace(check, verdict=Verdict.NONE) if nothing else check


def printer_of(table: dict[str, Any], file: Path) -> PrinterSettings | Refused:
    try:
        return read_printer(Table(file, "printer", table))
    except SettingsError as error:
        return _wrong(error)


def card_of(table: dict[str, Any], file: Path) -> CardSettings | Refused:
    try:
        return read_card(Table(file, "card", table))
    except SettingsError as error:
        return _wrong(error)


def trouble_of_printer(machine: Machine, settings: PrinterSettings) -> Refused | None:
    """Why the printer cannot be used now; None if it can, or if it is none."""
    check, _ = check_printer(machine, settings)
    return _refused("printer", check)


def trouble_of_readers(machine: Machine, settings: CardSettings) -> tuple[Refused, ...]:
    """The same for each reader."""
    checks = check_readers(settings, find(machine))
    return tuple(one for check in checks if (one := _refused("card", check)) is not None)


def _refused(place: str, check: Finding) -> Refused | None:
    if check.verdict is not Verdict.FAIL:
        return None
    told = {"place": place, "subject": check.subject, "said": check.said}
    return Refused("device_fails", {**told, "remedy": check.todo or "-"})


def _wrong(error: SettingsError) -> Refused:
    told = {"place": error.key, "problem": error.problem, "remedy": error.remedy}
    return Refused("setting_wrong", told)
