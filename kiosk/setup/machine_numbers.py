"""By which numbers this machine can be told from the others of a delivery."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_SERIALS: Final = ("product_serial", "board_serial", "chassis_serial")
#: What boards say that were given no number.
_NO_NUMBER: Final = frozenset({"", "none", "default string", "to be filled by o.e.m."})


def machine_numbers(
    network: Path = Path("/sys/class/net"), board: Path = Path("/sys/class/dmi/id")
) -> frozenset[str]:
    """MAC addresses of its network cards, and its serial numbers; root alone may read those."""
    cards = (_text(one / "address") for one in _children(network))
    serials = (_text(board / name) for name in _SERIALS)
    found = (one for one in (*cards, *serials) if one.casefold() not in _NO_NUMBER)
    return frozenset(found) - {"00:00:00:00:00:00"}


def _children(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
