"""Frames are found in whatever pieces they come, and nothing a reader sends grows without end."""

from __future__ import annotations

import tracemalloc
from functools import reduce
from operator import xor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cards.frames import (
    BlockCheck,
    Card,
    Framed,
    FrameKind,
    Frames,
    Framing,
    ParityBit,
    Spoilt,
)

NUMBER = b"1234567"
STRIPE = b"B12" + NUMBER.ljust(66)
SILENCE = 10.0


def checked(frame: bytes, check: BlockCheck) -> bytes:
    """A frame with the byte behind it that it asks for."""
    match check:
        case BlockCheck.NONE:
            return frame
        case BlockCheck.BCC:
            return frame + bytes([reduce(xor, frame[1:])])
        case BlockCheck.LRC:
            return frame + bytes([reduce(xor, frame)])


def even(content: bytes) -> bytes:
    return bytes(byte | (byte.bit_count() % 2) << 7 for byte in content)


STX = Framing(FrameKind.STX)
STX_BCC = Framing(FrameKind.STX, BlockCheck.BCC)
STX_LRC = Framing(FrameKind.STX, BlockCheck.LRC)
LINES = Framing(FrameKind.LINES)
FF = Framing(FrameKind.FF)
FF_LRC = Framing(FrameKind.FF, BlockCheck.LRC)
FF_EVEN = Framing(FrameKind.FF, BlockCheck.LRC, ParityBit.EVEN)


def frame(content: bytes, framing: Framing) -> bytes:
    match framing.kind:
        case FrameKind.STX:
            return checked(b"\x02" + content + b"\x03", framing.check)
        case FrameKind.FF:
            data = even(content) if framing.parity is ParityBit.EVEN else content
            return checked(b"\xff" + data + b"\xff", framing.check)
        case FrameKind.LINES:
            return content + b"\r\n"


ALL = [STX, STX_BCC, STX_LRC, LINES, FF, FF_LRC, FF_EVEN]


def send(framing: Framing, *pieces: bytes) -> list[Framed]:
    """What comes of pieces that follow one another quickly, and of the silence after them."""
    frames, out, at = Frames(framing), list[Framed](), 5.0
    for piece in pieces:
        at += 0.01
        out += frames.feed(piece, at)
    return out + frames.feed(b"", at + SILENCE)


@pytest.mark.parametrize("framing", ALL, ids=repr)
@pytest.mark.parametrize("content", [NUMBER, STRIPE], ids=["number", "stripe"])
def test_a_card_in_each_frame(framing: Framing, content: bytes) -> None:
    assert send(framing, frame(content, framing)) == [Card(content)]


@given(data=st.data(), framing=st.sampled_from(ALL))
def test_cards_are_the_same_in_whatever_pieces_they_come(
    data: st.DataObject, framing: Framing
) -> None:
    printable = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1)
    cards = data.draw(st.lists(printable.map(str.encode), min_size=1, max_size=4))
    line = b"".join(frame(card, framing) for card in cards)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(line)), max_size=12)))
    pieces = [line[one:two] for one, two in zip([0, *cuts], [*cuts, len(line)], strict=True)]
    assert send(framing, *pieces) == [Card(card) for card in cards]


@pytest.mark.parametrize(
    ("framing", "line", "comes"),
    [
        (STX, b"\x021234", [Spoilt("incomplete")]),
        (STX_BCC, b"\x021234567\x03", [Spoilt("incomplete")]),
        (STX_BCC, b"\x021234567\x03\x7f", [Spoilt("misread")]),
        (FF_LRC, b"\xff1234567\xff\x7f", [Spoilt("misread")]),
        (FF_EVEN, checked(b"\xff1234567\xff", BlockCheck.LRC), [Spoilt("misread")]),
        (STX, b"\x0212\x021234567\x03", [Spoilt("incomplete"), Card(NUMBER)]),
        (STX, b"\x02\x021234567\x03", [Card(NUMBER)]),
        (STX, b"\x02\x03\x021234567\x03", [Card(NUMBER)]),
        (STX, b"xx\x021234567\x03", [Card(NUMBER)]),
        (STX, b"\x00", []),
        (STX, b"rubbish without any frame", [Spoilt("misread")]),
        (FF, b"\xff\xff1234567\xff", [Card(NUMBER)]),
        (LINES, b"\r\n\r\n1234567\r\n\n", [Card(NUMBER)]),
        (LINES, b"123", [Spoilt("incomplete")]),
        (LINES, bytes(range(14, 256)) + b"\r", [Card(bytes(range(14, 256)))]),
        (STX, b"\x02" + b"9" * 513 + b"\x03", [Spoilt("too_long")]),
        (STX_BCC, b"\x02" + b"9" * 513 + b"\x03\x00", [Spoilt("too_long")]),
        (STX, b"\x02" + b"9" * 513, [Spoilt("too_long")]),
        (STX, b"\x02" + b"9" * 512 + b"\x03", [Card(b"9" * 512)]),
    ],
)
def test_what_readers_do_wrong(framing: Framing, line: bytes, comes: list[Framed]) -> None:
    assert send(framing, line) == comes
    assert send(framing, *(bytes([byte]) for byte in line)) == comes


@pytest.mark.parametrize("framing", ALL, ids=repr)
def test_after_a_silence_the_next_card_is_read(framing: Framing) -> None:
    frames = Frames(framing)
    frames.feed(frame(NUMBER, framing)[2:-1], 1.0)
    frames.feed(b"\xff\x02", 1.0)
    assert Card(NUMBER) in frames.feed(frame(NUMBER, framing), 1.0 + SILENCE)


@pytest.mark.parametrize("framing", [STX, LINES, FF], ids=repr)
@pytest.mark.parametrize("begun", [b"", b"\x02\xff"])
def test_ten_megabytes_without_an_end_take_no_memory(framing: Framing, begun: bytes) -> None:
    frames, piece = Frames(framing), b"9" * 4096
    frames.feed(begun, 1.0)
    frames.feed(piece, 1.0)
    tracemalloc.start()
    try:
        for _ in range(10 * 256):
            assert frames.feed(piece, 1.0) == []
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()
    [spoilt] = frames.feed(b"", 1.0 + SILENCE)
    assert spoilt in (Spoilt("too_long"), Spoilt("misread"))


@given(st.lists(st.tuples(st.binary(max_size=40), st.floats(0, 1)), max_size=30))
def test_rubbish_never_raises_and_holds_no_more_than_a_card(
    pieces: list[tuple[bytes, float]],
) -> None:
    for framing in ALL:
        frames, at = Frames(framing), 0.0
        for piece, pause in pieces:
            at += pause
            for framed in frames.feed(piece, at):
                assert not isinstance(framed, Card) or len(framed.content) <= framing.longest


def test_what_a_card_said_is_not_in_its_representation() -> None:
    assert "1234567" not in repr(Card(NUMBER))
