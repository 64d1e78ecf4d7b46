"""Draws a receipt as it will stand on paper: one bit a dot, the same pixels on the screen.

Sizes are in dots of a head with 8 dots/mm (203 dpi): 576 dots on 80 mm paper, 384 on 58 mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PIL import Image

from printing.fonts import Face, Weight, face_of
from printing.lettering import BLACK, LINE_HEIGHT, WHITE, Type, set_lines, stack, white_on_black
from printing.qr import QR_MODULE_DOTS, qr_picture
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
from printing.wrapping import units, wrap_evenly, wrap_text


@dataclass(frozen=True, slots=True)
class Style:
    """The measures of a paper width, all in dots.

    Where there are several sizes, the largest at which the text fits one line is taken.
    """

    margin: int
    title: int
    strong: int
    entry: int
    body: int
    small: int
    big: tuple[int, ...]
    code: tuple[int, ...]
    deadline: tuple[int, ...]
    label_column: int  # how far values stand from the left margin
    qr_module: int
    qr_beside_caption: bool
    gap: int  # between two blocks of different kind
    tight: int  # between blocks that belong together
    inset: int  # from the bar of a to-do to its text
    face: Face = Face.JAPANESE

    def type(self, weight: Weight, size: int, line_height: float | None = None) -> Type:
        """Type of this paper's face."""
        return Type(weight, size, line_height or LINE_HEIGHT, self.face)

    def of(self, language: str | None) -> Style:
        """The same for a text of another language than the receipt's."""
        return self if language is None else replace(self, face=face_of(language))


WIDE = Style(
    margin=12, title=40, strong=34, entry=27, body=26, small=22, big=(50, 44, 38),
    code=(44, 40, 34, 28), deadline=(32, 30), label_column=210, qr_module=QR_MODULE_DOTS,
    qr_beside_caption=True,
    gap=22, tight=8, inset=26,
)  # fmt: skip
NARROW = Style(
    margin=8, title=34, strong=32, entry=27, body=26, small=21, big=(42, 38, 34, 30),
    code=(38, 34, 30, 24), deadline=(30, 27), label_column=150, qr_module=QR_MODULE_DOTS,
    qr_beside_caption=False, gap=20, tight=7, inset=20,
)  # fmt: skip

#: Papers with fewer dots than this are drawn in the narrow style.
NARROW_BELOW_DOTS = 480

#: Blank paper at both cuts, so that a knife or a hand that is a millimetre off takes no word.
TOP_DOTS = 16
BOTTOM_DOTS = 40
RULE_DOTS = 2
BAR_DOTS = 8
TIGHT_LINE_HEIGHT = 1.2
#: 2 mm: below this nobody reads a number, and it may as well be broken.
LEAST_CODE = 16


def draw(receipt: Receipt, width_dots: int) -> Image.Image:
    """The receipt as a picture of mode ``1``, ``width_dots`` wide and as high as it needs.

    Raises ``FontMissingError`` if the typeface is not installed.
    """
    style = NARROW if width_dots < NARROW_BELOW_DOTS else WIDE
    style = replace(style, face=face_of(receipt.language))
    strips = [_draw_block(block, width_dots - 2 * style.margin, style) for block in receipt.blocks]
    gaps = [0, *(_gap(above, below, style) for above, below in pairwise(receipt.blocks))]
    height = TOP_DOTS + sum(gaps) + sum(strip.height for strip in strips) + BOTTOM_DOTS
    paper = Image.new("1", (width_dots, height), WHITE)
    top = TOP_DOTS
    for gap, strip in zip(gaps, strips, strict=True):
        top += gap
        paper.paste(strip, (style.margin, top))
        top += strip.height
    return paper


def _gap(above: Block, below: Block, style: Style) -> int:
    match above, below:
        case (Big(), Big()) | (Field(), Field()) | (Amount(), Amount()) | (Small(), Small()):
            return style.tight
        case (Paragraph() | Strong(), Strong() | Paragraph() | Small()):
            return style.tight
        case (Paragraph() | Small(), Entry()):
            return style.tight // 2
        case (Entry(), Entry()):
            return style.gap // 2
        case (_, ToDo()) | (ToDo(), _):
            return style.gap + style.tight
        case _:
            return style.gap


def _draw_block(block: Block, width: int, style: Style) -> Image.Image:
    match block:
        case Heading(issuer, title):
            return _heading(issuer, title, width, style)
        case Mark(text):
            bold = style.type(Weight.BOLD, style.strong)
            lines = wrap_evenly(text, width - 2 * style.inset, bold.measure)
            return white_on_black(set_lines(lines, width, bold, centred=True))
        case Big(text):
            return _text(
                text, width, style.type(Weight.BOLD, _fitting(text, style.big, width, style))
            )
        case Strong() | Paragraph() | Small():
            return _words(block, width, style)
        case Group() | Entry():
            return _of_a_list(block, width, style)
        case Field(label, value):
            return _field(label, value, width, style)
        case Amount():
            return _amount(block, width, style)
        case Code(label, value):
            return _code(label, value, width, style)
        case ToDo():
            return _to_do(block, width, style)
        case Rule():
            return Image.new("1", (width, RULE_DOTS), BLACK)
        case Qr(data, caption):
            return _qr(data, caption, width, style)


def _words(block: Strong | Paragraph | Small, width: int, style: Style) -> Image.Image:
    match block:
        case Strong(text, language):
            return _text(text, width, style.of(language).type(Weight.BOLD, style.strong))
        case Paragraph(text, language):
            return _text(text, width, style.of(language).type(Weight.REGULAR, style.body))
        case Small(text):
            small = style.type(Weight.REGULAR, style.small)
            return set_lines(wrap_evenly(text, width, small.measure), width, small)


def _of_a_list(block: Group | Entry, width: int, style: Style) -> Image.Image:
    """What stands out, and under it the lines that are there."""
    match block:
        case Group(title, to_do):
            size, number = style.strong, ""
        case Entry(title, to_do, number):
            size = style.entry
    strips = [_text(title, width, style.type(Weight.BOLD, size))]
    under = (Paragraph(to_do), Small(number))
    strips += [_words(one, width, style) for one in under if one.text]
    return stack(strips, width)


def _text(text: str, width: int, type_: Type) -> Image.Image:
    return set_lines(wrap_text(text, width, type_.measure), width, type_)


def _fitting(text: str, sizes: Sequence[int], width: int, style: Style) -> int:
    """The largest of ``sizes``, largest first, at which ``text`` fits one line, else the least."""
    for size in sizes:
        if style.type(Weight.BOLD, size).measure(text) <= width:
            return size
    return sizes[-1]


def _heading(issuer: str, title: str, width: int, style: Style) -> Image.Image:
    small, large = style.type(Weight.REGULAR, style.body), style.type(Weight.BOLD, style.title)
    return stack(
        [
            set_lines(wrap_evenly(issuer, width, small.measure), width, small, centred=True),
            set_lines(wrap_evenly(title, width, large.measure), width, large, centred=True),
            Image.new("1", (width, style.tight), WHITE),
            Image.new("1", (width, 3 * RULE_DOTS), BLACK),
        ],
        width,
    )


def _field(label: str, value: str, width: int, style: Style) -> Image.Image:
    """Label and value side by side, or one under the other if either does not fit its column."""
    plain, bold = style.type(Weight.REGULAR, style.body), style.type(Weight.BOLD, style.body)
    room = width - style.label_column
    if plain.measure(label) + style.tight <= style.label_column and bold.measure(value) <= room:
        strip = set_lines([label], width, plain)
        strip.paste(set_lines([value], room, bold), (style.label_column, 0))
        return strip
    small = style.type(Weight.REGULAR, style.small)
    air = Image.new("1", (width, style.tight), WHITE)
    lines = wrap_evenly(value, width, bold.measure)
    return stack([air, _text(label, width, small), set_lines(lines, width, bold)], width)


def _amount(amount: Amount, width: int, style: Style) -> Image.Image:
    """A label at the left and the money at the right edge; under a label that leaves no room."""
    weight = Weight.BOLD if amount.total else Weight.REGULAR
    type_ = style.type(weight, style.strong if amount.total else style.body)
    label = style.type(weight, style.body)
    money_width = round(type_.measure(amount.amount)) + 1
    lines = wrap_text(amount.label, width, label.measure)
    if label.measure(lines[-1]) + style.gap + money_width > width:
        lines.append("")
    *above, last = lines
    drop = type_.baseline_dots - label.baseline_dots  # so that both stand on one baseline
    row = Image.new("1", (width, max(label.line_dots + drop, type_.line_dots)), WHITE)
    row.paste(set_lines([last], width, label), (0, drop))
    row.paste(set_lines([amount.amount], money_width, type_), (width - money_width, 0))
    return stack([*(set_lines([line], width, label) for line in above), row], width)


def _code(label: str, value: str, width: int, style: Style) -> Image.Image:
    """A number is read off sign by sign: it gets smaller rather than stand on two lines."""
    size = _fitting(value, (*style.code, *range(style.code[-1], LEAST_CODE, -1)), width, style)
    return stack(
        [
            _text(label, width, style.type(Weight.REGULAR, style.small)),
            _text(value, width, style.type(Weight.BOLD, size, TIGHT_LINE_HEIGHT)),
        ],
        width,
    )


def _to_do(to_do: ToDo, width: int, style: Style) -> Image.Image:
    """A black label and a bar down from it: a glance finds it, at a fraction of a frame's bytes."""
    inner = width - style.inset
    body = style.type(Weight.REGULAR, style.body)
    strong = style.type(Weight.BOLD, deadline_size(to_do.deadlines, inner, style))
    deadlines = [
        set_lines(wrap_evenly(line, inner, strong.measure), inner, strong)
        for line in to_do.deadlines
    ]
    parts = [
        *((stack(deadlines, inner),) if deadlines else ()),
        *(_text(line, inner, body) for line in to_do.lines),
    ]
    label = _label(to_do.heading, width, style)
    text = stack(parts, inner, style.tight) if parts else Image.new("1", (inner, 1), WHITE)
    strip = Image.new("1", (width, label.height + style.tight + text.height), WHITE)
    strip.paste(BLACK, (0, 0, BAR_DOTS, strip.height))
    strip.paste(label, (0, 0))
    strip.paste(text, (style.inset, label.height + style.tight))
    return strip


def _label(text: str, width: int, style: Style) -> Image.Image:
    """White on black, no wider than its longest line."""
    bold = style.type(Weight.BOLD, style.body, TIGHT_LINE_HEIGHT)
    lines = wrap_evenly(text, width - 2 * style.inset, bold.measure)
    longest = round(max(map(bold.measure, lines)))
    strip = Image.new("1", (longest + 2 * style.inset, len(lines) * bold.line_dots), WHITE)
    strip.paste(set_lines(lines, longest, bold), (style.inset, 0))
    return white_on_black(strip)


def deadline_size(deadlines: Sequence[str], width: int, style: Style) -> int:
    """The largest size at which every deadline that can stand on one line does, and at which a day
    with its weekday is not torn apart."""
    sizes = {size: style.type(Weight.BOLD, size).measure for size in style.deadline}
    fitting = [_fitting(line, style.deadline, width, style) for line in deadlines]
    on_one_line = [
        size for size, line in zip(fitting, deadlines, strict=True) if sizes[size](line) <= width
    ]
    pieces = [piece.rstrip(" ") for line in deadlines for piece in units(line)]
    whole = (size for size in sizes if all(sizes[size](piece) <= width for piece in pieces))
    return min((*on_one_line, next(whole, style.deadline[-1])))


def _qr(data: str, caption: str, width: int, style: Style) -> Image.Image:
    code = qr_picture(data, style.qr_module, width)
    small = style.type(Weight.REGULAR, style.small)
    if style.qr_beside_caption and width - code.width > code.width // 2:
        room = width - code.width
        text = _text(caption, room, small)
        strip = Image.new("1", (width, max(code.height, text.height)), WHITE)
        strip.paste(code, (0, 0))
        strip.paste(text, (code.width, (strip.height - text.height) // 2))
        return strip
    lines = wrap_evenly(caption, width, small.measure)
    strip = Image.new("1", (width, code.height), WHITE)
    strip.paste(code, ((width - code.width) // 2, 0))
    return stack([strip, set_lines(lines, width, small, centred=True)], width)
