"""Text as a Japanese ESC/POS printer sets it: bytes to characters, characters to rows of dots.

A grid font of 24 dots: a kanji is 24 dots wide, a letter 12. What is wider than the paper goes to
the next line, as on a real printer, wherever that tears it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from printing.fonts import grid_font
from printing.simulator.commands import Picture
from printing.simulator.text_commands import (
    DefaultLineSpacing,
    KanjiMode,
    KanjiSpace,
    Letter,
    MoveTo,
    OtherFunction,
    PrintArea,
    QrCommand,
    Set,
    Setting,
    TextCommand,
)

LETTER_DOTS, HIGH_DOTS = 12, 24
BASELINE_DOTS = 20
#: So that letters keep their feet within the 24 dots; box drawing fills them to the edges.
LETTER_SIZE = 22
_BOX_DRAWING = range(0x2500, 0x2580)
JIS, SHIFT_JIS = 0, 1
KATAKANA_TABLE, JAPAN = 1, 8
DEFAULT_LINE_SPACING_INCH = 1 / 6
_DIGITS_FROM = 48  # most numbers may also be told as a digit
_YEN_OR_BACKSLASH = 0x5C
_KANJI_FROM = 0x21
_ASCII_BELOW = 0x80
_KATAKANA = range(0xA1, 0xE0)
_TRAIL = frozenset((*range(0x40, 0x7F), *range(0x80, 0xFD)))
_LEAD = frozenset((*range(0x81, 0xA0), *range(0xE0, 0xFD)))
_CORRECTION = {48: 1, 49: 0, 50: 3, 51: 2}  # L, M, Q, H as the library numbers them
_SIZES_OF_MODES = ((0x10, 0x01), (0x20, 0x10))  # bits of ESC ! and what they are in GS !


@dataclass(frozen=True, slots=True)
class _Look:
    """How characters look from now on."""

    wide: int = 1
    high: int = 1
    bold: bool = False
    underline: int = 0
    white_on_black: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of dots for the head, as they lie across the paper; a line that is not out yet."""

    rows: tuple[bytes, ...]


@dataclass(slots=True)
class _State:
    """What ESC @ puts back."""

    look: _Look = field(default_factory=_Look)
    table: int = 0
    country: int = 0
    kanji_code: int = JIS
    kanji_mode: bool = False
    kanji_space: tuple[int, int] = (0, 0)
    letter_space: int = 0
    alignment: int = 0
    line_spacing: float | None = None  # in vertical units
    left: int = 0
    area: int | None = None
    qr_module: int = 3
    qr_correction: int = 48
    qr_data: bytes = b""


class TextMode:
    """The part of the printer that sets text, on paper of ``width_dots``."""

    def __init__(self, width_dots: int, dots_per_inch: int) -> None:
        self._width = width_dots
        self._dots_per_inch = dots_per_inch
        self._units_per_inch = (dots_per_inch, 2 * dots_per_inch)
        self._words: list[str] = []
        self.reset()

    def reset(self) -> None:
        """ESC @"""
        self._state = _State()
        self.set_units(self._dots_per_inch, 2 * self._dots_per_inch)
        self.forget_line()

    def forget_line(self) -> None:
        self._cells: list[tuple[int, Image.Image]] = []
        self._at = 0
        self._line = ""
        self._lead = b""

    def set_units(self, horizontal: int, vertical: int) -> None:
        """GS P: how many units make an inch."""
        self._units_per_inch = (
            horizontal or self._dots_per_inch,
            vertical or 2 * self._dots_per_inch,
        )

    def take_words(self) -> str:
        """The lines of text since this was last asked, for the receipt that was cut off."""
        words, self._words = "\n".join(self._words), []
        return words

    def letter(self, letter: Letter) -> Rows | None:
        """A byte of text; the rows of a line that it ends."""
        byte = bytes([letter.byte])
        if byte == b"\r":
            return None
        if byte == b"\n":
            self._lead = b""
            return self._end_line()
        if self._lead:
            character, self._lead = self._lead + byte, b""
            return self._set(self._two_bytes(character), LETTER_DOTS * 2, self._state.kanji_space)
        if self._opens_kanji(letter.byte):
            self._lead = byte
            return None
        return self._set(self._one_byte(letter.byte), LETTER_DOTS, (0, self._state.letter_space))

    def obey(self, command: TextCommand) -> Rows | None:
        """A command of text; the rows that it prints."""
        state = self._state
        match command:
            case Set(what, value):
                self._change(what, value)
            case KanjiMode(on):
                state.kanji_mode = on
            case KanjiSpace(left, right):
                state.kanji_space = (left, right)
            case DefaultLineSpacing():
                state.line_spacing = None
            case MoveTo(units, relative):
                self._at = max(0, self._horizontal(units) + (self._at if relative else 0))
            case PrintArea(width, units):
                if width:
                    state.area = self._horizontal(units)
                else:
                    state.left = self._horizontal(units)
            case QrCommand(function, data):
                return self._qr(function, data)
            case OtherFunction():
                pass
        return None

    def place(self, picture: Picture) -> Rows:
        """The rows of a raster picture, doubled and put in its place across the paper."""
        rows = [
            picture.data[row * picture.width : (row + 1) * picture.width]
            for row in range(picture.rows)
        ]
        if picture.mode == 0 and self._state.alignment == 0 and self._state.left == 0:
            return Rows(tuple(rows))
        if not picture.width or not rows:
            return Rows(())
        image = Image.frombytes("1", (picture.width * 8, picture.rows), picture.data)
        wide, high = 1 + (picture.mode & 1), 1 + (picture.mode >> 1)
        return self._across(image.resize((image.width * wide, image.height * high)))

    @property
    def _room(self) -> int:
        """Dots of a line."""
        paper = self._width - self._state.left
        return paper if self._state.area is None else min(self._state.area, paper)

    def _horizontal(self, units: int) -> int:
        return round(units * self._dots_per_inch / self._units_per_inch[0])

    def _change(self, what: Setting, value: int) -> None:
        state, look = self._state, self._state.look
        on = bool(value & 1)
        number = value - _DIGITS_FROM if value >= _DIGITS_FROM else value
        match what:
            case Setting.CODE_TABLE:
                state.table = value
            case Setting.COUNTRY:
                state.country = value
            case Setting.KANJI_CODE:
                state.kanji_code = number
            case Setting.ALIGNMENT:
                state.alignment = number
            case Setting.LINE_SPACING:
                state.line_spacing = value
            case Setting.LETTER_SPACE:
                state.letter_space = value
            case Setting.EMPHASIS:
                state.look = replace(look, bold=on)
            case Setting.WHITE_ON_BLACK:
                state.look = replace(look, white_on_black=on)
            case Setting.UNDERLINE | Setting.KANJI_UNDERLINE:
                state.look = replace(look, underline=number)
            case Setting.CHARACTER_SIZE:
                state.look = replace(look, wide=(value >> 4 & 7) + 1, high=(value & 7) + 1)
            case Setting.PRINT_MODES:
                size = sum(bits for bit, bits in _SIZES_OF_MODES if value & bit)
                self._change(Setting.CHARACTER_SIZE, size)
                self._change(Setting.EMPHASIS, value >> 3 & 1)
                self._change(Setting.UNDERLINE, value >> 7)
            case Setting.FONT | Setting.UPSIDE_DOWN:
                pass  # font A, upright, is what this printer has

    def _opens_kanji(self, byte: int) -> bool:
        """Japanese models need no FS & in Shift_JIS; in JIS it says that all bytes are pairs."""
        if self._state.kanji_code == SHIFT_JIS:
            return byte in _LEAD
        return self._state.kanji_mode and byte >= _KANJI_FROM

    def _two_bytes(self, data: bytes) -> str:
        if self._state.kanji_code == JIS:
            data = b"\x1b$B" + data
            return data.decode("iso2022_jp", "replace")[:1]
        return data.decode("cp932", "replace")[:1] if data[1] in _TRAIL else "\ufffd"

    def _one_byte(self, byte: int) -> str:
        if self._state.country == JAPAN and byte == _YEN_OR_BACKSLASH:
            return "¥"
        if byte < _ASCII_BELOW:
            return chr(byte)
        if self._state.table == KATAKANA_TABLE and byte in _KATAKANA:
            return bytes([byte]).decode("cp932")
        return "\ufffd" if self._state.table else bytes([byte]).decode("cp437")

    def _set(self, sign: str, dots: int, space: tuple[int, int]) -> Rows | None:
        """Put a character into the line; the line before it if it had no room for it."""
        look = self._state.look
        before, after = (one * look.wide for one in space)
        width = dots * look.wide
        full = None
        if self._at + before + width > self._room and self._cells:
            full = self._end_line()
        self._cells.append((self._at + before, _cell(sign, dots, look)))
        self._at += before + width + after
        self._line += sign
        return full

    def _end_line(self) -> Rows:
        """The line as it is, with the line spacing under it, or blank paper."""
        units = self._state.line_spacing
        inch = DEFAULT_LINE_SPACING_INCH if units is None else units / self._units_per_inch[1]
        height = max((cell.height for _, cell in self._cells), default=0)
        rows = max(round(inch * self._dots_per_inch), height)
        blank: tuple[bytes, ...] = (b"",) * (rows - height)
        ink: tuple[bytes, ...] = ()
        if self._cells:
            right = max(left + cell.width for left, cell in self._cells)
            strip = Image.new("1", (right, height))
            for left, cell in self._cells:
                strip.paste(cell, (left, height - cell.height))
            ink = self._across(strip).rows
        self._words.append(self._line)
        lead = self._lead
        self.forget_line()
        self._lead = lead
        return Rows(ink + blank)

    def _across(self, image: Image.Image) -> Rows:
        """A picture (1 is black) where the alignment puts it; what is too wide for it is lost."""
        free = max(self._room - image.width, 0)
        left = self._state.left + (0, free // 2, free)[self._state.alignment % 3]
        strip = Image.new("1", ((self._width + 7) // 8 * 8, image.height))
        strip.paste(image, (left, 0))
        data, stride = strip.tobytes(), strip.width // 8
        return Rows(tuple(data[at : at + stride] for at in range(0, len(data), stride)))

    def _qr(self, function: int, data: bytes) -> Rows | None:
        state = self._state
        match function:
            case 67:
                state.qr_module = data[0]
            case 69:
                state.qr_correction = data[0]
            case 80:
                state.qr_data = data[1:]
            case 81 if state.qr_data:
                return self._across(_qr_code(state))
            case _:
                pass  # 65, the model: a reader cannot tell
        return None


def _qr_code(state: _State) -> Image.Image:
    import qrcode  # late: most receipts need none

    code = qrcode.QRCode(error_correction=_CORRECTION.get(state.qr_correction, 1), border=0)
    code.add_data(state.qr_data)
    code.make(fit=True)
    matrix = code.get_matrix()
    side = len(matrix)
    image = Image.new("1", (side, side))
    image.putdata([255 if dark else 0 for row in matrix for dark in row])
    return image.resize((side * state.qr_module, side * state.qr_module))


@lru_cache(maxsize=512)
def _glyph(sign: str, dots: int) -> Image.Image:
    cell = Image.new("1", (dots, HIGH_DOTS))
    pen = ImageDraw.Draw(cell)
    box = ord(sign) in _BOX_DRAWING
    font = grid_font(HIGH_DOTS if box else LETTER_SIZE)
    left = 0 if box else dots * (HIGH_DOTS - LETTER_SIZE) // (2 * HIGH_DOTS)
    pen.text((left, BASELINE_DOTS), sign, fill=255, font=font, anchor="ls")
    return cell


def _cell(sign: str, dots: int, look: _Look) -> Image.Image:
    """One character, enlarged dot by dot as the small processor of a printer does it."""
    cell = _glyph(sign, dots).resize((dots * look.wide, HIGH_DOTS * look.high))
    if look.bold:
        shifted = Image.new("1", cell.size)
        shifted.paste(cell, (1, 0))
        cell = ImageChops.logical_or(cell, shifted)
    if look.underline:
        pen = ImageDraw.Draw(cell)
        pen.rectangle((0, cell.height - look.underline, cell.width, cell.height), fill=255)
    return ImageChops.invert(cell) if look.white_on_black else cell
