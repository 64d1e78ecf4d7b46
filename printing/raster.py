"""Pictures as ESC/POS raster bands: every glyph on every model, the same pixels as on the screen.

Commands as in Epson's "ESC/POS Command Reference": GS v 0 (raster bit image), ESC J (feed by
dots), GS V (cut). Blank rows are fed over, the blank right side of a band is not sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby

from PIL import Image

ESC, GS = b"\x1b", b"\x1d"

#: Bands are split where that saves at least this much: each one costs 8 bytes of its own and, on
#: cheap models, a short stop of the motor.
WORTH_A_BAND_BYTES = 32
#: The most rows in one GS v 0, so that the picture buffer of small models holds a band.
MOST_BAND_ROWS = 255
#: The most dots one ESC J feeds.
MOST_FEED_DOTS = 255
#: How much paper one part of a receipt takes, in rows; after each part the printer is asked how
#: far it is. 480 rows are 60 mm, which the slowest heads print in well under two seconds.
PART_ROWS = 480
#: Partial cut, after feeding the paper up to the knife.
CUT = GS + b"V\x42\x00"

_INVERTED = bytes(255 - byte for byte in range(256))


def encode(
    image: Image.Image, part_rows: int = PART_ROWS, ending: bytes = CUT
) -> tuple[bytes, ...]:
    """The picture (mode ``1``) as printer commands, in parts of about ``part_rows`` rows each.

    The parts one after the other print the picture and end it with ``ending``, as
    ``printing.ending`` has it for each model. The printer must have its
    vertical unit set to one dot, and no margin or print position of its own.
    """
    parts: list[bytes] = []
    part, rows = b"", 0
    for command in _commands(image):
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
    """Rows ``first`` to before ``end``, of which the first ``width`` bytes hold all black."""

    first: int
    end: int
    width: int

    @property
    def size(self) -> int:
        return (self.end - self.first) * self.width


def _commands(image: Image.Image) -> Iterator[_Command]:
    """Bands of ink and feeds over blank rows, from top to bottom."""
    rows = _rows(image)
    at = 0
    for band in _bands([len(row.rstrip(b"\0")) for row in rows]):
        yield from _feed(band.first - at)
        for first in range(band.first, band.end, MOST_BAND_ROWS):
            yield _raster(rows[first : min(first + MOST_BAND_ROWS, band.end)], band.width)
        at = band.end
    yield from _feed(len(rows) - at)


def _rows(image: Image.Image) -> list[bytes]:
    """Each row as bytes with the leftmost dot in the highest bit, 1 is black as printers have it.

    A width that is no multiple of 8 is filled up with white.
    """
    stride = (image.width + 7) // 8
    paper = Image.new("1", (stride * 8, image.height), 1)
    paper.paste(image)
    data = paper.tobytes().translate(_INVERTED)
    return [data[start : start + stride] for start in range(0, len(data), stride)]


def _bands(widths: list[int]) -> Iterator[_Band]:
    """Bands that together hold every row with black on it, without the gaps worth skipping."""
    ink: _Band | None = None
    for blank, group in groupby(enumerate(widths), key=lambda row: row[1] == 0):
        run = list(group)
        if blank:
            continue
        band = _Band(run[0][0], run[-1][0] + 1, max(width for _, width in run))
        if ink is None:
            ink = band
            continue
        joined = _Band(ink.first, band.end, max(ink.width, band.width))
        if joined.size - ink.size - band.size < WORTH_A_BAND_BYTES:
            ink = joined
        else:
            yield from _split(ink, widths)
            ink = band
    if ink is not None:
        yield from _split(ink, widths)


def _split(band: _Band, widths: list[int]) -> Iterator[_Band]:
    """The band cut where its rows get wider or narrower, as long as that is worth it."""
    rows = widths[band.first : band.end]
    above = list(accumulate(rows, max))
    below = list(accumulate(reversed(rows), max))[::-1]
    size, cut = min(
        (
            (above[cut - 1] * cut + below[cut] * (len(rows) - cut), cut)
            for cut in range(1, len(rows))
        ),
        default=(band.size, 0),
    )
    if band.size - size < WORTH_A_BAND_BYTES:
        yield band
        return
    middle = band.first + cut
    yield from _split(_Band(band.first, middle, above[cut - 1]), widths)
    yield from _split(_Band(middle, band.end, below[cut]), widths)


def _raster(rows: list[bytes], width: int) -> _Command:
    header = GS + b"v0\x00" + width.to_bytes(2, "little") + len(rows).to_bytes(2, "little")
    return _Command(header + b"".join(row[:width] for row in rows), len(rows))


def _feed(dots: int) -> Iterator[_Command]:
    while dots > 0:
        step = min(dots, MOST_FEED_DOTS)
        yield _Command(ESC + b"J" + bytes([step]), step)
        dots -= step
