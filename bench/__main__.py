"""Runs every figure, prints the table and writes RESULTS.md with machine and date."""

from __future__ import annotations

import importlib
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.figure import Figure

_RESULTS = Path(__file__).with_name("RESULTS.md")
_SUBJECTS = ("first_screen", "taps", "sync", "receipts", "bookings")


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


def _table(figures: list[Figure]) -> str:
    lines = ["| figure | measured | aim | how |", "|---|---|---|---|"]
    lines += [
        f"| {figure.name} | {figure.value:,.4g} {figure.unit} | {figure.aim} | {figure.note} |"
        for figure in figures
    ]
    return "\n".join(lines)


def main() -> int:
    """Measure the subjects named on the command line, or all of them; RESULTS.md only for all."""
    asked = sys.argv[1:] or list(_SUBJECTS)
    figures: list[Figure] = []
    for subject in asked:
        print(f"measuring {subject} …", flush=True)
        figures += importlib.import_module(f"bench.{subject}").measure()
    print(_table(figures))
    if asked == list(_SUBJECTS):
        _RESULTS.write_text(
            "# Figures\n\nMeasured, not promised. "
            f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, by `make bench`, on: {_machine()}.\n\n"
            f"{_table(figures)}\n\n"
            "What bounds each figure, and how it is measured, stands at the top of its file.\n",
            encoding="utf-8",
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
