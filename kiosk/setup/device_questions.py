"""What ``kiosk setup`` asks about printer and reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from kiosk.doctor.advise import card_table, printer_table
from kiosk.doctor.machine import Machine
from kiosk.outcome import Refused
from kiosk.setup.devices import (
    Proposed,
    card_of,
    printer_of,
    propose,
    trouble_of_printer,
    trouble_of_readers,
)
from kiosk.setup.document import Document
from kiosk.setup.talk import Talk

Table = dict[str, Any]

_ADDRESS: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9.-]*)(?::([0-9]{1,5}))?")
_NONE_OF: Final = {"printer": {"kind": "none"}, "card": {"reader": "none"}}


class DeviceQuestions:
    def __init__(self, talk: Talk, file: Path, machine: Machine) -> None:
        self._talk, self._file, self._machine = talk, file, machine

    def ask(self, document: Document) -> dict[str, str]:
        """Put ``printer`` and ``card`` into the document; returns files to be written beside."""
        self._talk.say("looking_for_devices")
        proposed = propose(self._machine)
        for check in proposed.checks:
            self._talk.plain(f"  {check.verdict.value:4}  {check.subject}: {check.said}")
        document["printer"] = self._printer(document.get("printer"), proposed.printer)
        document["card"] = self._card(document.get("card"), proposed)
        chosen = document["card"] == proposed.card and proposed.profile
        if not chosen or (self._file.parent / proposed.profile_file).exists():
            return {}
        return {proposed.profile_file: proposed.profile}

    def _printer(self, present: object, found: Table | None) -> Table:
        while True:
            table = self._of("printer", present, found, ("network", self._network))
            settings = printer_of(table, self._file)
            if isinstance(settings, Refused):
                self._talk.wrong("printer", settings)
                continue
            if settings.kind != "none":
                self._talk.say("asking_printer")
            if self._taken("printer", trouble_of_printer(self._machine, settings)):
                return table

    def _card(self, present: object, proposed: Proposed) -> Table:
        while True:
            table = self._of("card", present, proposed.card, ("wedge", lambda: {"reader": "wedge"}))
            if table is proposed.card and proposed.profile:
                return table  # its profile is not written yet, and the doctor has just asked it
            settings = card_of(table, self._file)
            if isinstance(settings, Refused):
                self._talk.wrong("card", settings)
                continue
            troubles = trouble_of_readers(self._machine, settings)
            if self._taken("card", *troubles):
                return table

    def _of(
        self,
        place: str,
        present: object,
        found: Table | None,
        other: tuple[str, Callable[[], Table]],
    ) -> Table:
        offers: list[tuple[str, Callable[[], Table]]] = []
        if isinstance(present, dict) and present:
            told = self._talk.words.text(f"offer.{place}.present", table=self._told(place, present))
            offers.append((told, lambda: present))
        if found is not None and found != present:
            told = self._talk.words.text(f"offer.{place}.found", table=self._told(place, found))
            offers.append((told, lambda: found))
        known = bool(offers)
        offers.append((self._talk.words.text(f"offer.{place}.{other[0]}"), other[1]))
        offers.append((self._talk.words.text(f"offer.{place}.none"), lambda: _NONE_OF[place]))
        texts = tuple(text for text, _ in offers)
        chosen = self._talk.choice(place, texts, 0 if known else len(offers) - 1)
        return offers[chosen][1]()

    def _network(self) -> Table:
        def address(typed: str) -> Table | Refused:
            found = _ADDRESS.fullmatch(typed)
            if found is None:
                return Refused("address_unfit")
            port = {"port": int(found[2])} if found[2] else {}
            table: Table = {"kind": "network", "host": found[1], **port}
            settings = printer_of(table, self._file)
            return settings if isinstance(settings, Refused) else table

        return self._talk.answer("printer.host", address)

    def _taken(self, place: str, *troubles: Refused | None) -> bool:
        wrong = [one for one in troubles if one is not None]
        for one in wrong:
            self._talk.wrong(place, one)
        return not wrong or self._talk.yes("all_the_same", otherwise=False)

    def _told(self, place: str, table: Table) -> str:
        """A device's table in one line."""
        settings = (
            printer_of(table, self._file) if place == "printer" else card_of(table, self._file)
        )
        if isinstance(settings, Refused):
            return str(table.get("kind", table.get("reader", "?")))
        text = printer_table(settings) if place == "printer" else card_table(settings)  # type: ignore[arg-type]
        lines = [line.partition("  #")[0] for line in text.splitlines() if " = " in line]
        return ", ".join(lines)
