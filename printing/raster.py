"""Pictures as ESC/POS raster bands: every glyph on every model, the same pixels as on the screen.

Commands as in Epson's "ESC/POS Command Reference": GS v 0 (raster bit image), ESC J (feed by
dots), GS L (left margin), GS V (cut). Blank rows are fed over, and of a band only the dots from
its first black column to its last are sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby

from PIL import Image

from printing.models import Model

ESC, GS = b"\x1b", b"\x1d"

#: Bands are split where that saves at least this much: each one costs 8 bytes of its own and, on
#: cheap models, a short stop of the motor.
WORTH_A_BAND_BYTES = 32
#: The most rows in one GS v 0, so that the picture buffer of small models holds a band.
MOST_BAND_ROWS = 255
#: The most dots one ESC J feeds.
MOST_FEED_DOTS = 255
#: GS L: from which dot a picture begins; the unit is one dot.
LEFT_MARGIN = GS + b"L"
#: How much paper one part of a receipt takes, in rows; after each part the printer is asked how
#: far it is. 480 rows are 60 mm; a slower head gets what it prints in a second, half of the time
#: that it may take.
MOST_PART_ROWS = 480
#: Partial cut, after feeding the paper up to the knife.
CUT = GS + b"V\x42\x00"

_INVERTED = bytes(255 - byte for byte in range(256))


def part_rows(model: Model) -> int:
    """How many rows of paper one part takes on this model."""
    return min(MOST_PART_ROWS, model.rows_per_second)


def longest_command(width_dots: int, part_rows: int) -> int:
    """So many bytes no command of a picture is longer than."""
    return len(GS + b"v0\0xLyL") + min(MOST_BAND_ROWS, part_rows) * _bytes(0, width_dots)


def encode(
    image: Image.Image, part_rows: int = MOST_PART_ROWS, ending: bytes = CUT
) -> tuple[bytes, ...]:
    """The picture (mode ``1``) as printer commands, in parts of about ``part_rows`` rows each.

    The parts one after the other print the picture and end it with ``ending``, as
    ``printing.ending`` has it for each model. The printer must have its
    units set to one dot (GS P), and no margin or print position of its own.
    """
    parts: list[bytes] = []
    part, rows = b"", 0
    for command in _commands(image, min(MOST_BAND_ROWS, part_rows)):
        part += command.data
        rows += command.rows
        if rows >= part_rows:
            parts.append(part)
            part, rows = b"", 0
    return (*parts, part + ending)


@dataclass(frozen=True, slots=True)
class _Command:
    data: bytes
    rows: int  # of paper


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows ``first`` to before ``end``, with black from dot ``left`` to before ``right``."""

    first: int
    end: int
    left: int
    right: int

    @property
    def rows(self) -> int:
        return self.end - self.first

    @property
    def size(self) -> int:
        return self.rows * _bytes(self.left, self.right)


def _bytes(left: int, right: int) -> int:
    """How many hold these dots."""
    return (right - left + 7) // 8


@dataclass(frozen=True, slots=True)
class _Ink:
    """Of each row, the first black dot and the one after the last; a blank row has ``rights`` 0
    and a left as far right as the paper goes."""

    lefts: list[int]
    rights: list[int]

    def band(self, first: int, end: int) -> _Band:
        """These rows, without the blank ones above and below the black."""
        while self.rights[first] == 0:
            first += 1
        while self.rights[end - 1] == 0:
            end -= 1
        return _Band(first, end, min(self.lefts[first:end]), max(self.rights[first:end]))


def _commands(image: Image.Image, most_rows: int) -> Iterator[_Command]:
    """Bands of ink, of at most so many rows, and feeds over blank rows, from top to bottom."""
    rows = _rows(image)
    at = margin = 0
    for band in _bands(_ink(rows, image.width)):
        yield from _feed(band.first - at)
        if band.left != margin:
            margin = band.left
            yield _Command(LEFT_MARGIN + margin.to_bytes(2, "little"), 0)
        for first in range(band.first, band.end, most_rows):
            some = rows[first : min(first + most_rows, band.end)]
            yield _raster(some, image.width, band)
        at = band.end
    yield from _feed(len(rows) - at)


def _rows(image: Image.Image) -> list[int]:
    """Each row as a number with a bit a dot, the highest is the leftmost dot, 1 is black."""
    stride = (image.width + 7) // 8
    beyond = stride * 8 - image.width
    paper = Image.new("1", (stride * 8, image.height), 1)
    paper.paste(image)
    data = paper.tobytes().translate(_INVERTED)
    return [
        int.from_bytes(data[start : start + stride]) >> beyond
        for start in range(0, len(data), stride)
    ]


def _ink(rows: list[int], width: int) -> _Ink:
    return _Ink(
        [width - row.bit_length() for row in rows],
        [width + 1 - (row & -row).bit_length() if row else 0 for row in rows],
    )


def _bands(ink: _Ink) -> Iterator[_Band]:
    """Bands that together hold every row with black on it, without the gaps worth skipping."""
    last: _Band | None = None
    for blank, group in groupby(range(len(ink.rights)), key=lambda row: ink.rights[row] == 0):
        if blank:
            continue
        run = list(group)
        band = ink.band(run[0], run[-1] + 1)
        if last is None:
            last = band
            continue
        joined = ink.band(last.first, band.end)
        if joined.size - last.size - band.size < WORTH_A_BAND_BYTES:
            last = joined
        else:
            yield from _split(last, ink)
            last = band
    if last is not None:
        yield from _split(last, ink)


def _split(band: _Band, ink: _Ink) -> Iterator[_Band]:
    """The band cut where its rows get wider or narrower, as long as that is worth it."""
    lefts, rights = ink.lefts[band.first : band.end], ink.rights[band.first : band.end]
    above = list(map(_bytes, accumulate(lefts, min), accumulate(rights, max)))
    below = list(map(_bytes, accumulate(lefts[::-1], min), accumulate(rights[::-1], max)))[::-1]
    size, cut = min(
        (
            (above[cut - 1] * cut + below[cut] * (band.rows - cut), cut)
            for cut in range(1, band.rows)
        ),
        default=(band.size, 0),
    )
    if band.size - size < WORTH_A_BAND_BYTES:
        yield band
        return
    middle = band.first + cut
    yield from _split(ink.band(band.first, middle), ink)
    yield from _split(ink.band(middle, band.end), ink)


def _raster(rows: list[int], width: int, band: _Band) -> _Command:
    """The dots of the band, with white to the right where they do not fill a byte."""
    size = _bytes(band.left, band.right)
    beyond = width - band.left - size * 8  # of the row, or of the last byte where it is less than 0
    mask = (1 << size * 8) - 1
    dots = (row >> beyond if beyond >= 0 else row << -beyond for row in rows)
    header = GS + b"v0\x00" + size.to_bytes(2, "little") + len(rows).to_bytes(2, "little")
    return _Command(header + b"".join((row & mask).to_bytes(size) for row in dots), len(rows))


def _feed(dots: int) -> Iterator[_Command]:
    while dots > 0:
        step = min(dots, MOST_FEED_DOTS)
        yield _Command(ESC + b"J" + bytes([step]), step)
        dots -= step
