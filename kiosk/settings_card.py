"""``[card]`` of the settings: the reader, what the cards look like, and how a burst is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from kiosk.cards.profile import CardProfile, Source
from kiosk.cards.profile_file import load
from kiosk.settings_table import Table

CardReaderKind = Literal["wedge", "file", "none"]


@dataclass(frozen=True, slots=True)
class CardSettings:
    """The reader, the cards of the city, and how a burst is told from typing.

    For the cards see ``kiosk/cards/profile.py``, for bursts ``kiosk/cards/wedge.py``; ``file`` is
    for the reader ``file``.
    """

    reader: CardReaderKind = "none"
    profile: CardProfile = field(default_factory=CardProfile)
    file: Path = Path()
    gap_seconds: float = 0.05
    shortest_burst: int = 4
    longest_burst: int = 128
    terminator: str = "\r"


def read_card(table: Table) -> CardSettings:
    reader = table.one_of("reader", get_args(CardReaderKind), "none")
    default = CardSettings()
    profile = table.existing("profile")
    made = CardSettings(
        reader=reader,
        profile=load(profile) if profile is not None else default.profile,
        file=table.path("file") if reader == "file" else Path(),
        gap_seconds=table.number("gap_seconds", default.gap_seconds, 0.005, 0.5),
        shortest_burst=table.whole("shortest_burst", default.shortest_burst, 2, 64),
        longest_burst=table.whole("longest_burst", default.longest_burst, 8, 4096),
        terminator=str(table.one_of("terminator", ("\r", "\n", "\t", ""), default.terminator)),
    )
    if reader == "wedge":
        _bursts_are_cards(table, made)
    table.nothing_else()
    return made


def _bursts_are_cards(table: Table, made: CardSettings) -> None:
    fewest = [kind.fewest for kind in made.profile.of(Source.WEDGE)]
    if not fewest:
        table.wrong("profile", "has no card that such a reader reads", 'a card with source "wedge"')
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
