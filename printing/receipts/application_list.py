"""The list of a resident's lottery applications."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from printing.receipts.blocks import Receipt, ReceiptKind
from printing.receipts.lists import Listed, ListValues, list_of
from printing.receipts.parts import Use, when
from printing.receipts.words import Words

ApplicationState = Literal["applied", "won", "lost", "claimed", "waived", "lapsed", "cancelled"]


@dataclass(frozen=True, slots=True)
class ApplicationItem:
    number: str
    use: Use
    state: ApplicationState
    result_from: datetime
    claim_until: datetime | None


#: What has to be seen to comes first.
_ORDER: Final[tuple[ApplicationState, ...]] = (
    "won",
    "applied",
    "claimed",
    "lost",
    "waived",
    "lapsed",
    "cancelled",
)


def application_list(values: ListValues[ApplicationItem], words: Words) -> Receipt:
    """Every application by its state and, where one is needed, with the next step's day."""
    items = tuple(sorted(values.items, key=lambda item: _ORDER.index(item.state)))
    return list_of(ReceiptKind.APPLICATION_LIST, replace(values, items=items), _listed, words)


def _listed(item: ApplicationItem, words: Words) -> Listed:
    label = words.text("receipt.application_list.number")
    return Listed(
        group=words.text(f"receipt.application_list.state.{item.state}"),
        place=(item.use.facility, item.use.room),
        when=when(words, item.use),
        to_do=_next_step(item, words),
        number=f"{label} {item.number}",
    )


def _next_step(item: ApplicationItem, words: Words) -> str:
    match item.state:
        case "applied":
            day = words.date(item.result_from.date())
            return words.text("receipt.application_list.result_from", at=day)
        case "won" if item.claim_until is not None:
            at = words.deadline(item.claim_until)
            return words.text("receipt.application_list.claim_until", at=at)
        case _:
            return ""
