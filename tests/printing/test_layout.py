"""The look of receipts: everything fits on the paper, at every width, whatever the words are."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from printing import fonts
from printing.fonts import Face, FontMissingError, Weight, runs
from printing.layout import NARROW, WIDE, deadline_size, draw
from printing.qr import qr_picture
from printing.receipts.blocks import (
    Amount,
    Big,
    Block,
    Code,
    Field,
    Heading,
    Mark,
    Paragraph,
    Receipt,
    ReceiptKind,
    Small,
    Strong,
    ToDo,
)
from printing.receipts.reservation import reservation
from printing.wrapping import units
from tests.printing.samples import JST, RESERVATION, SAMPLES
from ui.wording.words import LANGUAGES, PaperWords

PAPERS = {576: WIDE, 384: NARROW}


def ink(picture: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether anything is black in the box (left, top, right, bottom)."""
    return min(picture.crop(box).convert("L").tobytes(), default=255) == 0


def assert_nothing_is_cut(picture: Image.Image, margin: int) -> None:
    """Had anything been too wide for its place, there would be ink at an edge."""
    width, height = picture.size
    assert not ink(picture, (0, 0, margin, height))
    assert not ink(picture, (width - margin, 0, width, height))
    assert not ink(picture, (0, 0, width, 4))
    assert not ink(picture, (0, height - 4, width, height))


@pytest.mark.parametrize("width", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ReceiptKind)
def test_every_receipt_keeps_to_its_paper(kind, language, width):
    picture = draw(SAMPLES[kind](PaperWords(language)), width)
    assert (picture.mode, picture.width) == ("1", width)
    assert_nothing_is_cut(picture, PAPERS[width].margin)


@given(
    text=st.text(alphabet="白井市レクリエーション（）、。abcXYZ 0129:/-", min_size=1, max_size=60),
    label=st.text(alphabet="利用人数Fee ", min_size=1, max_size=30),
    width=st.sampled_from(list(PAPERS)),
)
@settings(max_examples=60, deadline=None)
def test_whatever_the_words_are_nothing_is_cut(text, label, width):
    receipt = Receipt(
        ReceiptKind.RESERVATION,
        (
            Heading(label, text),
            Big(text),
            Strong(text),
            Paragraph(text),
            Small(text),
            Field(label, text),
            Field(text, label),
            Amount(text, "1,234,567円", total=True),
            Amount(label, "970円"),
            Code(label, text),
            ToDo(label, (text, label), (text,)),
        ),
    )
    assert_nothing_is_cut(draw(receipt, width), PAPERS[width].margin)


@pytest.mark.parametrize(
    ("text", "face", "pieces"),
    [
        ("직인 会議室 있음", Face.KOREAN, ["직인 ", "会議室", " 있음"]),
        ("付款地点：直", Face.CHINESE, ["付款地点：直"]),
        ("コミセンわじろ: 直", Face.CHINESE, ["コミセンわじろ", ": 直"]),
        ("直 ABC", Face.JAPANESE, ["直 ABC"]),
        ("", Face.KOREAN, [""]),
    ],
)
def test_every_run_has_the_face_of_its_readers(text: str, face: Face, pieces: list[str]) -> None:
    found = list(runs(text, face))
    assert [piece for piece, _ in found] == pieces
    assert "".join(pieces) == text
    japanese = {"会議室", "コミセンわじろ", "直 ABC"}
    assert all((of is Face.JAPANESE) == (piece in japanese) for piece, of in found)


@pytest.mark.parametrize("language", ["zh-Hans", "ko"])
def test_the_name_on_the_door_is_drawn_in_its_own_forms(language: str) -> None:
    """骨 and 直 differ in each of the three: residents compare the paper with the door."""
    name = (Strong("骨直令", "ja"), Paragraph("骨直令", "ja"))
    japanese = draw(Receipt(ReceiptKind.RESERVATION, name), 576)
    foreign = draw(Receipt(ReceiptKind.RESERVATION, name, language), 576)
    assert foreign.tobytes() == japanese.tobytes()
    if language == "zh-Hans":
        unmarked = Receipt(
            ReceiptKind.RESERVATION, (Strong("骨直令"), Paragraph("骨直令")), language
        )
        assert draw(unmarked, 576).tobytes() != japanese.tobytes()


def black_dots(block: Block, width: int) -> int:
    picture = draw(Receipt(ReceiptKind.RESERVATION, (block,)), width)
    return picture.convert("L").histogram()[0]


@example(label="FFFFFFFFF使使使使使使", width=576, total=True)
@given(
    label=st.text(alphabet="室料使用 Fee", min_size=1, max_size=60),
    width=st.sampled_from(list(PAPERS)),
    total=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_money_never_stands_on_its_label(label, width, total):
    both = black_dots(Amount(label, "1,234,567円", total), width)
    apart = (Amount(label, "", total), Amount("", "1,234,567円", total))
    assert both == sum(black_dots(block, width) for block in apart)


@pytest.mark.parametrize("width", PAPERS)
@pytest.mark.parametrize("block", [Mark("再印刷"), ToDo("期限", (), ())], ids=["mark", "to-do"])
def test_white_on_black_can_be_read(block, width):
    """Black around it, and the words in it."""
    picture = draw(Receipt(ReceiptKind.RESERVATION, (block,)), width).convert("L")
    around = ImageChops.invert(picture).getbbox()
    assert around is not None
    black, *_, white = picture.crop(around).histogram()
    assert 0.05 < white / (white + black) < 0.5


@pytest.mark.parametrize("width", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_is_not_torn_from_its_weekday(language, width):
    words, style = PaperWords(language), PAPERS[width].of(language)
    noon = datetime(2026, 12, 27, 12, tzinfo=JST)
    until = words.text("receipt.common.until", at=words.deadline(noon))
    inner = width - 2 * style.margin - style.inset
    type_ = style.type(Weight.BOLD, deadline_size((until,), inner, style))
    assert all(type_.measure(piece.rstrip(" ")) <= inner for piece in units(until))


@pytest.mark.parametrize("width", PAPERS)
@pytest.mark.parametrize("number", ["R-26-004821", "SAPPORO-KITA-2026-00048219-0001"])
def test_a_number_stands_on_one_line_however_long_it_is(number, width):
    style = PAPERS[width]
    picture = draw(Receipt(ReceiptKind.RESERVATION, (Code("番号", number),)), width)
    assert picture.height < 2 * max(style.code) + style.small * 2 + 60
    assert_nothing_is_cut(picture, style.margin)


@pytest.mark.parametrize("width", PAPERS)
def test_the_same_receipt_has_the_same_pixels(width):
    words = PaperWords("ja")
    first, second = (draw(reservation(RESERVATION, words), width) for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_a_missing_typeface_names_the_package_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "FONT_FOLDER", tmp_path)
    fonts.font.cache_clear()
    with pytest.raises(FontMissingError, match="fonts-morisawa-bizud-gothic"):
        fonts.font(Weight.BOLD, 30)


def test_a_long_address_gets_smaller_modules_before_it_is_refused():
    assert qr_picture("https://example.jp/" + "a" * 300, 5, 368).width <= 368
    with pytest.raises(ValueError, match="more than 368 dots"):
        qr_picture("a" * 1500, 5, 368)
