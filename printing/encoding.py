"""Whether a receipt goes to the printer as a picture or as text, and the bytes of either."""

from __future__ import annotations

from enum import Enum

from printing import kanji, raster
from printing.ending import ending
from printing.kanji import Missing, nothing_missing
from printing.models import Kanji, Model
from printing.page import Page

#: Up to this speed of a serial line a picture of a receipt takes longer than people wait: about
#: ten seconds at 38,400 baud and four times that at 9,600.
SLOW_BAUD = 38_400
#: Languages that the printer's own characters can write.
AS_TEXT = frozenset(("ja", "ja-easy", "en"))
#: Rows of a picture in one part on a slow line, so that a printer that stopped is noticed soon.
SLOW_PART_ROWS = 120


class Layout(Enum):
    """How receipts go to a printer, as the settings say."""

    AUTO = "auto"  # as text where the line is slow
    RASTER = "raster"
    KANJI = "kanji"  # as text wherever the printer and the language allow it


def encode(
    page: Page,
    model: Model,
    *,
    baud: int | None = None,
    layout: Layout = Layout.AUTO,
    missing: Missing = nothing_missing,
) -> tuple[bytes, ...]:
    """The receipt as the commands of this printer, in parts; see ``raster`` and ``kanji``.

    ``baud`` is the speed of a serial line, None for every other. ``missing`` is told which
    characters a printer lacks that was sent text.
    """
    receipt = page.receipt
    if receipt is not None and goes_as_text(receipt.language, model, baud, layout):
        return kanji.encode(receipt, model, missing)
    return raster.encode(page.image, _part_rows(model, baud), ending(model))


def longest_command(model: Model, baud: int | None) -> int:
    """So many bytes no command is longer than that ``encode`` makes, of a picture or of text."""
    return raster.longest_command(model.width_dots, _part_rows(model, baud))


def _part_rows(model: Model, baud: int | None) -> int:
    rows = raster.part_rows(model)
    return min(rows, SLOW_PART_ROWS) if is_slow(baud) else rows


def goes_as_text(language: str, model: Model, baud: int | None, layout: Layout) -> bool:
    """Whether a receipt in this language is sent as text.

    Chinese and Korean never are: a Japanese printer has no characters for them.
    """
    if model.kanji is Kanji.NONE or language not in AS_TEXT:
        return False
    match layout:
        case Layout.AUTO:
            return is_slow(baud)
        case Layout.KANJI:
            return True
        case Layout.RASTER:
            return False


def is_slow(baud: int | None) -> bool:
    """Whether this is a serial line on which a picture takes too long."""
    return baud is not None and baud <= SLOW_BAUD
