"""The packages of ``make deb``, built while the Debian is made that they are installed into."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.build_deb.plan import PLANS, version
from tests.install.lacking import ROOT, TIMED_OUT, Lacking, within

FOLDER = ROOT / "build" / "deb"
#: What pip says when it is the index that fails, and not what was asked of it.
_NO_INDEX = re.compile(
    r"NewConnectionError|ConnectTimeout|Read timed out|ReadTimeout|name resolution"
    r"|connection broken|ProxyError|SSLError|No matching distribution"
)


@dataclass(frozen=True, slots=True)
class Built:
    """Where they lie, the kiosk's first."""

    paths: tuple[str, ...]


class Building:
    """``make deb`` on its way."""

    def __init__(self, process: subprocess.Popen[bytes], said: Path, seconds: float) -> None:
        self._process = process
        self._said = said
        self._seconds = seconds

    def wait(self) -> Built | Lacking | str:
        """The packages; or what this machine lacks; or what is wrong with the project."""
        code = self._process.wait()
        said = self._said.read_text(encoding="utf-8", errors="replace")[-4000:]
        if code == 0:
            names = (f"{name}_{version()}_amd64.deb" for name in PLANS)
            return Built(tuple(str(FOLDER / name) for name in names))
        if code in TIMED_OUT:
            return Lacking(
                f"the packages were not built within {self._seconds:.0f} seconds",
                "a machine with less to do, or a faster way to the Python packages",
            )
        if _NO_INDEX.search(said):
            return Lacking(
                "pip cannot fetch the locked Python packages",
                "pip download -r requirements.lock must work here",
            )
        return said


@contextmanager
def building(seconds: float) -> Iterator[Building]:
    """Begin; what still runs at the end is ended."""
    with tempfile.NamedTemporaryFile(prefix="lobby-kiosk-deb-") as said:
        command = within(seconds, [sys.executable, "-m", "deploy.build_deb", "--out", str(FOLDER)])
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        ) as process:
            try:
                yield Building(process, Path(said.name), seconds)
            finally:
                process.terminate()
