"""Works around the house: closings, what they hit, notices, draws, terminals."""

from __future__ import annotations

import argparse

from booking_service.staff_cli.works import (
    DAY,
    CounterWork,
    body_of,
    may,
    needed,
    place,
    text,
    text_of,
)
from booking_service.staff_client import StaffCall, path_part


def _close(arguments: argparse.Namespace) -> StaffCall:
    body = {
        "first": arguments.first,
        "last": arguments.last or arguments.first,
        "reason": text_of(arguments, "reason"),
    }
    if arguments.facility is not None:
        body["facility_id"] = arguments.facility
    if arguments.room is not None:
        body["room_id"] = arguments.room
    return StaffCall("closings", body)


def _closings(_arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("closings", None, "GET")


def _reopen(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall(f"closings/{path_part(arguments.id)}/end", {})


def _actions(_arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("actions", None, "GET")


def _contacted(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("actions/contacted", {"id": arguments.id})


def _post_notice(arguments: argparse.Namespace) -> StaffCall:
    body = {
        **body_of(arguments, "id", "date"),
        "title": text_of(arguments, "title"),
        "body": text_of(arguments, "body"),
    }
    return StaffCall("notices", body)


def _notices(_arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("notices", None, "GET")


def _withdraw_notice(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall(f"notices/{path_part(arguments.id)}/withdrawal", {})


def _give_digits(arguments: argparse.Namespace) -> StaffCall:
    # A draw is called LOTTERY/PERIOD, and so stands in its address as it is.
    draw = "/".join(path_part(part) for part in arguments.draw.split("/"))
    return StaffCall(f"draws/{draw}/digits", {"digits": arguments.digits})


def _access_log(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("access-log", body_of(arguments, "registration_number", "before", "limit"))


def _mails(_arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("mails", None, "GET")


def _send_again(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall(f"mails/{path_part(arguments.id)}/again", {})


def _enrol_kiosk(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("kiosks/codes", {"id": arguments.id, "place": arguments.place})


def _kiosks(_arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("kiosks", None, "GET")


def _revoke_kiosk(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall(f"kiosks/{path_part(arguments.id)}/revocation", {})


_TERMINAL = (needed("--id", "small letters, digits and dashes"), needed("--place"))

WORKS = (
    CounterWork(
        "close",
        "close a room, a facility, or without either the whole city",
        _close,
        (
            may("--facility", "the id of the facility"),
            may("--room", "the id of the room"),
            needed("--first", "the first closed day", **DAY),
            may("--last", "the last closed day; left out: the first", **DAY),
            *text("reason", "why, for everybody to read"),
        ),
    ),
    CounterWork("closings", "list the closings that are in force", _closings),
    CounterWork("reopen", "end a closing", _reopen, (place("id", "of the closing"),)),
    CounterWork("actions", "list what waits for somebody of the staff", _actions),
    CounterWork(
        "contacted",
        "the resident behind an entry of the list has been told",
        _contacted,
        (place("id", "as the list says"),),
    ),
    CounterWork(
        "post-notice",
        "post a notice, or change the one of this id",
        _post_notice,
        (
            may("--id", "small letters, digits and dashes; left out: a new one"),
            may("--date", **DAY),
            *text("title", "the heading"),
            *text("body", "what it says"),
        ),
    ),
    CounterWork("notices", "list all notices", _notices),
    CounterWork("withdraw-notice", "take a notice back", _withdraw_notice, (place("id", ""),)),
    CounterWork(
        "give-digits",
        "throw digits into a draw; it takes two officers",
        _give_digits,
        (needed("--draw", "LOTTERY/PERIOD"), needed("--digits", "such as thrown dice")),
    ),
    CounterWork(
        "access-log",
        "who has looked at somebody's data, or at anybody's",
        _access_log,
        (
            may("--registration-number"),
            may("--before", "older than this line", type=int),
            may("--limit", "at most so many", type=int),
        ),
    ),
    CounterWork("mails", "letters that were given up, and those that wait", _mails),
    CounterWork(
        "send-again",
        "try a letter again that was given up",
        _send_again,
        (place("id", "of the letter"),),
    ),
    CounterWork(
        "enrol-kiosk",
        "make a code, good once and for an hour, with which a terminal enrols itself",
        _enrol_kiosk,
        _TERMINAL,
    ),
    CounterWork("kiosks", "list the terminals and how they are", _kiosks),
    CounterWork(
        "revoke-kiosk",
        "a terminal may no longer speak to the service",
        _revoke_kiosk,
        (place("id", "of the terminal"),),
    ),
)
