"""The names of what can be tapped are those that the screens' own pages list."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

import ui.screens
from ui.gallery import SHAPES, all_previews, gallery_window, show

#: ``key.0`` … ``key.9`` stands for all ten.
_DIGITS = r"key\.\d"


def documented() -> re.Pattern[str]:
    """The names in the docstrings of the screens; capitals stand for an id, a date or a number."""
    modules = pkgutil.walk_packages(ui.screens.__path__, f"{ui.screens.__name__}.")
    pages = [ui.screens.__doc__, *(import_module(module.name).__doc__ for module in modules)]
    names = re.findall(r"``([a-z_]+(?:\.[\w-]+)*)``", "\n".join(page or "" for page in pages))
    patterns = [re.sub(r"[A-Z][A-Z_-]+", r"[\\w-]+", name.replace(".", r"\.")) for name in names]
    return re.compile("|".join([*patterns, _DIGITS]))


@pytest.mark.parametrize("shape", SHAPES[:1], ids=str)
def test_every_button_has_a_documented_name(qtbot: QtBot, shape: ui.gallery.Shape) -> None:
    window = gallery_window(shape, "ja")
    qtbot.addWidget(window)
    known, unknown = documented(), set()
    for preview in all_previews():
        show(window, preview)
        names = {button.objectName() for button in window.findChildren(QAbstractButton)}
        unknown |= {f"{preview.place.name}: {n!r}" for n in names if not known.fullmatch(n)}
    window.close()
    assert unknown == set()
