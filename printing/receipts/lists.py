"""What papers with many rooms and hours have in common: groups of entries, head and foot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from printing.receipts import parts
from printing.receipts.blocks import (
    Block,
    Entry,
    Group,
    Heading,
    Paragraph,
    Receipt,
    ReceiptKind,
    Rule,
    Small,
)
from printing.receipts.parts import Imprint, Text
from printing.receipts.words import Words

Item = TypeVar("Item")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class ListValues(Generic[Item]):
    """``as_of``: when the booking service said so."""

    city: Text
    items: tuple[Item, ...]
    as_of: datetime
    imprint: Imprint


@dataclass(frozen=True, slots=True)
class Listed:
    """One item of a list, worded. ``group``: what it has in common with others. ``place``: facility
    and room. ``to_do``: what is to be done or waited for, empty if nothing."""

    group: str
    place: tuple[Text, Text]
    when: str
    to_do: str
    number: str = ""


def list_of(
    kind: ReceiptKind,
    values: ListValues[Item],
    listed: Callable[[Item, Words], Listed],
    words: Words,
) -> Receipt:
    """A list of this kind: how many there are, when that was so, and each with when and where."""
    blocks = grouped([listed(item, words) for item in values.items], words)
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


def grouped(items: Sequence[Listed], words: Words) -> list[Block]:
    """Groups and places in the order in which they come first; what several items have in common
    stands above them once, because twenty may go onto one paper."""
    blocks: list[Block] = []
    for title, group in _by(items, lambda item: item.group):
        common = {item.to_do for item in group}
        to_do = common.pop() if len(common) == 1 else ""
        blocks += [Rule(), Group(title, to_do)]
        for _, at_one_place in _by(group, lambda item: _names(item, words)):
            blocks += _place(at_one_place[0], words)
            blocks += [
                Entry(item.when, "" if to_do else item.to_do, item.number) for item in at_one_place
            ]
    return blocks


def _by(
    items: Sequence[Listed], key: Callable[[Listed], Key]
) -> Iterable[tuple[Key, list[Listed]]]:
    found: dict[Key, list[Listed]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found.items()


def _names(item: Listed, words: Words) -> tuple[str, ...]:
    return tuple(name for text in item.place for name in parts.names(words, text))


def _place(item: Listed, words: Words) -> Iterator[Block]:
    facility, room = (parts.names(words, text) for text in item.place)
    yield Paragraph(f"{facility[0]} {room[0]}", parts.JAPANESE)
    translated = " / ".join([*facility[1:], *room[1:]])
    if translated:
        yield Small(translated)
