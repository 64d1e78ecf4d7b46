"""Draws previews into ``build/gallery``.

Without options all of them in every look, at half their size: forty thousand pictures. Each option
leaves fewer, at their full size, and may be given several times:

    python -m ui.gallery --only start --only month.mixed --language en --shape 1024x768
    python -m ui.gallery --only help --type largest --reach seated --contrast high
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any, Final

from ui.gallery.drawing import OUT, draw
from ui.gallery.looks import EXTREMES, SHAPES, Look, every_look
from ui.preferences import Reach, TypeSize
from ui.theme.palette import Contrast
from ui.wording.words import LANGUAGES

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
    pictures = draw(
        looks,
        options.only or (),
        options.jobs,
        options.out,
        half=len(looks) == len(tuple(every_look())),
    )
    seconds = time.monotonic() - begun
    sys.stdout.write(f"{len(pictures)} pictures in {options.out} after {seconds:.0f} s\n")


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
