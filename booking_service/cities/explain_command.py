"""``booking-service explain``: a city officer asks what the rules say about one date of use."""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import date, datetime
from typing import TextIO

from booking_service.cities.errors import CityError
from booking_service.cities.explain import EARLIEST_EVENT, explain, rules_of
from booking_service.cities.explain_json import as_json
from booking_service.cities.explain_text import as_text
from booking_service.cities.explain_values import Question, Wrong
from booking_service.policy.instants import LATEST_DATE, TOKYO

_FINE = 0
_WRONG = 2
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--city", required=True, help="one that `cities` lists, or a folder")
    subject = parser.add_mutually_exclusive_group(required=True)
    subject.add_argument("--class", dest="class_name", metavar="NAME", help="see `cities`")
    subject.add_argument("--room", metavar="ID", help="with the closed days of its building")
    parser.add_argument("--use-date", required=True, type=a_date, metavar="YYYY-MM-DD")
    parser.add_argument(
        "--booked-on", type=a_date, metavar="YYYY-MM-DD", help="for what counts from the booking"
    )
    parser.add_argument(
        "--cancel-at",
        type=an_instant,
        metavar="YYYY-MM-DDTHH:MM",
        help="what cancelling then would cost; Japanese time unless it says another",
    )
    parser.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace, out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Prints the answer to ``out``. Returns 0, or 2 after telling on ``err`` what is wrong with the
    question and what there is."""
    question = Question(
        use_date=arguments.use_date,
        class_name=arguments.class_name,
        room_id=arguments.room,
        booked_on=arguments.booked_on,
        cancel_at=arguments.cancel_at,
    )
    try:
        found = explain(rules_of(arguments.city), question)
    except CityError as error:
        (err or sys.stderr).write(f"booking-service explain: {error}\n")
        return _WRONG
    if isinstance(found, Wrong):
        (err or sys.stderr).write(f"booking-service explain: {found}\n")
        return _WRONG
    if arguments.json:
        text = json.dumps(as_json(found), ensure_ascii=False, indent=1) + "\n"
    else:
        text = as_text(found)
    (out or sys.stdout).write(text)
    return _FINE


def a_date(text: str) -> date:
    """``YYYY-MM-DD``; refuses other ways of writing and days that do not exist."""
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} does not exist ({error})") from None
    raise argparse.ArgumentTypeError(f"{text!r} is not a date; write 2027-02-28")


def an_instant(text: str) -> datetime:
    """``YYYY-MM-DDTHH:MM``, in Japanese time unless an offset follows; a date alone is its first
    moment."""
    day, clock = text[:10], text[10:]
    if clock and not _CLOCK.fullmatch(clock):
        raise argparse.ArgumentTypeError(f"{text!r} is not an instant; write 2027-02-28T12:00")
    if not EARLIEST_EVENT <= a_date(day) <= LATEST_DATE:
        raise argparse.ArgumentTypeError(f"{text!r} is out of range; the years 2000 to 2199 count")
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} does not exist ({error})") from None
    return at.replace(tzinfo=TOKYO) if at.tzinfo is None else at.astimezone(TOKYO)
