"""The names of what can be tapped are those that the screens' own pages list."""

from __future__ import annotations

import pkgutil
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

import ui.screens
from ui.gallery import SHAPES, all_previews, gallery_window, show

#: ``key.0`` … ``key.9`` stands for all ten.
_DIGITS = r"key\.\d"


def documented() -> dict[str, re.Pattern[str]]:
    """The names in the docstrings of the screens; capitals stand for an id, a date or a number."""
    modules = pkgutil.walk_packages(ui.screens.__path__, f"{ui.screens.__name__}.")
    pages = [ui.screens.__doc__, *(import_module(module.name).__doc__ for module in modules)]
    names = re.findall(r"``([a-z_]+(?:\.[\w-]+)*)``", "\n".join(page or "" for page in pages))
    return {
        name: re.compile(re.sub(r"[A-Z][A-Z_-]+", r"[\\w-]+", name.replace(".", r"\.")))
        for name in names
    }


@pytest.mark.parametrize("shape", SHAPES[:1], ids=str)
def test_every_button_has_a_documented_name(qtbot: QtBot, shape: ui.gallery.Shape) -> None:
    """And every documented name is a button's."""
    window = gallery_window(shape, "ja")
    qtbot.addWidget(window)
    pages, unknown, met = documented(), set(), set()
    known = re.compile("|".join([*(pattern.pattern for pattern in pages.values()), _DIGITS]))
    for preview in all_previews():
        show(window, preview)
        names = {button.objectName() for button in window.findChildren(QAbstractButton)}
        unknown |= {f"{preview.place.name}: {n!r}" for n in names if not known.fullmatch(n)}
        met |= names
    window.close()
    assert unknown == set()
    assert {n for n, pattern in pages.items() if not any(map(pattern.fullmatch, met))} == set()


@cache
def sources() -> dict[Path, str]:
    """The text of every module of the screens."""
    root = Path(ui.screens.__path__[0])
    return {path: path.read_text(encoding="utf-8") for path in root.rglob("*.py")}


def test_no_screen_brings_samples_to_the_kiosk() -> None:
    """Previews load them when somebody asks for previews."""
    bringing = {
        path.name
        for path, text in sources().items()
        if re.search(r"^(from|import) ui\.samples", text, re.MULTILINE)
    }
    assert bringing == set()
