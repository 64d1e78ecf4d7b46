"""What lies on the disk while a program is at work with it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def all_of(folder: Path) -> bytes:
    """Everything in a folder. A file that is taken away meanwhile lies there no more."""
    found = []
    for path in sorted(folder.rglob("*")):
        with suppress(FileNotFoundError, IsADirectoryError):
            found.append(path.read_bytes())
    assert found
    return b"\n".join(found)
