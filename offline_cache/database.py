"""Opening one of the kiosk's SQLite files, and setting a bad one aside.

SQLite 3.7.0 to 3.51.2 can damage a WAL file when two connections write or checkpoint at once (fixed
in 3.51.3; Debian 12 has 3.40.1). So each file has exactly one connection that writes and
checkpoints, in one process; all others are opened read-only, which can do neither.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path

#: How long a reader waits for a moment of exclusive locking, in seconds.
BUSY_SECONDS = 3.0

#: The files that belong to one database.
_COMPANIONS = ("", "-wal", "-shm", "-journal")


class Fault(Enum):
    """Why a file could not be used as it was."""

    DAMAGED = "damaged"
    NEWER = "newer"  # written by a newer program than this one


class StorageTrouble(Enum):
    """Why something could not be stored or read; the values are codes for the wording."""

    DISK_FULL = "disk_full"
    DAMAGED = "cache_damaged"
    UNWRITABLE = "disk_unwritable"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that was put out of the way, whole, under ``kept_as``; an empty one took its place."""

    file: Path
    fault: Fault
    kept_as: Path


@dataclass(frozen=True, slots=True)
class Schema:
    """What a file holds. ``version`` is its ``user_version``; 0 is a new, empty file.

    ``upgrades`` lead from the version they are filed under to the next, with everything kept.
    """

    version: int
    script: str
    synchronous: str  # FULL where nothing may be lost with the power, else NORMAL
    upgrades: Mapping[int, str] = field(default_factory=dict)


def open_or_replace(
    file: Path, schema: Schema, now: datetime
) -> tuple[sqlite3.Connection, SetAside | None]:
    """Open the file for writing; if it is damaged or newer, set it aside and start an empty one.

    Raises ``sqlite3.OperationalError`` or ``OSError`` only if even an empty file cannot be made:
    then the folder is wrong and the start should stop.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    fault = _fault_of(file, schema)
    set_aside = None if fault is None else put_aside(file, fault, now)
    writer = _connect(file)
    try:
        _prepare(writer, schema)
    except BaseException:
        writer.close()
        raise
    return writer, set_aside


def open_reader(file: Path) -> sqlite3.Connection:
    """A connection that cannot write; safe beside the writer in WAL mode."""
    reader = sqlite3.connect(
        f"{file.absolute().as_uri()}?mode=ro",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    reader.execute("PRAGMA query_only = 1")
    return reader


def put_aside(file: Path, fault: Fault, now: datetime) -> SetAside:
    """Rename a database and its companions to ``NAME.damaged-TIMESTAMP`` or ``NAME.newer-…``.

    Nobody may have the file open.
    """
    kept_as = _free_name(file, f"{fault.value}-{now:%Y%m%dT%H%M%S}")
    for companion in _COMPANIONS:
        part = file.with_name(file.name + companion)
        if part.exists():
            part.rename(kept_as.with_name(kept_as.name + companion))
    return SetAside(file, fault, kept_as)


def trouble_of(error: sqlite3.DatabaseError) -> StorageTrouble | None:
    """What the world did to the file, or None if the error is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_FULL:
            return StorageTrouble.DISK_FULL
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return StorageTrouble.DAMAGED
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN:
            return StorageTrouble.UNWRITABLE
        case _:
            return None


def _connect(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )


def _prepare(writer: sqlite3.Connection, schema: Schema) -> None:
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute(f"PRAGMA synchronous = {schema.synchronous}")
    (version,) = writer.execute("PRAGMA user_version").fetchone()
    if version == 0:
        _run(writer, schema.script, schema.version)
    for old in range(version or schema.version, schema.version):
        _run(writer, schema.upgrades[old], old + 1)


def _run(writer: sqlite3.Connection, script: str, version: int) -> None:
    writer.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {version}; COMMIT;")


def _fault_of(file: Path, schema: Schema) -> Fault | None:
    if not file.exists():
        return None
    connection = _connect(file)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > schema.version:
            return Fault.NEWER
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        return None if verdict == "ok" else Fault.DAMAGED
    except sqlite3.DatabaseError as error:
        if trouble_of(error) is StorageTrouble.DAMAGED:
            return Fault.DAMAGED
        raise
    finally:
        connection.close()


def _free_name(file: Path, suffix: str) -> Path:
    kept_as = file.with_name(f"{file.name}.{suffix}")
    number = 1
    while kept_as.exists():
        number += 1
        kept_as = file.with_name(f"{file.name}.{suffix}-{number}")
    return kept_as
