"""What a card on a reader says to who knows the city's cards: a number, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.cards.pcsc import felica, iso7816, mifare
from kiosk.cards.pcsc.service import Answer, Card, Trouble
from kiosk.cards.profile import (
    CardKind,
    CardProfile,
    FelicaPlace,
    IsoPlace,
    ReaderCommands,
    Source,
    nearest,
)
from kiosk.cards.reader import CardRead
from kiosk.cards.shown import CardShown, CardUnreadable, StaffCardShown

#: In the order in which they are tried where a kind names several.
_SOURCES = (Source.FELICA_BLOCK, Source.ISO_FILE, Source.FELICA_IDM, Source.MIFARE_UID)


def read(
    card: Card, profile: CardProfile, commands: ReaderCommands = ReaderCommands.SONY
) -> CardRead | Trouble:
    """The first kind that fits decides, as everywhere; trouble with the card ends the reading.

    An identifier (IDm, UID) counts only where a kind of the city's says so, because cities exist
    that register it as the number. Nobody is logged in by it: it leads to the secret like any. A
    card without contacts of which nothing else can be read is ``no_number``.
    """
    why: set[str] = set()
    says_something = not _CONTACTLESS.search(card.atr)
    for kind, source in _to_try(profile):
        content = _content(card, kind, source, commands)
        match content:
            case Trouble():
                return content
            case Answer():
                if content.is_passing:
                    why.add("incomplete")
                continue
        says_something = True
        match CardProfile((kind,)).read(_as_read(content, source), source):
            case CardUnreadable(why="another_card") as others:
                return others
            case CardUnreadable(why=problem):
                if not (kind.other or kind.staff):
                    why.add(problem)
            case CardShown() | StaffCardShown() as shown:
                return shown
    return nearest(why) if why or says_something else CardUnreadable("no_number")


def _to_try(profile: CardProfile) -> Iterator[tuple[CardKind, Source]]:
    for kind in profile.kinds:
        for source in _SOURCES:
            if source in kind.sources:
                yield kind, source


def _content(
    card: Card, kind: CardKind, source: Source, commands: ReaderCommands
) -> bytes | Answer | Trouble:
    """What this kind wants to see of the card; the answer with which the card refuses it."""
    match source, kind.chip:
        case Source.FELICA_BLOCK, FelicaPlace(service=service, blocks=blocks):
            if not _is_felica(card):
                return _NOT_OF_THIS_KIND
            return felica.blocks(card, service, blocks, commands)
        case Source.ISO_FILE, IsoPlace() as place:
            if _is_felica(card):
                return _NOT_OF_THIS_KIND
            if place.record:
                return iso7816.read_record(card, place.application, place.file, place.record)
            return iso7816.read_binary(
                card, place.application, place.file, place.offset, place.length
            )
        case Source.FELICA_IDM, _:
            return felica.idm(card) if _is_felica(card) else _NOT_OF_THIS_KIND
        case Source.MIFARE_UID, _:
            return _NOT_OF_THIS_KIND if _is_felica(card) else _lasting_uid(card)
    return _NOT_OF_THIS_KIND


def _lasting_uid(card: Card) -> bytes | Answer | Trouble:
    identifier = mifare.uid(card)
    if isinstance(identifier, bytes) and mifare.is_random(identifier):
        return _NOT_OF_THIS_KIND
    return identifier


def _is_felica(card: Card) -> bool:
    return felica.is_felica(card.atr)


def _as_read(content: bytes, source: Source) -> str | bytes:
    """An identifier is written in hexadecimal, whatever a kind says about its text."""
    if source in (Source.FELICA_IDM, Source.MIFARE_UID):
        return content.hex().upper()
    return content


#: A card without contacts that knows no commands of its own: "PC/SC workgroup" stands in what the
#: reader says of it (PC/SC part 3, 3.1.3.2.3).
_CONTACTLESS = re.compile(bytes.fromhex("A000000306"))
#: What a card says that does not know a command (ISO 7816-4, 5.6).
_NOT_OF_THIS_KIND = Answer(b"", 0x6D00)
