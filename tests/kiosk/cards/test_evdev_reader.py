"""A reader taken from the kernel. The kernel is played: its events come through a named pipe."""

from __future__ import annotations

import errno
import os
import queue
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cards import attached
from kiosk.cards.evdev_reader import EV_KEY, EV_SYN, EVENT, SYN_DROPPED, EvdevReader, grab
from kiosk.cards.keymap import KEYS, Layout
from kiosk.cards.profile import Alphabet, CardKind, CardProfile
from kiosk.cards.reader import CardRead, ReaderStatus
from kiosk.cards.shown import CardShown, CardUnreadable
from kiosk.cards.trouble import TroubleCode
from kiosk.cards.wedge import WedgeSettings
from tests.waiting import wait_until

PATIENCE_SECONDS = 30.0
ANY = CardProfile((CardKind(alphabet=Alphabet.ALPHANUMERIC, shortest=7, longest=8),))
LEFT_SHIFT = 42


class Kernel:
    """Events of one input device, in the bytes in which the kernel hands them out."""

    def __init__(self, device: Path) -> None:
        self.device, self._pipe, self._at = device, -1, 1_000.0
        self.grabbed: list[int] = []

    def plug_in(self) -> None:
        os.mkfifo(self.device)
        self._pipe = os.open(self.device, os.O_RDWR)

    def pull_out(self) -> None:
        self.device.unlink(missing_ok=True)
        if self._pipe >= 0:
            os.close(self._pipe)
        self._pipe = -1

    def types(self, text: str, gap: float = 0.004, layout: Layout = Layout.US) -> None:
        """A reader's keys: each pressed, perhaps repeated by the kernel, and let go."""
        at = {
            pair[shifted]: (code, shifted)
            for code, pair in KEYS[layout].items()
            for shifted in (0, 1)
        }
        events = b""
        for character in text:
            code, shifted = at[character]
            self._at += gap
            if shifted:
                events += self.event(EV_KEY, LEFT_SHIFT, 1)
            for value in (1, 2, 0):
                events += self.event(EV_KEY, code, value) + self.event(EV_SYN, 0, 0)
            if shifted:
                events += self.event(EV_KEY, LEFT_SHIFT, 0)
        self.sends(events)

    def event(self, kind: int, code: int, value: int) -> bytes:
        return EVENT.pack(int(self._at), int(self._at % 1 * 1_000_000), kind, code, value)

    def sends(self, data: bytes) -> None:
        os.write(self._pipe, data)


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kernel]:
    monkeypatch.setattr(attached, "RETRY_SECONDS", 0.01)
    kernel = Kernel(tmp_path / "event7")
    yield kernel
    kernel.pull_out()


def test_cards_are_grabbed_read_and_found_again(kernel: Kernel) -> None:
    seen = queue.Queue[CardRead]()
    reader = EvdevReader(kernel.device, Layout.JP, ANY, WedgeSettings(), grab=kernel.grabbed.append)
    reader.start(seen.put)
    try:
        wait_until(lambda: reader.trouble() is not None)
        assert reader.status() is ReaderStatus.NOT_THERE
        kernel.plug_in()
        wait_until(lambda: reader.status() is ReaderStatus.READY)
        assert len(kernel.grabbed) == 1
        kernel.types("1234567\r", layout=Layout.JP)
        assert seen.get(timeout=PATIENCE_SECONDS) == CardShown("1234567")
        kernel.types("Ab12Cd9\r")
        assert seen.get(timeout=PATIENCE_SECONDS) == CardShown("Ab12Cd9")
        kernel.types("1111111\r2222222\r")
        assert seen.get(timeout=PATIENCE_SECONDS) == CardShown("1111111")
        assert seen.get(timeout=PATIENCE_SECONDS) == CardShown("2222222")
        kernel.types("12")  # somebody plays with the reader: no card, no typing
        kernel.types("12345", gap=0.01)
        assert seen.get(timeout=PATIENCE_SECONDS) == CardUnreadable("incomplete")
        kernel.types("9" * 200 + "\r")
        assert seen.get(timeout=PATIENCE_SECONDS) == CardUnreadable("too_long")

        kernel.types("123")
        kernel.pull_out()
        wait_until(lambda: reader.status() is ReaderStatus.NOT_THERE)
        kernel.plug_in()
        wait_until(lambda: reader.status() is ReaderStatus.READY)
        assert len(kernel.grabbed) == 2
        kernel.types("3333333\r")
        assert seen.get(timeout=PATIENCE_SECONDS) == CardShown("3333333")
        assert seen.empty()
    finally:
        reader.stop()


def test_what_the_kernel_dropped_is_not_made_up(kernel: Kernel) -> None:
    kernel.plug_in()
    seen = queue.Queue[CardRead]()
    reader = EvdevReader(kernel.device, Layout.US, ANY, WedgeSettings(), grab=lambda _: None)
    reader.start(seen.put)
    try:
        wait_until(lambda: reader.status() is ReaderStatus.READY)
        kernel.types("1234")
        kernel.sends(kernel.event(EV_SYN, SYN_DROPPED, 0))
        kernel.types("567\r")
        kernel.types("7654321\r")
        assert seen.get(timeout=PATIENCE_SECONDS) == CardShown("7654321")
    finally:
        reader.stop()


def refuses(number: int) -> object:
    def grab(_: int) -> object:
        raise OSError(number, os.strerror(number))

    return grab


@pytest.mark.parametrize(
    ("number", "code", "status"),
    [
        (errno.EACCES, TroubleCode.NOT_ALLOWED, ReaderStatus.NOT_ALLOWED),
        (errno.EBUSY, TroubleCode.BUSY, ReaderStatus.IN_USE),
        (errno.ENOTTY, TroubleCode.NOT_A_READER, ReaderStatus.FAULT),
    ],
)
def test_a_device_that_is_not_to_be_had(
    kernel: Kernel, number: int, code: TroubleCode, status: ReaderStatus
) -> None:
    kernel.plug_in()
    reader = EvdevReader(kernel.device, Layout.US, ANY, WedgeSettings(), grab=refuses(number))
    reader.start(lambda _: None)
    try:
        wait_until(lambda: reader.status() is status)
        trouble = reader.trouble()
    finally:
        reader.stop()
    assert trouble is not None
    assert trouble.code is code
    if code is TroubleCode.NOT_ALLOWED:
        assert "60-lobby-kiosk-cards.rules" in trouble.detail


def test_half_an_event_is_no_input_device(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next attempt would find the pipe empty and in order: it is put off until it is over."""
    monkeypatch.setattr(attached, "RETRY_SECONDS", 3600.0)
    kernel.plug_in()
    reader = EvdevReader(kernel.device, Layout.US, ANY, WedgeSettings(), grab=lambda _: None)
    reader.start(lambda _: None)
    try:
        wait_until(lambda: reader.status() is ReaderStatus.READY)
        kernel.sends(b"garbage")
        wait_until(lambda: reader.trouble() is not None)
        assert reader.status() is not ReaderStatus.READY
    finally:
        reader.stop()


def test_the_question_to_the_kernel_is_the_one_of_its_header(tmp_path: Path) -> None:
    """A plain file answers that it knows no such question, rather than that it is malformed."""
    with (tmp_path / "file").open("wb") as file, pytest.raises(OSError, match=r".") as caught:
        grab(file.fileno())
    assert caught.value.errno == errno.ENOTTY
    assert EVENT.size == struct.calcsize("@qqHHi")
