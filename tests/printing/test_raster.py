"""Pictures as printer bytes: the simulator's own reading gives back every pixel."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from printing.layout import draw
from printing.raster import CUT, MOST_BAND_ROWS, encode, longest_command
from printing.receipts.blocks import ReceiptKind
from printing.simulator.commands import CommandReader, Picture, SetUnits
from printing.simulator.machine import Machine
from tests.printing.samples import SAMPLES
from ui.samples.papers import BOOKINGS, PAPERS, TEN, paper_words
from ui.wording.words import LANGUAGES, PaperWords

DOTS_PER_INCH = 203
#: What a usual receipt may weigh on 80 mm paper, in bytes.
AIM_BYTES = 45_000
#: Of a list of ten, by the dots of the paper: 26 cm on wide paper.
MOST_ROWS_OF_TEN = {576: 2100, 384: 2800}


def printed(data: bytes, width: int) -> Image.Image:
    """The one receipt that comes out when ``data`` reaches a printer."""
    machine = Machine(width, DOTS_PER_INCH)
    machine.take(SetUnits(DOTS_PER_INCH))
    for command in CommandReader().feed(data):
        machine.take(command)
    (receipt,) = machine.paper.receipts
    assert machine.unknown == b""
    return receipt


@st.composite
def pictures(draw_value: st.DrawFn) -> Image.Image:
    """Paper with black boxes on it: blank stretches, wide and narrow ink, odd widths."""
    width = draw_value(st.sampled_from([384, 576, 383, 21]))
    height = draw_value(st.integers(min_value=1, max_value=700))
    paper = Image.new("1", (width, height), 1)
    for _ in range(draw_value(st.integers(min_value=0, max_value=6))):
        left = draw_value(st.integers(0, width - 1))
        top = draw_value(st.integers(0, height - 1))
        right = draw_value(st.integers(left, width))
        bottom = draw_value(st.integers(top, min(height, top + 300)))
        paper.paste(0, (left, top, right, bottom))
    return paper


@given(picture=pictures(), part_rows=st.integers(min_value=1, max_value=800))
@settings(max_examples=60, deadline=None)
def test_every_pixel_comes_out(picture, part_rows):
    parts = encode(picture, part_rows)
    longest = longest_command(picture.width, part_rows)
    read = [*CommandReader().feed(b"".join(parts))]
    assert all(len(one.data) + 8 <= longest for one in read if isinstance(one, Picture))
    out = printed(b"".join(parts), picture.width)
    assert out.size == picture.size
    assert out.tobytes() == picture.tobytes()


@given(picture=pictures())
@settings(max_examples=30, deadline=None)
def test_it_never_costs_more_than_the_whole_picture(picture):
    whole = (picture.width + 7) // 8 * picture.height
    headers = 8 * (picture.height // MOST_BAND_ROWS + 1)
    assert len(b"".join(encode(picture))) <= whole + headers + 3 * 3 + len(CUT)


@pytest.mark.parametrize("width", [576, 384])
@pytest.mark.parametrize("kind", ReceiptKind)
def test_bands_fit_the_buffer_of_a_small_printer(kind, width):
    data = b"".join(encode(draw(SAMPLES[kind](PaperWords("ja")), width)))
    bands = [command for command in CommandReader().feed(data) if isinstance(command, Picture)]
    assert bands
    assert all(0 < band.rows <= MOST_BAND_ROWS and band.width <= width // 8 for band in bands)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_receipts_of_a_booking_are_small(language):
    for name in BOOKINGS:
        receipt = PAPERS[name](paper_words(language))
        assert len(b"".join(encode(draw(receipt, 576)))) < AIM_BYTES, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_ten_is_small_and_short(language):
    for make, width in product(TEN.values(), (576, 384)):
        picture = draw(make(paper_words(language)), width)
        assert len(b"".join(encode(picture))) < AIM_BYTES
        assert picture.height < MOST_ROWS_OF_TEN[width]


def test_each_part_ends_between_commands():
    picture = draw(SAMPLES[ReceiptKind.LOTTERY_APPLICATION](PaperWords("ja")), 576)
    parts = encode(picture)
    assert len(parts) > 2
    whole = list(CommandReader().feed(b"".join(parts)))
    apart = [command for part in parts for command in CommandReader().feed(part)]
    assert apart == whole
