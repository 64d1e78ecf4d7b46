"""Answers from a file: one for a whole city's terminals, with what they share and a table each.

Everything that is wrong in it, with the service or with the devices, is found at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.doctor.machine import Machine
from kiosk.first_contact import Site
from kiosk.outcome import Refused
from kiosk.service_look import look
from kiosk.setup.devices import (
    Proposed,
    card_of,
    printer_of,
    propose,
    trouble_of_printer,
    trouble_of_readers,
)
from kiosk.setup.document import CACHE_DIRECTORY, Document, every_wrong, merged
from kiosk.setup.finishing import ROLES
from kiosk.setup.lobby_questions import without_alarm, without_voice
from kiosk.setup.warnings import warnings
from kiosk.setup.wizard import LONGEST_ID, Answers

_TOP: Final = ("shared", "terminal")
#: Keys of a terminal's or the shared answers that are no settings.
_MACHINE, _PINS = "machine", "pins"
#: In the place of a device's table: whatever is found attached.
FOUND: Final = "found"


@dataclass(frozen=True, slots=True)
class FromFile:
    """``answers`` are to be used only if nothing is ``wrong``. ``pins`` are files, by role."""

    answers: Answers
    pins: Mapping[str, Path] = field(default_factory=dict)
    wrong: tuple[Refused, ...] = ()
    warnings: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which file, for which terminal: empty where this machine's own numbers are to tell."""

    file: Path
    terminal: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The settings file that is to be written, what stands in it, and what is asked of where this
    runs. ``numbers``: by which a machine can be told from others."""

    config: Path
    present: Document
    clock: Clock
    machine: Machine
    numbers: Callable[[], frozenset[str]]


def read_answers(asked: Asked, around: Surroundings) -> FromFile:
    """Everything that can be said of these answers without writing anything."""
    document = _document(asked.file)
    if isinstance(document, Refused):
        return FromFile(Answers({}), wrong=(document,))
    wrong = [_at(key, "no_such_answer") for key in document if key not in _TOP]
    shared, terminals = document.get("shared", {}), document.get("terminal")
    name = _terminal(terminals, asked, around)
    own = terminals[name] if isinstance(terminals, dict) and isinstance(name, str) else {}
    if isinstance(name, Refused):
        wrong.append(name)
    for place, table in (("shared", shared), (f"terminal.{name}", own)):
        if not isinstance(table, dict):
            wrong.append(_at(place, "no_table"))
    if wrong:
        return FromFile(Answers({}), wrong=tuple(wrong))
    answers = merged(shared, own)
    answers.pop(_MACHINE, None)
    pins = answers.pop(_PINS, {})
    answers["kiosk_id"] = name
    return _judged(answers, pins, asked.file, around)


def _judged(answers: Document, pins: object, file: Path, around: Surroundings) -> FromFile:
    wrong: list[Refused] = []
    proposed = Proposed()
    if FOUND in (answers.get("printer"), answers.get("card")):
        proposed = propose(around.machine)
    for place, table in (("printer", proposed.printer), ("card", proposed.card)):
        if answers.get(place) == FOUND:
            answers[place] = table or {}
            if table is None:
                wrong.append(Refused("device_not_found", {"place": place}))
    whole = merged(merged({"cache_directory": CACHE_DIRECTORY}, around.present), answers)
    beside = {}
    if proposed.profile and whole.get("card") == proposed.card:
        beside = {proposed.profile_file: proposed.profile}
        # Its file is written with the settings: here the reader is looked at without it.
        looked_at = merged(whole, {"card": {"reader": "none"}})
    else:
        looked_at = whole
    wrong += every_wrong(looked_at, around.config)
    if len(str(whole["kiosk_id"])) > LONGEST_ID:
        wrong.append(Refused("name_long", {"place": "kiosk_id", "most": LONGEST_ID}))
    files, unreadable = _pins(pins, file)
    wrong += unreadable
    places = {str(one.details.get("place")) for one in wrong}
    warned: tuple[Refused, ...] = ()
    if not any(place.startswith("service") for place in places):
        troubles, warned = _of_service(whole, around, places)
        wrong += troubles
    wrong += _of_devices(looked_at, around, places)
    lacking = (*without_voice(whole, around.machine), *without_alarm(whole, around.machine))
    return FromFile(Answers(whole, beside), files, tuple(wrong), (*warned, *lacking))


def _document(file: Path) -> Document | Refused:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        why = error.strerror or type(error).__name__
    except UnicodeDecodeError:
        why = "no UTF-8 text"
    except tomllib.TOMLDecodeError as error:
        why = str(error)
    return Refused("answers_unreadable", {"place": str(file), "why": why})


def _terminal(terminals: object, asked: Asked, around: Surroundings) -> str | Refused:
    """Which table is this machine's."""
    if not isinstance(terminals, dict) or not terminals:
        return _at("terminal", "no_table")
    known = ", ".join(sorted(map(str, terminals)))
    if asked.terminal:
        if asked.terminal in terminals:
            return asked.terminal
        return Refused("terminal_unknown", {"place": asked.terminal, "known": known})
    here = {one.casefold() for one in around.numbers()}
    fitting = [
        name
        for name, table in terminals.items()
        if isinstance(table, dict) and str(table.get(_MACHINE, "")).casefold() in here
    ]
    if len(fitting) == 1:
        return str(fitting[0])
    numbers = ", ".join(sorted(here)) or "-"
    return Refused("machine_unknown", {"place": _MACHINE, "here": numbers, "known": known})


def _pins(pins: object, file: Path) -> tuple[dict[str, Path], list[Refused]]:
    """The files with the PINs, which nobody but their owner may read."""
    if not isinstance(pins, dict):
        return {}, [_at(_PINS, "no_table")]
    files: dict[str, Path] = {}
    wrong = [_at(f"{_PINS}.{role}", "no_such_answer") for role in pins if role not in ROLES]
    for role in (one for one in ROLES if one in pins):
        place, path = f"{_PINS}.{role}", file.parent / str(pins[role])
        if not path.is_file():
            wrong.append(Refused("pin_file_missing", {"place": place, "file": str(path)}))
        elif path.stat().st_mode & 0o077:
            wrong.append(Refused("pin_file_open", {"place": place, "file": str(path)}))
        else:
            files[role] = path
    return files, wrong


def _of_service(
    whole: Document, around: Surroundings, bad: set[str]
) -> tuple[list[Refused], tuple[Refused, ...]]:
    """What the service says of the answers. ``bad`` places are wrong already."""
    service = whole["service"]
    ca_file = service.get("ca_file")
    site = Site(
        str(service["url"]).rstrip("/"),
        None if ca_file is None else around.config.parent / ca_file,
        service.get("proxy", ""),
    )
    found = look(site, around.clock)
    if isinstance(found, Refused):
        return [_placed("service.url", found)], ()
    wrong: list[Refused] = []
    city, home = whole.get("city"), whole.get("home_facility")
    if "city" not in bad and city != found.city.id:
        wrong.append(Refused("city_other", {"place": "city", "there": found.city.id}))
    elif "home_facility" not in bad and all(one.id != home for one in found.facilities):
        wrong.append(Refused("facility_unknown", {"place": "home_facility", "asked": str(home)}))
    return wrong, warnings(found, around.clock.now())


def _of_devices(whole: Document, around: Surroundings, bad: set[str]) -> Iterator[Refused]:
    """Which of the configured devices do not answer."""
    if not any(place.startswith("printer") for place in bad):
        printer = printer_of(whole.get("printer", {}), around.config)
        if not isinstance(printer, Refused):
            trouble = trouble_of_printer(around.machine, printer)
            yield from () if trouble is None else (trouble,)
    if not any(place.startswith("card") for place in bad):
        card = card_of(whole.get("card", {}), around.config)
        if not isinstance(card, Refused):
            yield from trouble_of_readers(around.machine, card)


def _placed(place: str, refused: Refused) -> Refused:
    return Refused(refused.code, {"place": place, **refused.details})


def _at(place: str, code: str) -> Refused:
    return Refused(code, {"place": place})
