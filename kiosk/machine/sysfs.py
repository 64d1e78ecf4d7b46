"""What the kernel says of the parts of this machine: folders and files of one line each (/sys)."""

from __future__ import annotations

from pathlib import Path


def children(folder: Path, pattern: str = "*") -> list[Path]:
    """What stands in a folder, in order; nothing if it is not there."""
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []


def line_of(file: Path) -> str:
    """What a file says, without what cannot be printed; nothing if it is not there."""
    try:
        said = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return "".join(sign for sign in said.strip() if sign.isprintable())
