"""What several receipts have in common: the use of a room, the imprint, days that end at 24:00."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from printing.receipts.blocks import (
    Big,
    Block,
    Field,
    Paragraph,
    Qr,
    Receipt,
    ReceiptKind,
    Rule,
    Small,
    Strong,
)
from printing.receipts.words import BELOW, BESIDE, Words

#: A text of a city by language; ``ja`` is always there.
Text = Mapping[str, str]
#: What is on the doors.
JAPANESE = "ja"


@dataclass(frozen=True, slots=True)
class Imprint:
    """Which terminal printed the paper, as its how manyth, and when."""

    terminal: str
    running_number: int
    printed_at: datetime


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a room: what a reservation or a lottery application is about."""

    facility: Text
    room: Text
    date: date
    start: datetime
    until: datetime
    people: int
    purpose: Text


def receipt(kind: ReceiptKind, blocks: Iterable[Block], words: Words) -> Receipt:
    """A receipt of these blocks, with what it is marked with if it is printed again."""
    return Receipt(kind, tuple(blocks), words.language, words.text("receipt.common.reprint"))


def names(words: Words, text: Text) -> tuple[str, ...]:
    """The Japanese name, which is the one on the door, then the resident's own where it differs."""
    japanese = text["ja"]
    # Words of two languages at once begin with the Japanese name.
    own = words.of(text).removeprefix(japanese + BESIDE).removeprefix(japanese + BELOW)
    return (japanese,) if own == japanese else (japanese, own)


def place(words: Words, use: Use) -> tuple[Block, ...]:
    """Facility and room, each as on its door and then as its reader calls it."""
    facility, *facility_translated = names(words, use.facility)
    room, *room_translated = names(words, use.room)
    return (
        Paragraph(facility, JAPANESE),
        *(Paragraph(own) for own in facility_translated),
        Strong(room, JAPANESE),
        *(Paragraph(own) for own in room_translated),
    )


def when(words: Words, use: Use) -> str:
    """Day and hours in one line, for lists."""
    return f"{words.date(use.date)} {words.time_span(use.start, use.until)}"


def use_of_room(words: Words, use: Use) -> tuple[Block, ...]:
    """When, where, how many and what for."""
    return (
        Big(words.date(use.date)),
        Big(words.time_span(use.start, use.until)),
        *place(words, use),
        Rule(),
        Field(
            words.text("receipt.common.people"),
            words.text("receipt.common.people_count", people=use.people),
        ),
        Field(words.text("receipt.common.purpose"), words.of(use.purpose)),
    )


def cancel_by(
    words: Words, until: datetime | None, opens: datetime | None = None
) -> tuple[Block, ...]:
    """Until when it can be taken back, where it still can; ``opens``: from when, if not yet."""
    if until is None:
        return ()
    label = words.text("receipt.reservation.cancel_until")
    last = words.text("receipt.common.until", at=words.deadline(until))
    if opens is None:
        return (Field(label, last),)
    first = words.text("receipt.reservation.cancel_from", at=words.instant(opens))
    return (Field(label, f"{first} {last}"),)


def in_fours(digits: str) -> str:
    """Digits in groups that the eye can hold, to be compared with others."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def foot(
    words: Words, status_url: str | None, imprint: Imprint, *, gone: bool = False
) -> tuple[Block, ...]:
    """The code to follow up by telephone, where there is one, and the imprint. ``gone``: nothing
    is left of it that belongs into a calendar, and the page behind the code offers none."""
    code: tuple[Block, ...] = ()
    if status_url is not None:
        caption = "receipt.common.qr_caption.gone" if gone else "receipt.common.qr_caption"
        code = (Qr(status_url, words.text(caption)),)
    return (
        *code,
        Rule(),
        Small(
            words.text(
                "receipt.common.imprint",
                terminal=imprint.terminal,
                number=f"{imprint.running_number:06d}",
            )
        ),
        Small(words.text("receipt.common.printed_at", at=words.instant(imprint.printed_at))),
    )
