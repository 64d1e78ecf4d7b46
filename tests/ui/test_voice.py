"""Voice guidance: what is read out, to whom, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.voice.headphones import FileHeadphones
from kiosk.voice.speaker import MemorySpeaker
from tests.ui.resident import Resident
from ui.voice.guide import VoiceGuide
from ui.voice.readings import Readings


class Listener:
    """Somebody with, or without, headphones at the jack."""

    def __init__(self, resident: Resident, jack: Path) -> None:
        self.resident, self.jack, self.speaker = resident, jack, MemorySpeaker()
        self.guide = VoiceGuide(resident.window, self.speaker, FileHeadphones(jack))

    def plugs_in(self) -> None:
        self.jack.touch()
        self.guide.look()
        self.settles()

    def settles(self) -> None:
        self.resident.qtbot.waitUntil(lambda: not self.resident.window.busy)

    def unplugs(self) -> None:
        self.jack.unlink()
        self.guide.look()
        self.settles()

    def hears(self, part: str) -> None:
        self.resident.qtbot.waitUntil(lambda: part in self.last)

    @property
    def last(self) -> str:
        return self.speaker.said[-1][1] if self.speaker.said else ""

    def presses(self, key: Qt.Key) -> None:
        QTest.keyClick(self.resident.window, key)


@pytest.fixture
def listener(resident: Resident, tmp_path: Path) -> Iterator[Listener]:
    listener = Listener(resident, tmp_path / "plugged")
    yield listener
    listener.guide.stop()


def test_headphones_begin_and_end_it(listener: Listener) -> None:
    listener.resident.tap("start.look", "look")
    assert listener.speaker.said == []
    listener.plugs_in()
    listener.hears("へや")
    assert listener.speaker.said[-1][0] == "ja"
    listener.unplugs()
    assert listener.speaker.speaking is None
    assert not listener.resident.window.preferences.voice


def test_nothing_that_is_typed_is_said_to_the_lobby(listener: Listener) -> None:
    window = listener.resident.window
    window.prefer(replace(window.preferences, voice=True))
    listener.hears("ぼたん")
    listener.resident.tap("start.log_in", "log_in_number")
    listener.hears("いやほん")
    said = len(listener.speaker.said)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        listener.presses(key)
    listener.resident.shows_card()
    listener.resident.waits_for("log_in_secret")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        listener.presses(key)
    assert listener.speaker.said[said:] == []


def test_what_the_keys_come_to_is_read_and_so_is_what_they_press(listener: Listener) -> None:
    listener.plugs_in()
    listener.resident.tap("start.log_in", "log_in_number")
    listener.hears("ぼたん")
    while listener.resident.window.four_keys.here is None or "7" not in listener.last:
        listener.presses(Qt.Key.Key_Down)
    listener.presses(Qt.Key.Key_Return)
    listener.hears("7をおしました")


def test_nothing_is_said_in_kanji(listener: Listener) -> None:
    """A voice without kanji spells each of them out as "Chinese letter"."""
    listener.plugs_in()
    for button in ("start.look", "back", "start.log_in", "back"):
        listener.resident.tap(button)
        listener.settles()
        listener.presses(Qt.Key.Key_Down)
    said = "".join(text for _, text in listener.speaker.said)
    assert [sign for sign in said if "\u4e00" <= sign <= "\u9fff"] == []


def test_bookings_are_not_read_out_to_the_lobby(listener: Listener) -> None:
    window = listener.resident.window
    window.prefer(replace(window.preferences, voice=True))
    listener.hears("ぼたん")
    listener.resident.tap("start.log_in")
    listener.resident.logs_in()
    listener.hears("いやほん")
    before = len(listener.speaker.said)
    listener.resident.tap("menu.reservations", "my_reservations")
    listener.presses(Qt.Key.Key_Down)
    assert listener.speaker.said[before:] == []
    listener.plugs_in()
    listener.hears("よやく")


def test_every_language_is_read_by_its_own_voice(listener: Listener) -> None:
    listener.plugs_in()
    for language in ("en", "zh-Hans", "ko", "ja-easy"):
        listener.resident.window.speak(language)
        listener.resident.waits_for("start")
        listener.resident.qtbot.waitUntil(
            lambda language=language: listener.speaker.said[-1][0] == language
        )
    assert "｜" not in listener.last
    assert "《" not in listener.last


@given(st.dictionaries(st.text("漢字仮名", min_size=1, max_size=6), st.text("かな", max_size=6)))
def test_a_text_put_together_from_known_ones_is_read_as_they_are(known: dict[str, str]) -> None:
    readings = Readings()
    for text, reading in known.items():
        readings.note(text, reading)
    for text, reading in known.items():
        assert readings.of(text) == reading
        assert readings.of(f"〜{text}・") == f"〜{reading}・"


def test_what_is_not_known_is_said_as_it_stands() -> None:
    readings = Readings()
    readings.note("会議室", "かいぎしつ")
    readings.note("会議", "かいぎ")
    assert readings.of("第2会議室　会議 3") == "第2かいぎしつ　かいぎ 3"
