"""What the two lists a resident may take have in common: their head, their entries, their foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from printing.receipts import parts
from printing.receipts.blocks import (
    Block,
    Field,
    Heading,
    Paragraph,
    Receipt,
    ReceiptKind,
    Rule,
    Small,
    Strong,
)
from printing.receipts.parts import Imprint, Text, Use
from printing.receipts.words import Words

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ListValues(Generic[Item]):
    """``as_of``: when the booking service said so."""

    city: Text
    items: tuple[Item, ...]
    as_of: datetime
    imprint: Imprint


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list, worded. ``next_step``: what is to be done or waited for, if anything."""

    use: Use
    state: str
    next_step: str | None
    number: Field


def list_of(
    kind: ReceiptKind,
    values: ListValues[Item],
    entry: Callable[[Item, Words], Entry],
    words: Words,
) -> Receipt:
    """A list of this kind: how many there are, when that was so, and each with when and where."""
    blocks = [block for item in values.items for block in _entry(entry(item, words), words)]
    as_of = words.instant(values.as_of)
    count = len(values.items)
    return parts.receipt(
        kind,
        (
            Heading(words.of(values.city), words.text(f"receipt.{kind.value}.title")),
            Small(words.text("receipt.common.as_of", at=as_of, count=count)),
            *(blocks or [Rule(), Paragraph(words.text(f"receipt.{kind.value}.none"))]),
            *parts.foot(words, None, values.imprint),
        ),
        words,
    )


def _entry(entry: Entry, words: Words) -> tuple[Block, ...]:
    """As short as it can be read, for there may be twenty: when, where, how it stands."""
    use = entry.use
    facility, *facility_translated = parts.names(words, use.facility)
    room, *room_translated = parts.names(words, use.room)
    translated = " / ".join([*facility_translated, *room_translated])
    return (
        Rule(),
        Strong(f"{words.date(use.date)} {words.time_span(use.start, use.until)}"),
        Paragraph(f"{facility} {room}", parts.JAPANESE),
        *((Small(translated),) if translated else ()),
        Strong(entry.state),
        *((Paragraph(entry.next_step),) if entry.next_step is not None else ()),
        Small(f"{entry.number.label} {entry.number.value}"),
    )
