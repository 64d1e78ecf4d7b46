"""The list of a resident's lottery applications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from printing.receipts.blocks import Field, Receipt, ReceiptKind
from printing.receipts.lists import Entry, ListValues, list_of
from printing.receipts.parts import Use
from printing.receipts.words import Words

ApplicationState = Literal["applied", "won", "lost", "claimed", "waived", "lapsed", "cancelled"]


@dataclass(frozen=True, slots=True)
class ApplicationItem:
    number: str
    use: Use
    state: ApplicationState
    result_from: datetime
    claim_until: datetime | None


def application_list(values: ListValues[ApplicationItem], words: Words) -> Receipt:
    """Every application with its state and, where one is needed, the next step's day."""
    return list_of(ReceiptKind.APPLICATION_LIST, values, _entry, words)


def _entry(item: ApplicationItem, words: Words) -> Entry:
    return Entry(
        use=item.use,
        state=words.text(f"receipt.application_list.state.{item.state}"),
        next_step=_next_step(item, words),
        number=Field(words.text("receipt.lottery_application.number"), item.number),
    )


def _next_step(item: ApplicationItem, words: Words) -> str | None:
    match item.state:
        case "applied":
            day = words.date(item.result_from.date())
            return words.text("receipt.application_list.result_from", at=day)
        case "won" if item.claim_until is not None:
            at = words.deadline(item.claim_until)
            return words.text("receipt.application_list.claim_until", at=at)
        case _:
            return None
