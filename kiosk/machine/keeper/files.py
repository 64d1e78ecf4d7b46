"""What lies in the folder of packages, and the state of an update in it: durable at every step."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.machine.keeper.states import Phase, Result, Update, Why

PRESENT: Final = "present.deb"  # of the version that runs
PREVIOUS: Final = "previous.deb"  # of the one before it
NEXT: Final = "next.deb"
STATE: Final = "update.json"
PROGRAM: Final = "keeper.pyz"
_ENDING: Final = ".tmp"


@dataclass(frozen=True, slots=True)
class Stored:
    """An update with the start of the machine in which it was written down (``boot``), and when
    (``at``, ISO 8601)."""

    update: Update
    boot: str = ""
    at: str = ""


def load(folder: Path) -> Stored:
    """What stands there. A state that cannot be read counts as none: it says nothing to go on by,
    and what dpkg left open is closed by ``dpkg --configure`` all the same."""
    try:
        said = json.loads((folder / STATE).read_text(encoding="utf-8"))
        update = Update(
            phase=Phase(said["phase"]),
            version=str(said["version"]),
            before=str(said["before"]),
            tries=int(said["tries"]),
            boots=int(said["boots"]),
            result=Result(said["result"]),
            why=Why(said["why"]),
            bad=tuple(map(str, said["bad"])),
        )
        return Stored(update, str(said["boot"]), str(said["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Stored(Update())


def store(folder: Path, stored: Stored) -> None:
    """Write it down whole. Raises ``OSError`` if the disk does not take it."""
    update = stored.update
    said = {
        "phase": update.phase.value,
        "version": update.version,
        "before": update.before,
        "tries": update.tries,
        "boots": update.boots,
        "result": update.result.value,
        "why": update.why.value,
        "bad": list(update.bad),
        "boot": stored.boot,
        "at": stored.at,
    }
    write(folder / STATE, json.dumps(said).encode())


def write(path: Path, data: bytes) -> None:
    """A file that holds the old or the new, whenever the power goes."""
    temporary = path.with_name(path.name + _ENDING)
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync(path.parent)


def copy(source: Path, target: Path) -> None:
    """The same for a whole package."""
    temporary = target.with_name(target.name + _ENDING)
    shutil.copyfile(source, temporary)
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    temporary.replace(target)
    sync(target.parent)


def keep_next(folder: Path) -> None:
    """What was next is present; what was present is previous. Twice is once."""
    if not (folder / NEXT).exists():
        return
    if (folder / PRESENT).exists():
        (folder / PRESENT).replace(folder / PREVIOUS)
    (folder / NEXT).replace(folder / PRESENT)
    sync(folder)


def sync(folder: Path) -> None:
    """Put the names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
