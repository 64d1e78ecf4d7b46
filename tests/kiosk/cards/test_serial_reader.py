"""A serial reader over a pseudo terminal: cards, trouble, and a port that comes and goes."""

from __future__ import annotations

import errno
import os
import queue
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tty import setraw

import pytest

from kiosk.cards import attached
from kiosk.cards.frames import BlockCheck, FrameKind, Framing
from kiosk.cards.profile import CardKind, CardProfile
from kiosk.cards.reader import CardRead, ReaderStatus
from kiosk.cards.serial_line import LineParity, SerialLine
from kiosk.cards.serial_reader import SerialReader
from kiosk.cards.shown import CardShown, CardUnreadable
from kiosk.cards.trouble import UDEV_RULES, TroubleCode, trouble_of
from tests.kiosk.cards.test_frames import frame
from tests.waiting import wait_until

PATIENCE_SECONDS = 30.0
FRAMING = Framing(FrameKind.STX, BlockCheck.BCC, silence_seconds=0.05)
PROFILE = CardProfile((CardKind(),))


class Plug:
    """A serial port with the reader's end in the test's hand, under a name that stays."""

    def __init__(self, name: Path) -> None:
        self.name = name
        self._ends: list[int] = []

    def put_in(self) -> None:
        mine, theirs = os.openpty()
        setraw(theirs)
        self._ends = [mine, theirs]
        self.name.symlink_to(os.ttyname(theirs))

    def pull_out(self) -> None:
        self.name.unlink(missing_ok=True)
        for end in self._ends:
            with suppress(OSError):
                os.close(end)
        self._ends = []

    def sends(self, data: bytes) -> None:
        os.write(self._ends[0], data)


@pytest.fixture
def plug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plug]:
    monkeypatch.setattr(attached, "RETRY_SECONDS", 0.01)
    plug = Plug(tmp_path / "reader")
    yield plug
    plug.pull_out()


def test_cards_rubbish_and_a_port_that_comes_and_goes(plug: Plug) -> None:
    seen = queue.Queue[CardRead]()
    line, now = SerialLine(plug.name, 19_200, 8, LineParity.NONE), [5.0]
    reader = SerialReader(line, FRAMING, PROFILE, steady=lambda: now[0])

    def told_after_silence() -> bool:
        """However late a busy machine brings the bytes: the silence is after the last of them."""
        now[0] += 1.0
        return not seen.empty()

    assert reader.status() is ReaderStatus.NOT_THERE
    reader.start(seen.put)
    try:
        wait_until(lambda: reader.trouble() is not None)
        assert reader.status() is ReaderStatus.NOT_THERE
        plug.put_in()
        wait_until(lambda: reader.status() is ReaderStatus.READY)
        assert reader.trouble() is None

        for piece in (b"\x02123", b"4567\x03", frame(b"1234567", FRAMING)[-1:]):
            plug.sends(piece)
        assert seen.get(timeout=PATIENCE_SECONDS) == CardShown("1234567")
        plug.sends(frame(b"7654321", FRAMING) + frame(b"1111111", FRAMING))
        assert seen.get(timeout=PATIENCE_SECONDS) == CardShown("7654321")
        assert seen.get(timeout=PATIENCE_SECONDS) == CardShown("1111111")
        plug.sends(b"\x02123")
        wait_until(told_after_silence)
        assert seen.get(timeout=PATIENCE_SECONDS) == CardUnreadable("incomplete")
        plug.sends(b"\x021234567\x03\x7f")
        assert seen.get(timeout=PATIENCE_SECONDS) == CardUnreadable("misread")

        plug.pull_out()
        wait_until(lambda: reader.status() is ReaderStatus.NOT_THERE)
        plug.put_in()
        wait_until(lambda: reader.status() is ReaderStatus.READY)
        plug.sends(frame(b"2222222", FRAMING))
        assert seen.get(timeout=PATIENCE_SECONDS) == CardShown("2222222")
        assert seen.empty()
    finally:
        reader.stop()


class CountingReader(SerialReader):
    """Knows how many bytes it has dealt with: they come in any pieces."""

    taken = 0

    def _take(self, data: bytes) -> None:
        super()._take(data)
        self.taken += len(data)


def test_the_same_card_lying_there_is_one_and_a_reader_gone_mad_is_held_back(plug: Plug) -> None:
    plug.put_in()
    now, seen = [5.0], list[CardRead]()
    reader = CountingReader(SerialLine(plug.name), FRAMING, PROFILE, steady=lambda: now[0])
    reader.start(seen.append)
    try:
        wait_until(lambda: reader.status() is ReaderStatus.READY)
        mad = b"".join(frame(b"%07d" % number, FRAMING) for number in range(100))
        for _ in range(20):
            plug.sends(frame(b"1234567", FRAMING))
        plug.sends(mad)
        wait_until(lambda: reader.taken == 20 * len(frame(b"1234567", FRAMING)) + len(mad))
        assert len(seen) == 8
        now[0] += 10.0
        plug.sends(frame(b"9999999", FRAMING))
        wait_until(lambda: CardShown("9999999") in seen)
    finally:
        reader.stop()
    assert seen[0] == CardShown("1234567")
    assert len(seen) == 9


def test_a_file_is_no_reader(plug: Plug) -> None:
    plug.name.write_text("this is no port")
    reader = SerialReader(SerialLine(plug.name), FRAMING, PROFILE)
    reader.start(lambda _: None)
    try:
        wait_until(lambda: reader.status() is ReaderStatus.FAULT)
        trouble = reader.trouble()
        assert trouble is not None
        assert trouble.code is TroubleCode.NOT_A_READER
    finally:
        reader.stop()


@pytest.mark.parametrize(
    ("number", "code", "says"),
    [
        (errno.EACCES, TroubleCode.NOT_ALLOWED, "60-lobby-kiosk-cards.rules"),
        (errno.EPERM, TroubleCode.NOT_ALLOWED, "60-lobby-kiosk-cards.rules"),
        (errno.EBUSY, TroubleCode.BUSY, "fuser -v"),
        (errno.ENODEV, TroubleCode.NOT_THERE, "plugged in"),
        (errno.ENOTTY, TroubleCode.NOT_A_READER, "no card reader"),
        (None, TroubleCode.NOT_A_READER, "no card reader"),
    ],
)
def test_trouble_says_what_to_do(
    tmp_path: Path, number: int | None, code: TroubleCode, says: str
) -> None:
    device = tmp_path / "ttyUSB0"
    device.touch(mode=0o640)
    error = OSError("what") if number is None else OSError(number, "what")
    trouble = trouble_of(device, error)
    assert trouble.code is code
    assert says in trouble.detail
    assert str(device) in trouble.detail


def test_the_rules_that_trouble_names_are_there_and_are_for_no_keyboard_at_large() -> None:
    rules = (Path(__file__).parents[3] / "deploy/udev" / UDEV_RULES).read_text(encoding="utf-8")
    for rule in (line for line in rules.splitlines() if line and not line.startswith("#")):
        assert "idVendor" in rule
        assert 'GROUP="kiosk"' in rule


def test_where_a_group_may_use_a_device_it_is_named(tmp_path: Path) -> None:
    device = tmp_path / "ttyUSB0"
    device.touch()
    os.chown(device, -1, os.getgid())
    device.chmod(0o600)
    assert "no group" in trouble_of(device, PermissionError(errno.EACCES, "no")).detail
    gone = trouble_of(tmp_path / "other", PermissionError(errno.EACCES, "no"))
    assert "no permission to look" in gone.detail
