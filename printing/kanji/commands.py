"""Lines of text as ESC/POS commands in Shift_JIS.

Commands as in Epson's "ESC/POS Command Reference": ESC t, ESC R, FS C, FS &, FS S (characters),
GS !, ESC E, GS B (how they look), ESC a, ESC 3, ESC J (where they stand), GS ( k (QR code).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from printing.ending import ending
from printing.kanji.characters import COLUMN_DOTS, Characters
from printing.kanji.typesetting import PLAIN, Gap, Line, Size, Symbol, typeset
from printing.models import Model, QrCode
from printing.qr import (
    LEAST_MODULE_DOTS,
    QR_MODULE_DOTS,
    QUIET_ZONE_MODULES,
    in_few_modules,
    qr_matrix,
)
from printing.raster import part_rows
from printing.receipts.blocks import Receipt

ESC, FS, GS = b"\x1b", b"\x1c", b"\x1d"

#: Katakana in the upper half of the one-byte codes, the Japanese set of signs in the lower one,
#: two-byte codes after Shift_JIS, no space beside them. Japanese models need no FS & in Shift_JIS
#: and ignore it; models of other countries that have kanji do need it.
_SET_UP = ESC + b"R\x08" + FS + b"C\x01" + FS + b"&" + FS + b"S\x00\x00"

CHARACTER_DOTS = 24
#: Blank dots under a line, for each time its letters are high.
_LEADING_DOTS = 8
_MOST_FEED_DOTS = 255

#: ESC $: where the next character stands; shorter than many spaces. The unit is one dot.
_MOVE = ESC + b"$"

Missing = Callable[[tuple[int, ...]], None]


def nothing_missing(_: tuple[int, ...]) -> None:
    """For callers that do not want to know."""


def encode(receipt: Receipt, model: Model, missing: Missing = nothing_missing) -> tuple[bytes, ...]:
    """The receipt as printer commands, in parts of about 60 mm; one after the other they print it.

    The printer must have been initialised and have its vertical unit set to one dot (GS P).
    ``missing`` is called once, if this model lacks characters, with their code points; 〓 is
    printed for each.
    """
    characters = Characters(model.kanji)
    pen = _Pen(characters, model)
    parts: list[bytes] = []
    part, rows = ESC + b"t" + bytes([model.code_page]) + _SET_UP, 0
    most_rows = part_rows(model)
    for element in typeset(receipt, model.width_dots // COLUMN_DOTS, characters):
        if rows >= most_rows:
            parts.append(part)
            part, rows = b"", 0
        match element:
            case Line():
                part += pen.line(element)
                rows += line_dots(element)
            case Gap(dots):
                pen.gap(dots)
                rows += dots
            case Symbol(data):
                code, code_rows = pen.symbol(data)
                part += code
                rows += code_rows
    if characters.missing:
        missing(tuple(characters.missing))
    return (*parts, part + pen.feed() + ending(model))


def line_dots(line: Line) -> int:
    """How much paper a line takes."""
    return (CHARACTER_DOTS + _LEADING_DOTS) * max(span.size.high for span in line.spans)


@dataclass(slots=True)
class _Pen:
    """Says what changes from one line to the next, and no more: every byte takes a millisecond."""

    characters: Characters
    model: Model
    size: Size = PLAIN
    bold: bool = False
    white_on_black: bool = False
    centred: bool = False
    spacing: int = 0
    blank: int = 0  # dots to feed before the next ink

    def gap(self, dots: int) -> None:
        self.blank += dots

    def feed(self) -> bytes:
        """What was to be left blank."""
        dots, self.blank = self.blank, 0
        return b"".join(_feed(dots))

    def line(self, line: Line) -> bytes:
        said = self.feed() + self._align(centred=line.centred) + self._space(line_dots(line))
        column = 0
        for span in line.spans:
            column += span.columns
            if not span.text:
                continue
            if span.size != self.size:
                self.size = span.size
                said += GS + b"!" + bytes([(span.size.wide - 1) << 4 | (span.size.high - 1)])
            if span.bold is not self.bold:
                self.bold = span.bold
                said += ESC + b"E" + bytes([span.bold])
            if span.white_on_black is not self.white_on_black:
                self.white_on_black = span.white_on_black
                said += GS + b"B" + bytes([span.white_on_black])
            blank = len(span.text) - len(span.text.rstrip(" "))
            if blank > len(_MOVE) + 2 and not span.white_on_black:
                said += self.characters.encode(span.text.rstrip(" "))
                said += _MOVE + (column * COLUMN_DOTS).to_bytes(2, "little")
            else:
                said += self.characters.encode(span.text)
        return said + b"\n"

    def symbol(self, data: str) -> tuple[bytes, int]:
        """A QR code in the middle of the paper, and how many rows it takes with its quiet zone."""
        matrix = qr_matrix(data)
        side = len(matrix) + 2 * QUIET_ZONE_MODULES
        native = self.model.qr_code is QrCode.NATIVE
        module = min(QR_MODULE_DOTS, self.model.width_dots // side)
        if module < LEAST_MODULE_DOTS:
            raise ValueError(
                f"a QR code of {len(data)} characters needs more than {self.model.width_dots} dots"
            )
        code = _native_qr(data, module) if native else _qr_picture(matrix, module)
        self.gap(QUIET_ZONE_MODULES * module)
        said = self.feed() + self._align(centred=True) + code
        self.gap(QUIET_ZONE_MODULES * module)
        return said, side * module

    def _align(self, *, centred: bool) -> bytes:
        if centred is self.centred:
            return b""
        self.centred = centred
        return ESC + b"a" + bytes([centred])

    def _space(self, dots: int) -> bytes:
        if dots == self.spacing:
            return b""
        self.spacing = dots
        return ESC + b"3" + bytes([dots])


def _feed(dots: int) -> Iterator[bytes]:
    while dots > 0:
        step = min(dots, _MOST_FEED_DOTS)
        yield ESC + b"J" + bytes([step])
        dots -= step


def _native_qr(data: str, module_dots: int) -> bytes:
    """Model 2, size of a module, error correction M as everywhere, the data, print it."""
    content = in_few_modules(data).encode()
    return b"".join((
        _qr_function(b"\x41\x32\x00"),
        _qr_function(b"\x43" + bytes([module_dots])),
        _qr_function(b"\x45\x31"),
        _qr_function(b"\x50\x30" + content),
        _qr_function(b"\x51\x30"),
    ))  # fmt: skip


def _qr_function(function: bytes) -> bytes:
    said = b"\x31" + function
    return GS + b"(k" + len(said).to_bytes(2, "little") + said


def _qr_picture(matrix: list[list[bool]], module_dots: int) -> bytes:
    """As a raster picture that the printer doubles both ways where it can: a quarter of the bytes.

    Its width is a multiple of 8 dots, so the code stands up to 7 dots left of the middle.
    """
    doubled = module_dots % 2 == 0
    module = module_dots // 2 if doubled else module_dots
    width = (len(matrix) * module + 7) // 8
    rows = b"".join(_row(row, module, width) * module for row in matrix)
    size = width.to_bytes(2, "little") + (len(matrix) * module).to_bytes(2, "little")
    return GS + b"v0" + (b"\x03" if doubled else b"\x00") + size + rows


def _row(modules: list[bool], module: int, width: int) -> bytes:
    bits = "".join(("1" if dark else "0") * module for dark in modules)
    return int(bits.ljust(width * 8, "0"), 2).to_bytes(width, "big")
