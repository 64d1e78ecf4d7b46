"""The questions of ``kiosk setup``, one after the other. A wrong answer says what is wrong and what
to do about it, and is asked again; nothing is written before the last one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.doctor.machine import Machine
from kiosk.first_contact import Site
from kiosk.outcome import Refused
from kiosk.service_look import Named, ServiceFound, look
from kiosk.setup.asking import Asking
from kiosk.setup.console import Console
from kiosk.setup.device_questions import DeviceQuestions
from kiosk.setup.document import CACHE_DIRECTORY, Document, merged
from kiosk.setup.glass import width_mm
from kiosk.setup.lobby_questions import ask_about_the_lobby
from kiosk.setup.talk import Talk
from kiosk.setup.warnings import warnings

#: What the service takes as the name of a terminal (``/v1/kiosk/enrolments``).
LONGEST_ID: Final = 40
#: A longer list of facilities is not shown unless a part of a name is given.
_MOST_LISTED: Final = 15
_ASK_FOR_CA: Final = ("certificate_foreign", "ca_file_wrong")
_ASK_FOR_PROXY: Final = ("no_network", "nobody_answers", "name_unknown", "proxy_refuses")


@dataclass(frozen=True, slots=True)
class Answers:
    """The whole settings, and texts of files that they name, to be written beside them."""

    document: Document
    beside: dict[str, str] = field(default_factory=dict)


class Wizard:
    """``present``: the settings as they are; their values are offered, and what is not asked
    stays."""

    def __init__(
        self, talk: Talk, file: Path, present: Document, clock: Clock, machine: Machine
    ) -> None:
        self._talk, self._file, self._clock = talk, file, clock
        self._document = merged({"cache_directory": CACHE_DIRECTORY, "service": {}}, present)
        self._asking = Asking(talk, file, self._document)
        self._devices, self._machine = DeviceQuestions(talk, file, machine), machine

    def ask(self) -> Answers:
        """Ask everything. Raises ``Ended`` if whoever answered went away."""
        found = self._service()
        self._document["city"] = found.city.id
        self._document["kiosk_id"] = self._asking.asked("kiosk_id", self._name)
        self._document["home_facility"] = self._facility(found.facilities)
        self._glass()
        beside = self._devices.ask(self._document)
        ask_about_the_lobby(self._asking, self._machine)
        return Answers(self._document, beside)

    # -- the service -----------------------------------------------------------------------------

    def _service(self) -> ServiceFound:
        while True:
            service = self._document["service"]
            service["url"] = self._asking.asked("service.url", self._url)
            found = self._looked()
            if found is not None and self._talk.yes(
                "city", city=self._named(found.city), url=service["url"]
            ):
                return found

    def _looked(self) -> ServiceFound | None:
        service = self._document["service"]
        while True:
            ca_file, proxy = service.get("ca_file"), service.get("proxy", "")
            site = Site(
                service["url"], None if ca_file is None else self._file.parent / ca_file, proxy
            )
            self._talk.say("looking", url=service["url"])
            found = look(site, self._clock)
            if isinstance(found, ServiceFound):
                self._talk.warn(*warnings(found, self._clock.now()))
                return found
            self._talk.wrong("service.url", found)
            if found.code in _ASK_FOR_CA and self._changed("service.ca_file"):
                continue
            if found.code in _ASK_FOR_PROXY and self._changed("service.proxy"):
                continue
            return None

    def _changed(self, place: str) -> bool:
        """Ask for a way to the service; whether it is another than before."""
        before = self._asking.at(place)
        return self._asking.asked_or_none(place) != (before or "")

    def _url(self, typed: str) -> str | Refused:
        return self._asking.setting("service.url", typed.rstrip("/"))

    # -- the terminal ----------------------------------------------------------------------------

    def _name(self, typed: str) -> str | Refused:
        if len(typed) > LONGEST_ID:
            return Refused("name_long", {"most": LONGEST_ID})
        return self._asking.setting("kiosk_id", typed)

    def _facility(self, facilities: tuple[Named, ...]) -> str:
        if len(facilities) <= _MOST_LISTED:
            self._list(facilities)
        else:
            self._talk.say("facilities_many", count=len(facilities))

        def chosen(typed: str) -> str | Refused:
            fitting = _fitting(typed, facilities)
            if len(fitting) == 1:
                return fitting[0].id
            if 1 < len(fitting) <= _MOST_LISTED:
                self._list(fitting, facilities)
            return Refused(
                "facility_several" if fitting else "facility_unknown", {"count": len(fitting)}
            )

        return self._asking.asked("home_facility", chosen)

    def _list(self, shown: tuple[Named, ...], of: tuple[Named, ...] | None = None) -> None:
        every = of or shown
        for one in shown:
            self._talk.plain(f"  {every.index(one) + 1:3}  {self._named(one)}")

    def _named(self, one: Named) -> str:
        name = self._talk.words.name(one.name)
        return f"{name} ({one.id})" if name else one.id

    def _glass(self) -> None:
        screen = self._document.setdefault("screen", {})
        screen["width_mm"] = self._asking.asked("screen.width_mm", width_mm, default="268")


def _fitting(typed: str, facilities: tuple[Named, ...]) -> tuple[Named, ...]:
    """Those that a number of the list, an id, or a part of a name or id means."""
    if typed.isascii() and typed.isdigit():
        return facilities[int(typed) - 1 : int(typed)] if int(typed) else ()
    if exact := tuple(one for one in facilities if one.id == typed):
        return exact
    part = typed.casefold()
    return tuple(
        one
        for one in facilities
        if part and any(part in text.casefold() for text in (one.id, *one.name.values()))
    )


__all__ = ["Answers", "Console", "Wizard"]
