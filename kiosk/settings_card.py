"""``[card]`` of the settings: the reader, what the cards look like, and how a burst is told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import permutations
from pathlib import Path
from typing import Literal, TypeVar, get_args

from kiosk.cards.frames import BlockCheck, FrameKind, ParityBit
from kiosk.cards.keymap import Layout
from kiosk.cards.profile import CHIPS, CardProfile, ReaderCommands, Source
from kiosk.cards.profile_file import load
from kiosk.cards.serial_line import LineParity
from kiosk.settings_printer import is_device
from kiosk.settings_table import Table

CardReaderKind = Literal["wedge", "evdev", "serial", "pcsc", "file", "none"]
_AT_A_DEVICE = ("evdev", "serial")
_BAUDS = (1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200)
Choice = TypeVar("Choice", Layout, LineParity, FrameKind, BlockCheck, ParityBit, ReaderCommands)


@dataclass(frozen=True, slots=True)
class CardSettings:
    """The reader, the cards of the city, and how a burst is told from typing.

    For the cards see ``kiosk/cards/profile.py``, for bursts (``wedge`` and ``evdev``)
    ``kiosk/cards/wedge.py``, for frames (``serial``) ``kiosk/cards/frames.py``.
    """

    reader: CardReaderKind = "none"
    profile: CardProfile = field(default_factory=CardProfile)
    file: Path = Path()  # for the reader ``file``
    device: Path = Path()  # for ``evdev`` and ``serial``
    reader_name: str = ""  # a part of the names of the readers that ``pcsc`` watches
    reader_commands: ReaderCommands = ReaderCommands.SONY
    keyboard: Layout = Layout.US
    baud: int = 9600
    bits: int = 8
    parity: LineParity = LineParity.NONE
    stop_bits: int = 1
    frame: FrameKind = FrameKind.LINES
    block_check: BlockCheck = BlockCheck.NONE
    parity_bit: ParityBit = ParityBit.NONE
    longest_frame: int = 512
    silence_seconds: float = 0.2
    gap_seconds: float = 0.05
    shortest_burst: int = 4
    longest_burst: int = 128
    terminator: str = "\r"
    beside: tuple[CardSettings, ...] = ()  # further readers, for the same cards

    def every(self) -> tuple[CardSettings, ...]:
        """This reader and those beside it."""
        return (self, *self.beside)


def read_card(table: Table, cards: CardProfile | None = None) -> CardSettings:
    """``cards`` are given for a reader beside another."""
    reader = table.one_of("reader", get_args(CardReaderKind), "none")
    default = CardSettings()
    profile = table.existing("profile")
    made = CardSettings(
        reader=reader,
        profile=load(profile) if profile is not None else cards or default.profile,
        file=table.path("file") if reader == "file" else Path(),
        device=_device(table) if reader in _AT_A_DEVICE else Path(),
        reader_name=table.text("reader_name", "", may_be_empty=True),
        reader_commands=_choice(table, "reader_commands", default.reader_commands),
        keyboard=_choice(table, "keyboard", default.keyboard),
        baud=table.one_of("baud", _BAUDS, default.baud),
        bits=table.one_of("bits", (7, 8), default.bits),
        parity=_choice(table, "parity", default.parity),
        stop_bits=table.one_of("stop_bits", (1, 2), default.stop_bits),
        frame=_choice(table, "frame", default.frame),
        block_check=_choice(table, "block_check", default.block_check),
        parity_bit=_choice(table, "parity_bit", default.parity_bit),
        longest_frame=table.whole("longest_frame", default.longest_frame, 8, 65_536),
        silence_seconds=table.number("silence_seconds", default.silence_seconds, 0.02, 5),
        gap_seconds=table.number("gap_seconds", default.gap_seconds, 0.005, 0.5),
        shortest_burst=table.whole("shortest_burst", default.shortest_burst, 2, 64),
        longest_burst=table.whole("longest_burst", default.longest_burst, 8, 4096),
        terminator=str(table.one_of("terminator", ("\r", "\n", "\t", ""), default.terminator)),
    )
    if reader in ("wedge", "evdev"):
        _bursts_are_cards(table, made)
    if reader == "pcsc" and not any(made.profile.of(source) for source in CHIPS):
        table.wrong("profile", "has no card that such a reader reads", "a [[card]] with a chip")
    if reader == "serial" and not made.profile.of(Source.SERIAL):
        table.wrong("profile", "has no card that such a reader reads", 'a card of "serial"')
    if reader == "serial":
        fewest = max(kind.fewest for kind in made.profile.of(Source.SERIAL))
        if made.longest_frame < fewest:
            table.wrong(
                "longest_frame",
                f"is less than a card has: {fewest} characters",
                f"{fewest} or more",
            )
    if made.block_check is not BlockCheck.NONE and made.frame is FrameKind.LINES:
        table.wrong("block_check", "comes behind no line", 'frame = "stx" or frame = "ff"')
    if cards is None and table.has("beside"):
        beside = tuple(read_card(one, made.profile) for one in table.tables("beside"))
        made = replace(made, beside=beside)
        if [one.reader for one in made.every()].count("wedge") > 1:
            table.wrong("beside", "has another wedge", "one: it reads all keyboards at once")
        names = [one.reader_name.casefold() for one in made.every() if one.reader == "pcsc"]
        if any(one in other for one, other in permutations(names, 2)):
            table.wrong(
                "beside",
                "has a smart card reader whose name is part of another's",
                "names that no reader has both of: each card would be read twice",
            )
        devices = [one.device for one in made.every() if one.reader in _AT_A_DEVICE]
        if len(set(devices)) < len(devices):
            table.wrong("beside", "has a reader at the same device", "a device for each reader")
    table.nothing_else()
    return made


def _device(table: Table) -> Path:
    like = '"/dev/serial/by-id/…" or "/dev/input/by-id/…"'
    named = table.text("device", like=like)
    if not is_device(named):
        table.wrong("device", f"{named!r} is no device", like)
    return Path(named)


def _choice(table: Table, key: str, default: Choice) -> Choice:
    values = [str(choice.value) for choice in type(default)]
    return type(default)(table.one_of(key, values, str(default.value)))


def _bursts_are_cards(table: Table, made: CardSettings) -> None:
    fewest = [kind.fewest for kind in made.profile.of(Source.WEDGE)]
    if not fewest:
        table.wrong("profile", "has no card that such a reader reads", 'a card of "wedge"')
    if made.shortest_burst > min(fewest):
        table.wrong(
            "shortest_burst",
            f"is more than a card has: {min(fewest)} characters",
            f"at most {min(fewest)}",
        )
    if made.longest_burst < max(fewest):
        table.wrong(
            "longest_burst",
            f"is less than a card has: {max(fewest)} characters",
            f"at least {max(fewest)}",
        )
