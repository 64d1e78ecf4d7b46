"""Who is it: logging in, registering, the account. What was typed goes with the place.

Everything said by a resident is left out of ``repr``: places stand in error reports.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.cards.shown import CardShown, CardUnreadable
from kiosk.outcome import Refused
from kiosk.people_model import Account, Card, Registered, RegistrationForm
from ui.places.place import Place


@dataclass(frozen=True, slots=True)
class LogInNumber(Place):
    """Card or number; after the log-in the resident goes on to ``then``."""

    name: ClassVar[str] = "log_in_number"
    then: Place
    #: Why the last card was no good, as a code for the wording.
    card_problem: str | None = None


@dataclass(frozen=True, slots=True)
class LogInSecret(Place):
    """``wrong_left``: after a wrong try, how many more come before one has to wait."""

    name: ClassVar[str] = "log_in_secret"
    number: str = field(repr=False)
    then: Place
    wrong_left: int | None = None


@dataclass(frozen=True, slots=True)
class Registration(Place):
    """Who may register, what it needs, and how far one gets here."""

    name: ClassVar[str] = "registration"


@dataclass(frozen=True, slots=True)
class RegistrationUnclear(Place):
    """It was sent and no answer came; the same is sent again until the truth is known."""

    name: ClassVar[str] = "registration_unclear"
    form: RegistrationForm = field(repr=False)
    key: str


@dataclass(frozen=True, slots=True)
class RegistrationDone(Place):
    """Registered, or begun: the number, once, and what comes next."""

    name: ClassVar[str] = "registration_done"
    registered: Registered = field(repr=False)


@dataclass(frozen=True, slots=True)
class Forgotten(Place):
    """Number or secret forgotten: by mail, or whom to ask."""

    name: ClassVar[str] = "forgotten"


@dataclass(frozen=True, slots=True)
class ForgottenSent(Place):
    """The request was taken; what was right of it is told by mail only."""

    name: ClassVar[str] = "forgotten_sent"


@dataclass(frozen=True, slots=True)
class AccountOverview(Place):
    """What the resident is registered as. ``open``: nothing of it is hidden."""

    name: ClassVar[str] = "account"
    open: bool = False
    #: Something of it was changed just now.
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Cards(Place):
    name: ClassVar[str] = "cards"


@dataclass(frozen=True, slots=True)
class CardLost(Place):
    """Really report it lost?"""

    name: ClassVar[str] = "card_lost"
    card: Card


@dataclass(frozen=True, slots=True)
class CardReported(Place):
    name: ClassVar[str] = "card_reported"
    card: Card


@dataclass(frozen=True, slots=True)
class ChangeSecret(Place):
    """The secret so far, a new one, and that once more. ``forced``: the one typed at the log-in
    was temporary, is not asked again, and nothing else is open before."""

    name: ClassVar[str] = "change_secret"
    forced: bool = False
    then: Place | None = None
    old: str = field(default="", repr=False)
    new: str = field(default="", repr=False)
    #: Why what was typed last was not taken.
    problem: Refused | None = None


@dataclass(frozen=True, slots=True)
class SecretTaken(Place):
    """The new secret counts. ``then``: where the resident was going."""

    name: ClassVar[str] = "secret_changed"
    then: Place


@dataclass(frozen=True, slots=True)
class ChangeAccount(Place):
    """What of the account is to change."""

    name: ClassVar[str] = "change_account"


@dataclass(frozen=True, slots=True)
class ChangeSure(Place):
    """What it was and what it will be; ``what`` names a field of the account."""

    name: ClassVar[str] = "change_sure"
    what: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DeleteAccount(Place):
    """What is lost with the account, before anything is asked."""

    name: ClassVar[str] = "delete_account"
    account: Account


@dataclass(frozen=True, slots=True)
class DeleteSure(Place):
    """Asked a second time."""

    name: ClassVar[str] = "delete_sure"
    account: Account


@dataclass(frozen=True, slots=True)
class AccountDeleted(Place):
    """The farewell of somebody who is registered no more."""

    name: ClassVar[str] = "account_deleted"


def log_in_with(card: CardShown | CardUnreadable, then: Place) -> Place:
    """Where a card leads: on to the secret, or to typing the number if it could not be read."""
    match card:
        case CardShown(number=number):
            return LogInSecret(number, then)
        case CardUnreadable(why=why):
            return LogInNumber(then, card_problem=why)
