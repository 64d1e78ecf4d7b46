"""What is wrong on purpose is found."""

from __future__ import annotations

from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from tests.gallery.faults import Glance, keys_in, missing_in
from ui.gallery import SHAPES, Look, all_previews, gallery_window, show
from ui.places import Start
from ui.widgets.button import BigButton
from ui.widgets.text import Text


def test_a_key_is_no_text() -> None:
    assert keys_in("reservation.title") == ["reservation.title"]
    assert keys_in("someone@example.jp www.example.jp") == []


def test_what_is_spoilt_on_a_screen_is_found(qtbot: QtBot) -> None:
    look = Look(SHAPES[0], "en")
    window = gallery_window(look.shape, look.language, look)
    qtbot.addWidget(window)
    show(window, next(p for p in all_previews() if isinstance(p.place, Start)))
    assert list(Glance(window, look).faults()) == []
    button = next(b for b in window.stage.findChildren(BigButton) if b.isVisible())
    title = next(t for t in window.stage.findChildren(Text) if t.isVisible())
    assert missing_in("\ue123", "en")
    button.setAccessibleDescription("")
    title.setText("reservation.title \ue123")
    found = "\n".join(Glance(window, look).faults())
    assert "without a description" in found
    assert "a key instead of its text: ['reservation.title']" in found
    assert "no glyph" in found
    button.setAccessibleName("部屋をさがす")
    button.setAccessibleDescription("利用をおわり、最初の画面にもどります")
    assert "said in Japanese" in "\n".join(Glance(window, look).faults())
    places: dict[str, QRect] = {}
    assert list(Glance(window, look).moved(places)) == []
    places["help"].translate(2, 0)
    assert [fault.split()[1] for fault in Glance(window, look).moved(places)] == ["help"]
    window.close()
