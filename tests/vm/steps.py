"""What a run has seen, step for step, and the pages that keep it."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from tests.install.lacking import ROOT

_PAGE = ROOT / "docs" / "vm-test.md"
_FIGURES = ROOT / "bench" / "first_screen_vm.md"


class Steps:
    """The steps of one run. The first that fails is the last."""

    def __init__(self) -> None:
        self._made: list[tuple[str, str, float]] = []
        self.measured: list[tuple[str, str]] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """``name`` is a sentence of what is seen if it passes."""
        begun = time.monotonic()
        try:
            yield
        except BaseException as error:
            self._made.append((name, f"**failed**: {_in_a_cell(error)}", time.monotonic() - begun))
            raise
        self._made.append((name, "passed", time.monotonic() - begun))

    def write(self, command: Sequence[str], *, passed: bool) -> None:
        """The page of what was seen; of a run that passed, the figures too."""
        asked = ["git", "rev-parse", "--short", "HEAD"]
        said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
        when = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, on the commit {said.stdout.strip()}"
        steps = "".join(f"| {name} | {how} | {took:.0f} |\n" for name, how, took in self._made)
        figures = "".join(f"| {name} | {figure} |\n" for name, figure in self.measured)
        result = "every step passed" if passed else "**it failed**, at the last step below"
        _PAGE.write_text(
            f"# The image, booted in QEMU\n\nLast run of `make vm-test`: {when}; written by the "
            f"run itself (decision 0042).\n\n- result: {result}\n"
            "- not run by continuous integration: without hardware virtualisation it takes "
            f"minutes\n\n| step | result | seconds |\n|---|---|---|\n{steps}",
            encoding="utf-8",
        )
        if passed:
            _FIGURES.write_text(
                f"# First screen in a virtual machine\n\n{when}.\n\n| figure | measured |\n"
                f"|---|---|\n{figures}\n{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at "
                f"the end, software emulation:\n\n```\n{_shown(command)}\n```\n",
                encoding="utf-8",
            )


def _in_a_cell(error: BaseException) -> str:
    said = " ".join(str(error).split()) or type(error).__name__
    return said.replace("|", "/")[:400]


def _shown(command: Sequence[str]) -> str:
    """Without the folders of the machine that it ran on."""
    words = " ".join(word for word in command if not word.startswith("/"))
    return re.sub(r"/\S*/(?=[\w.-]+)", "", words)
