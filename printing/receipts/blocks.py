"""The few building blocks of which every receipt is made.

A block says what a thing is, never how it looks: size, weight and place are the layout's. So the
same receipt can be drawn at any width, and later be sent to a printer as text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


class ReceiptKind(Enum):
    LOTTERY_APPLICATION = "lottery_application"
    RESERVATION = "reservation"
    CANCELLATION = "cancellation"
    APPLICATION_LIST = "application_list"
    RESERVATION_LIST = "reservation_list"
    HANDOUT = "handout"


@dataclass(frozen=True, slots=True)
class Heading:
    """What this paper is, under the name of whom it comes from."""

    issuer: str
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells this paper from another one of the same words: that it was printed again."""

    text: str


@dataclass(frozen=True, slots=True)
class Big:
    """What must be found at a glance: the day, the hours."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """A name that is looked for: the room."""

    text: str
    #: Whose forms its characters have, where that is another language than the receipt's: what
    #: stands on a door is compared sign by sign.
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    #: As of ``Strong``.
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What the entries below have in common, and what is to be done or waited for in all of them;
    empty if there is nothing, or not the same."""

    title: str
    to_do: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One of a list: when it is, what is to be done for this one, and its number; empty if none."""

    when: str
    to_do: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Small:
    """What has to be on the paper but is seldom read."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value side by side, or one under the other where the paper is narrow."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A label and an amount of money; ``total`` closes a list of amounts."""

    label: str
    amount: str
    total: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A number that is read out or typed from the paper, such as the reservation number."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """What the resident must do by when, set apart from everything else.

    ``deadlines`` stand out, ``lines`` say where, with what, and what happens otherwise.
    """

    heading: str
    deadlines: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper between two subjects."""


@dataclass(frozen=True, slots=True)
class Qr:
    """``data`` as a QR code, and what scanning it is good for."""

    data: str
    caption: str


Block = (
    Heading
    | Mark
    | Big
    | Strong
    | Paragraph
    | Group
    | Entry
    | Small
    | Field
    | Amount
    | Code
    | ToDo
    | Rule
    | Qr
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt, top to bottom. Holds no name and no registration number of a resident."""

    kind: ReceiptKind
    blocks: tuple[Block, ...]
    #: In which language its words are; it decides the typeface.
    language: str = "ja"
    #: What it is marked with once it is printed again, in its language.
    reprint_mark: str = ""

    def reprinted(self) -> Receipt:
        """The same, marked below its heading as printed again; marked already, it stays so."""
        if any(isinstance(block, Mark) for block in self.blocks):
            return self
        heading, *rest = self.blocks
        return replace(self, blocks=(heading, Mark(self.reprint_mark), *rest))
