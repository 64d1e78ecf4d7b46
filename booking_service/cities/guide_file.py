"""Reads ``guide.toml``: how to register, apply, pay and cancel in this city, in five languages.

A text is a table ``{ ja, en, zh-Hans, ko }`` whose Japanese has a reading on every kanji
(``予約《よやく》``). From it come ``ja``, ``kana`` and ``ja-easy``; a text that is hard to
understand has a simpler ``ja-easy`` of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from booking_service.cities import reading
from booking_service.cities.ruby import printed, read_aloud, with_furigana, without_reading
from booking_service.cities.sources import SourcedValue
from booking_service.cities.table import CityFile, Table
from booking_service.policy.guide import GuideFact, GuideSection, GuideTopic
from booking_service.policy.rules import Text

GUIDE_FILE = "guide.toml"
#: The signs that every kiosk can draw before a topic.
ICONS = (
    "book", "calendar", "card", "cancel", "check", "clock", "help", "lamp", "list", "lock",
    "pencil", "person", "phone", "place", "qr", "search", "ticket", "warning", "yen",
)  # fmt: skip
_OTHER_LANGUAGES = ("en", "zh-Hans", "ko")


@dataclass(frozen=True, slots=True)
class GuideIn:
    """The guide of the city in ``folder``, read when it is first asked for."""

    folder: Path

    def __call__(self) -> tuple[GuideTopic, ...]:
        return read_guide(self.folder)[0]


@lru_cache(maxsize=8)
def read_guide(folder: Path) -> tuple[tuple[GuideTopic, ...], tuple[SourcedValue, ...]]:
    """The guide in the order of its file, and where it comes from. Raises ``CityError``."""
    file = CityFile(folder / GUIDE_FILE)
    with file.root() as root:
        topics = tuple(_topic(table) for table in root.unique_tables("topic"))
        if not topics:
            raise root.error("topic", "the guide is empty", "add [[topic]]")
    return topics, tuple(dict.fromkeys(file.sourced()))


def _topic(given: Table) -> GuideTopic:
    with given as table:
        sections = tuple(_section(inner) for inner in table.unique_tables("section"))
        if not sections:
            raise table.error("section", "the topic is empty", "add [[topic.section]]")
        return GuideTopic(
            id=table.slug("id"),
            title=_text(table, "title"),
            icon=table.choice("icon", ICONS),
            sections=sections,
        )


def _section(given: Table) -> GuideSection:
    with given as table:
        section = GuideSection(
            id=table.slug("id"),
            title=_text(table, "title"),
            paragraphs=_texts(table, "paragraphs"),
            steps=_texts(table, "steps"),
            facts=tuple(_fact(inner) for inner in table.tables("facts")),
            bring=_texts(table, "bring"),
            where=_optional(table, "where"),
            until=_optional(table, "until"),
            tel=reading.telephone(table, "tel") if table.has("tel") else None,
            url=_address(table) if table.has("url") else None,
        )
        if not (section.paragraphs or section.steps or section.facts or section.bring):
            raise table.error("paragraphs", "the section says nothing", "add paragraphs or steps")
        return section


def _fact(given: Table) -> GuideFact:
    with given as table:
        return GuideFact(_text(table, "label"), _text(table, "value"))


def _address(table: Table) -> str:
    address = table.string("url")
    if not address.startswith(("https://", "http://")):
        raise table.error("url", f"{address!r} is no address", "begin with https://")
    return address


def _texts(table: Table, key: str) -> tuple[Text, ...]:
    return tuple(_told(inner) for inner in table.tables(key))


def _optional(table: Table, key: str) -> Text | None:
    return _text(table, key) if table.has(key) else None


def _text(table: Table, key: str) -> Text:
    return _told(table.table(key))


def _told(given: Table) -> Text:
    with given as table:
        ja = _read(table, "ja")
        easy = _read(table, "ja-easy") if table.has("ja-easy") else ja
        others = {language: table.string(language) for language in _OTHER_LANGUAGES}
    return {
        "ja": printed(ja),
        "kana": read_aloud(ja),
        "ja-easy": with_furigana(easy),
        **others,
    }


def _read(table: Table, key: str) -> str:
    text = table.string(key)
    unread = without_reading(text)
    if unread is not None:
        raise table.error(key, f"{unread!r} has no reading", "write 予約《よやく》")
    return text
