"""An application or a reservation as rows of facts, the same on every screen."""

from __future__ import annotations

from typing import Literal

from kiosk.model import Application, Reservation
from ui.directory import Directory
from ui.theme.palette import Tone
from ui.widgets.facts import Fact
from ui.wording.words import JAPAN, Words

_TONES = {
    "applied": Tone.LOTTERY,
    "won": Tone.GOOD,
    "claimed": Tone.GOOD,
    "provisional": Tone.WARNING,
    "confirmed": Tone.GOOD,
}

Item = Application | Reservation


def state_tone(item: Item) -> Tone:
    """Coloured while something may still happen, grey when it is over."""
    return _TONES.get(item.state, Tone.MUTED)


def state_word(words: Words, item: Item) -> str:
    return words.text(f"{kind_of(item)}.state.{item.state}")


def kind_of(item: Item) -> Literal["application", "reservation"]:
    """Its name in the wording and in the names of buttons."""
    return "application" if isinstance(item, Application) else "reservation"


def use_facts(words: Words, directory: Directory, item: Item) -> list[Fact]:
    """What, where, when."""
    facility, room = directory.names(item.room_id, item.facility_id)
    day = item.from_.astimezone(JAPAN).date()
    return [
        Fact(words.text(f"fact.number.{kind_of(item)}"), item.number),
        Fact(words.text("fact.facility"), words.of(facility)),
        Fact(words.text("fact.room"), words.of(room)),
        Fact(words.text("fact.date"), words.date(day), strong=True),
        Fact(words.text("fact.hours"), words.time_span(item.from_, item.until), strong=True),
    ]


def detail_facts(words: Words, directory: Directory, item: Item) -> list[Fact]:
    """What else was agreed."""
    purpose = directory.purpose(item.purpose_id)
    fee = words.yen(item.fee_yen) if item.fee_yen else words.text("rooms.free")
    return [
        Fact(words.text("fact.purpose"), words.of(purpose.name) if purpose else "―"),
        Fact(words.text("fact.people"), words.text("people.count", people=item.people)),
        Fact(words.text("fact.fee"), fee, strong=True),
        Fact(words.text("fact.state"), state_word(words, item)),
    ]
