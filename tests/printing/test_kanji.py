"""Receipts as text: what they say, where it stands, and what a printer lacks."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from printing.encoding import AS_TEXT, SLOW_BAUD, Layout, encode, goes_as_text
from printing.kanji import encode as as_text
from printing.kanji.characters import Characters, columns
from printing.kanji.typesetting import Gap, Line, Symbol, typeset
from printing.layout import draw
from printing.models import GENERIC_58, GENERIC_80, Cutter, Kanji, Model, QrCode
from printing.page import Page
from printing.qr import in_few_modules
from printing.receipts.blocks import (
    Amount,
    Big,
    Block,
    Code,
    Field,
    Heading,
    Mark,
    Paragraph,
    Qr,
    Receipt,
    ReceiptKind,
    Rule,
    Small,
    Strong,
    ToDo,
)
from printing.simulator.commands import CommandReader, Cut
from printing.simulator.machine import Machine
from tests.printing.samples import SAMPLES, STATUS_URL
from ui.samples.papers import BOOKINGS, PAPERS, paper_words
from ui.wording.words import PaperWords

FULL_80 = replace(GENERIC_80, kanji=Kanji.CP932, qr_code=QrCode.NATIVE)
FULL_58 = replace(GENERIC_58, kanji=Kanji.CP932, qr_code=QrCode.NATIVE)
MODELS = (FULL_80, FULL_58)
LANGUAGES = ("ja", "ja-easy", "en")
INITIALISE = b"\x1b@\x1dP\xcb\xcb"
#: Fields of a block that are not printed as words.
NOT_WORDS = ("data", "language", "total")


@cache
def sample(kind: ReceiptKind, language: str) -> Receipt:
    return SAMPLES[kind](PaperWords(language)).reprinted()


def printed(parts: tuple[bytes, ...], model: Model) -> Machine:
    """The simulated printer after it printed these parts."""
    machine = Machine(model.width_dots, model.dots_per_inch)
    for command in CommandReader().feed(INITIALISE + b"".join(parts)):
        machine.take(command)
    if model.cutter is Cutter.NONE:
        machine.take(Cut(0))  # a hand tears it off
    return machine


def words_of(receipt: Receipt) -> Iterator[str]:
    for block in receipt.blocks:
        for field in fields(block):
            value = getattr(block, field.name)
            if field.name not in NOT_WORDS:
                yield from (value,) if isinstance(value, str) else value


def bare(text: str) -> str:
    """Without spaces and line ends, which are where the lines were broken, and without rules."""
    return re.sub(r"[\s─━]", "", text)


def receipt_of(*blocks: Block) -> Receipt:
    return Receipt(ReceiptKind.HANDOUT, blocks)


@pytest.mark.parametrize(("kind", "language", "model"), [*product(ReceiptKind, LANGUAGES, MODELS)])
def test_every_word_of_a_receipt_comes_out_as_text(kind, language, model):
    receipt = sample(kind, language)
    missing: list[tuple[int, ...]] = []
    machine = printed(as_text(receipt, model, missing.append), model)
    assert machine.unknown == b"" and missing == []
    (said,) = machine.texts
    text = bare(said)
    at = 0
    for word in map(bare, map(Characters(model.kanji).printable, words_of(receipt))):
        at = text.find(word, at)
        assert at >= 0, f"{word!r} is missing, or not in its place"
        at += len(word)


@pytest.mark.parametrize(("kind", "language", "model"), [*product(ReceiptKind, LANGUAGES, MODELS)])
def test_no_line_is_broken_by_the_printer(kind, language, model):
    """The simulator breaks what is too wide; then there are more lines than were sent."""
    parts = as_text(sample(kind, language), model)
    lines = len(printed(parts, model).texts[0].split("\n"))
    assert lines == b"".join(parts).count(b"\n")


@pytest.mark.parametrize(("kind", "model"), [*product(ReceiptKind, MODELS)])
def test_a_receipt_goes_in_parts_of_little_paper(kind, model):
    for part in as_text(sample(kind, "ja"), model):
        machine = printed((part,), model)
        rows = machine.paper.rows or machine.paper.receipts[0].height
        assert rows <= 480 + 245  # a QR code is not torn apart


@pytest.mark.parametrize("name", BOOKINGS)
def test_a_receipt_takes_two_seconds_on_the_slowest_line(name):
    """Also where the code is sent dot by dot. A byte is ten bits with its start and stop."""
    for language, model, code in product(AS_TEXT, (GENERIC_80, GENERIC_58), QrCode):
        page = Page(Image.new("1", (8, 8), 1), PAPERS[name](paper_words(language)))
        parts = encode(page, replace(model, qr_code=code), baud=9600)
        assert sum(map(len, parts)) * 10 / 9600 < 2.0, language


def test_the_code_is_read_in_both_layouts_whoever_makes_it(tmp_path):
    receipt = sample(ReceiptKind.RESERVATION, "ja")
    for model, code in product(MODELS, QrCode):
        machine = printed(as_text(receipt, replace(model, qr_code=code)), model)
        machine.paper.receipts[0].save(tmp_path / f"{model.id}-{code.value}.png")
    draw(receipt, FULL_80.width_dots).save(tmp_path / "picture.png")
    command = ["zbarimg", "--quiet", "--raw", "--set", "*.enable=0", "--set", "qrcode.enable=1"]
    done = subprocess.run(
        [*command, *map(str, tmp_path.iterdir())],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.split() == [in_few_modules(STATUS_URL)] * 5


def test_a_code_that_the_paper_has_no_room_for_is_an_error():
    with pytest.raises(ValueError, match="needs more than"):
        as_text(receipt_of(Qr("x" * 2000, "")), replace(FULL_58, width_dots=192))


# -- which characters ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sign", "code"),
    [
        ("A", b"A"), ("¥", b"\x5c"), ("ｱ", b"\xb1"), ("あ", b"\x82\xa0"), ("〜", b"\x81\x60"),
        ("−", b"\x81\x7c"), ("―", b"\x81\x5c"), ("—", b"\x81\x5c"), ("纊", b"\xfa\x5c"),
        ("①", b"\x87\x40"), ("㈱", b"\x87\x8a"), ("髙", b"\xfb\xfc"), ("﨑", b"\xfa\xb1"),
        ("\u00a0", b" "),
    ],
)  # fmt: skip
def test_how_a_character_is_said(sign, code):
    characters = Characters(Kanji.CP932)
    assert characters.encode(characters.printable(sign)) == code
    assert columns(sign) == len(code)
    assert not characters.missing


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Women’s", "Women's"), ("9:00–12:00", "9:00-12:00"), ("Kōdaira", "Kodaira"),
        ("e\u0301té", "ete"), ("A\u2009B", "A B"), ("a\u200bb", "ab"), ("C:\\", "C:＼"),
    ],
)  # fmt: skip
def test_what_looks_the_same_stands_in(text, instead):
    characters = Characters(Kanji.SHIFT_JIS)
    assert characters.printable(text) == instead
    assert not characters.missing


def test_a_printer_without_the_makers_characters_prints_a_geta_for_each():
    missing: list[tuple[int, ...]] = []
    receipt = receipt_of(Strong("髙島屋㈱"), Paragraph("①髙 한 𠮷 \ue000 \x7f"))
    machine = printed(as_text(receipt, GENERIC_80, missing.append), GENERIC_80)
    assert machine.texts[0].split() == ["〓島屋〓", "〓〓", "〓", "〓", "〓", "〓"]
    (told,) = missing
    assert told == (0x9AD9, 0x3231, 0x2460, 0xD55C, 0x20BB7, 0xE000, 0x7F)


def test_the_same_characters_come_out_where_the_printer_has_them():
    missing: list[tuple[int, ...]] = []
    machine = printed(as_text(receipt_of(Strong("髙﨑①㈱")), FULL_80, missing.append), FULL_80)
    assert machine.texts == ["髙﨑①㈱"]
    assert missing == []


# -- where it stands -----------------------------------------------------------------------------


def lines_of(*blocks: Block, width: int = 48) -> list[Line]:
    elements = typeset(receipt_of(*blocks), width, Characters(Kanji.CP932))
    return [one for one in elements if isinstance(one, Line)]


def test_a_code_is_as_big_as_one_line_allows():
    for value, width, size in (("R-26-004821", 48, (2, 2)), ("7f3c9a51e0b8d246", 24, (1, 2))):
        _, line = lines_of(Code("予約番号", value), width=width)
        (span,) = line.spans
        assert (span.text, (span.size.wide, span.size.high)) == (value, size)


def test_a_rule_goes_across_the_paper():
    for width, ruled in ((48, 48), (42, 42), (35, 34), (32, 32)):
        (line,) = lines_of(Rule(), width=width)
        assert line.columns == ruled


def test_money_ends_at_the_right_edge():
    lines = lines_of(
        Amount("室料", "2,340円"),
        Amount("とても長い名前の付いた設備とその付属品の使用料", "600円"),
        Amount("合計", "2,940円", total=True),
        width=32,
    )
    ends = [line for line in lines if line.spans[-1].text.endswith("円")]
    assert [line.columns for line in ends] == [32, 32, 32]


def test_values_stand_in_one_column_unless_they_are_long():
    short, label, value = lines_of(Field("人数", "24人"), Field("取消しできる期限まで", "24日"))
    assert columns(short.spans[0].text) == 16
    assert [len(label.spans), value.spans[0].text] == [1, "  "]


#: Letters, kana and kanji, marks that may not start or end a line, and what CP932 has not.
TEXT = st.text(
    st.one_of(
        st.sampled_from("あア漢字、。（）「」ーっ 0123456789年月日円-:/ABCabc〜髙①¥ｱ\n"),
        st.characters(
            codec="cp932", exclude_categories=["Cc", "Co", "Zs"], exclude_characters="¢£¬‖−〜"
        ),
        st.characters(exclude_categories=["Cs", "Cc", "Cf", "Mn", "Me", "Mc", "Zs", "Zl", "Zp"]),
    ),
    max_size=60,
)
BLOCKS = st.one_of(
    st.builds(Heading, TEXT, TEXT),
    *(st.builds(kind, TEXT) for kind in (Mark, Big, Strong, Paragraph, Small)),
    st.builds(Field, TEXT, TEXT),
    st.builds(Amount, TEXT, st.from_regex(r"[0-9]{1,3}(,[0-9]{3}){0,2}円", fullmatch=True)),
    st.builds(Code, TEXT, TEXT),
    st.builds(ToDo, TEXT, st.lists(TEXT, max_size=2).map(tuple), st.tuples(TEXT)),
    st.builds(Rule),
    st.builds(Qr, st.just(STATUS_URL), TEXT),
)


@given(block=BLOCKS, width=st.sampled_from((32, 35, 42, 48)), kanji=st.sampled_from(Kanji))
@example(block=Big("〓" * 60), width=32, kanji=Kanji.CP932)
@settings(deadline=None, max_examples=150)
def test_whatever_it_says_nothing_is_lost_and_nothing_is_too_wide(block, width, kanji):
    characters = Characters(kanji)
    lines = []
    for element in typeset(receipt_of(block), width, characters):
        match element:
            case Line():
                assert element.columns <= width
                assert all(
                    len(characters.encode(span.text)) == columns(span.text)
                    for span in element.spans
                )
                lines.append("".join(span.text for span in element.spans))
            case Gap() | Symbol():
                pass
    wanted = Characters(kanji)
    said = bare("".join(map(wanted.printable, words_of(receipt_of(block)))))
    assert bare("".join(lines)) == said
    assert characters.missing == wanted.missing
    assert not any(_in_cp932(sign) for sign in characters.missing) or kanji is not Kanji.CP932


def _in_cp932(sign: int) -> bool:
    try:
        return len(chr(sign).encode("cp932")) > 1 and not 0xE000 <= sign <= 0xF8FF
    except UnicodeEncodeError:
        return False


# -- picture or text -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "baud", "layout", "kanji", "text"),
    [
        ("ja", None, Layout.AUTO, Kanji.CP932, False),
        ("ja", 9600, Layout.AUTO, Kanji.CP932, True),
        ("ja-easy", SLOW_BAUD, Layout.AUTO, Kanji.SHIFT_JIS, True),
        ("en", 19200, Layout.AUTO, Kanji.CP932, True),
        ("ja", 57600, Layout.AUTO, Kanji.CP932, False),
        ("ja", 9600, Layout.AUTO, Kanji.NONE, False),
        ("zh-Hans", 9600, Layout.AUTO, Kanji.CP932, False),
        ("ko", 9600, Layout.KANJI, Kanji.CP932, False),
        ("ja", None, Layout.KANJI, Kanji.CP932, True),
        ("ja", 9600, Layout.RASTER, Kanji.CP932, False),
    ],
)
def test_when_a_receipt_goes_as_text(language, baud, layout, kanji, text):
    assert goes_as_text(language, replace(FULL_80, kanji=kanji), baud, layout) is text


@pytest.mark.parametrize("language", ["ja", "zh-Hans"])
def test_both_ways_print_the_receipt_and_cut_it_off(language):
    receipt = SAMPLES[ReceiptKind.CANCELLATION](PaperWords(language))
    page = Page(draw(receipt, 576), receipt)
    machine = printed(encode(page, FULL_80, baud=9600), FULL_80)
    (out,) = machine.paper.receipts
    if language == "ja":
        assert receipt.blocks[0].title in machine.texts[0]
    else:
        assert out.tobytes() == page.image.tobytes()


def test_a_picture_on_a_slow_line_goes_in_smaller_parts():
    page = Page(draw(sample(ReceiptKind.RESERVATION, "ja"), 576), None)
    fast, slow = encode(page, FULL_80), encode(page, FULL_80, baud=9600)
    assert len(slow) > 2 * len(fast)
    # Its bands are shorter too, so the commands differ and the picture does not.
    for parts in (fast, slow):
        (out,) = printed(parts, FULL_80).paper.receipts
        assert out.tobytes() == page.image.tobytes()
