"""Runs every figure, prints the table and writes RESULTS.md with machine and date."""

from __future__ import annotations

import compileall
import importlib
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.figure import Figure

_RESULTS = Path(__file__).with_name("RESULTS.md")
_PROGRAMS = ("kiosk", "ui", "printing", "offline_cache", "booking_service", "bench", "tests")
_SUBJECTS = (
    "first_screen",
    "taps",
    "screens",
    "visits",
    "sync",
    "receipts",
    "every_receipt",
    "bookings",
    "reads",
    "opening_minute",
    "draw",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a subject, and how loaded the machine was before they were measured."""

    subject: str
    load_before: float
    figures: tuple[Figure, ...]


def _compiled() -> None:
    """Bytecode of everything, as the packages bring it: a start is measured, not the compiler."""
    for program in _PROGRAMS:
        compileall.compile_dir(_RESULTS.parents[1] / program, quiet=2)


def _machine() -> str:
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    processor = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return (
        f"{os.cpu_count()} cores ({processor}), {memory_gib:.0f} GiB, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}, no GPU, Qt offscreen"
    )


def _shown(figure: Figure) -> str:
    digits = 0 if figure.value >= 100 else 1 if figure.value >= 10 else 2
    return f"{figure.value:,.{digits}f} {figure.unit}"


def _table(figures: Sequence[Figure]) -> str:
    lines = ["| figure | measured | aim | how |", "|---|---|---|---|"]
    lines += [
        f"| {figure.name} | {_shown(figure)} | {figure.aim} | {figure.note} |" for figure in figures
    ]
    return "\n".join(lines)


def _measure(subject: str) -> Measured:
    before = os.getloadavg()[0]
    sys.stdout.write(f"measuring {subject} (load average {before:.1f}) …\n")
    sys.stdout.flush()
    figures: list[Figure] = importlib.import_module(f"bench.{subject}").measure()
    return Measured(subject, before, tuple(figures))


def _report(measured: Sequence[Measured]) -> str:
    loads = ", ".join(f"{one.subject} {one.load_before:.1f}" for one in measured)
    return (
        "# Figures\n\nMeasured, not promised. "
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, by `make bench`, on: {_machine()}. "
        "Everything runs on this one machine: kiosk, service, load client and printer share its "
        f"cores, also with whatever else ran. Load average before each subject: {loads}.\n\n"
        f"{_table([figure for one in measured for figure in one.figures])}\n\n"
        "How each figure is measured, and what bounds it, stands at the top of its file.\n"
    )


def main() -> int:
    """Measure the subjects named on the command line, or all of them; RESULTS.md only for all."""
    asked = sys.argv[1:] or list(_SUBJECTS)
    _compiled()
    measured = [_measure(subject) for subject in asked]
    print(_table([figure for one in measured for figure in one.figures]))
    if asked == list(_SUBJECTS):
        _RESULTS.write_text(_report(measured), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
