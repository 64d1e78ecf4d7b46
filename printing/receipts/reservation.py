"""The receipt of a reservation, provisional or confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

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
from printing.receipts.paying import PaidBy, Payment, payment
from printing.receipts.words import Words


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is still to be done after the booking, where and until when."""

    text: Text
    to: Text | None
    until: datetime


@dataclass(frozen=True, slots=True)
class ReservationValues:
    """``fee_lines`` are (what for, yen), as agreed at booking; ``fee_yen`` is their sum. How it is
    paid: see ``Payment``."""

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
    paid_by: PaidBy = "deadline"
    lapses_unpaid: bool = False
    paid: bool = False
    follow_ups: tuple[FollowUp, ...] = ()
    #: From when it can be cancelled, where that is still to come.
    cancel_from: datetime | None = None
    #: Whom to telephone to cancel it, where that is the way.
    cancel_tel: str | None = None


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
            *parts.cancel_by(words, values.cancel_until, values.cancel_from),
            *_cancel_tel(values, words),
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
    what = Payment(values.payment_due, values.pay_at, values.paid_by, values.lapses_unpaid)
    to_pay = payment(what, words)
    return (to_pay, bring) if values.paid_by == "debit" else (to_pay,)


def _cancel_tel(values: ReservationValues, words: Words) -> tuple[Field, ...]:
    if values.cancel_tel is None:
        return ()
    return (Field(words.text("receipt.reservation.cancel_tel"), values.cancel_tel),)


def _follow_ups(values: ReservationValues, words: Words) -> Iterator[ToDo]:
    for one in values.follow_ups:
        until = words.text("receipt.common.until", at=words.deadline(one.until))
        to = () if one.to is None else (words.of(one.to),)
        yield ToDo(words.of(one.text), (until,), to)
