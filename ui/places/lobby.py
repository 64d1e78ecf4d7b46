"""Before and after: the start, notices, the guide, who helps, the farewell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from ui.places.place import Place


@dataclass(frozen=True, slots=True)
class Start(Place):
    name: ClassVar[str] = "start"


@dataclass(frozen=True, slots=True)
class Home(Place):
    """All that can be done and read without logging in, and the newest notices."""

    name: ClassVar[str] = "home"


@dataclass(frozen=True, slots=True)
class Notices(Place):
    name: ClassVar[str] = "notices"


@dataclass(frozen=True, slots=True)
class NoticeDetail(Place):
    name: ClassVar[str] = "notice_detail"
    notice_id: str


@dataclass(frozen=True, slots=True)
class Guide(Place):
    """The topics of the guide."""

    name: ClassVar[str] = "guide"


@dataclass(frozen=True, slots=True)
class GuideTopic(Place):
    """The questions of one topic."""

    name: ClassVar[str] = "guide_topic"
    topic_id: str


@dataclass(frozen=True, slots=True)
class GuideSection(Place):
    """The answer to one question."""

    name: ClassVar[str] = "guide_section"
    topic_id: str
    section_id: str


@dataclass(frozen=True, slots=True)
class Contact(Place):
    """Who answers questions, and about what."""

    name: ClassVar[str] = "contact"


@dataclass(frozen=True, slots=True)
class Counters(Place):
    """Where residents register, or where terminals like this one stand. ``area``: in one part of
    the city only, by its Japanese name; ``kind``: for one kind of registration only, by its id."""

    name: ClassVar[str] = "counters"
    what: Literal["counters", "terminals"] = "counters"
    area: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class CountersBy(Place):
    """In which part of the city, or for which kind of registration?"""

    name: ClassVar[str] = "counters_by"
    by: Literal["area", "kind"]
    what: Literal["counters", "terminals"] = "counters"


@dataclass(frozen=True, slots=True)
class Services(Place):
    """The city's other services, to be opened on a telephone."""

    name: ClassVar[str] = "services"


@dataclass(frozen=True, slots=True)
class Help(Place):
    name: ClassVar[str] = "help"


@dataclass(frozen=True, slots=True)
class Ended(Place):
    """``card`` and ``receipt``: what the resident must not leave behind."""

    name: ClassVar[str] = "ended"
    card: bool = False
    receipt: bool = False


@dataclass(frozen=True, slots=True)
class Display(Place):
    """Language, size of type, contrast, reach, voice."""

    name: ClassVar[str] = "display"
