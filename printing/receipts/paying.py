"""What is to be paid: by when, where, with what, and what becomes of the booking otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final, Literal

from printing.receipts.blocks import ToDo
from printing.receipts.parts import Text
from printing.receipts.words import Words

PaidBy = Literal["deadline", "on_the_day", "debit"]

_JAPAN: Final = timezone(timedelta(hours=9))
#: What is due is due before its instant: the day is the one it ends.
_MOMENT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Payment:
    """``due``: until when to pay, None where no time is set. ``by``: paid until it is due, when
    coming to use the room, or taken from the account on the day it is due. ``or_lapses``: whether
    what is not paid in time is given up."""

    due: datetime | None
    at: Text
    by: PaidBy = "deadline"
    or_lapses: bool = False


def payment(what: Payment, words: Words) -> ToDo:
    """Paying a booking that was made."""
    where, carry = _where(what, words), words.text("receipt.reservation.pay_bring")
    lapse = words.text("receipt.reservation.pay_or_lapse")
    heading = words.text("receipt.reservation.payment")
    deadlines = _deadlines(what, words)
    match what.by:
        case "debit":
            return ToDo(heading, deadlines, () if deadlines else (words.of(what.at),))
        case "deadline" if deadlines:
            lines = (where, carry, *((lapse,) if what.or_lapses else ()))
            return ToDo(words.text("receipt.reservation.pay_heading"), deadlines, lines)
        case _:
            return ToDo(heading, deadlines, (where, carry))


def payment_if_claimed(what: Payment, words: Words) -> ToDo:
    """Paying what a win becomes once it is claimed."""
    lapse = words.text("receipt.lottery_application.pay_or_lapse")
    deadlines = _deadlines(what, words)
    lines = (
        *((_where(what, words),) if what.by != "debit" else ()),
        *((lapse,) if what.or_lapses else ()),
    )
    return ToDo(words.text("claim.pay"), deadlines, lines)


def fee_of_cancelling(what: Payment | None, words: Words) -> str:
    """How the fee of a cancelling is paid; None: it is taken from what was paid."""
    if what is None:
        return words.text("paying.cancelled.kept")
    if what.by == "debit" and what.due is not None:
        return words.text("paying.cancelled.debit", day=_day(what.due, words))
    return words.text("paying.cancelled.at", place=words.of(what.at))


def _where(what: Payment, words: Words) -> str:
    return words.text("receipt.reservation.pay_at", place=words.of(what.at))


def _deadlines(what: Payment, words: Words) -> tuple[str, ...]:
    match what.by, what.due:
        case "on_the_day", _:
            return (words.text("receipt.reservation.on_the_day"),)
        case _, None:
            return ()
        case "debit", due:
            return (words.text("receipt.reservation.debit", day=_day(due, words)),)
        case _, due:
            return (words.text("receipt.common.until", at=words.deadline(due)),)


def _day(due: datetime, words: Words) -> str:
    return words.date((due - _MOMENT).astimezone(_JAPAN).date())
