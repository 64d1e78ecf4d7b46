"""Who is registered, as the booking service says it: an account, its cards, a new registration.

All of it is personal: it lives in the running visit and on its screens, and goes with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import msgspec

from kiosk.model import Number, Text
from kiosk.registration_rules import Holder


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A registration somebody holds."""

    id: str
    name: Text


class Reduction(msgspec.Struct, frozen=True, kw_only=True):
    """A reduction or exemption somebody holds (減免, 免除). ``percent`` is taken off the fee."""

    id: str
    name: Text
    percent: Number
    valid_until: date


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One registration card. ``issue`` counts the cards handed out to one person."""

    issue: Number
    issued_on: date
    state: Literal["valid", "lost", "replaced", "returned"]
    ended_on: date | None


AccountAction = Literal["change", "change_secret", "report_card_lost", "delete"]


class Account(msgspec.Struct, frozen=True, kw_only=True, repr_omit_defaults=True):
    """Everything the service knows of whoever is logged in; of their number only the tail."""

    holder: Holder
    number_tail: str
    name: str
    kana: str
    representative: str
    birth_date: date | None
    address: str
    tel: str
    email: str
    members: Number | None
    language: str
    kinds: tuple[Kind, ...]
    standing: Literal["active", "suspended", "expired"]
    standing_since: date | None
    registered_on: date | None
    valid_until: date | None
    renewable_from: date | None
    reductions: tuple[Reduction, ...]
    cards: tuple[Card, ...]
    can: tuple[AccountAction, ...]

    def __repr__(self) -> str:
        return "Account(…)"


class AccountDeleted(msgspec.Struct, frozen=True, kw_only=True):
    """The account is gone for good."""

    state: Literal["deleted"]


class Registered(msgspec.Struct, frozen=True, kw_only=True):
    """A registration that was made here. The number is told once: here, and in a mail."""

    registration_number: str
    name: str
    state: Literal["complete", "begun"]
    valid_until: date | None
    finish_by: date | None
    tel: str

    def __repr__(self) -> str:
        return "Registered(…)"


@dataclass(frozen=True, slots=True)
class RegistrationForm:
    """What somebody fills in who registers. For a group ``name`` is the group's and
    ``birth_date`` its representative's; ``members`` and ``representative`` are of a group only."""

    holder: Holder
    kinds: tuple[str, ...]
    name: str = field(repr=False)
    kana: str = field(repr=False)
    birth_date: date = field(repr=False)
    address: str = field(repr=False)
    tel: str = field(repr=False)
    secret: str = field(repr=False)
    language: str
    email: str = field(default="", repr=False)
    representative: str = field(default="", repr=False)
    members: int | None = None


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What is to be different; None stays as it is. An empty ``email`` takes it away."""

    kana: str | None = field(default=None, repr=False)
    representative: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)
    tel: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    members: int | None = None


@dataclass(frozen=True, slots=True)
class SecretForgotten:
    """What somebody says who has forgotten their secret; for a group its representative's name."""

    registration_number: str = field(repr=False)
    name: str = field(repr=False)
    birth_date: date = field(repr=False)
    email: str = field(repr=False)
