"""The list of a resident's reservations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from printing.receipts import parts
from printing.receipts.blocks import (
    Block,
    Field,
    Heading,
    Paragraph,
    Receipt,
    ReceiptKind,
    Rule,
    Strong,
)
from printing.receipts.parts import Imprint, Text, Use
from printing.receipts.words import Words

ReservationState = Literal["provisional", "confirmed", "cancelled", "expired", "used"]


@dataclass(frozen=True, slots=True)
class ReservationItem:
    """``payment_due``: until when to pay, None when nothing is to be paid."""

    number: str
    use: Use
    state: ReservationState
    fee_yen: int
    payment_due: datetime | None


@dataclass(frozen=True, slots=True)
class ReservationListValues:
    """``as_of``: when the booking service said so."""

    city: Text
    items: tuple[ReservationItem, ...]
    as_of: datetime
    imprint: Imprint


def reservation_list(values: ReservationListValues, words: Words) -> Receipt:
    """Every reservation with its state and, where it is not yet paid, until when to pay."""
    items = [block for item in values.items for block in _item(item, words)]
    return Receipt(
        ReceiptKind.RESERVATION_LIST,
        (
            Heading(words.of(values.city), words.text("receipt.reservation_list.title")),
            *parts.list_head(words, len(values.items), values.as_of),
            *(items or [Rule(), Paragraph(words.text("receipt.reservation_list.none"))]),
            *parts.foot(words, None, values.imprint),
        ),
    )


def _item(item: ReservationItem, words: Words) -> tuple[Block, ...]:
    return (
        *parts.list_item(words, item.use),
        Strong(words.text(f"receipt.reservation_list.state.{item.state}")),
        *_payment(item, words),
        Field(words.text("receipt.reservation.number"), item.number),
    )


def _payment(item: ReservationItem, words: Words) -> tuple[Block, ...]:
    if item.state != "provisional" or item.payment_due is None:
        return ()
    at = words.deadline(item.payment_due)
    yen = words.yen(item.fee_yen)
    return (Paragraph(words.text("receipt.reservation_list.pay_by", at=at, yen=yen)),)
