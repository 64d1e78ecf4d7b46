"""Works around registrants. Secrets come on standard input, never on the command line."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from booking_service.policy.model import HolderKind
from booking_service.service.staff.reasons import LookReason, SuspendReason
from booking_service.staff_cli.works import DAY, CounterWork, body_of, may, needed, one_of
from booking_service.staff_client import StaffCall, secret_from

_DATA = (
    "name",
    "kana",
    "representative",
    "birth_date",
    "address",
    "tel",
    "email",
    "members",
    "language",
)


def _data(arguments: argparse.Namespace) -> dict[str, Any]:
    body = body_of(arguments, *_DATA)
    if arguments.kind is not None:
        body["kinds"] = arguments.kind
    return body


def _register(arguments: argparse.Namespace) -> StaffCall:
    more = body_of(arguments, "registration_number", "holder", "valid_until")
    secret = secret_from(sys.stdin, "secret of the registrant; empty for none")
    return StaffCall("registrants", {**_data(arguments), **more, **_if(secret)})


def _find(arguments: argparse.Namespace) -> StaffCall:
    names = ("registration_number", "name", "birth_date", "why")
    return StaffCall("registrants/find", body_of(arguments, *names))


def _change(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("registrants/change", {**_data(arguments), **_number(arguments)})


def _finish(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("registrants/finish", _number(arguments))


def _renew(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("registrants/renewal", _number(arguments))


def _issue_card(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("registrants/cards", _number(arguments))


def _card_lost(arguments: argparse.Namespace) -> StaffCall:
    which = body_of(arguments, "issue")
    return StaffCall("registrants/cards/lost", {**_number(arguments), **which})


def _reset_secret(arguments: argparse.Namespace) -> StaffCall:
    body = _number(arguments)
    if arguments.chosen:
        body["secret"] = secret_from(sys.stdin, "secret that the registrant chooses")
    return StaffCall("registrants/secret", body)


def _give_reduction(arguments: argparse.Namespace) -> StaffCall:
    what = {"reduction_id": arguments.reduction, "valid_until": arguments.valid_until}
    return StaffCall("registrants/reductions", {**_number(arguments), **what})


def _take_reduction(arguments: argparse.Namespace) -> StaffCall:
    body = {**_number(arguments), "reduction_id": arguments.reduction}
    return StaffCall("registrants/reductions/end", body)


def _suspend(arguments: argparse.Namespace) -> StaffCall:
    why = body_of(arguments, "since", "reason")
    return StaffCall("registrants/suspension", {**_number(arguments), **why})


def _lift(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("registrants/suspension/end", _number(arguments))


def _delete(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("registrants/deletion", _number(arguments))


def _number(arguments: argparse.Namespace) -> dict[str, Any]:
    return {"registration_number": arguments.registration_number}


def _if(secret: str) -> dict[str, str]:
    return {"secret": secret} if secret else {}


_NUMBER = needed("--registration-number")
_KIND = {"action": "append"}
_FIELDS = (
    may("--kana", "the reading of the name"),
    may("--representative", "of a group"),
    may("--birth-date", "of a person, or of the representative", **DAY),
    may("--address"),
    may("--tel"),
    may("--email"),
    may("--members", "of a group", type=int),
    may("--language", "of letters, such as ja or en"),
)

WORKS = (
    CounterWork(
        "find",
        "show somebody's data, by number, card or name; every look is noted",
        _find,
        (
            may("--registration-number", "or the code of a card"),
            may("--name"),
            may("--birth-date", "of a person; left out: a group", **DAY),
            may("--why", default=LookReason.AT_COUNTER.value, **one_of(LookReason)),
        ),
    ),
    CounterWork(
        "register",
        "add a registrant; the secret comes on stdin, empty for none",
        _register,
        (
            may("--registration-number", "left out: one is made"),
            may("--holder", "left out: group", **one_of(HolderKind)),
            needed("--name"),
            needed("--kind", "may be repeated", **_KIND),
            may("--valid-until", "left out: the city's term", **DAY),
            *_FIELDS,
        ),
    ),
    CounterWork(
        "finish-registration", "complete one that was begun at a kiosk", _finish, (_NUMBER,)
    ),
    CounterWork(
        "change-registrant",
        "change data or kinds; what is left out stays",
        _change,
        (_NUMBER, may("--name"), may("--kind", "may be repeated; all of them", **_KIND), *_FIELDS),
    ),
    CounterWork("renew", "renew a registration for another term", _renew, (_NUMBER,)),
    CounterWork("issue-card", "hand a card out; the one before is void", _issue_card, (_NUMBER,)),
    CounterWork(
        "report-card-lost",
        "whoever finds the card cannot log in with it",
        _card_lost,
        (_NUMBER, may("--issue", "left out: the newest", type=int)),
    ),
    CounterWork(
        "reset-secret",
        "give a temporary secret, shown once, or keep a chosen one",
        _reset_secret,
        (_NUMBER, may("--chosen", "the registrant types it: on stdin", action="store_true")),
    ),
    CounterWork(
        "give-reduction",
        "give a reduction or an exemption (減免, 免除)",
        _give_reduction,
        (_NUMBER, needed("--reduction", "its id"), needed("--valid-until", **DAY)),
    ),
    CounterWork(
        "take-reduction", "take it away", _take_reduction, (_NUMBER, needed("--reduction"))
    ),
    CounterWork(
        "suspend",
        "let somebody look but not book (利用停止)",
        _suspend,
        (
            _NUMBER,
            may("--since", "left out: today", **DAY),
            needed("--reason", **one_of(SuspendReason)),
        ),
    ),
    CounterWork("lift", "lift a suspension", _lift, (_NUMBER,)),
    CounterWork("delete-registrant", "end a registration for good", _delete, (_NUMBER,)),
)
