"""The receipt of a reservation, provisional or confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final, Literal

from printing.receipts import parts
from printing.receipts.blocks import (
    Amount,
    Block,
    Code,
    Field,
    Heading,
    Paragraph,
    Receipt,
    ReceiptKind,
    Rule,
    ToDo,
)
from printing.receipts.parts import Imprint, Text, Use
from printing.receipts.words import Words

_JAPAN: Final = timezone(timedelta(hours=9))
#: What is due is due before its instant: the day is the one it ends.
_MOMENT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is still to be done after the booking, where and until when."""

    text: Text
    to: Text | None
    until: datetime


@dataclass(frozen=True, slots=True)
class ReservationValues:
    """``payment_due``: until when to pay, None where no time is set.

    ``paid_by``: paid until it is due, when coming to use the room, or taken from the account on
    the day it is due. ``lapses_unpaid``: whether it is given up if it is not paid in time.
    ``fee_lines`` are (what for, yen), as agreed at booking; ``fee_yen`` is their sum.
    """

    city: Text
    number: str
    state: Literal["provisional", "confirmed"]
    use: Use
    fee_lines: tuple[tuple[Text, int], ...]
    fee_yen: int
    payment_due: datetime | None
    pay_at: Text
    cancel_until: datetime | None
    status_url: str
    imprint: Imprint
    paid_by: Literal["deadline", "on_the_day", "debit"] = "deadline"
    lapses_unpaid: bool = False
    paid: bool = False
    follow_ups: tuple[FollowUp, ...] = ()


def reservation(values: ReservationValues, words: Words) -> Receipt:
    """What was reserved, what it costs, and until when it must be paid or can be cancelled."""
    return parts.receipt(
        ReceiptKind.RESERVATION,
        (
            Heading(words.of(values.city), words.text(f"receipt.reservation.title.{values.state}")),
            *parts.use_of_room(words, values.use),
            *_fee(values, words),
            *_what_to_do(values, words),
            *_follow_ups(values, words),
            Code(words.text("receipt.reservation.number"), values.number),
            *_cancelling(values, words),
            *parts.foot(words, values.status_url, values.imprint),
        ),
        words,
    )


def _fee(values: ReservationValues, words: Words) -> tuple[Block, ...]:
    total = words.text("receipt.reservation.fee_total")
    if values.fee_yen == 0:
        return (Field(total, words.text("receipt.reservation.free")),)
    lines = values.fee_lines if len(values.fee_lines) > 1 else ()
    return (
        *((Rule(),) if lines else ()),
        *(Amount(words.of(name), words.yen(yen)) for name, yen in lines),
        Amount(total, words.yen(values.fee_yen), total=True),
    )


def _what_to_do(values: ReservationValues, words: Words) -> tuple[Block, ...]:
    bring = Paragraph(words.text("receipt.reservation.bring_on_the_day"))
    if values.fee_yen == 0 or values.paid:
        return (bring,)
    where = words.text("receipt.reservation.pay_at", place=words.of(values.pay_at))
    carry = words.text("receipt.reservation.pay_bring")
    heading, due = words.text("receipt.reservation.payment"), values.payment_due
    match values.paid_by:
        case "on_the_day":
            day = words.text("receipt.reservation.on_the_day")
            return (ToDo(heading, (day,), (where, carry)),)
        case "debit":
            if due is None:
                return (ToDo(heading, (), (words.of(values.pay_at),)), bring)
            day = words.date((due - _MOMENT).astimezone(_JAPAN).date())
            debit = words.text("receipt.reservation.debit", day=day)
            return (ToDo(heading, (debit,), ()), bring)
        case "deadline" if due is not None:
            until = words.text("receipt.common.until", at=words.deadline(due))
            lapse = words.text("receipt.reservation.pay_or_lapse")
            lines = (where, carry, lapse) if values.lapses_unpaid else (where, carry)
            return (ToDo(words.text("receipt.reservation.pay_heading"), (until,), lines),)
        case _:
            return (ToDo(heading, (), (where, carry)),)


def _follow_ups(values: ReservationValues, words: Words) -> Iterator[ToDo]:
    for one in values.follow_ups:
        until = words.text("receipt.common.until", at=words.deadline(one.until))
        to = () if one.to is None else (words.of(one.to),)
        yield ToDo(words.of(one.text), (until,), to)


def _cancelling(values: ReservationValues, words: Words) -> tuple[Block, ...]:
    if values.cancel_until is None:
        return ()
    at = words.deadline(values.cancel_until)
    return (
        Field(
            words.text("receipt.reservation.cancel_until"),
            words.text("receipt.common.until", at=at),
        ),
    )
