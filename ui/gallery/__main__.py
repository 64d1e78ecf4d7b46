"""Draws previews into ``build/gallery``.

Without options all of them in every look; each option leaves fewer, and may be given several times:

    python -m ui.gallery --only start --only month.mixed --language en --shape 1024x768
    python -m ui.gallery --only help --type largest --reach seated --contrast high
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QApplication

from ui.gallery.index import INDEX, Picture
from ui.gallery.looks import EXTREMES, SHAPES, Look, every_look
from ui.gallery.stand import all_previews, gallery_window, show
from ui.preferences import Reach, TypeSize
from ui.preview import Preview
from ui.theme.palette import Contrast
from ui.wording.words import LANGUAGES

OUT: Final = Path("build/gallery")

#: What can be asked for, in the order of the fields of ``Look``.
_CHOICES: Final[dict[str, dict[str, Any]]] = {
    "shape": {str(shape): shape for shape in (*SHAPES, *EXTREMES)},
    "language": {language: language for language in LANGUAGES},
    "type": {size.value: size for size in TypeSize},
    "contrast": {contrast.value: contrast for contrast in Contrast},
    "reach": {reach.value: reach for reach in Reach},
}
#: What is drawn where something else was asked for.
_USUAL: Final[dict[str, Sequence[str]]] = {
    "shape": [str(SHAPES[0])],
    "language": LANGUAGES,
    "type": [TypeSize.STANDARD.value],
    "contrast": [Contrast.STANDARD.value],
    "reach": [Reach.STANDING.value],
}


def main(arguments: Sequence[str] | None = None) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    options = _options().parse_args(arguments)
    begun = time.monotonic()
    looks = tuple(_looks(options))
    pictures = draw(looks, options.only or (), options.jobs, options.out)
    seconds = time.monotonic() - begun
    sys.stdout.write(f"{len(pictures)} pictures in {options.out} after {seconds:.0f} s\n")


def draw(looks: Sequence[Look], only: Sequence[str], jobs: int, out: Path = OUT) -> list[Picture]:
    """Draws the previews whose names begin as ``only`` says, in each of ``looks``, and the index
    page over them; returns what was drawn."""
    out.mkdir(parents=True, exist_ok=True)
    work = [(look, tuple(only), out) for look in looks]
    if jobs == 1:
        drawn = [_draw_look(*piece) for piece in work]
    else:
        with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
            drawn = list(pool.map(_draw_look, *zip(*work, strict=True)))
    pictures = sorted(
        (picture for pictures in drawn for picture in pictures),
        key=lambda picture: (picture["screen"], picture["state"]),
    )
    (out / "index.html").write_text(
        INDEX.replace("PICTURES", json.dumps(pictures)), encoding="utf-8"
    )
    return pictures


def _draw_look(look: Look, only: tuple[str, ...], out: Path) -> list[Picture]:
    """All pictures of one look, in this process."""
    application = QApplication.instance() or QApplication([])
    window = gallery_window(look.shape, look.language, look)
    pictures = []
    for preview in all_previews():
        if not _wanted(preview, only):
            continue
        show(window, preview)
        name = f"{preview.place.name}.{preview.label}.{look}.png"
        window.grab().save(str(out / name))
        pictures.append(
            Picture(
                file=name,
                screen=preview.place.name,
                state=preview.label,
                shape=str(look.shape),
                language=look.language,
                type=look.type_size.value,
                contrast=look.contrast.value,
                reach=look.reach.value,
            )
        )
    window.close()
    application.processEvents()
    return pictures


def _wanted(preview: Preview, only: tuple[str, ...]) -> bool:
    """``only`` names screens (``start``) or single states of them (``month.mixed``)."""
    name = f"{preview.place.name}.{preview.label}"
    return not only or any(o in (name, preview.place.name) for o in only)


def _looks(options: argparse.Namespace) -> list[Look]:
    """Everything, or the product of what was asked for."""
    asked = {name: getattr(options, name) for name in _CHOICES}
    if not any(asked.values()) and not options.only:
        return list(every_look())
    every = {
        name: [values[chosen] for chosen in asked[name] or _USUAL[name]]
        for name, values in _CHOICES.items()
    }
    return [Look(*choice) for choice in product(*every.values())]


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ui.gallery",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--only", action="append", metavar="SCREEN[.STATE]", help="this screen, or this state of it"
    )
    for name, values in _CHOICES.items():
        # By their names: what argparse itself says of a wrong one names the right ones.
        parser.add_argument(f"--{name}", action="append", choices=list(values))
    parser.add_argument("--jobs", type=int, default=1, help="processes that draw")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the pictures")
    return parser


if __name__ == "__main__":
    main()
