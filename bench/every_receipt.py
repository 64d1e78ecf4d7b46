"""Each receipt by itself: its bytes, what laying it out takes, and how long a line takes for it.

Laying out: from the receipt's blocks to the bytes of the printer, drawing and encoding, on a
processor that has done it before; the first time, signs are drawn that are then kept. Lines: see
``slow_lines``; what goes over them is what a driver would choose by itself for a line of that
speed, a picture or the printer's own letters.

Bounds: finding the best mask of the QR code, in Python, is the larger half of laying out.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Final

from bench.figure import Figure
from bench.slow_lines import LINES, Speed, seconds_to_last_byte
from printing import kanji
from printing.encoding import encode
from printing.layout import draw
from printing.models import GENERIC_58, GENERIC_80, Model
from printing.page import Page
from printing.receipts.blocks import Receipt
from ui.samples.papers import BOOKINGS, PAPERS, TEN, paper_words

_TIMES: Final = 7
_MODELS: Final = (GENERIC_80, GENERIC_58)


def measure() -> list[Figure]:
    receipts = {name: PAPERS[name](paper_words("ja")) for name in BOOKINGS}
    english = {name: PAPERS[name](paper_words("en")) for name in BOOKINGS}
    lists = {name: make(paper_words("en")) for name, make in TEN.items()}
    return [
        *(_sizes(f"as a picture, {model.width_dots} dots", receipts, _picture(model), "45")
          for model in _MODELS),
        _sizes("as a picture, 576 dots, in English", english, _picture(GENERIC_80), "45"),
        _sizes("of ten, a list, 576 dots, in English", lists, _picture(GENERIC_80), "45"),
        _sizes("in the printer's letters", receipts, _letters, ""),
        *(_laying_out(receipts, model) for model in _MODELS),
        *(_on_line(receipts, speed) for speed in LINES),
    ]  # fmt: skip


def _picture(model: Model) -> Callable[[Receipt], bytes]:
    return lambda receipt: b"".join(_encoded(receipt, model, None))


def _letters(receipt: Receipt) -> bytes:
    return b"".join(kanji.encode(receipt, GENERIC_80))


def _encoded(receipt: Receipt, model: Model, baud: int | None) -> tuple[bytes, ...]:
    return encode(Page(draw(receipt, model.width_dots), receipt), model, baud=baud)


def _sizes(
    how: str, receipts: Mapping[str, Receipt], made: Callable[[Receipt], bytes], aim: str
) -> Figure:
    sizes = {name: len(made(receipt)) / 1000 for name, receipt in receipts.items()}
    return _worst(f"receipt {how}, bytes", sizes, "KB", aim)


def _laying_out(receipts: Mapping[str, Receipt], model: Model) -> Figure:
    def milliseconds(receipt: Receipt) -> float:
        taken = []
        for _ in range(_TIMES):
            begun = time.perf_counter()
            _encoded(receipt, model, None)
            taken.append((time.perf_counter() - begun) * 1000)
        return statistics.median(taken)

    found = {name: milliseconds(receipt) for name, receipt in receipts.items()}
    return _worst(f"receipt, laying out, {model.width_dots} dots", found, "ms", "30")


def _on_line(receipts: Mapping[str, Receipt], speed: Speed) -> Figure:
    baud = speed.baud if speed.serial else None
    found = {
        name: seconds_to_last_byte(
            b"".join(_encoded(receipt, GENERIC_80, baud)), speed, GENERIC_80.width_dots
        )
        for name, receipt in receipts.items()
    }
    aim = "2" if speed.baud == 9_600 else ""
    return _worst(f"receipt to last byte, {speed.name}", found, "s", aim)


def _worst(name: str, found: Mapping[str, float], unit: str, aim: str) -> Figure:
    """The most of them, and each in the note."""
    each = ", ".join(f"{one.replace('_', ' ')} {value:.3g}" for one, value in found.items())
    return Figure(name, max(found.values()), unit, aim, each)
