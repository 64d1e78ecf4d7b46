"""Versions of packages, compared as Debian compares them (Debian Policy, section 5.6.12)."""

from __future__ import annotations

import re
from itertools import zip_longest

#: What a version of our package looks like: no epoch, and nothing an address could stumble over.
VERSION = re.compile(r"[0-9][0-9A-Za-z.+~-]{0,39}")
_PARTS = re.compile(r"(\D*)(\d*)")


def is_version(text: str) -> bool:
    """Whether a text can be the version of a release."""
    return VERSION.fullmatch(text) is not None


def is_older(one: str, other: str) -> bool:
    """Whether ``one`` comes before ``other``."""
    return _order(one, other) < 0


def _order(one: str, other: str) -> int:
    """Negative, zero or positive, as ``one`` is older, the same or newer."""
    for mine, theirs in zip(_halves(one), _halves(other), strict=True):
        if found := _compared(mine, theirs):
            return found
    return 0


def _halves(version: str) -> tuple[str, str]:
    """The upstream version and the Debian revision; without a revision it counts as 0."""
    upstream, dash, revision = version.rpartition("-")
    return (upstream, revision) if dash else (version, "0")


def _compared(one: str, other: str) -> int:
    """By turns what are no digits, sign by sign, and digits, as numbers."""
    for mine, theirs in zip_longest(_PARTS.findall(one), _PARTS.findall(other), fillvalue=("", "")):
        left, right = _weights(mine[0]), _weights(theirs[0])
        if left != right:
            return -1 if left < right else 1
        if by := int(mine[1] or 0) - int(theirs[1] or 0):
            return by
    return 0


def _weights(text: str) -> list[int]:
    """A tilde comes even before the end, letters come before all other signs."""
    weights = [_weight(sign) for sign in text]
    return [*weights, 0]


def _weight(sign: str) -> int:
    if sign == "~":
        return -1
    return ord(sign) if sign.isalpha() else ord(sign) + 256
