"""The drivers of the card reader's port: each card is reported once, trouble is a status."""

from __future__ import annotations

import queue
from pathlib import Path

import pytest

from kiosk.cards import file as card_file
from kiosk.cards.file import FileReader, hold_card, set_status
from kiosk.cards.memory import MemoryReader
from kiosk.cards.profile import CardKind, CardProfile
from kiosk.cards.reader import CardRead, ReaderStatus
from kiosk.cards.shown import CardShown, CardUnreadable
from kiosk.cards.wedge import Stroke, WedgeSettings
from kiosk.cards.wedge_reader import WedgeReader

PROFILE = CardProfile((CardKind(),))
WAIT_SECONDS = 30.0


def test_memory_reader_reports_only_while_it_is_ready_and_started() -> None:
    reader, seen = MemoryReader(PROFILE), list[CardRead]()
    reader.show("1234567")
    reader.start(seen.append)
    reader.set_status(ReaderStatus.FAULT)
    reader.show("1234567")
    reader.set_status(ReaderStatus.READY)
    reader.show("7654321")
    reader.stop()
    reader.show("1234567")
    assert seen == [CardShown("7654321")]


@pytest.fixture
def quick_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_file, "POLL_SECONDS", 0.005)


@pytest.mark.usefixtures("quick_look")
def test_file_reader_reports_each_card_once(tmp_path: Path) -> None:
    file, seen = tmp_path / "reader.json", queue.Queue[CardRead]()
    hold_card(file, "1111111")
    reader = FileReader(file, PROFILE)
    reader.start(seen.put)
    try:
        hold_card(file, "1234567")
        assert seen.get(timeout=WAIT_SECONDS) == CardShown("1234567")
        hold_card(file, "1234567")
        assert seen.get(timeout=WAIT_SECONDS) == CardShown("1234567")
        hold_card(file, "what")
        assert seen.get(timeout=WAIT_SECONDS) == CardUnreadable("incomplete")
        assert seen.empty()
    finally:
        reader.stop()


def test_file_reader_status_is_that_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "reader.json"
    reader = FileReader(file, PROFILE)
    assert reader.status() is ReaderStatus.NOT_THERE
    set_status(file, "no_answer")
    assert reader.status() is ReaderStatus.NO_ANSWER
    file.write_text("half a fi")
    assert reader.status() is ReaderStatus.NOT_THERE
    reader.stop()


def test_wedge_reader_reads_cards_and_lets_typing_through() -> None:
    reader, seen = WedgeReader(PROFILE, WedgeSettings()), list[CardRead]()
    reader.start(seen.append)
    through: list[Stroke] = []
    at = 0.0
    for character in "1234567\r":
        at += 0.004
        through += reader.key(Stroke(character, at))
    assert seen == [CardShown("1234567")]
    through += reader.key(Stroke("8", at + 1.0))
    through += reader.elapsed(at + 2.0)
    assert [stroke.character for stroke in through] == ["8"]
    assert reader.status() is ReaderStatus.CANNOT_TELL
    reader.stop()


def test_a_wedge_reader_that_says_a_card_twice_is_heard_once() -> None:
    reader, seen = WedgeReader(PROFILE, WedgeSettings()), list[CardRead]()
    reader.start(seen.append)
    for begun in (0.0, 0.5, 3.0):  # the last one is shown anew
        for number, character in enumerate("1234567\r"):
            assert reader.key(Stroke(character, begun + number * 0.004)) == ()
    assert seen == [CardShown("1234567")] * 2


def test_wedge_reader_tells_of_cards_it_could_not_read() -> None:
    reader, seen = WedgeReader(PROFILE, WedgeSettings(longest=8)), list[CardRead]()
    reader.start(seen.append)
    for text in ("12345", "1" * 50 + "\r"):
        for number, character in enumerate(text):
            reader.key(Stroke(character, len(seen) * 100 + number * 0.001))
        reader.elapsed(len(seen) * 100 + 99.0)
    assert seen == [CardUnreadable("incomplete"), CardUnreadable("too_long")]
