"""The reader over a real smart card service, on which the test plays readers and cards."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterator
from time import monotonic

import pytest
from smartcard import scard

from kiosk.cards.pcsc import reader as pcsc_reader
from kiosk.cards.pcsc.reader import PcscReader
from kiosk.cards.pcsc.service import PRESENT, UNAVAILABLE, Slot, Trouble
from kiosk.cards.profile import (
    CardKind,
    CardProfile,
    Columns,
    FelicaPlace,
    IsoPlace,
    ReaderCommands,
    Source,
)
from kiosk.cards.reader import CardRead, ReaderStatus
from kiosk.cards.shown import CardShown, CardUnreadable
from kiosk.cards.trouble import TroubleCode
from tests.kiosk.cards.card_service import CardService
from tests.kiosk.cards.vpcd_card import (
    CONTACT_ATR,
    FELICA_ATR,
    MIFARE_ATR,
    Answers,
    PlayedCard,
    from_table,
)
from tests.waiting import wait_until

NUMBER = "1234567"
PROFILE = CardProfile(
    (
        CardKind(
            "block",
            sources=frozenset({Source.FELICA_BLOCK}),
            chip=FelicaPlace(0x000B, (0, 1)),
            place=Columns(15, 7),  # over the end of the first block
        ),
        CardKind(
            "file",
            sources=frozenset({Source.ISO_FILE}),
            chip=IsoPlace(bytes.fromhex("A0000000010203"), 1, 2, 7),
        ),
    )
)
_BLOCKS = ("CITYCARD000000" + NUMBER).ljust(32).encode().hex()
FELICA = from_table(
    {
        "FFCA000000": "012E4CD8A1B2C3D49000",
        "FFA40001020B00": "9000",
        "FFB0000000": _BLOCKS[:32] + "9000",
        "FFB0000100": _BLOCKS[32:] + "9000",
    }
)
FELICA_AT_ACS = from_table(
    {
        "FFCA000000": "012E4CD8A1B2C3D49000",
        **{
            f"FF000000101006012E4CD8A1B2C3D4010B000180{number:02X}": (
                "1D07012E4CD8A1B2C3D4000001" + _BLOCKS[32 * number :][:32] + "9000"
            )
            for number in (0, 1)
        },
    }
)
CONTACT = from_table(
    {
        "00A4040C07A0000000010203": "9000",
        "00A4020C020001": "9000",
        "00B0000207": NUMBER.encode().hex() + "9000",
    }
)
FARE_CARD = from_table({"FFCA000000": "0401020304050607" + "9000"})
WAIT_SECONDS = 30.0


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CardService]:
    made = CardService(tmp_path_factory.mktemp("pcscd"))
    yield made
    made.stop()


@pytest.fixture
def ports(service: CardService) -> Iterator[tuple[int, int]]:
    """A service with one reader of two slots, started anew for each test."""
    yield service.start("Desk Reader")
    service.stop()


class Shown(queue.Queue[CardRead]):
    """What was reported. While ``taken`` is not set, the reader's thread waits to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = threading.Event()
        self.taken.set()

    def take(self, read: CardRead) -> None:
        self.put(read)
        self.taken.wait(WAIT_SECONDS)

    def next(self) -> CardRead:
        return self.get(timeout=WAIT_SECONDS)


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def reader(
    ports: tuple[int, int], shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PcscReader]:
    monkeypatch.setattr(pcsc_reader, "LOOK_AGAIN_SECONDS", 0.1)
    monkeypatch.setattr(pcsc_reader, "STALLED_SECONDS", 0.3)
    made = PcscReader(PROFILE, "desk")
    made.start(shown.take)
    becomes(made, ReaderStatus.READY)
    yield made
    stopped_at = monotonic()
    made.stop()
    assert monotonic() - stopped_at < WAIT_SECONDS


class OtherProgram:
    """Another program that uses the same readers."""

    def __init__(self) -> None:
        code, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        assert code == scard.SCARD_S_SUCCESS

    def sees_a_card(self, name: str) -> None:
        wait_until(lambda: self._sees(name, scard.SCARD_STATE_PRESENT), WAIT_SECONDS)

    def sees_none(self, name: str) -> None:
        wait_until(lambda: self._sees(name, scard.SCARD_STATE_EMPTY), WAIT_SECONDS)

    def _sees(self, name: str, bit: int) -> bool:
        _, states = scard.SCardGetStatusChange(self._context, 0, [(name, 0)])
        return bool(states[0][1] & bit)

    def keeps(self, name: str) -> object:
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        code, card, _ = scard.SCardConnect(
            self._context, name, scard.SCARD_SHARE_EXCLUSIVE, protocols
        )
        assert code == scard.SCARD_S_SUCCESS
        return card

    def lets_go(self, card: object) -> None:
        scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)

    def ends(self) -> None:
        scard.SCardReleaseContext(self._context)


@pytest.fixture
def other_program(ports: tuple[int, int]) -> Iterator[OtherProgram]:
    made = OtherProgram()
    yield made
    made.ends()


def becomes(reader: PcscReader, status: ReaderStatus) -> None:
    wait_until(lambda: reader.status() is status, WAIT_SECONDS)


def test_each_card_is_reported_once_however_long_it_lies_there(
    ports: tuple[int, int],
    reader: PcscReader,
    shown: Shown,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    for port, atr, answers, expected in (
        (ports[0], FELICA_ATR, FELICA, CardShown(NUMBER)),
        (ports[0], FELICA_ATR, FELICA, CardShown(NUMBER)),
        (ports[1], CONTACT_ATR, CONTACT, CardShown(NUMBER)),
        (ports[1], MIFARE_ATR, FARE_CARD, CardUnreadable("no_number")),
    ):
        card = PlayedCard(port, atr, answers)
        assert shown.next() == expected
        card.take_away()
    assert shown.empty()
    becomes(reader, ReaderStatus.READY)
    assert NUMBER not in caplog.text
    assert "012E4CD8" not in caplog.text.upper()


def test_a_card_that_lay_there_before_was_not_shown(
    ports: tuple[int, int], reader: PcscReader, shown: Shown
) -> None:
    forgotten = PlayedCard(ports[0], FELICA_ATR, FELICA)
    assert shown.next() == CardShown(NUMBER)
    late = Shown()
    second = PcscReader(PROFILE)
    second.start(late.take)
    becomes(second, ReaderStatus.READY)
    other = PlayedCard(ports[1], CONTACT_ATR, from_table({}))
    assert late.next() == CardUnreadable("not_a_card_of_this_city")
    second.stop()
    forgotten.take_away()
    other.take_away()


def test_a_reader_of_acs_is_spoken_to_in_its_own_way(ports: tuple[int, int], shown: Shown) -> None:
    reader = PcscReader(PROFILE, "desk", ReaderCommands.ACS)
    reader.start(shown.take)
    becomes(reader, ReaderStatus.READY)
    card = PlayedCard(ports[0], FELICA_ATR, FELICA_AT_ACS)
    try:
        assert shown.next() == CardShown(NUMBER)
    finally:
        card.take_away()
        reader.stop()


def test_a_card_taken_away_while_it_is_read_may_be_shown_again(
    ports: tuple[int, int], reader: PcscReader, shown: Shown
) -> None:
    def gone_at_the_second_block(command: bytes) -> bytes:
        if command == bytes.fromhex("FFB0000100"):
            card.pull_out()
        return FELICA(command)

    card = PlayedCard(ports[0], FELICA_ATR, gone_at_the_second_block)
    assert shown.next() == CardUnreadable("incomplete")
    card.take_away()
    card = PlayedCard(ports[0], FELICA_ATR, FELICA)
    assert shown.next() == CardShown(NUMBER)
    card.take_away()


def test_a_reader_that_stalls_is_no_answer_until_it_goes_on(
    ports: tuple[int, int], reader: PcscReader, shown: Shown
) -> None:
    go_on = threading.Event()
    card = PlayedCard(ports[0], FELICA_ATR, _after(go_on, FELICA))
    becomes(reader, ReaderStatus.NO_ANSWER)
    go_on.set()
    assert shown.next() == CardShown(NUMBER)
    becomes(reader, ReaderStatus.READY)
    card.take_away()


def test_stop_ends_a_reading_that_would_never_end(
    ports: tuple[int, int], reader: PcscReader, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pcsc_reader, "_PATIENCE_SECONDS", 0.1)
    go_on = threading.Event()
    card = PlayedCard(ports[0], FELICA_ATR, _after(go_on, FELICA))
    becomes(reader, ReaderStatus.NO_ANSWER)
    reader.stop()
    wait_until(lambda: "card-pcsc" not in [thread.name for thread in threading.enumerate()])
    go_on.set()
    card.take_away()
    assert shown.empty()


def test_a_service_that_hangs_does_not_keep_the_kiosk_from_ending(
    service: CardService, reader: PcscReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pcsc_reader, "_PATIENCE_SECONDS", 0.1)
    service.freeze()
    becomes(reader, ReaderStatus.NO_ANSWER)
    reader.stop()
    wait_until(lambda: "card-pcsc" not in [thread.name for thread in threading.enumerate()])
    service.thaw()


def test_a_card_that_another_program_keeps_for_itself_is_read_when_it_lets_go(
    ports: tuple[int, int], reader: PcscReader, shown: Shown, other_program: OtherProgram
) -> None:
    shown.taken.clear()
    first = PlayedCard(ports[1], FELICA_ATR, FELICA)
    assert shown.next() == CardShown(NUMBER)
    card = PlayedCard(ports[0], CONTACT_ATR, CONTACT)
    other_program.sees_a_card("Desk Reader 00 00")
    kept = other_program.keeps("Desk Reader 00 00")
    shown.taken.set()
    becomes(reader, ReaderStatus.IN_USE)
    assert shown.empty()
    other_program.lets_go(kept)
    assert shown.next() == CardShown(NUMBER)
    becomes(reader, ReaderStatus.READY)
    first.take_away()
    card.take_away()


def test_readers_and_the_service_come_and_go(
    service: CardService, ports: tuple[int, int], reader: PcscReader, shown: Shown
) -> None:
    service.stop()
    becomes(reader, ReaderStatus.NO_ANSWER)
    service.start("Somebody else's")
    becomes(reader, ReaderStatus.NOT_THERE)
    service.stop()
    first, _ = service.start("Desk Reader")
    becomes(reader, ReaderStatus.READY)
    card = PlayedCard(first, FELICA_ATR, FELICA)
    assert shown.next() == CardShown(NUMBER)
    card.take_away()


def test_of_two_cards_at_once_none_is_taken(
    ports: tuple[int, int], reader: PcscReader, shown: Shown, other_program: OtherProgram
) -> None:
    shown.taken.clear()
    card = PlayedCard(ports[0], FELICA_ATR, FELICA)
    assert shown.next() == CardShown(NUMBER)
    card.take_away()
    other_program.sees_none("Desk Reader 00 00")
    two = [PlayedCard(port, FELICA_ATR, FELICA) for port in ports]
    other_program.sees_a_card("Desk Reader 00 00")
    other_program.sees_a_card("Desk Reader 00 01")
    shown.taken.set()
    assert shown.next() == CardUnreadable("misread")
    for card in two:
        card.take_away()
    assert shown.empty()


def _after(event: threading.Event, answers: Answers) -> Answers:
    def wait_first(command: bytes) -> bytes:
        event.wait(WAIT_SECONDS)
        return answers(command)

    return wait_first


class ScriptedService:
    """What a virtual reader cannot do: be plugged in and out while the service runs."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] | Trouble = ()
        self.slots: dict[str, Slot] = {}
        self.looks = 0

    def readers(self) -> tuple[str, ...] | Trouble:
        self.looks += 1
        return self.names

    def wait(self, known: dict[str, Slot], seconds: float) -> dict[str, Slot] | Trouble:
        threading.Event().wait(0.001)
        if not set(known) <= set(self.slots):
            return Trouble.NO_READER
        return {name: self.slots[name] for name in known}

    def card(self, reader: str) -> Trouble:
        return Trouble.MUTE

    def close(self) -> None:
        return


def test_readers_come_and_go_while_the_service_runs(
    shown: Shown, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    script, allowed = ScriptedService(), threading.Event()
    answer = {True: script, False: Trouble.NOT_ALLOWED}
    monkeypatch.setattr(pcsc_reader.pcsc, "connect_to_service", lambda: answer[allowed.is_set()])
    monkeypatch.setattr(pcsc_reader, "LOOK_AGAIN_SECONDS", 0.001)
    reader = PcscReader(PROFILE)
    reader.start(shown.take)
    becomes(reader, ReaderStatus.NOT_ALLOWED)
    trouble = reader.trouble()
    assert trouble is not None
    assert (trouble.code, "polkit" in trouble.detail) == (TroubleCode.NOT_ALLOWED, True)
    allowed.set()
    becomes(reader, ReaderStatus.NOT_THERE)
    script.slots = {"one": Slot(16), "two": Slot(16)}
    script.names = ("one",)
    becomes(reader, ReaderStatus.READY)
    script.names = ("one", "two")
    script.slots["two"] = Slot(16 | UNAVAILABLE)
    becomes(reader, ReaderStatus.FAULT)
    assert reader.trouble() is not None
    script.slots["two"] = Slot(PRESENT, 1)  # it lies upside down
    assert shown.next() == CardUnreadable("incomplete")
    script.slots.pop("one")  # before anybody says that it is gone
    looks = script.looks
    wait_until(lambda: script.looks > looks + 2)
    script.names = ("two",)
    becomes(reader, ReaderStatus.READY)
    script.names = ()
    becomes(reader, ReaderStatus.NOT_THERE)
    reader.stop()
    assert shown.empty()
    said = [(r.message, r.event["reason"]) for r in caplog.records if "reader." in r.message]
    assert said == [
        ("reader.lost", "not_allowed"),
        ("reader.lost", "not_there"),
        ("reader.back", None),
        ("reader.lost", "fault"),
        ("reader.back", None),
        ("reader.lost", "not_there"),
    ]
