"""The names of what can be tapped are those that the screens' own page lists."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

import ui.screens
from ui.gallery import SHAPES, all_previews, gallery_window, show

#: ``key.0`` … ``key.9`` stands for all ten.
_DIGITS = r"key\.\d"


def documented() -> re.Pattern[str]:
    """The names in the docstring; what is in capitals there stands for an id, date or number."""
    names = re.findall(r"``([a-z_]+(?:\.[\w-]+)?)``", ui.screens.__doc__ or "")
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
