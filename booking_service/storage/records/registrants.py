"""Registered persons and groups, and who of them is at a kiosk.

Nothing here is personal: names and addresses are sealed, numbers are blind indexes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


class RegistrantState:
    """The life of a registration."""

    ACTIVE = "active"
    BEGUN = "begun"  # to be finished at the counter
    LAPSED = "lapsed"  # not used for too long
    DELETED = "deleted"


class HolderOf:
    """What kind of registrant somebody is."""

    PERSON = "person"
    GROUP = "group"
    VISITOR = "visitor"  # not registered: books once, at the counter


@dataclass(frozen=True, slots=True)
class RegistrantRecord:
    """A registered group or person. ``valid_until`` is the last valid day, ``reductions`` those
    held, with their last day."""

    id: int
    holder: str
    state: str
    kinds: frozenset[str]
    reductions: Mapping[str, date]
    suspended_since: date | None
    registered_on: date | None
    valid_until: date
    ended_on: date | None  # lapsed or deleted


@dataclass(frozen=True, slots=True)
class RegistrantIndexes:
    """The blind indexes of a registrant. Without ``reset`` no new secret comes by mail; without
    ``number`` and ``identity`` they are a visitor."""

    number: str | None
    identity: str | None
    reset: str | None
    reachable: bool  # by mail


@dataclass(frozen=True, slots=True)
class SecretRecord:
    """The hashed secrets of a registrant: their own, and one by mail that is good for a time."""

    own: str = field(repr=False)
    temporary: str | None = field(repr=False)
    temporary_until: datetime | None


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A resident logged in at a kiosk; ``secret_proof`` is what their secret is checked against.

    ``must_change``: logged in with a temporary secret, and may only choose another.
    """

    token_hash: bytes
    kiosk_id: str
    expires_at: datetime
    secret_proof: bytes
    registrant: RegistrantRecord
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class UnsealedRecord:
    """A registrant from before personal data was sealed."""

    registrant_id: int
    number: str = field(repr=False)
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardRecord:
    """A card (利用者登録証) of a registrant, the ``issue``-th they were given."""

    registrant_id: int
    issue: int
    issued_on: date
    state: str  # valid, lost, replaced, returned
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class AccessRecord:
    """Somebody has looked at a registrant's personal data."""

    id: int
    at: datetime
    actor: str
    registrant_id: int
    why: str
