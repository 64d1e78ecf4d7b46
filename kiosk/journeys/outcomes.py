"""What a journey ends with when it was carried out, and the paper that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from kiosk.availability import Now
from kiosk.model import Application, Reservation
from kiosk.people_model import Card


class PaperEnd(Enum):
    """How printing ended. ``PRINTED`` and ``NOT_CUT`` only after the printer itself said so."""

    PRINTED = "printed"
    NOT_CUT = "not_cut"  # out, but the cutter is stuck: it has to be torn off
    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    OVERHEATED = "overheated"
    MECHANISM = "mechanism"  # broken inside: nobody in the lobby mends it
    OFFLINE = "offline"  # it says that it cannot print, and nothing that a resident could mend
    NO_ANSWER = "no_answer"
    NOT_CONFIRMED = "not_confirmed"  # sent, but the printer did not say that it is out
    CANNOT_TELL = "cannot_tell"  # sent on a line on which no printer can say anything

    @property
    def is_out(self) -> bool:
        return self in (PaperEnd.PRINTED, PaperEnd.NOT_CUT)

    @property
    def is_uncertain(self) -> bool:
        """Whether the whole paper may be out: then nobody but the resident can say if it is."""
        return self in (PaperEnd.NOT_CONFIRMED, PaperEnd.CANNOT_TELL)


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A receipt as the screen shows it: the very pixels that go to paper, as PNG bytes."""

    id: str
    png: bytes
    status_url: str | None


@dataclass(frozen=True, slots=True)
class Applied:
    """``key`` is the write's: once this is on the screen, say so with ``OpenWrites.told``."""

    application: Application
    receipt: ReceiptView
    key: str


@dataclass(frozen=True, slots=True)
class Reserved:
    """``key`` as in ``Applied``."""

    reservation: Reservation
    receipt: ReceiptView
    key: str


@dataclass(frozen=True, slots=True)
class SameHours:
    """A day on which the hours of an earlier booking can be had, by lottery or at once."""

    date: date
    now: Now


@dataclass(frozen=True, slots=True)
class CardLost:
    """A card that logs nobody in any more. ``key`` as in ``Applied``."""

    card: Card
    key: str


@dataclass(frozen=True, slots=True)
class AccountGone:
    """The account was deleted for good. ``key`` as in ``Applied``."""

    key: str


@dataclass(frozen=True, slots=True)
class SecretChanged:
    """The new secret is the one that counts."""


@dataclass(frozen=True, slots=True)
class ResetAsked:
    """The request for a temporary secret was taken."""


#: How a write ended that was carried out.
Outcome = Applied | Reserved | CardLost | AccountGone
