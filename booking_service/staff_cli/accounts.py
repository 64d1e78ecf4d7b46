"""Works around accounts, the audit log and terminals."""

from __future__ import annotations

import argparse
import sys

from booking_service.service.staff.roles import Role
from booking_service.staff_cli.works import CounterWork, body_of, may, needed, one_of, place
from booking_service.staff_client import StaffCall, path_part, secret_from


def _sign_out(_arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("sessions/current", None, "DELETE")


def _choose_secret(_arguments: argparse.Namespace) -> StaffCall:
    old = secret_from(sys.stdin, "secret so far")
    return StaffCall(
        "sessions/current/secret",
        {"secret": old, "new_secret": secret_from(sys.stdin, "new secret")},
    )


def _accounts(_arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("accounts", None, "GET")


def _add_account(arguments: argparse.Namespace) -> StaffCall:
    body = {
        "user": arguments.user,
        "name": arguments.name,
        "roles": arguments.role,
        "secret": secret_from(sys.stdin, "first secret"),
    }
    return StaffCall("accounts", body)


def _change_account(arguments: argparse.Namespace) -> StaffCall:
    body = body_of(arguments, "name")
    if arguments.role is not None:
        body["roles"] = arguments.role
    return StaffCall(f"accounts/{path_part(arguments.user)}", body, "PATCH")


def _end_account(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall(f"accounts/{path_part(arguments.user)}", {"ended": True}, "PATCH")


def _open_account(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall(f"accounts/{path_part(arguments.user)}", {"ended": False}, "PATCH")


def _new_secret(arguments: argparse.Namespace) -> StaffCall:
    body = {"secret": secret_from(sys.stdin, "first secret")}
    return StaffCall(f"accounts/{path_part(arguments.user)}", body, "PATCH")


def _audit(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("audit", None, "GET", body_of(arguments, "after", "limit"))


_USER = place("user", "the user's name")
_ROLE = {**one_of(Role), "action": "append"}

WORKS = (
    CounterWork("sign-out", "end the token that sign-in got", _sign_out),
    CounterWork("choose-secret", "choose an own secret; both come on stdin", _choose_secret),
    CounterWork("accounts", "list the accounts of staff", _accounts),
    CounterWork(
        "add-account",
        "make an account; its first secret comes on stdin",
        _add_account,
        (
            needed("--user", "small letters, digits, points and dashes"),
            needed("--name"),
            needed("--role", "may be repeated", **_ROLE),
        ),
    ),
    CounterWork(
        "change-account",
        "change a name or the roles; the account signs in anew",
        _change_account,
        (_USER, may("--name"), may("--role", "may be repeated; replaces all", **_ROLE)),
    ),
    CounterWork("end-account", "shut an account and end its tokens", _end_account, (_USER,)),
    CounterWork("open-account", "open an ended account again", _open_account, (_USER,)),
    CounterWork("new-secret", "give a first secret again, on stdin", _new_secret, (_USER,)),
    CounterWork(
        "audit",
        "print the audit log, and whether it is whole",
        _audit,
        (
            may("--after", "lines after this one", type=int),
            may("--limit", "at most so many", type=int),
        ),
    ),
)
