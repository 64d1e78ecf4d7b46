"""The audit log: every maintenance action, once when it was asked for and once when it was over.

JSON lines, append-only. Each carries the SHA-256 of the line before it, over all files, so that
none can be changed, taken out or put in without being seen. A line is on the disk before ``say``
returns. No line holds anything of a resident: all of its fields are codes of the house.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Final

import msgspec

from kiosk import events
from kiosk.events import CODE
from kiosk.maintenance.files import held

#: Where a log begins.
_NOTHING: Final = "0" * 64
_NAME: Final = re.compile(r"audit-(\d{6})\.jsonl")
#: A file that has grown so large is followed by another one.
ROTATE_BYTES: Final = 4 * 1024 * 1024
#: What a line is longer than is no line of ours.
_LONGEST_LINE: Final = 4096
_ACTION: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_PRIVATE: Final = 0o600
#: Says of the line before it that a power cut tore it.
TORN: Final = "audit.torn_line"


class Actor(Enum):
    """Who did it."""

    STAFF = "staff"
    TECHNICIAN = "technician"
    CONSOLE = "console"  # whoever may use the machine's own console
    KIOSK = "kiosk"  # the program by itself
    NOBODY = "nobody"  # somebody at the glass who has shown no PIN


class Result(Enum):
    ASKED = "asked"  # before it is done
    DONE = "done"
    REFUSED = "refused"  # expected trouble; ``detail`` is its code
    FAILED = "failed"  # a bug, or a machine that does not do what it should


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``before``: the SHA-256 of the line before this one, without its end of line."""

    number: int
    at: datetime
    terminal: str
    role: str
    action: str
    outcome: str
    detail: str = ""
    before: str


@dataclass(frozen=True, slots=True)
class NotKept:
    """The disk did not take the line. ``why`` is for a technician."""

    why: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong in the log: in which file, on which line, counted from 1."""

    file: str
    line: int
    what: str


class AuditLog:
    """The log in ``folder``, which is made when the first line comes.

    Several processes may write: each looks at the end of the log before it adds a line.
    """

    def __init__(
        self,
        folder: Path,
        terminal: str,
        now: Callable[[], datetime],
        rotate_bytes: int = ROTATE_BYTES,
    ) -> None:
        self._folder, self._terminal, self._now = folder, terminal, now
        self._rotate = rotate_bytes

    def say(self, actor: Actor, action: str, outcome: Result, detail: str = "") -> NotKept | None:
        """Add a line. It is on the disk on return, unless it says why not.

        ``action`` is a code such as ``out_of_service.on``, ``detail`` one such as ``cleaning``;
        anything else is a bug of the caller and is noted as ``unspeakable``.
        """
        action = action if _ACTION.fullmatch(action) else "unspeakable"
        detail = detail if not detail or CODE.fullmatch(detail) else "unspeakable"
        try:
            with held(self._folder):
                self._add(actor, action, outcome, detail)
        except OSError as error:
            events.say(events.AUDIT_NOT_KEPT, events.Outcome.FAILED)
            return NotKept(error.strerror or "unknown")
        return None

    def _add(self, actor: Actor, action: str, outcome: Result, detail: str) -> None:
        end = self._end()
        if end.torn:
            torn = self._line(end, Actor.KIOSK, TORN, Result.FAILED, "")
            data = b"\n" + torn + b"\n"
            _append(end.path, data)
            end = _End(end.path, end.size + len(data), _hash(torn), end.number + 1)
        if end.size >= self._rotate:
            end = _End(_after(end.path), 0, end.before, end.number)
        _append(end.path, self._line(end, actor, action, outcome, detail) + b"\n")

    def _line(self, end: _End, actor: Actor, action: str, outcome: Result, detail: str) -> bytes:
        return msgspec.json.encode(
            Line(
                number=end.number + 1,
                at=self._now(),
                terminal=self._terminal,
                role=actor.value,
                action=action,
                outcome=outcome.value,
                detail=detail,
                before=end.before,
            )
        )

    def _end(self) -> _End:
        """Where the next line goes."""
        present = files(self._folder)
        if not present:
            return _End(self._folder / "audit-000001.jsonl", 0, _NOTHING, 0)
        path = present[-1]
        size = path.stat().st_size
        if size == 0 and len(present) > 1:  # the power went before its first line
            before = _last_line(present[-2])
            return _End(path, 0, _hash(before), _number(before))
        last = _last_line(path)
        number = _number(last)
        if number == 0 and last:  # torn: its number is that of the whole line before it
            number = _last_number(present)
        torn = size > 0 and not _ends_whole(path)
        return _End(path, size, _hash(last) if size else _NOTHING, number, torn=torn)


@dataclass(frozen=True, slots=True)
class _End:
    """The end of the log: what its last line is hashed to, and its number."""

    path: Path
    size: int
    before: str
    number: int
    torn: bool = False


def files(folder: Path) -> list[Path]:
    """The files of a log, oldest first."""
    return sorted(path for path in folder.glob("audit-*.jsonl") if _NAME.fullmatch(path.name))


def lines(folder: Path) -> Iterator[tuple[Path, int, bytes]]:
    """Every line, whole or not: its file, its place in it from 1, and its bytes."""
    for path in files(folder):
        content = path.read_bytes()
        parts = content.split(b"\n")
        last = parts.pop()
        yield from ((path, number, part) for number, part in enumerate(parts, 1))
        if last:
            yield path, len(parts) + 1, last


def read_line(data: bytes) -> Line | None:
    """A line as it was written; None for one that is torn or no line at all."""
    try:
        return msgspec.json.decode(data, type=Line)
    except msgspec.MsgspecError:
        return None


def verify(folder: Path) -> tuple[Flaw, ...]:
    """What is wrong in the log: nothing, if nobody has touched it.

    A torn line is no flaw where the line after it says so, nor at the very end.
    """
    flaws: list[Flaw] = []
    before, number = _NOTHING, 0
    waiting: Flaw | None = None
    for path, place, data in lines(folder):
        line = read_line(data)
        if line is None:
            if waiting is not None:
                flaws.append(waiting)
            waiting = Flaw(path.name, place, "is no line of an audit log")
            before = _hash(data)
            continue
        if waiting is not None and line.action != TORN:
            flaws.append(waiting)
        waiting = None
        if line.before != before:
            flaws.append(Flaw(path.name, place, "does not follow from the line before it"))
        if line.number != number + 1:
            flaws.append(Flaw(path.name, place, f"is number {line.number} after {number}"))
        before, number = _hash(data), line.number
    # A torn last line stays until the next one is written, which says so.
    if waiting is not None and not _is_torn_end(folder):
        flaws.append(waiting)
    return tuple(flaws)


def numbered(folder: Path) -> Iterator[tuple[int, str]]:
    """Number and SHA-256 of every whole line. A log that was cut off at its end follows from line
    to line as before; whoever has noted elsewhere what its last line was can tell."""
    for _, _, data in lines(folder):
        line = read_line(data)
        if line is not None:
            yield line.number, _hash(data)


def _is_torn_end(folder: Path) -> bool:
    present = files(folder)
    return bool(present) and not _ends_whole(present[-1])


def _append(path: Path, data: bytes) -> None:
    """Adds bytes and waits until they are on the disk; what was added by half is taken off."""
    new = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _PRIVATE)
    try:
        size = os.fstat(handle).st_size
        try:
            _write_all(handle, data)
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
    if new:
        _sync(path.parent)


def _write_all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _after(path: Path) -> Path:
    found = _NAME.fullmatch(path.name)
    number = int(found[1]) if found is not None else 0
    return path.with_name(f"audit-{number + 1:06d}.jsonl")


def _tail(path: Path) -> bytes:
    """The end of a file, with the whole of its last line."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LONGEST_LINE))
        tail = file.read()
        if b"\n" in tail.removesuffix(b"\n"):
            return tail
        file.seek(0)
        return file.read()


def _ends_whole(path: Path) -> bool:
    return _tail(path).endswith(b"\n")


def _last_line(path: Path) -> bytes:
    """The last line of a file, whole or torn; empty if there is none."""
    return _tail(path).removesuffix(b"\n").rpartition(b"\n")[2]


def _number(data: bytes) -> int:
    line = read_line(data)
    return 0 if line is None else line.number


def _last_number(present: list[Path]) -> int:
    """The number of the last whole line."""
    for path in reversed(present):
        for data in reversed(path.read_bytes().split(b"\n")):
            if number := _number(data):
                return number
    return 0


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
