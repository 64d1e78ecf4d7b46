"""What is read of a chip: commands, refusals, cards that speak nonsense. No service, no reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cards.pcsc import felica, iso7816, mifare
from kiosk.cards.pcsc.reading import read
from kiosk.cards.pcsc.service import Answer, Trouble
from kiosk.cards.profile import (
    Alphabet,
    CardKind,
    CardProfile,
    FelicaPlace,
    IsoPlace,
    ReaderCommands,
    Source,
)
from kiosk.cards.reader import CardRead
from kiosk.cards.shown import CardShown, CardUnreadable
from tests.kiosk.cards.vpcd_card import (
    CONTACT_ATR,
    FELICA_AT_ACR122_ATR,
    FELICA_ATR,
    MIFARE_ATR,
    from_table,
)

NAME = bytes.fromhex("A0000000010203")
SELECT, FILE = "00A4040C07" + NAME.hex(), "00A4020C020001"


@dataclass
class Chip:
    """A card without a reader. ``answers`` as of a card that is played."""

    atr: bytes
    answers: Callable[[bytes], bytes | Trouble]
    asked: list[str] = field(default_factory=list)

    def send(self, command: bytes) -> Answer | Trouble:
        self.asked.append(command.hex().upper())
        said = self.answers(command)
        if isinstance(said, Trouble):
            return said
        return Answer(said[:-2], int.from_bytes(said[-2:], "big"))


def chip(atr: bytes, **answers: str) -> Chip:
    return Chip(atr, from_table(answers))


def contact(answers: dict[str, str]) -> Chip:
    return Chip(CONTACT_ATR, from_table({SELECT: "9000", FILE: "9000", **answers}))


def test_blocks_of_felica_are_joined_and_the_service_is_named_low_byte_first() -> None:
    card = chip(
        FELICA_ATR,
        FFA40001020B10="9000",
        FFB0000300="41" * 16 + "9000",
        FFB0000100="42" * 16 + "9000",
    )
    assert felica.blocks(card, 0x100B, (3, 1)) == b"A" * 16 + b"B" * 16


def test_felica_says_of_whom_it_is() -> None:
    card = chip(FELICA_ATR, FFCA000000="012E4CD8A1B2C3D49000")
    assert felica.idm(card) == bytes.fromhex("012E4CD8A1B2C3D4")
    assert felica.idm(chip(FELICA_ATR, FFCA000000="012E9000")) is Trouble.FAULT


def test_a_block_that_is_not_whole_is_no_content() -> None:
    card = chip(FELICA_ATR, FFA40001020B00="9000", FFB0000000="41" * 15 + "9000")
    assert felica.blocks(card, 0x000B, (0,)) is Trouble.FAULT
    assert felica.blocks(chip(FELICA_ATR), 0x000B, (0,)) == Answer(b"", 0x6D00)


IDM = "01010601CB095703"
READ_03 = "1006" + IDM + "010B10018003"
BLOCK = "1D07" + IDM + "000001" + "41" * 16
ACS_READERS = {
    FELICA_ATR: ("FF00000010", ""),
    FELICA_AT_ACR122_ATR: ("FF00000013D44001", "D54100"),
}


def at_acs(atr: bytes, said: str) -> bytes | Answer | Trouble:
    """Block 3 of the service 100B behind a reader of ACS, where the card says ``said``."""
    before, answered = ACS_READERS[atr]
    answers = {"FFCA000000": IDM + "9000", before + READ_03: answered + said + "9000"}
    return felica.blocks(chip(atr, **answers), 0x100B, (3,), ReaderCommands.ACS)


@pytest.mark.parametrize("atr", ACS_READERS)
def test_readers_of_acs_pass_on_the_cards_own_command(atr: bytes) -> None:
    assert felica.is_felica(atr)
    assert at_acs(atr, BLOCK) == b"A" * 16
    refused = at_acs(atr, "0C07" + IDM + "FFA8")
    assert isinstance(refused, Answer)
    assert not refused.ok
    assert not refused.is_passing
    another = BLOCK.replace(IDM, IDM[::-1])
    for nonsense in ("", "00", BLOCK[:-2], "1C" + BLOCK[2:-2], BLOCK + "41", another):
        assert at_acs(atr, nonsense) is Trouble.FAULT


def test_a_card_that_was_not_held_still_at_an_acr122_may_be_tried_again() -> None:
    answers = {"FFCA000000": IDM + "9000", "FF00000013D44001" + READ_03: "D541019000"}
    said = felica.blocks(chip(FELICA_AT_ACR122_ATR, **answers), 0x100B, (3,), ReaderCommands.ACS)
    assert isinstance(said, Answer)
    assert said.is_passing


@pytest.mark.parametrize(
    ("uid", "lasts"), [("04112233445566", True), ("01020304", True), ("08020304", False)]
)
def test_a_uid_that_begins_with_08_is_made_up(uid: str, lasts: bool) -> None:
    found = mifare.uid(chip(MIFARE_ATR, FFCA000000=uid + "9000"))
    assert isinstance(found, bytes)
    assert mifare.is_random(found) is not lasts


def test_a_card_may_say_that_bytes_wait_and_how_many_it_gives() -> None:
    card = contact(
        {
            "00B0000005": "6102",
            "00C0000002": "31329000",
            "00B0000203": "6C02",
            "00B0000202": "33349000",
            "00B0000401": "6B00",
        }
    )
    assert iso7816.read_binary(card, NAME, 1, 0, 5) == b"1234"


def test_a_file_that_ends_early_gives_what_there_is() -> None:
    assert iso7816.read_binary(contact({"00B0000010": "3132336282"}), NAME, 1, 0, 16) == b"123"
    assert iso7816.read_binary(contact({"00B0000010": "9000"}), NAME, 1, 0, 16) == b""


def test_a_card_that_knows_another_way_to_choose_is_asked_that_way() -> None:
    other = from_table(
        {
            SELECT: "6A86",
            SELECT.replace("040C", "0400", 1): "6F0C8400" + "9000",
            FILE: "6A86",
            FILE.replace("020C", "0000", 1): "9000",
            "00B2030400": "37363534" + "9000",
        }
    )
    assert iso7816.read_record(Chip(CONTACT_ATR, other), NAME, 1, 3) == b"7654"


def test_a_card_that_never_comes_to_an_end_is_left() -> None:
    card = Chip(CONTACT_ATR, lambda _: b"1\x61\x01")
    assert iso7816.read_binary(card, NAME, 1, 0, 16) is Trouble.FAULT
    assert len(card.asked) < 30


IDM_KIND = CardKind(
    "idm",
    sources=frozenset({Source.FELICA_IDM}),
    shortest=16,
    longest=16,
    alphabet=Alphabet.ALPHANUMERIC,
)
UID_KIND = CardKind(
    "uid",
    sources=frozenset({Source.MIFARE_UID}),
    shortest=8,
    longest=14,
    alphabet=Alphabet.ALPHANUMERIC,
)
BLOCK_KIND = CardKind("block", sources=frozenset({Source.FELICA_BLOCK}), chip=FelicaPlace(0x000B))
FILE_KIND = CardKind("file", sources=frozenset({Source.ISO_FILE}), chip=IsoPlace(NAME, 1, 0, 7))
RECORD_KIND = CardKind(
    "record", sources=frozenset({Source.ISO_FILE}), chip=IsoPlace(NAME, 1, record=2)
)
LIBRARY_KIND = CardKind(
    "library",
    other=True,
    sources=frozenset({Source.FELICA_BLOCK}),
    starts_with="LIB",
    chip=FelicaPlace(0x000B),
)
FARE_CARD = chip(FELICA_ATR, FFCA000000="01020304050607089000")
LIBRARY = chip(
    FELICA_ATR, FFA40001020B00="9000", FFB0000000=b"LIB1234567".ljust(16, b"\0").hex() + "9000"
)


@pytest.mark.parametrize(
    ("kinds", "card", "expected"),
    [
        ((IDM_KIND,), FARE_CARD, CardShown("0102030405060708")),
        ((BLOCK_KIND,), FARE_CARD, CardUnreadable("no_number")),
        ((BLOCK_KIND, IDM_KIND), FARE_CARD, CardShown("0102030405060708")),
        ((CardKind(),), FARE_CARD, CardUnreadable("no_number")),
        ((LIBRARY_KIND, BLOCK_KIND), LIBRARY, CardUnreadable("another_card")),
        ((BLOCK_KIND,), LIBRARY, CardUnreadable("too_long")),
        ((UID_KIND,), chip(MIFARE_ATR, FFCA000000="041122AB9000"), CardShown("041122AB")),
        ((UID_KIND,), chip(MIFARE_ATR, FFCA000000="081122AB9000"), CardUnreadable("no_number")),
        ((UID_KIND, IDM_KIND), chip(CONTACT_ATR), CardUnreadable("not_a_card_of_this_city")),
        ((FILE_KIND,), contact({"00B0000007": "373635343332319000"}), CardShown("7654321")),
        ((RECORD_KIND,), contact({"00B2020400": "373635343332319000"}), CardShown("7654321")),
        ((FILE_KIND,), contact({"00B0000007": "6400"}), CardUnreadable("incomplete")),
        ((FILE_KIND,), FARE_CARD, CardUnreadable("no_number")),
        ((FILE_KIND,), Chip(CONTACT_ATR, lambda _: Trouble.GONE), Trouble.GONE),
    ],
)
def test_the_city_says_what_is_read(
    kinds: tuple[CardKind, ...], card: Chip, expected: CardRead | Trouble
) -> None:
    assert read(card, CardProfile(kinds)) == expected


def test_identifiers_are_not_asked_for_unless_the_city_wants_them() -> None:
    card = chip(FELICA_ATR, FFCA000000="12345678123456789000")
    read(card, CardProfile((BLOCK_KIND, FILE_KIND, CardKind("any", shortest=16, longest=16))))
    assert "FFCA000000" not in card.asked


@given(
    atr=st.sampled_from((FELICA_ATR, MIFARE_ATR, CONTACT_ATR, b"")),
    said=st.lists(
        st.one_of(
            st.sampled_from(tuple(Trouble)),
            st.tuples(
                st.binary(max_size=20),
                st.sampled_from((b"\x90\x00", b"\x61\x02", b"\x6c\x01", b"\x62\x82", b"\x6f\x00")),
            ).map(b"".join),
        ),
        min_size=1,
        max_size=8,
    ),
)
def test_whatever_a_card_says_is_a_value(atr: bytes, said: list[bytes | Trouble]) -> None:
    turns = iter(range(1_000))
    card = Chip(atr, lambda _: said[next(turns) % len(said)])
    kinds = (LIBRARY_KIND, BLOCK_KIND, FILE_KIND, RECORD_KIND, IDM_KIND, UID_KIND)
    assert isinstance(read(card, CardProfile(kinds)), CardShown | CardUnreadable | Trouble)


def test_what_stands_on_a_card_is_not_shown_by_its_answer() -> None:
    assert "1234567" not in repr(Answer(b"1234567", 0x9000))
