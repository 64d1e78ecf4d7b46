"""Draws every receipt into ``build/gallery/papers``, in every language, width and layout.

    python -m ui.gallery.papers
    python -m ui.gallery.papers --only reservation --language en --width 384

Layouts: as a picture, and as the printer's own letters, set by a simulated printer. A language that
a printer has no letters for is then Japanese with English, as a city may choose for slow lines.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Final

from PIL import Image

from printing import kanji
from printing.encoding import Layout, goes_as_text
from printing.layout import draw
from printing.models import GENERIC_58, GENERIC_80
from printing.models.model import Cutter, Model
from printing.receipts.blocks import Receipt
from printing.simulator.commands import CommandReader
from printing.simulator.machine import Machine
from ui.gallery.drawing import OUT
from ui.gallery.papers_index import index
from ui.samples.papers import PAPERS, paper_words
from ui.wording.words import LANGUAGES

_MODELS: Final = {model.width_dots: model for model in (GENERIC_80, GENERIC_58)}
_LAYOUTS: Final = (Layout.RASTER, Layout.KANJI)
#: The vertical unit of one dot, as drivers set it before every receipt.
_ONE_DOT_UNITS: Final = b"\x1dP\xcb\xcb"


@dataclass(frozen=True, slots=True)
class Paper:
    """One picture of the gallery: which receipt, for whom, on what."""

    name: str
    language: str
    width_dots: int
    layout: Layout

    @property
    def file(self) -> str:
        return f"{self.name}.{self.language}.{self.width_dots}.{self.layout.value}.png"


def papers(
    names: Sequence[str], languages: Sequence[str], widths: Sequence[int]
) -> Iterator[Paper]:
    """All of them there are."""
    for name, language, width, layout in product(names, languages, widths, _LAYOUTS):
        yield Paper(name, language, width, layout)


def picture(paper: Paper) -> Image.Image:
    """What comes out of the printer."""
    make, words = PAPERS[paper.name], paper_words(paper.language)
    if paper.layout is Layout.RASTER:
        return draw(make(words), paper.width_dots)
    model = _MODELS[paper.width_dots]
    own = goes_as_text(paper.language, model, None, paper.layout)
    return set_by_printer(make(words if own else words.on_japanese_paper()), model)


def set_by_printer(receipt: Receipt, model: Model) -> Image.Image:
    """The receipt in the printer's own letters, as the simulated one has it."""
    machine = Machine(model.width_dots, model.dots_per_inch)
    data = b"".join(kanji.encode(receipt, replace(model, cutter=Cutter.PARTIAL)))
    for command in CommandReader().feed(_ONE_DOT_UNITS + data):
        machine.take(command)
    (out,) = machine.paper.receipts
    return out


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m ui.gallery.papers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", action="append", choices=list(PAPERS), help="this receipt")
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    parser.add_argument("--width", action="append", type=int, choices=list(_MODELS))
    parser.add_argument("--out", type=Path, default=OUT / "papers", help="folder of the pictures")
    options = parser.parse_args(arguments)
    wanted = list(
        papers(
            options.only or list(PAPERS),
            options.language or LANGUAGES,
            options.width or list(_MODELS),
        )
    )
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    for paper in wanted:
        picture(paper).save(out / paper.file)
    page = index([(one.name, one.language, one.width_dots, one.file) for one in wanted])
    (out / "index.html").write_text(page, encoding="utf-8")
    sys.stdout.write(f"{len(wanted)} receipts in {out}\n")


if __name__ == "__main__":
    main()
