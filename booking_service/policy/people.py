"""What residents are known by and how they register, as values. Import these from ``model``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from booking_service.policy.rules import CancelBy, LapseRule, Source, Text


class Alphabet(StrEnum):
    """Which characters a number or a secret is made of."""

    DIGITS = "digits"
    ALPHANUMERIC = "alphanumeric"


@dataclass(frozen=True, slots=True)
class Credential:
    """How a registration number or a secret looks; ``pattern`` is a regular expression."""

    name: Text
    pattern: str
    min_length: int
    max_length: int
    alphabet: Alphabet = Alphabet.DIGITS


class HolderKind(StrEnum):
    """Who may hold a registration."""

    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class RegistrationKind:
    """A kind of registration; which facilities it opens stands at the facilities and classes."""

    id: str
    name: Text
    holders: frozenset[HolderKind] = frozenset(HolderKind)


class AtKiosk(StrEnum):
    """How far a resident gets when registering at a kiosk."""

    COMPLETE = "complete"
    COUNTER = "counter"  # begun at the kiosk, finished at the counter
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RegistrationRule:
    """How residents register, how long it is valid and what of it they change themselves.

    ``valid_years`` None: without end, ``lapse`` apart. ``email_required``: at the kiosk.
    ``suspended_cancel_by``: how somebody who is suspended cancels.
    """

    kinds: tuple[RegistrationKind, ...]
    valid_years: int | None
    renewable_months_before: int
    lapse: LapseRule | None
    at_kiosk: AtKiosk
    email_required: bool
    change_online: bool
    delete_online: bool
    reset_by_mail: bool
    card_name: Text
    min_members: int | None
    source: Source
    walk_in: bool = False  # the counter books for people who are not registered
    suspended_cancel_by: CancelBy = CancelBy.ONLINE
