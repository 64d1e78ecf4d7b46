"""Who may do what at the counter: the roles, the works, and the one table that joins them.

A person has one role or several. Roles are cut so that nobody needs more than their task: whoever
makes accounts cannot look at residents, whoever takes money cannot waive it, and a draw needs two
people who are named for it. The file token of the service is nobody's account: it can make the
first accounts and enrol terminals, and nothing else (``TOKEN_WORKS``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is employed for."""

    COUNTER = "counter"  # residents, bookings and money of every day
    MANAGER = "manager"  # what costs money or shuts doors, and looks at what was done
    DRAW_OFFICER = "draw-officer"  # types digits into a draw
    ADMIN = "admin"  # accounts of staff, and terminals


class Work(StrEnum):
    """What can be done; a call asks for exactly one."""

    FIND_REGISTRANT = "find-registrant"
    REGISTER = "register"
    FINISH_REGISTRATION = "finish-registration"
    CHANGE_REGISTRANT = "change-registrant"
    RENEW = "renew"
    ISSUE_CARD = "issue-card"
    RESET_SECRET = "reset-secret"  # noqa: S105 - the name of a work
    GIVE_REDUCTION = "give-reduction"
    SUSPEND = "suspend"
    DELETE_REGISTRANT = "delete-registrant"
    FIND_BOOKING = "find-booking"
    BOOK = "book"
    BOOK_WALK_IN = "book-walk-in"
    CANCEL = "cancel"
    CHANGE_BOOKING = "change-booking"
    TAKE_PAYMENT = "take-payment"
    TAKE_PAYMENT_BACK = "take-payment-back"
    WAIVE_FEE = "waive-fee"
    CLOSE = "close"
    POST_NOTICE = "post-notice"
    SEE_ACTIONS = "see-actions"
    GIVE_DIGITS = "give-digits"
    SEE_AUDIT = "see-audit"
    SEE_ACCESS = "see-access"
    MANAGE_ACCOUNTS = "manage-accounts"
    ENROL_KIOSK = "enrol-kiosk"
    SEE_KIOSKS = "see-kiosks"
    ROLL_OUT = "roll-out"


_COUNTER = frozenset({Role.COUNTER, Role.MANAGER})
_MANAGER = frozenset({Role.MANAGER})
_ADMIN = frozenset({Role.ADMIN})

#: The roles of which any one is enough for a work.
ALLOWED: Mapping[Work, frozenset[Role]] = {
    Work.FIND_REGISTRANT: _COUNTER,
    Work.REGISTER: _COUNTER,
    Work.FINISH_REGISTRATION: _COUNTER,
    Work.CHANGE_REGISTRANT: _COUNTER,
    Work.RENEW: _COUNTER,
    Work.ISSUE_CARD: _COUNTER,
    Work.RESET_SECRET: _COUNTER,
    Work.GIVE_REDUCTION: _MANAGER,
    Work.SUSPEND: _MANAGER,
    Work.DELETE_REGISTRANT: _MANAGER,
    Work.FIND_BOOKING: _COUNTER,
    Work.BOOK: _COUNTER,
    Work.BOOK_WALK_IN: _COUNTER,
    Work.CANCEL: _COUNTER,
    Work.CHANGE_BOOKING: _COUNTER,
    Work.TAKE_PAYMENT: _COUNTER,
    Work.TAKE_PAYMENT_BACK: _MANAGER,
    Work.WAIVE_FEE: _MANAGER,
    Work.CLOSE: _MANAGER,
    Work.POST_NOTICE: _MANAGER,
    Work.SEE_ACTIONS: _COUNTER,
    Work.GIVE_DIGITS: frozenset({Role.DRAW_OFFICER}),
    Work.SEE_AUDIT: frozenset({Role.MANAGER, Role.ADMIN}),
    Work.SEE_ACCESS: _MANAGER,
    Work.MANAGE_ACCOUNTS: _ADMIN,
    Work.ENROL_KIOSK: _ADMIN,
    Work.ROLL_OUT: _ADMIN,
    Work.SEE_KIOSKS: frozenset({Role.COUNTER, Role.MANAGER, Role.ADMIN}),
}

#: What the token file of the service is good for: making the first accounts, enrolling terminals.
TOKEN_WORKS = frozenset({Work.MANAGE_ACCOUNTS, Work.ENROL_KIOSK, Work.SEE_KIOSKS})


def may(roles: Iterable[str], work: Work) -> bool:
    """Whether one of these roles is enough for a work."""
    return not ALLOWED[work].isdisjoint(roles)


def needed(work: Work) -> list[str]:
    """The roles of which one would do, for the refusal that names them."""
    return sorted(ALLOWED[work])
