"""A display without a screen, for programs that must be seen and typed at as on a real one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, cast

ROOT = Path(__file__).parents[1]


class Display:
    """Starts programs on a display of its own and ends them with it."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is the programs' runtime directory."""
        self._ends = ExitStack()
        self.environment = dict(os.environ)
        number = self.line(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1080x1920x24", "-nolisten", "tcp"]
        )
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("QT_")},
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "XDG_RUNTIME_DIR": str(folder),
            "PYTHONPATH": str(ROOT),
        }

    def start(self, command: Sequence[str], **more: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command,
            env={**self.environment, **more},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._ends.callback(_end, process)
        return process

    def line(self, command: Sequence[str]) -> str:
        """Starts a program; returns the first line that it says."""
        return first_line(self.start(command))

    def close(self) -> None:
        self._ends.close()


def first_line(process: subprocess.Popen[str]) -> str:
    return cast(IO[str], process.stdout).readline().strip()


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.wait(timeout=120)
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
