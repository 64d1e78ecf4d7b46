"""Which characters of a card are the registration number, and what no card of the city is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cards.codabar import CheckRule, check_character
from kiosk.cards.profile import (
    Alphabet,
    CardKind,
    CardProfile,
    Columns,
    Encoding,
    Parameter,
    Part,
    Source,
    StartStop,
)
from kiosk.cards.profile_file import load
from kiosk.cards.shown import CardShown, CardUnreadable, StaffCardShown
from kiosk.settings_table import SettingsError

PLAIN = CardKind()
FRAMED = CardKind(starts_with="A0", place=Columns(3, 7), length=12)
NW7 = CardKind(start_stop=StartStop.REMOVE, check=CheckRule.SEVEN_DR)
KEPT = CardKind(
    start_stop=StartStop.KEEP,
    check=CheckRule.M16,
    starts_with="A",
    ends_with="",
    place=Columns(2, 7),
)
LUHN = CardKind(check=CheckRule.M10W21, check_number=True)
STRIPE = CardKind(length=69, starts_with="B12", place=Columns(4, 10), shortest=1, longest=10)
DIVIDED = CardKind(place=Part("=", 2))
QR = CardKind(place=Parameter("no"))
BETWEEN = CardKind(starts_with="K", ends_with="Z")
LETTERS = CardKind(alphabet=Alphabet.ALPHANUMERIC, shortest=4, longest=16)

SHOWN = CardShown("1234567")
NOT_OURS, INCOMPLETE, TOO_LONG, MISREAD, ANOTHER = (
    CardUnreadable("not_a_card_of_this_city"),
    CardUnreadable("incomplete"),
    CardUnreadable("too_long"),
    CardUnreadable("misread"),
    CardUnreadable("another_card"),
)


@pytest.mark.parametrize(
    ("kind", "content", "read"),
    [
        (PLAIN, "1234567", SHOWN),
        (PLAIN, "１２３４５６７", SHOWN),
        (PLAIN, "0000000", CardShown("0000000")),
        (PLAIN, "", INCOMPLETE),
        (PLAIN, "123456", INCOMPLETE),
        (PLAIN, "12345678", TOO_LONG),
        (PLAIN, "9" * 10_000_000, TOO_LONG),
        (PLAIN, "123456X", NOT_OURS),
        (PLAIN, "12345६7", NOT_OURS),
        (PLAIN, "1234567\n", MISREAD),
        (PLAIN, "\x00\x01\x7f", MISREAD),
        (PLAIN, b"1234567\x00\x00", SHOWN),
        (PLAIN, b"\x83\xff\x12", MISREAD),
        (FRAMED, "A01234567XYZ", SHOWN),
        (FRAMED, "Ａ０１２３４５６７XYZ", SHOWN),
        (FRAMED, "B01234567XYZ", NOT_OURS),
        (FRAMED, "A01234567XY", INCOMPLETE),
        (FRAMED, "A01234567WXYZ", TOO_LONG),
        (NW7, "A12345675A", SHOWN),
        (NW7, "a12345675d", SHOWN),
        (NW7, "A12345674A", MISREAD),
        (NW7, "A12345675", INCOMPLETE),
        (NW7, "A123", INCOMPLETE),
        (NW7, "12345675", NOT_OURS),
        (NW7, "E12345675E", NOT_OURS),
        (KEPT, f"a1234567{check_character(CheckRule.M16, '1234567', 'AB')}b", SHOWN),
        (KEPT, f"b1234567{check_character(CheckRule.M16, '1234567', 'BB')}b", NOT_OURS),
        (LUHN, "1234566", CardShown("1234566")),
        (LUHN, "1234567", MISREAD),
        (STRIPE, f"B12{'1234567':<10}{'':56}", SHOWN),
        (STRIPE, f"B13{'1234567':<10}{'':56}", NOT_OURS),
        (STRIPE, f"B12{'':66}", INCOMPLETE),
        (STRIPE, "B12123", INCOMPLETE),
        (DIVIDED, "2026=1234567=01", SHOWN),
        (DIVIDED, "2026", INCOMPLETE),
        (QR, "no=1234567", SHOWN),
        (QR, "v=2&no=1234567&no=7654321", SHOWN),
        (QR, "no=1234567;v=2", SHOWN),
        (QR, "https://yoyaku.example/card?v=2&no=1234567#x", SHOWN),
        (QR, "https://[yoyaku/card?no=1234567", NOT_OURS),
        (QR, "https://yoyaku.example/", NOT_OURS),
        (QR, "no=%00%00", INCOMPLETE),
        (BETWEEN, "K1234567Z", SHOWN),
        (BETWEEN, "K1234567", NOT_OURS),
        (LETTERS, "ab-12", NOT_OURS),
        (LETTERS, "ab12", CardShown("ab12")),
        (
            CardKind(encoding=Encoding.BCD, shortest=8, longest=8),
            b"\x12\x34\x56\x78",
            CardShown("12345678"),
        ),
        (CardKind(encoding=Encoding.BCD), b"\x12\x34\x56\x7f", SHOWN),
        (CardKind(encoding=Encoding.SHIFT_JIS), "１２３４５６７".encode("shift_jis"), SHOWN),
        (
            CardKind(
                encoding=Encoding.HEX, alphabet=Alphabet.ALPHANUMERIC, shortest=16, longest=16
            ),
            bytes.fromhex("012e4cd8a1b2c3d4"),
            CardShown("012E4CD8A1B2C3D4"),
        ),
    ],
)
def test_one_kind_of_card(kind: CardKind, content: str | bytes, read: object) -> None:
    assert CardProfile((kind,)).read(content) == read


OLD_AND_NEW = CardProfile(
    (
        CardKind("library", other=True, starts_with="LIB", shortest=8, longest=8),
        CardKind("new", starts_with="N", shortest=8, longest=8),
        CardKind("old", sources=frozenset({Source.WEDGE})),
    )
)


@pytest.mark.parametrize(
    ("content", "source", "read"),
    [
        ("LIB12345678", Source.WEDGE, ANOTHER),
        ("LIB1234", Source.WEDGE, NOT_OURS),
        ("N12345678", Source.SERIAL, CardShown("12345678")),
        ("1234567", Source.WEDGE, SHOWN),
        ("1234567", Source.SERIAL, NOT_OURS),
        ("1234567", None, SHOWN),
        ("123456", Source.WEDGE, INCOMPLETE),
        ("N1234567", Source.WEDGE, INCOMPLETE),
    ],
)
def test_several_kinds(content: str, source: Source | None, read: object) -> None:
    assert OLD_AND_NEW.read(content, source) == read


def test_a_reader_none_of_whose_cards_is_known_reads_nothing() -> None:
    profile = CardProfile((CardKind(sources=frozenset({Source.WEDGE})),))
    assert profile.read("1234567", Source.SERIAL) == NOT_OURS


@given(st.one_of(st.text(), st.binary()), st.sampled_from([PLAIN, NW7, LUHN, DIVIDED, QR, STRIPE]))
def test_whatever_a_card_says_a_shown_number_is_ascii_digits(
    content: str | bytes, kind: CardKind
) -> None:
    match CardProfile((kind,)).read(content):
        case CardShown(number=number):
            assert kind.shortest <= len(number) <= kind.longest
            assert re.fullmatch("[0-9]+", number)
        case CardUnreadable():
            pass


@given(
    number=st.from_regex(r"[0-9]{7}", fullmatch=True),
    after=st.from_regex(r"[ -~]{3}", fullmatch=True),
)
def test_the_number_is_found_wherever_the_profile_says(number: str, after: str) -> None:
    assert FRAMED.read(f"A0{number}{after}") == CardShown(number)


# -- the city's file ----------------------------------------------------------------------------

PAGE = (Path(__file__).parents[3] / "docs/cards.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^## (.*?)\n(?:(?!^## ).)*?^```toml\n(.*?)^```", PAGE, re.M | re.S)
CARDS = {
    "Old and new cards, and somebody else's": ["1234567", "N12345678"],
    "Cards of staff": ["STAFF0001", "1234567"],
    "A barcode in NW-7 (Codabar)": ["a12345675a"],
    "A magnetic stripe (JIS X 6302 type II: 69 characters)": [f"B12{'1234567':<66}"],
    "Divided by a sign": ["2026=1234567=01"],
    "A QR code": ["1234567", "https://yoyaku.example/card?no=1234567", "no=1234567&v=2"],
    "A chip": [b"xx1234567", b"\x12\x34\x56\x78", "012E4CD8A1B2C3D4"],
}


@pytest.mark.parametrize(("title", "example"), EXAMPLES)
def test_the_examples_on_the_page_read_the_cards_they_are_for(
    tmp_path: Path, title: str, example: str
) -> None:
    file = tmp_path / "cards.toml"
    file.write_text(example, encoding="utf-8")
    profile = load(file)
    for content in CARDS[title]:
        assert isinstance(profile.read(content), CardShown | StaffCardShown)


def test_a_card_of_staff_is_told_without_its_number_and_its_faults_are_not() -> None:
    staff = CardKind("staff", staff=True, starts_with="STAFF", shortest=4, longest=4)
    profile = CardProfile((staff, CardKind("plain")))
    assert profile.read("STAFF0001") == StaffCardShown()
    assert profile.read("1234567") == CardShown("1234567")
    assert profile.read("12345") == CardUnreadable("incomplete")


RIGHT = '[[card]]\nname = "plain"\ncharacters = 7\n'


@pytest.mark.parametrize(
    ("content", "key", "problem"),
    [
        ("", "card", "is missing"),
        ("card = 5", "card", "is no array"),
        ("card = [5]", "card", "is no array"),
        (RIGHT + "other = true", "card", "no card of this city"),
        (RIGHT + "staff = true", "card", "no card of this city"),
        (RIGHT + "staff = true\nother = true", "card[1].staff", "somebody else's"),
        (RIGHT + RIGHT, "card", "two of the name 'plain'"),
        (RIGHT + 'starts_with = "１２"', "card[1].starts_with", "is in full width"),
        (RIGHT + "colour = 5", "card[1].colour", "is no setting"),
        (RIGHT + 'check = "8DR"', "card[1].check", "is not known"),
        (RIGHT + 'check = "M16"', "card[1].check", "counts start and stop"),
        (RIGHT + "sources = []", "card[1].sources", "does not fit"),
        (RIGHT + 'sources = ["nose"]', "card[1].sources", "is not known"),
        (RIGHT + 'sources = ["felica_block"]', "card[1].felica_service", "is missing"),
        (RIGHT + 'sources = ["felica_block", "wedge"]', "card[1].sources", "in one way"),
        (RIGHT + "from = 3\ncount = 7", "card[1].characters", "is said by count"),
        (RIGHT.replace("characters = 7", "from = 3"), "card[1].count", "is missing"),
        (RIGHT.replace("characters = 7", ""), "card[1].characters", "is missing"),
        (RIGHT + 'part = 2\nkey = "no"', "card[1].key", "second way"),
        (RIGHT + RIGHT.replace("plain", "Plain"), "card[2].name", "does not fit"),
        ("[[card", "", "is not TOML"),
    ],
)
def test_what_is_wrong_in_the_file_stops_the_start(
    tmp_path: Path, content: str, key: str, problem: str
) -> None:
    file = tmp_path / "cards.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=problem) as caught:
        load(file)
    assert caught.value.key == key


def test_a_file_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path / "cards.toml")
