"""The blocks of a receipt on the character grid: which line says what, how big, and where.

As ``printing/layout.py`` does it in dots: the same blocks, the same order, the same emphasis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any

from printing.kanji.characters import Characters, columns
from printing.receipts.blocks import (
    Amount,
    Big,
    Block,
    Code,
    Entry,
    Field,
    Group,
    Heading,
    Mark,
    Paragraph,
    Qr,
    Receipt,
    Rule,
    Small,
    Strong,
    ToDo,
)
from printing.wrapping import Measure, wrap_evenly, wrap_text


@dataclass(frozen=True, slots=True)
class Size:
    """How many times as wide and as high as the character itself."""

    wide: int = 1
    high: int = 1


PLAIN, TALL, LARGE = Size(), Size(1, 2), Size(2, 2)
#: Sizes for what must be seen at a glance, largest first.
LARGEST_FIRST = (LARGE, TALL, PLAIN)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line in one look."""

    text: str
    size: Size = PLAIN
    bold: bool = False
    white_on_black: bool = False

    @property
    def columns(self) -> int:
        return columns(self.text) * self.size.wide


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, from the left edge or in the middle of the paper."""

    spans: tuple[Span, ...]
    centred: bool = False

    @property
    def columns(self) -> int:
        return sum(span.columns for span in self.spans)


@dataclass(frozen=True, slots=True)
class Gap:
    """Blank paper, in dots."""

    dots: int


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR code in the middle of the paper."""

    data: str


Element = Line | Gap | Symbol

TOP, BOTTOM = Gap(8), Gap(24)
#: Between two blocks of different kind, between such as belong together, around a to-do.
GAP, TIGHT, APART = Gap(16), Gap(4), Gap(24)

_THIN, _THICK, _DRAWN_OUT = "─", "━", Size(4, 1)
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class _Grid:
    """``columns``: of the paper. ``labels``: how far values stand from the left edge."""

    columns: int
    labels: int


#: Papers with fewer columns than this have a narrow column for labels.
NARROW_BELOW_COLUMNS = 40


def typeset(receipt: Receipt, width_columns: int, characters: Characters) -> Iterator[Element]:
    """The receipt from top to bottom; no line has more than ``width_columns``."""
    grid = _Grid(width_columns, 16 if width_columns >= NARROW_BELOW_COLUMNS else 12)
    yield TOP
    blocks = [_printable(block, characters) for block in receipt.blocks]
    for above, below in pairwise([None, *blocks]):
        if above is not None and below is not None:
            yield _gap(above, below)
        if below is not None:
            yield from _typeset(below, grid)
    yield BOTTOM


#: What a block holds that nobody reads off the paper.
_NOT_FOR_PRINT = frozenset(("data", "language"))


def _printable(block: Block, characters: Characters) -> Block:
    """The block in characters that the printer has; a QR code holds whatever it likes."""
    changed: dict[str, Any] = {}
    for name in (one.name for one in fields(block) if one.name not in _NOT_FOR_PRINT):
        value = getattr(block, name)
        if isinstance(value, str):
            changed[name] = characters.printable(value)
        elif isinstance(value, tuple):
            changed[name] = tuple(map(characters.printable, value))
    return replace(block, **changed)


def _gap(above: Block, below: Block) -> Gap:
    match above, below:
        case (Big(), Big()) | (Field(), Field()) | (Amount(), Amount()) | (Small(), Small()):
            return TIGHT
        case (Paragraph() | Strong(), Strong() | Paragraph() | Small()):
            return TIGHT
        case (Paragraph() | Small() | Entry(), Entry()):
            return TIGHT
        case (_, Rule()) | (Rule() | Heading(), _):
            return TIGHT  # the rule has white above and below it already
        case (_, ToDo()) | (ToDo(), _):
            return APART
        case _:
            return GAP


def _typeset(block: Block, grid: _Grid) -> Iterator[Element]:
    match block:
        case Heading(issuer, title):
            yield from _lines(_evenly(issuer, PLAIN, grid), centred=True)
            size = _fitting(title, grid)
            yield from _lines(_evenly(title, size, grid), size, bold=True, centred=True)
            yield _rule(_THICK, grid)
        case Mark(text):
            lines = _evenly(text, TALL, grid, len(_INDENT))
            yield from _white_on_black(lines, TALL, grid.columns)
        case Big(text):
            size = _fitting(text, grid)
            yield from _lines(_full(text, size, grid), size, bold=True)
        case Strong() | Paragraph() | Small():
            yield from _words(block, grid)
        case Group() | Entry():
            yield from _of_a_list(block, grid)
        case Field(label, value):
            yield from _field(label, value, grid)
        case Amount():
            yield from _amount(block, grid)
        case Code(label, value):
            yield from _lines(_full(label, PLAIN, grid))
            size = _fitting(value, grid)
            yield from _lines(_full(value, size, grid), size, bold=True)
        case ToDo():
            yield from _to_do(block, grid)
        case Rule():
            yield _rule(_THIN, grid)
        case Qr(data, caption):
            yield Symbol(data)
            yield from _lines(_evenly(caption, PLAIN, grid), centred=True)


def _words(block: Strong | Paragraph | Small, grid: _Grid) -> Iterator[Line]:
    match block:
        case Strong(text):
            yield from _lines(_full(text, TALL, grid), TALL, bold=True)
        case Paragraph(text):
            yield from _lines(_full(text, PLAIN, grid))
        case Small(text):
            yield from _lines(_evenly(text, PLAIN, grid))


def _of_a_list(block: Group | Entry, grid: _Grid) -> Iterator[Line]:
    match block:
        case Group(title, to_do):
            number = ""
        case Entry(title, to_do, number):
            pass
    yield from _words(Strong(title), grid)
    for under in (Paragraph(to_do), Small(number)):
        if under.text:
            yield from _words(under, grid)


def _at(size: Size) -> Measure:
    return lambda text: columns(text) * size.wide


def _full(text: str, size: Size, grid: _Grid, indent: int = 0) -> list[str]:
    return wrap_text(text, grid.columns - indent, _at(size))


def _evenly(text: str, size: Size, grid: _Grid, indent: int = 0) -> list[str]:
    return wrap_evenly(text, grid.columns - indent, _at(size))


def _fitting(text: str, grid: _Grid) -> Size:
    """The largest size at which the text fits one line; tall if it does at none."""
    fits = (size for size in LARGEST_FIRST if _widest(text, size) <= grid.columns)
    return next(fits, TALL)


def _widest(text: str, size: Size) -> int:
    """Columns of the longest line of a text that has not been wrapped."""
    return max(Span(line, size).columns for line in text.split("\n"))


def _lines(
    lines: Sequence[str],
    size: Size = PLAIN,
    *,
    bold: bool = False,
    centred: bool = False,
    indent: str = "",
) -> Iterator[Line]:
    before = (Span(indent),) if indent else ()
    for line in lines:
        yield Line((*before, Span(line, size, bold)), centred)


def _white_on_black(
    lines: Sequence[str], size: Size, width_columns: int, indent: str | None = None
) -> Iterator[Line]:
    """A black bar with the lines on it, in its middle where there is no indent."""
    for line in lines:
        before = indent if indent is not None else " " * ((width_columns - columns(line)) // 2)
        text = before + line
        filled = text.ljust(_padded(text, width_columns))
        yield Line((Span(filled, size, bold=True, white_on_black=True),))


def _rule(sign: str, grid: _Grid) -> Line:
    """Drawn out: a fourth of the bytes, and as thick as it is."""
    long, rest = divmod(grid.columns, columns(sign) * _DRAWN_OUT.wide)
    return Line((Span(sign * long, _DRAWN_OUT), Span(sign * (rest // columns(sign)))))


def _field(label: str, value: str, grid: _Grid) -> Iterator[Line]:
    """Label and value side by side, or one under the other if either does not fit its column."""
    beside = grid.columns - grid.labels
    if columns(label) < grid.labels and columns(value) <= beside and "\n" not in label + value:
        yield Line((Span(label.ljust(_padded(label, grid.labels))), Span(value, bold=True)))
        return
    yield from _lines(_full(label, PLAIN, grid))
    indent = len(_INDENT)
    yield from _lines(_full(value, PLAIN, grid, indent), bold=True, indent=_INDENT)


def _padded(text: str, width_columns: int) -> int:
    """How many characters ``text`` has when it is filled up with spaces to so many columns."""
    return len(text) + width_columns - columns(text)


def _amount(amount: Amount, grid: _Grid) -> Iterator[Line]:
    """A label at the left and the money at the right edge; under a label that leaves no room."""
    money = Span(amount.amount, TALL if amount.total else PLAIN, bold=amount.total)
    *above, last = _full(amount.label, PLAIN, grid)
    if columns(last) + len(_INDENT) + money.columns > grid.columns:
        above, last = [*above, last], ""
    yield from _lines(above, bold=amount.total)
    room = grid.columns - money.columns
    yield Line((Span(last.ljust(_padded(last, room)), bold=amount.total), money))


def _to_do(to_do: ToDo, grid: _Grid) -> Iterator[Element]:
    """Under a black label, down to a thick rule: it cannot be taken for the rest."""
    indent = len(_INDENT)
    heading = _evenly(to_do.heading, PLAIN, grid, 2 * indent)
    longest = max(map(columns, heading))
    yield from _white_on_black(heading, PLAIN, longest + 2 * indent, _INDENT)
    yield TIGHT
    room = grid.columns - indent
    large = all(_widest(deadline, LARGE) <= room for deadline in to_do.deadlines)
    for deadline in to_do.deadlines:
        size = LARGE if large else TALL
        lines = _evenly(deadline, size, grid, indent)
        yield from _lines(lines, size, bold=True, indent=_INDENT)
    for text in to_do.lines:
        yield from _lines(_full(text, PLAIN, grid, indent), indent=_INDENT)
    yield _rule(_THICK, grid)
