"""The list of a resident's reservations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from printing.receipts.blocks import Field, Receipt, ReceiptKind
from printing.receipts.lists import Entry, ListValues, list_of
from printing.receipts.parts import Use
from printing.receipts.words import Words

ReservationState = Literal["provisional", "confirmed", "cancelled", "expired", "used"]


@dataclass(frozen=True, slots=True)
class ReservationItem:
    """``payment_due``: until when to pay, None when nothing is to be paid."""

    number: str
    use: Use
    state: ReservationState
    fee_yen: int
    #: Until when it has to be paid; None where nobody has to go and pay any more.
    payment_due: datetime | None


def reservation_list(values: ListValues[ReservationItem], words: Words) -> Receipt:
    """Every reservation with its state and, where it is not yet paid, until when to pay."""
    return list_of(ReceiptKind.RESERVATION_LIST, values, _entry, words)


def _entry(item: ReservationItem, words: Words) -> Entry:
    return Entry(
        use=item.use,
        state=words.text(f"receipt.reservation_list.state.{item.state}"),
        next_step=_payment(item, words),
        number=Field(words.text("receipt.reservation.number"), item.number),
    )


def _payment(item: ReservationItem, words: Words) -> str | None:
    if item.state not in ("provisional", "confirmed") or item.payment_due is None:
        return None
    at = words.deadline(item.payment_due)
    yen = words.yen(item.fee_yen)
    return words.text("receipt.reservation_list.pay_by", at=at, yen=yen)
