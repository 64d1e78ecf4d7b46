"""What anybody may take along: an answer of the guide, what a search found, what comes after
registering. None of them says who took it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from printing.receipts import parts
from printing.receipts.blocks import (
    Block,
    Field,
    Heading,
    Paragraph,
    Qr,
    Receipt,
    ReceiptKind,
    Rule,
    Small,
    Strong,
    ToDo,
)
from printing.receipts.lists import Listed, grouped
from printing.receipts.parts import Imprint, Text
from printing.receipts.words import Words


@dataclass(frozen=True, slots=True)
class AnswerValues:
    """The answer to one question of the city's guide; ``topic`` is what the question is about."""

    city: Text
    topic: Text
    title: Text
    paragraphs: tuple[Text, ...]
    steps: tuple[Text, ...]
    facts: tuple[tuple[Text, Text], ...]
    bring: tuple[Text, ...]
    where: Text | None
    until: Text | None
    tel: str | None
    url: str | None
    imprint: Imprint


@dataclass(frozen=True, slots=True)
class FoundItem:
    """A room with free hours on a day. ``state``: what could be done with it, as a code."""

    date: date
    spans: tuple[tuple[datetime, datetime], ...]
    facility: Text
    room: Text
    state: str


@dataclass(frozen=True, slots=True)
class FoundValues:
    """``asked``: the conditions, in the words of the screen. ``more``: whether more was found."""

    city: Text
    asked: tuple[str, ...]
    items: tuple[FoundItem, ...]
    more: bool
    as_of: datetime
    imprint: Imprint


@dataclass(frozen=True, slots=True)
class RegisteredValues:
    """``state``: complete, or begun and to be finished at a counter by ``finish_by``."""

    city: Text
    state: str
    valid_until: date | None
    finish_by: date | None
    tel: str
    imprint: Imprint


def guide_answer(values: AnswerValues, words: Words) -> Receipt:
    """The whole answer: what holds, step by step, what to bring, where, until when."""
    of = words.of

    def label(name: str) -> str:
        """As on the screen."""
        return words.text(f"guide_section.{name}")

    # At home "By when?" says nothing without what it is about.
    blocks: list[Block] = [Heading(of(values.city), of(values.topic)), Strong(of(values.title))]
    blocks += [Paragraph(of(told)) for told in values.paragraphs]
    blocks += [Paragraph(f"{n}. {of(step)}") for n, step in enumerate(values.steps, start=1)]
    blocks += [Field(of(name), of(value)) for name, value in values.facts]
    if values.bring:
        blocks += [Rule(), Strong(label("bring"))]
        blocks += [Paragraph(f"□ {of(thing)}") for thing in values.bring]
    short = (("where", values.where), ("until", values.until))
    blocks += [Field(label(name), of(text)) for name, text in short if text is not None]
    if values.tel is not None:
        blocks.append(Field(label("tel"), values.tel))
    if values.url is not None:
        blocks.append(Qr(values.url, label("url")))
    return _handout(words, blocks, values.imprint)


def search_results(values: FoundValues, words: Words) -> Receipt:
    """What was free, and when that was so: no booking, and no promise of one."""
    blocks: list[Block] = [
        Heading(words.of(values.city), words.text("receipt.found.title")),
        Small(
            words.text(
                "receipt.common.as_of", at=words.instant(values.as_of), count=len(values.items)
            )
        ),
        *(Small(condition) for condition in values.asked),
        Paragraph(words.text("receipt.found.no_booking")),
    ]
    blocks += grouped([_found(item, words) for item in values.items], words)
    if values.more:
        blocks += [Rule(), Paragraph(words.text("receipt.found.more"))]
    return _handout(words, blocks, values.imprint)


def _found(item: FoundItem, words: Words) -> Listed:
    return Listed(
        group=words.date(item.date),
        place=(item.facility, item.room),
        when="  ".join(words.time_span(*span) for span in item.spans),
        to_do=words.text(f"now.{item.state}.short"),
    )


def registered(values: RegisteredValues, words: Words) -> Receipt:
    """That somebody registered, and what they have to do; neither who it was nor the number."""
    blocks: list[Block] = [
        Heading(words.of(values.city), words.text("receipt.registered.title")),
        Strong(words.text(f"registration_done.{values.state}")),
    ]
    if values.valid_until is not None:
        until = words.text("receipt.common.until", at=words.date(values.valid_until))
        blocks.append(Field(words.text("registration.valid"), until))
    if values.finish_by is not None:
        todo = words.text("registration_done.finish", until=words.date(values.finish_by))
        bring = words.text("registration_done.bring")
        blocks.append(ToDo(words.text("receipt.registered.next"), (todo,), (bring,)))
    blocks.append(Paragraph(words.text("registration_done.tel", tel=values.tel)))
    blocks.append(Small(words.text("receipt.registered.no_number")))
    return _handout(words, blocks, values.imprint)


def _handout(words: Words, blocks: list[Block], imprint: Imprint) -> Receipt:
    foot = parts.foot(words, None, imprint)
    return parts.receipt(ReceiptKind.HANDOUT, (*blocks, *foot), words)
