"""Every language is set in a face that has its characters, in the form its readers know."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QRawFont
from pytestqt.qtbot import QtBot

from printing.fonts import Face, Weight, font
from ui.theme import fonts, glyphs
from ui.theme.fonts import families
from ui.wording.words import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_character_of_a_catalogue_is_missing(qtbot: QtBot, language: str) -> None:
    fonts.load()
    assert glyphs.missing_glyphs(language) == frozenset()


def test_a_missing_character_is_found(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.load()
    monkeypatch.setattr(glyphs, "families", lambda _: ("BIZ UDPGothic",))
    assert "한" in glyphs.missing_glyphs("ko")
    assert "a" not in glyphs.missing_glyphs("ko")


def test_chinese_and_korean_have_forms_of_their_own(qtbot: QtBot) -> None:
    fonts.load()
    raw = {name: QRawFont.fromFont(QFont(families(name)[0])) for name in ("zh-Hans", "ko")}
    drawn = {name: face.glyphIndexesForString("骨直令") for name, face in raw.items()}
    assert drawn["zh-Hans"] != drawn["ko"]
    on_paper = {face: font(Weight.REGULAR, 40, face).getmask("骨") for face in Face}
    assert len({bytes(mask) for mask in on_paper.values()}) == len(Face)


def test_a_face_that_is_not_there_is_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(fonts.FontMissingError, match="fonts-noto-cjk"):
        fonts.load(noto=tmp_path_factory.mktemp("empty"))
