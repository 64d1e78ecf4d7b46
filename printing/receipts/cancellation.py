"""The receipt of something given up: a reservation, a lottery application or a win."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from printing.receipts import parts
from printing.receipts.blocks import (
    Amount,
    Code,
    Field,
    Heading,
    Paragraph,
    Receipt,
    ReceiptKind,
)
from printing.receipts.parts import Imprint, Text, Use
from printing.receipts.paying import Payment, fee_of_cancelling
from printing.receipts.words import Words


@dataclass(frozen=True, slots=True)
class CancellationValues:
    """``number`` is the reservation number for a reservation, else the application number.

    ``cancelled_at``: None where it is not known any more, on a second paper. ``to_pay``: how the
    fee is paid, None where there is none or it is taken from what was paid."""

    city: Text
    what: Literal["reservation", "application", "win"]
    number: str
    use: Use
    cancelled_at: datetime | None
    cancellation_fee_yen: int
    status_url: str
    imprint: Imprint
    to_pay: Payment | None = None


def cancellation(values: CancellationValues, words: Words) -> Receipt:
    """What no longer holds, since when, and what it costs."""
    kind = "reservation" if values.what == "reservation" else "lottery_application"
    return parts.receipt(
        ReceiptKind.CANCELLATION,
        (
            Heading(words.of(values.city), words.text(f"receipt.cancellation.title.{values.what}")),
            Paragraph(words.text(f"receipt.cancellation.statement.{values.what}")),
            *parts.use_of_room(words, values.use),
            *_at(values, words),
            *_fee(values, words),
            Code(words.text(f"receipt.{kind}.number"), values.number),
            *parts.foot(words, values.status_url, values.imprint, gone=True),
        ),
        words,
    )


def _at(values: CancellationValues, words: Words) -> tuple[Field, ...]:
    if values.cancelled_at is None:
        return ()
    return (Field(words.text("receipt.cancellation.at"), words.instant(values.cancelled_at)),)


def _fee(values: CancellationValues, words: Words) -> tuple[Amount | Field | Paragraph, ...]:
    """Applying for a lottery costs nothing, so only a reservation says what giving it up costs."""
    if values.what != "reservation":
        return ()
    label = words.text("receipt.cancellation.fee")
    if values.cancellation_fee_yen == 0:
        return (Field(label, words.text("receipt.cancellation.no_fee")),)
    amount = Amount(label, words.yen(values.cancellation_fee_yen))
    return (amount, Paragraph(fee_of_cancelling(values.to_pay, words)))
