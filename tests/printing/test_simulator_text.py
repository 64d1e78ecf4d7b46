"""Text on the simulated printer: as strict about its modes as a real one."""

from __future__ import annotations

import pytest
from PIL import Image

from printing.simulator import State
from printing.simulator.commands import CommandReader
from printing.simulator.machine import Machine

SHIFT_JIS = b"\x1bt\x01\x1bR\x08\x1cC\x01"
UNITS = b"\x1dP\xcb\xcb"
CUT = b"\x1dV\x42\x00"


def after(data: bytes, width_dots: int = 96) -> Machine:
    machine = Machine(width_dots, 203)
    for command in CommandReader().feed(data):
        machine.take(command)
    return machine


def paper(data: bytes, width_dots: int = 96) -> Image.Image:
    (receipt,) = after(UNITS + data + CUT, width_dots).paper.receipts
    return receipt


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    box = image.convert("L").point(lambda value: 255 - value).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (SHIFT_JIS + "予約ｱ¥".encode("cp932", "ignore") + b"\x5c", "予約ｱ¥"),
        ("あ".encode("cp932"), "éá"),  # who forgets FS C gets this
        (b"\x1cC1" + "予".encode("cp932"), "予"),  # the number may be a digit
        (b"\x1c&\x24\x22\x1c.A", "あA"),  # JIS code, which needs FS &
        (SHIFT_JIS + b"\x82\x0a", ""),  # half a kanji at the end of a line
        (SHIFT_JIS + b"\x82\x20A", "\ufffdA"),
        (b"\x1bt\x01\xb1\x80", "ｱ\ufffd"),
    ],
)
def test_what_bytes_say(data, said):
    machine = after(data + b"\n" + CUT)
    assert machine.texts[0].strip("\n") == said
    assert machine.unknown == b""


def test_a_line_that_is_too_long_goes_on_below():
    assert after(b"ABCDEFGHIJ\n" + CUT).texts == ["ABCDEFGH\nIJ"]


def test_lines_are_as_high_as_their_highest_letter_and_stand_on_one_line():
    small = paper(b"\x1b3\x20H\n")
    assert small.height == 32
    both = paper(b"\x1b3\x20\x1d!\x11H\x1d!\x00H\n")
    assert both.height == 48
    left, right = both.crop((0, 0, 24, 48)), both.crop((24, 0, 96, 48))
    assert abs(ink(left)[3] - ink(right)[3]) <= 4
    assert ink(left)[3] - ink(left)[1] > 1.8 * (ink(right)[3] - ink(right)[1])


def test_the_line_spacing_of_the_start_is_a_sixth_of_an_inch():
    assert paper(b"H\n").height == 34
    assert paper(b"\x1b3\x40H\n\x1b2H\n").height == 64 + 34


@pytest.mark.parametrize(
    ("data", "left"), [(b"", 0), (b"\x1ba\x01", 42), (b"\x1ba2", 84), (b"\x1b$\x30\x00", 48)]
)
def test_where_a_letter_stands(data, left):
    assert left <= ink(paper(data + b"H\n"))[0] < left + 12


def test_a_letter_stands_within_the_printing_area():
    assert ink(paper(b"\x1dL\x10\x00\x1dW\x20\x00\x1ba\x01H\n"))[0] in range(26, 38)
    assert after(b"\x1dP\xcb\xcb\x1dW\x20\x00ABC\n" + CUT).texts == ["AB\nC"]


def test_how_a_letter_looks():
    plain = ink_share(b"H\n")
    assert ink_share(b"\x1bE\x01H\n") > plain
    assert ink_share(b"\x1b!\x80H\n") > plain
    assert ink_share(b"\x1b-\x02H\n") > ink_share(b"\x1b-\x01H\n") > plain
    assert ink_share(b"\x1dB\x01H\n") > 12 * 24 / 2
    assert ink(paper(b"\x1b!\x30H\n"))[3] > 30


def ink_share(data: bytes) -> int:
    return paper(data).convert("L").histogram()[0]


def test_kanji_may_have_room_beside_them():
    assert ink(paper(b"\x1cS\x06\x06" + SHIFT_JIS + "国".encode("cp932") + b"\n"))[0] >= 6


def test_a_picture_can_be_doubled_and_stands_where_text_would():
    dot = b"\x01\x00\x01\x00\x80"
    assert ink(paper(b"\x1dv0\x03" + dot)) == (0, 0, 2, 2)
    assert ink(paper(b"\x1ba\x01\x1dv0\x00" + dot)) == (44, 0, 45, 1)


def test_a_qr_code_needs_its_data():
    ask = b"\x1d(k\x03\x00\x31\x51\x30"
    assert after(ask + CUT).paper.receipts == []
    stored = b"\x1d(k\x04\x00\x31\x50\x30A"
    assert paper(b"\x1d(k\x03\x00\x31\x43\x02" + stored + ask).height == 21 * 2


def test_what_it_does_not_need_it_takes_and_leaves():
    """The beginning of a receipt as receiptline, a client of others, sends it."""
    start = b"\x1bM0\x1c(A\x02\x00\x30\x00\x1b \x00\x1cS\x00\x00\x1b{\x00\x1c.\x1b\\\x00\x00"
    assert after(start).unknown == b""


def test_a_line_of_text_goes_on_when_the_trouble_has_gone():
    machine = Machine(96, 203)
    machine.change_after(10, State.NO_PAPER)
    for command in CommandReader().feed(UNITS + b"\x1b3\x20HHHH\n" + CUT):
        machine.take(command)
    assert machine.paper.rows == 10
    machine.set_state(State.READY)
    (out,) = machine.paper.receipts
    assert out.tobytes() == paper(b"\x1b3\x20HHHH\n").tobytes()


def test_an_unfinished_line_is_forgotten_with_the_rest():
    machine = after(b"AB\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08C\n" + CUT)
    assert machine.texts == ["C"]
