"""The options of ``booking-service explain``: how dates and instants are written.

Apart from the command, so that other commands start without loading the rules.
"""

from __future__ import annotations

import argparse
import re
from datetime import date, datetime

from booking_service.policy.instants import EARLIEST_DATE, LATEST_DATE, TOKYO

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


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
    written = _INSTANT.fullmatch(text)
    if written is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not an instant; write 2027-02-28T12:00")
    if not EARLIEST_DATE <= a_date(written["day"]) <= LATEST_DATE:
        raise argparse.ArgumentTypeError(f"{text!r} is out of range; the years 2000 to 2199 count")
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} does not exist ({error})") from None
    return at.replace(tzinfo=TOKYO) if at.tzinfo is None else at.astimezone(TOKYO)
