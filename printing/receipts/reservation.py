"""The receipt of a reservation, provisional or confirmed."""

from __future__ import annotations

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
from printing.receipts.words import Words


@dataclass(frozen=True, slots=True)
class ReservationValues:
    """``payment_due``: until when to pay, None once nothing is to be paid any more.

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


def reservation(values: ReservationValues, words: Words) -> Receipt:
    """What was reserved, what it costs, and until when it must be paid or can be cancelled."""
    return Receipt(
        ReceiptKind.RESERVATION,
        (
            Heading(words.of(values.city), words.text(f"receipt.reservation.title.{values.state}")),
            *parts.use_of_room(words, values.use),
            *_fee(values, words),
            *_what_to_do(values, words),
            Code(words.text("receipt.reservation.number"), values.number),
            *_cancelling(values, words),
            *parts.foot(words, values.status_url, values.imprint),
        ),
        words.language,
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
    if values.payment_due is None or values.fee_yen == 0:
        return (Paragraph(words.text("receipt.reservation.bring_on_the_day")),)
    at = words.deadline(values.payment_due)
    return (
        ToDo(
            heading=words.text("receipt.reservation.pay_heading"),
            deadlines=(words.text("receipt.common.until", at=at),),
            lines=(
                words.text("receipt.reservation.pay_at", place=words.of(values.pay_at)),
                words.text("receipt.reservation.pay_bring"),
                words.text("receipt.reservation.pay_or_lapse"),
            ),
        ),
    )


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
