"""The gallery draws what it is asked for, and an index page over it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kiosk.line import LineState
from ui.gallery import SHAPES, Look, all_previews, every_look, gallery_window, show
from ui.gallery.drawing import draw
from ui.preferences import Reach, TypeSize
from ui.samples.lobby import MANY_NOTICES


def test_it_draws_one_state_in_one_look(qtbot: QtBot, tmp_path: Path) -> None:
    look = Look(SHAPES[3], "en", TypeSize.LARGE, reach=Reach.SEATED)
    drawn = draw([look], ["start.welcome"], 1, tmp_path)
    assert [picture["file"] for picture in drawn] == ["start.welcome.1024x768.en.large.seated.png"]
    picture = QImage(str(tmp_path / drawn[0]["file"]))
    assert picture.size().toTuple() == (1024, 768)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    listed = re.search(r"const pictures = (\[.*\]);", page)
    assert listed is not None
    assert json.loads(listed[1]) == drawn


def test_no_two_pictures_have_one_name() -> None:
    looks = [str(look) for look in every_look()]
    assert len(set(looks)) == len(looks)
    states = [(preview.place.name, preview.label) for preview in all_previews()]
    assert len(set(states)) == len(states)


def test_the_header_says_of_the_line_what_the_preview_does(qtbot: QtBot) -> None:
    window = gallery_window(SHAPES[0], "ja")
    qtbot.addWidget(window)
    previews = [p for p in all_previews() if p.place.name in ("month", "menu", "out_of_service")]
    assert {preview.line for preview in previews} == set(LineState)
    for preview in previews:
        show(window, preview)
        said = window.findChild(QLabel, "header.line")
        assert said is not None
        assert said.text() == window.words.text(f"header.line_{preview.line.value}")


def test_the_newest_sample_notice_comes_first() -> None:
    days = [notice.date for notice in MANY_NOTICES]
    assert days == sorted(days, reverse=True)


def test_several_processes_draw_together(tmp_path: Path) -> None:
    asked = ["--jobs", "2", "--only", "help", "--language", "en", "--out", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "ui.gallery", *asked], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.glob("*.png")] == ["help.help.1080x1920.en.png"]
