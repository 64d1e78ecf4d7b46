"""Draws pictures, in several processes at once.

Not in ``__main__``: what a process is handed is looked up by the name of its module, and the main
module has another name there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.gallery.index import INDEX, Picture
from ui.gallery.looks import Look
from ui.gallery.stand import all_previews, gallery_window, show
from ui.preview import Preview

OUT: Final = Path("build/gallery")


def draw(
    looks: Sequence[Look], only: Sequence[str], jobs: int, out: Path = OUT, *, half: bool = False
) -> list[Picture]:
    """Draws the previews whose names begin as ``only`` says, in each of ``looks``, and the index
    page over them; returns what was drawn. ``half``: at half their size."""
    out.mkdir(parents=True, exist_ok=True)
    work = [(look, tuple(only), out, half) for look in looks]
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


def _draw_look(look: Look, only: tuple[str, ...], out: Path, half: bool) -> list[Picture]:
    """All pictures of one look, in this process."""
    application = QApplication.instance() or QApplication([])
    window = gallery_window(look.shape, look.language, look)
    pictures = []
    for preview in all_previews():
        if not _wanted(preview, only):
            continue
        show(window, preview)
        name = f"{preview.place.name}.{preview.label}.{look}.png"
        picture = window.grab().toImage()
        if half:
            smooth = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToWidth(look.shape.width // 2, smooth)
        picture.save(str(out / name))
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
