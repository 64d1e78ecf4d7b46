"""How a service knows its own database again after a stop: a seal on a file of its own.

A service that stops in order, and is the last to do so, leaves a seal: the generation of the feed,
its last change, and which database that was. The next start takes the seal away. If it fits, nobody
has touched the database and the feed goes on; if it is missing or does not fit – a backup was
brought back, or the service was killed – the feed gets a new generation and every reader begins
again. Reading once too often is harmless; going on in a feed that has lost rows is not
(docs/decisions/0008).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seal:
    """What a stopped service knows of its database. ``database`` names which one it was, so that a
    copy of it is another, even where its content is the same."""

    generation: str
    last_change: int
    database: str


#: Whether the feed of a generation with this last change goes on where it was left.
Unbroken = Callable[[str, int], bool]


def path_of(database: Path) -> Path:
    """Where the seal of a database file lies."""
    return database.with_name(f"{database.name}.seal")


def leave(path: Path, seal: Seal) -> None:
    """Leaves the seal; one that cannot be written only costs a new generation."""
    try:
        path.write_text(json.dumps(asdict(seal)), "utf-8")
    except OSError as trouble:
        log.warning("the seal of the database was not left: %s", trouble)


def fits(path: Path, seal: Seal) -> bool:
    """Whether the seal that lies there is this one. It is taken away."""
    try:
        found = json.loads(path.read_text("utf-8"))
        path.unlink()
    except (OSError, ValueError):
        return False
    return bool(found == asdict(seal))
