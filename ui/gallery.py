"""Draws every preview of every screen into ``build/gallery``: ``python -m ui.gallery``."""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

import ui.screens
from ui.app import build
from ui.card_source import CardSource
from ui.directory import Directory
from ui.places import Crashed, Ended, LogInNumber, LogInSecret, Menu, OutOfService, Start
from ui.preview import Preview
from ui.samples import values
from ui.samples.terminal import Script, sample_terminal
from ui.settings import WindowSettings
from ui.window import KioskWindow
from ui.wording.words import LANGUAGES


@dataclass(frozen=True, slots=True)
class Shape:
    """A glass: pixels, and its width in millimetres."""

    width: int
    height: int
    width_mm: float

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


#: 21.5 inches upright and lying, and a 17-inch panel of 5:4.
SHAPES: Final = (Shape(1080, 1920, 268), Shape(1920, 1080, 476), Shape(1280, 1024, 338))
OUT: Final = Path("build/gallery")


def all_previews() -> Iterator[Preview]:
    """Every preview of every screen, in the order of the modules' names."""
    for module in pkgutil.walk_packages(ui.screens.__path__, f"{ui.screens.__name__}."):
        previews = getattr(import_module(module.name), "previews", None)
        if previews is not None:
            yield from previews()


def gallery_window(shape: Shape, language: str) -> KioskWindow:
    """A window of this shape and language over a sample terminal, with the city known."""
    settings = WindowSettings(
        width_mm=shape.width_mm,
        window_px=(shape.width, shape.height),
        home_facility_id=values.FACILITY.id,
    )
    window = build(sample_terminal(Script()), settings, CardSource())
    window.stage.around.directory = Directory(values.CITY, (*values.FACILITIES, values.BY_SLOT))
    window.resize(shape.width, shape.height)
    window.say_in(language)
    window.show()
    return window


def show(window: KioskWindow, preview: Preview) -> None:
    """Puts a preview on the window's stage, as if a resident had come there."""
    stage, place = window.stage, preview.place
    session = stage.around.terminal.session
    before_log_in = (Start, OutOfService, Ended, Crashed, LogInNumber, LogInSecret)
    if isinstance(place, before_log_in):
        session.end()
    else:
        stage.around.terminal.logging_in.log_in("", "")
    stage.trail.reset(() if isinstance(place, Start | Menu) else (Menu(), place))
    stage.show_screen(place, preview.answer)
    if preview.prepare is not None and stage.current is not None:
        preview.prepare(stage.current)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def draw(out: Path = OUT) -> int:
    """Draws all pictures and the index page; returns how many pictures there are."""
    out.mkdir(parents=True, exist_ok=True)
    rows = []
    previews = tuple(all_previews())
    for shape, language in product(SHAPES, LANGUAGES):
        window = gallery_window(shape, language)
        for preview in previews:
            show(window, preview)
            name = f"{preview.place.name}.{preview.label}.{shape}.{language}.png"
            window.grab().save(str(out / name))
            rows.append((preview, shape, language, name))
        window.close()
    figures = "\n".join(
        f'<figure><a href="{escape(name)}"><img loading="lazy" src="{escape(name)}" alt=""></a>'
        f"<figcaption>{escape(preview.place.name)} · {escape(preview.label)}<br>"
        f"{shape} · {language}</figcaption></figure>"
        for preview, shape, language, name in sorted(
            rows, key=lambda row: (row[0].place.name, row[0].label)
        )
    )
    (out / "index.html").write_text(_PAGE.format(figures=figures), encoding="utf-8")
    return len(rows)


_PAGE: Final = """<!doctype html>
<html lang="ja"><meta charset="utf-8"><title>Gallery</title>
<style>
body {{ font-family: sans-serif; display: flex; flex-wrap: wrap; gap: 16px; background: #e6e6e6 }}
figure {{ margin: 0; background: #fff; padding: 8px }}
img {{ height: 360px; display: block }}
figcaption {{ font-size: 13px; padding-top: 6px }}
</style>
{figures}
</html>
"""


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    print(f"{draw()} pictures in {OUT}")  # noqa: T201 (what make gallery tells)
    application.quit()


if __name__ == "__main__":
    main()
