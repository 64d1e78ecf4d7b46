"""Whether a terminal that is set up can serve residents: all but its devices, which are examined
beside this."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk import credential_store
from kiosk.clock import Clock, SystemClock
from kiosk.credential_store import CredentialStore
from kiosk.credentials import KioskCredential
from kiosk.enrolling import accepted
from kiosk.first_contact import Site
from kiosk.maintenance.delays import MachineBootClock
from kiosk.maintenance.pin import Pins
from kiosk.outcome import Refused
from kiosk.readiness.finding import Finding, Part, Verdict
from kiosk.readiness.state import of_clock, of_credential, of_disk, of_lifetime, of_line, of_pins
from kiosk.service_look import ServiceFound, look
from kiosk.settings import Settings
from kiosk.setup.warnings import warnings
from kiosk.setup.wording import SetupWords
from printing.fonts import FONT_FOLDER, FONT_PACKAGE

_WORDS: Final = SetupWords("en")
_AS_ROOT: Final = "run kiosk doctor as root too"
_FONTS: Final = (
    (FONT_FOLDER / "BIZUDPGothic-Regular.ttf", FONT_PACKAGE),
    (FONT_FOLDER / "BIZUDPGothic-Bold.ttf", FONT_PACKAGE),
    (Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"), "fonts-noto-cjk"),
)


@dataclass(frozen=True, slots=True)
class Terminal:
    """What is looked at; a test plays all of it. ``store`` makes it from the settings' file."""

    config: Path
    settings: Settings
    clock: Clock = field(default_factory=SystemClock)
    store: Callable[[Path], CredentialStore] = credential_store.of_this_machine
    fonts: tuple[tuple[Path, str], ...] = _FONTS


def readiness(terminal: Terminal) -> Iterator[Finding]:
    """One line each; nothing is changed anywhere."""
    yield Finding(Part.SETTINGS, Verdict.PASS, "ready", "", str(terminal.config))
    yield from _service(terminal)
    yield from of_pins(Pins(terminal.settings.maintenance_folder, MachineBootClock()))
    yield of_disk(terminal.settings.cache_directory)
    yield _fonts(terminal.fonts)


def _service(terminal: Terminal) -> Iterator[Finding]:
    settings = terminal.settings
    site = Site.of(settings.service)
    found = look(site, terminal.clock)
    if isinstance(found, Refused):
        yield _refused(Part.LINE, found, site.url)
        yield _stored(terminal)
        return
    yield of_line(found, site.url)
    yield from _place(settings, found)
    yield from _clocks(found, terminal.clock.now())
    yield _credential(terminal, site)


def _place(settings: Settings, found: ServiceFound) -> Iterator[Finding]:
    if settings.city != found.city.id:
        other = Refused("city_other", {"there": found.city.id})
        yield _refused(Part.CITY, other, settings.city)
    elif all(one.id != settings.home_facility for one in found.facilities):
        yield _refused(Part.FACILITY, Refused("facility_unknown"), settings.home_facility)
    else:
        where = f"{settings.city}, {settings.home_facility}"
        yield Finding(Part.CITY, Verdict.PASS, "ready", where, "known")


def _clocks(found: ServiceFound, now: datetime) -> Iterator[Finding]:
    told = {one.code: one for one in warnings(found, now)}
    clock, off = of_clock(found), told.get("clock_off")
    yield _in_words(clock, off) if off else replace(clock, sentence="right")
    yield of_lifetime(found.lifetime, now)


def _credential(terminal: Terminal, site: Site) -> Finding:
    stored = _kept(terminal)
    if not isinstance(stored, KioskCredential):
        return stored
    refused = accepted(site, stored)
    found = of_credential(refused, stored.kiosk_id)
    return found if refused is None else _refused(found.part, refused)


def _stored(terminal: Terminal) -> Finding:
    """Whether there is one, where nobody can be asked whether it is right."""
    stored = _kept(terminal)
    if isinstance(stored, KioskCredential):
        sentence = "is stored; whether it is right nobody can say"
        return Finding(Part.CREDENTIAL, Verdict.NONE, "cannot_ask", "", sentence)
    return stored


def _kept(terminal: Terminal) -> KioskCredential | Finding:
    sealed = terminal.config.parent / credential_store.SEALED_FILE.name
    if sealed.exists() and os.geteuid() != 0:
        sentence, advice = "is sealed; root alone can open it to try it", _AS_ROOT
        return Finding(Part.CREDENTIAL, Verdict.NONE, "cannot_ask", "", sentence, advice)
    kept = terminal.store(terminal.config).kept(terminal.settings.kiosk_id)
    return _refused(Part.CREDENTIAL, kept) if isinstance(kept, Refused) else kept


def _fonts(fonts: tuple[tuple[Path, str], ...]) -> Finding:
    for file, package in fonts:
        if not file.is_file():
            sentence, advice = f"{file} is missing", f"apt install {package}"
            return Finding(Part.TYPEFACES, Verdict.FAIL, "not_installed", "", sentence, advice)
    return Finding(Part.TYPEFACES, Verdict.PASS, "ready", "", "all there")


def _refused(part: Part, refused: Refused, name: str = "") -> Finding:
    return _in_words(Finding(part, Verdict.FAIL, refused.code, name), refused)


def _in_words(found: Finding, refused: Refused) -> Finding:
    sentence, advice = _WORDS.trouble(refused)
    return replace(found, sentence=sentence, advice=advice)
