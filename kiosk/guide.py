"""What residents are told about the procedures, the counters and the city's other services.

The shapes are those of docs/openapi.json, as in ``kiosk/model.py``.
"""

from __future__ import annotations

import msgspec

from kiosk.model import Text


class GuideFact(msgspec.Struct, frozen=True, kw_only=True):
    label: Text
    value: Text


class GuideSection(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one question: what it is, step by step, what to bring, where, until when."""

    id: str
    title: Text
    paragraphs: tuple[Text, ...] = ()
    steps: tuple[Text, ...] = ()
    facts: tuple[GuideFact, ...] = ()
    bring: tuple[Text, ...] = ()
    where: Text | None = None
    until: Text | None = None
    tel: str | None = None
    url: str | None = None


class GuideTopic(msgspec.Struct, frozen=True, kw_only=True):
    """``icon`` is the name of a sign; one that this kiosk cannot draw is left away."""

    id: str
    title: Text
    icon: str
    sections: tuple[GuideSection, ...]


class Guide(msgspec.Struct, frozen=True, kw_only=True):
    topics: tuple[GuideTopic, ...]

    def topic(self, topic_id: str) -> GuideTopic | None:
        return next((topic for topic in self.topics if topic.id == topic_id), None)

    def section(self, topic_id: str, section_id: str) -> GuideSection | None:
        topic = self.topic(topic_id)
        sections = () if topic is None else topic.sections
        return next((section for section in sections if section.id == section_id), None)


class Counter(msgspec.Struct, frozen=True, kw_only=True):
    """A counter that takes registrations of some ``kinds``."""

    id: str
    name: Text
    address: Text
    tel: str
    fax: str | None = None
    kinds: tuple[str, ...] = ()
    note: Text | None = None


class OtherTerminal(msgspec.Struct, frozen=True, kw_only=True):
    """Where a terminal like this one stands; ``area`` is the part of the city."""

    id: str
    name: Text
    address: Text
    area: Text


class Counters(msgspec.Struct, frozen=True, kw_only=True):
    counters: tuple[Counter, ...]
    terminals: tuple[OtherTerminal, ...] = ()


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Another service, which a resident reaches with a telephone of their own."""

    id: str
    name: Text
    about: Text
    url: str


class Links(msgspec.Struct, frozen=True, kw_only=True):
    links: tuple[Link, ...]
