"""By which numbers this machine can be told from the others of a delivery."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kiosk.machine.sysfs import children, line_of

_SERIALS: Final = ("product_serial", "board_serial", "chassis_serial")
#: What boards say that were given no number.
_NO_NUMBER: Final = frozenset({"", "none", "default string", "to be filled by o.e.m."})


def machine_numbers(
    network: Path = Path("/sys/class/net"), board: Path = Path("/sys/class/dmi/id")
) -> frozenset[str]:
    """MAC addresses of its network cards, and its serial numbers; root alone may read those."""
    cards = (line_of(one / "address") for one in children(network))
    serials = (line_of(board / name) for name in _SERIALS)
    found = (one for one in (*cards, *serials) if one.casefold() not in _NO_NUMBER)
    return frozenset(found) - {"00:00:00:00:00:00"}
