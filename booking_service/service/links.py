"""Signed links to the status page: whoever holds the receipt may look, nobody can guess one.

``r123-SIGNATURE`` for a reservation, ``a123-…`` for an application; HMAC-SHA256 with a key that the
service made for itself and keeps in its database.
"""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass
from enum import StrEnum

from booking_service.service.numbers import id_of

SIGNATURE_BYTES = 16
_LINK = re.compile(r"([ra])([0-9]{1,10})-([A-Za-z0-9_-]{22})")


class Linked(StrEnum):
    """What a link leads to."""

    RESERVATION = "r"
    APPLICATION = "a"


@dataclass(frozen=True, slots=True)
class Link:
    """One reservation or application."""

    to: Linked
    id: int


def sign(key: bytes, link: Link) -> str:
    """The last part of the address of a status page."""
    name = f"{link.to}{link.id}"
    return f"{name}-{_signature(key, name)}"


def read(key: bytes, signed: str) -> Link | None:
    """What a signed link leads to; None if it was not signed by this service."""
    match = _LINK.fullmatch(signed)
    if match is None:
        return None
    number = id_of(match[2])
    right = _signature(key, match[1] + match[2])
    if number is None or not hmac.compare_digest(right, match[3]):
        return None
    return Link(Linked(match[1]), number)


def _signature(key: bytes, name: str) -> str:
    digest = hmac.digest(key, name.encode(), "sha256")[:SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
