"""Works around bookings and money."""

from __future__ import annotations

import argparse

from booking_service.service.staff.reasons import (
    BackReason,
    CancelReason,
    ChangeReason,
    WaiveReason,
)
from booking_service.staff_cli.works import (
    CHOICE,
    CounterWork,
    choice_of,
    may,
    needed,
    one_of,
    place,
)
from booking_service.staff_client import StaffCall, path_part


def _at(arguments: argparse.Namespace, step: str) -> str:
    return f"reservations/{path_part(arguments.number)}{step}"


def _show(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall(_at(arguments, ""), None, "GET")


def _of_registrant(arguments: argparse.Namespace) -> StaffCall:
    body = {"registration_number": arguments.registration_number}
    return StaffCall("registrants/bookings", body)


def _book(arguments: argparse.Namespace) -> StaffCall:
    number = {"registration_number": arguments.registration_number}
    return StaffCall("reservations", {**number, **choice_of(arguments)})


def _walk_in(arguments: argparse.Namespace) -> StaffCall:
    who = {"name": arguments.name, "kana": arguments.kana, "tel": arguments.tel}
    return StaffCall("walk-ins", {**who, **choice_of(arguments)})


def _cancel(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall(_at(arguments, "/cancel"), {"reason": arguments.reason})


def _change(arguments: argparse.Namespace) -> StaffCall:
    body = {**choice_of(arguments), "reason": arguments.reason}
    return StaffCall(_at(arguments, "/change"), body)


def _take_payment(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall(_at(arguments, "/payment"), {})


def _take_back(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall(_at(arguments, "/payment/back"), {"reason": arguments.reason})


def _waive(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall(_at(arguments, "/waiver"), {"reason": arguments.reason})


_NUMBER = place("number", "the reservation number on the receipt")

WORKS = (
    CounterWork("show", "a booking, its money and its changes", _show, (_NUMBER,)),
    CounterWork(
        "bookings",
        "the bookings and applications of a registrant",
        _of_registrant,
        (needed("--registration-number"),),
    ),
    CounterWork(
        "book",
        "book for a registrant, paid on the spot",
        _book,
        (needed("--registration-number"), *CHOICE),
    ),
    CounterWork(
        "book-walk-in",
        "book for somebody who is not registered, paid on the spot",
        _walk_in,
        (needed("--name"), needed("--kana"), needed("--tel"), *CHOICE),
    ),
    CounterWork(
        "cancel",
        "cancel a booking, paid or not; every reason but 'own' waives the fee",
        _cancel,
        (_NUMBER, needed("--reason", **one_of(CancelReason))),
    ),
    CounterWork(
        "change",
        "move a booking to another room, day or time (変更・振替)",
        _change,
        (
            _NUMBER,
            *CHOICE,
            may("--reason", default=ChangeReason.OWN.value, **one_of(ChangeReason)),
        ),
    ),
    CounterWork("take-payment", "a booking has been paid", _take_payment, (_NUMBER,)),
    CounterWork(
        "take-payment-back",
        "a payment was entered that was none",
        _take_back,
        (_NUMBER, needed("--reason", **one_of(BackReason))),
    ),
    CounterWork(
        "waive",
        "the usage fee is not asked for",
        _waive,
        (_NUMBER, needed("--reason", **one_of(WaiveReason))),
    ),
)
