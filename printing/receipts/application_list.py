"""The list of a resident's lottery applications."""

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

ApplicationState = Literal["applied", "won", "lost", "claimed", "waived", "lapsed", "cancelled"]


@dataclass(frozen=True, slots=True)
class ApplicationItem:
    number: str
    use: Use
    state: ApplicationState
    result_from: datetime
    claim_until: datetime


@dataclass(frozen=True, slots=True)
class ApplicationListValues:
    """``as_of``: when the booking service said so."""

    city: Text
    items: tuple[ApplicationItem, ...]
    as_of: datetime
    imprint: Imprint


def application_list(values: ApplicationListValues, words: Words) -> Receipt:
    """Every application with its state and, where one is needed, the next step's day."""
    items = [block for item in values.items for block in _item(item, words)]
    return Receipt(
        ReceiptKind.APPLICATION_LIST,
        (
            Heading(words.of(values.city), words.text("receipt.application_list.title")),
            *parts.list_head(words, len(values.items), values.as_of),
            *(items or [Rule(), Paragraph(words.text("receipt.application_list.none"))]),
            *parts.foot(words, None, values.imprint),
        ),
    )


def _item(item: ApplicationItem, words: Words) -> tuple[Block, ...]:
    return (
        *parts.list_item(words, item.use),
        Strong(words.text(f"receipt.application_list.state.{item.state}")),
        *_next_step(item, words),
        Field(words.text("receipt.lottery_application.number"), item.number),
    )


def _next_step(item: ApplicationItem, words: Words) -> tuple[Block, ...]:
    match item.state:
        case "applied":
            day = words.date(item.result_from.date())
            return (Paragraph(words.text("receipt.application_list.result_from", at=day)),)
        case "won":
            at = words.deadline(item.claim_until)
            return (Paragraph(words.text("receipt.application_list.claim_until", at=at)),)
        case _:
            return ()
