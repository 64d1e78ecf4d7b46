"""The page of the documentation that says what the last run found."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.install.building import Built
from tests.install.lacking import ROOT

#: What a check calls with a figure that it found.
Measured = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ended:
    """A check that was made; ``measured`` are figures that it found."""

    name: str
    passed: bool
    seconds: float
    measured: tuple[str, ...] = ()

    def line(self) -> str:
        return json.dumps(asdict(self))


def ended(line: str) -> Ended:
    """From what ``Ended.line`` gave."""
    return Ended(**json.loads(line))


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the checks, with the line of each that was made and the names of the others;
    ``prepared``, ``debian_made_in`` (0 where it was kept) and ``took``, which is all, in seconds.
    """

    code: int
    results: Sequence[str]
    not_made: Sequence[str]
    prepared: float
    debian_made_in: float
    took: float
    built: Built


def write(page: Path, run: Run) -> None:
    """Write the page anew."""
    page.write_text("\n".join(_lines(run)) + "\n", encoding="utf-8")


def _lines(run: Run) -> Iterator[str]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    checks = [ended(line) for line in run.results]
    failed = sum(not check.passed for check in checks)
    yield "# The packages, installed and booted"
    yield ""
    yield (
        f"Last run of `make test-install`: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, on the commit "
        f"{commit}; written by the run itself (decision 0042)."
    )
    yield ""
    yield f"- result: {len(checks) - failed} checks passed, {failed} failed (exit code {run.code})"
    if run.not_made:
        yield f"- **{len(run.not_made)} checks were not made**: a check failed, or the time was up"
    made = f"made in {run.debian_made_in:.0f} s" if run.debian_made_in else "kept from before"
    yield (
        f"- time: {run.took:.0f} s on {os.cpu_count()} cores, {run.prepared:.0f} s of them for "
        f"building the packages and a Debian 12 ({made})"
    )
    for deb in map(Path, run.built.paths):
        yield f"- {deb.name}: {deb.stat().st_size / 1e6:.1f} MB"
    yield from (f"- {figure}" for check in checks for figure in check.measured)
    yield ""
    yield "| check | result | seconds |"
    yield "|---|---|---|"
    for check in checks:
        result = "passed" if check.passed else "failed"
        yield f"| {_sentence(check.name)} | {result} | {check.seconds:.1f} |"
    yield from (f"| {_sentence(name)} | **not made** | – |" for name in run.not_made)


def _sentence(name: str) -> str:
    return name.removeprefix("test_").replace("_", " ")
