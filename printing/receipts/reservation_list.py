"""The list of a resident's reservations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from printing.receipts.blocks import Receipt, ReceiptKind
from printing.receipts.lists import Listed, ListValues, list_of
from printing.receipts.parts import Use, when
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


#: What may have to be paid, or comes next, before what has passed.
_ORDER: Final[tuple[ReservationState, ...]] = (
    "provisional",
    "confirmed",
    "used",
    "cancelled",
    "expired",
)


def reservation_list(values: ListValues[ReservationItem], words: Words) -> Receipt:
    """Every reservation by its state and, where it is not yet paid, with the fee and its day."""
    items = tuple(sorted(values.items, key=lambda item: _ORDER.index(item.state)))
    return list_of(ReceiptKind.RESERVATION_LIST, replace(values, items=items), _listed, words)


def _listed(item: ReservationItem, words: Words) -> Listed:
    number = f"{words.text('receipt.reservation_list.number')} {item.number}"
    due = item.payment_due if item.state in ("provisional", "confirmed") else None
    to_do = ""
    if due is not None:
        to_do = words.text("receipt.reservation_list.pay_by", at=words.deadline(due))
        number = f"{number}  {words.yen(item.fee_yen)}"
    return Listed(
        group=words.text(f"reservation.state.{item.state}"),
        place=(item.use.facility, item.use.room),
        when=when(words, item.use),
        to_do=to_do,
        number=number,
    )
