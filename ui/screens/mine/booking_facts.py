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
    if isinstance(item, Application) and item.waiting is not None:
        return Tone.LOTTERY
    return _TONES.get(item.state, Tone.MUTED)


def state_word(words: Words, item: Item) -> str:
    """Its state in a word or two; a lost application that still has a place in the row says so."""
    if isinstance(item, Application) and item.waiting is not None:
        return words.text("application.state.waiting", place=item.waiting.place)
    by_itself = "_by_itself" if is_won_by_itself(item) else ""
    return words.text(f"{kind_of(item)}.state.{item.state}{by_itself}")


def is_won_by_itself(item: Item) -> bool:
    """Whether it is a win that became a reservation without being claimed."""
    return (
        isinstance(item, Application) and item.state == "claimed" and item.draw.claim_until is None
    )


def kind_of(item: Item) -> Literal["application", "reservation"]:
    """Its name in the wording and in the names of buttons."""
    return "application" if isinstance(item, Application) else "reservation"


def when(words: Words, item: Item) -> str:
    """Day and hours in one line."""
    day = item.from_.astimezone(JAPAN).date()
    return f"{words.date(day)}　{words.time_span(item.from_, item.until)}"


def short_when(words: Words, item: Item) -> str:
    """As ``when``, without the year: for a low glass."""
    day = item.from_.astimezone(JAPAN).date()
    return f"{words.short_date(day)}　{words.time_span(item.from_, item.until)}"


def where(words: Words, directory: Directory, item: Item) -> str:
    """Room, with its unit where it is one of several, and facility in one line."""
    facility, _ = directory.names(item.room_id, item.facility_id, words)
    return "　".join(part for part in (room_of(words, directory, item), facility) if part)


def room_of(words: Words, directory: Directory, item: Item) -> str:
    """Room, with its unit where it is one of several."""
    _, room = directory.names(item.room_id, item.facility_id, words)
    return "　".join(part for part in (room, _unit(words, directory, item)) if part)


def use_facts(words: Words, directory: Directory, item: Item) -> list[Fact]:
    """What, where, when."""
    facility, room = directory.names_with_signs(item.room_id, item.facility_id, words)
    day = item.from_.astimezone(JAPAN).date()
    unit = _unit(words, directory, item)
    return [
        Fact(words.text("fact.date"), words.date(day), strong=True),
        Fact(words.text("fact.hours"), words.time_span(item.from_, item.until), strong=True),
        Fact(words.text("fact.room"), " ".join(part for part in (room, unit) if part)),
        Fact(words.text("fact.facility"), facility),
    ]


def fee_fact(words: Words, yen: int) -> Fact:
    """What it costs."""
    fee = words.yen(yen) if yen else words.text("rooms.free")
    return Fact(words.text("fact.fee"), fee, strong=True)


def detail_facts(words: Words, directory: Directory, item: Item) -> list[Fact]:
    """What else was agreed."""
    purpose = directory.purpose(item.purpose_id, item.room_id)
    return [
        fee_fact(words, item.fee_yen),
        Fact(words.text("fact.purpose"), words.of(purpose.name) if purpose else "―"),
        Fact(words.text("fact.people"), words.text("people.count", people=item.people)),
        Fact(words.text(f"fact.number.{kind_of(item)}"), item.number),
    ]


def _unit(words: Words, directory: Directory, item: Item) -> str:
    found = directory.room(item.room_id)
    units = found[1].units if found is not None else ()
    return next((words.of(unit.name) for unit in units if unit.id == item.unit_id), "")
