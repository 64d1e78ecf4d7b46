"""What the keys of a keyboard type: Linux key codes (linux/input-event-codes.h) to characters."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

SHIFTS: Final = frozenset({42, 54})


class Layout(Enum):
    """Which keyboard a reader pretends to be; it is set at the reader."""

    US = "us"
    JP = "jp"


Keys = Mapping[int, tuple[str, str]]


def _row(first: int, plain: str, shifted: str) -> dict[int, tuple[str, str]]:
    """Keys side by side, from the code of the first."""
    return {first + place: pair for place, pair in enumerate(zip(plain, shifted, strict=True))}


#: The same on both. Tab, Return, the numbers block, the letters, and the blank.
_BOTH: Final[dict[int, tuple[str, str]]] = {
    15: ("\t", "\t"),
    28: ("\r", "\r"),
    96: ("\r", "\r"),
    57: (" ", " "),
    55: ("*", "*"),
    98: ("/", "/"),
    **_row(71, "789-456+1230.", "789-456+1230."),
    **_row(16, "qwertyuiop", "QWERTYUIOP"),
    **_row(30, "asdfghjkl", "ASDFGHJKL"),
    **_row(44, "zxcvbnm,./", "ZXCVBNM<>?"),
}
_US: Final = {
    **_BOTH,
    **_row(2, "1234567890-=", "!@#$%^&*()_+"),
    **_row(26, "[]", "{}"),
    **_row(39, ";'`", ':"~'),
    43: ("\\", "|"),
}
_JP: Final = {
    **_BOTH,
    **_row(2, "123456789", "!\"#$%&'()"),
    11: ("0", "0"),
    **_row(12, "-^", "=~"),
    **_row(26, "@[", "`{"),
    **_row(39, ";:", "+*"),
    43: ("]", "}"),
    89: ("\\", "_"),
    124: ("\\", "|"),
}

KEYS: Final[Mapping[Layout, Keys]] = MappingProxyType({Layout.US: _US, Layout.JP: _JP})
