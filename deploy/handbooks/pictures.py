"""The pictures that the handbooks name, drawn by the program itself: screens with the sample data
of the gallery, at half their size."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image, ImageOps
from PySide6.QtWidgets import QApplication

from kiosk.stopped import technician_code
from ui.gallery.drawing import draw
from ui.gallery.looks import SHAPES, Look
from ui.stopped_window import StoppedWindow

ROOT: Final = Path(__file__).parents[2]
HANDBOOKS: Final = ROOT / "docs" / "handbooks"
PICTURES: Final = ROOT / "docs" / "pictures" / "handbooks"

#: A picture's name in a handbook: SCREEN.STATE.LANGUAGE.png, as the gallery calls them.
_NAMED: Final = re.compile(r"pictures/handbooks/([a-z_]+\.[a-z_]+)\.([A-Za-z-]+)\.png")
#: The glass of a machine that was never set up: no screen of the kiosk, and in all languages.
_NOT_SET_UP: Final = "stopped.not_set_up"
#: Flat colours and grey edges of letters need no more.
_COLOURS: Final = 48
#: The foot of a screen is as white as the paper.
_FRAME: Final = 2
_GREY: Final = "#999999"


def named() -> set[tuple[str, str]]:
    """Each picture that a handbook names: what it shows and in which language."""
    return {
        (found[1], found[2])
        for page in HANDBOOKS.rglob("*.md")
        for found in _NAMED.finditer(page.read_text(encoding="utf-8"))
    }


def draw_all() -> list[Path]:
    """Draw them all anew, and take away what no handbook names any more."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    drawn = []
    with TemporaryDirectory() as folder:
        for language in sorted({language for _, language in named()}):
            wanted = sorted(shown for shown, spoken in named() if spoken == language)
            screens = [shown for shown in wanted if shown != _NOT_SET_UP]
            for picture in draw([Look(language=language)], screens, 1, Path(folder), half=True):
                name = f"{picture['screen']}.{picture['state']}.{language}.png"
                drawn.append(_small(Path(folder) / picture["file"], name))
            if len(screens) < len(wanted):
                _draw_not_set_up(Path(folder) / "stopped.png")
                drawn.append(_small(Path(folder) / "stopped.png", f"{_NOT_SET_UP}.{language}.png"))
    return drawn


def _small(picture: Path, name: str) -> Path:
    """The same with few colours: a tenth of the bytes, for a repository."""
    small = PICTURES / name
    with Image.open(picture) as image:
        framed = ImageOps.expand(image.convert("RGB"), _FRAME, _GREY)
        framed.quantize(_COLOURS, dither=Image.Dither.NONE).save(small, optimize=True)
    return small


def _draw_not_set_up(file: Path) -> None:
    application = QApplication.instance() or QApplication([])
    glass = SHAPES[0]
    code = technician_code({}, set_up=False)
    window = StoppedWindow(code, (glass.width // 2, glass.height // 2), set_up=False)
    window.grab().save(str(file))
    window.close()
    application.processEvents()
