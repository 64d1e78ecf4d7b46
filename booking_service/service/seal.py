"""How a service knows its own database again after a stop: a seal beside the file.

A service that stops in order leaves a seal: the generation of the feed, its last change, and which
file that was. The next start takes the seal away. If it fits, nobody has touched the file and the
feed goes on; if it is missing or does not fit – a backup was brought back, or the service was
killed – the feed gets a new generation and every reader begins again. Reading once too often is
harmless; going on in a feed that has lost rows is not (docs/decisions/0008).
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seal:
    """What a stopped service knows of its database. ``file`` names the file on its disk: one that
    was unpacked from an archive is another, even where its content is the same."""

    generation: str
    last_change: int
    file: int

    @classmethod
    def of(cls, database: Path, generation: str, last_change: int) -> Seal:
        """The seal that fits a database now."""
        return cls(generation, last_change, database.stat().st_ino)


def path_of(database: Path) -> Path:
    """Where the seal of a database lies."""
    return database.with_name(f"{database.name}.seal")


def leave(database: Path, seal: Seal) -> None:
    """Leaves the seal; one that cannot be written only costs a new generation."""
    try:
        path_of(database).write_text(json.dumps(asdict(seal)), "utf-8")
    except OSError as trouble:
        log.warning("the seal of the database was not left: %s", trouble)


def fits(database: Path, seal: Seal) -> bool:
    """Whether the seal that lies there is this one. It is taken away."""
    lying = path_of(database)
    try:
        found = json.loads(lying.read_text("utf-8"))
        lying.unlink()
    except (OSError, ValueError):
        return False
    return bool(found == asdict(seal))
