"""Whether a terminal that is set up can serve residents: all but its devices, which are examined
beside this."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk import credential_store
from kiosk.clock import TOKYO, Clock, SystemClock
from kiosk.credential_store import CredentialStore
from kiosk.credentials import KioskCredential
from kiosk.doctor.check import Check, Verdict
from kiosk.enrolling import accepted
from kiosk.first_contact import Site
from kiosk.maintenance.delays import MachineBootClock
from kiosk.maintenance.pin import Pins, Shut
from kiosk.maintenance.roles import Role
from kiosk.outcome import Refused
from kiosk.service_look import ServiceFound, look
from kiosk.settings import Settings
from kiosk.setup.warnings import warnings
from kiosk.setup.wording import SetupWords
from printing.fonts import FONT_FOLDER, FONT_PACKAGE

#: Less room than this is no room for a day's receipts and writes, in bytes.
LEAST_ROOM: Final = 200 * 1024 * 1024
_WORDS: Final = SetupWords("en")
_AGAIN: Final = "kiosk setup"
_FONTS: Final = (
    (FONT_FOLDER / "BIZUDPGothic-Regular.ttf", FONT_PACKAGE),
    (FONT_FOLDER / "BIZUDPGothic-Bold.ttf", FONT_PACKAGE),
    (Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"), "fonts-noto-cjk"),
)
_SHUT: Final = {
    Shut.NOT_SET: "is not set",
    Shut.DAMAGED: "cannot be tried: its file is damaged",
    Shut.UNREADABLE: "cannot be looked at by this user",
    Shut.CANNOT_KEEP: "cannot be tried: the disk takes no note of it",
}


@dataclass(frozen=True, slots=True)
class Terminal:
    """What is looked at; a test plays all of it. ``store`` makes it from the settings' file."""

    config: Path
    settings: Settings
    clock: Clock = field(default_factory=SystemClock)
    store: Callable[[Path], CredentialStore] = credential_store.of_this_machine
    fonts: tuple[tuple[Path, str], ...] = _FONTS


def readiness(terminal: Terminal) -> Iterator[Check]:
    """One line each; nothing is changed anywhere."""
    yield Check("settings", Verdict.PASS, str(terminal.config))
    yield from _service(terminal)
    yield from _pins(terminal.settings)
    yield _disk(terminal.settings.cache_directory)
    yield _fonts(terminal.fonts)


def site_of(settings: Settings) -> Site:
    """How these settings lead to the service."""
    service = settings.service
    return Site(service.url, service.ca_file, service.proxy)


def _service(terminal: Terminal) -> Iterator[Check]:
    settings = terminal.settings
    site = site_of(settings)
    found = look(site, terminal.clock)
    subject = f"service ({site.url})"
    if isinstance(found, Refused):
        yield _refused(subject, found)
        yield _stored(terminal)
        return
    yield Check(subject, Verdict.PASS, f"answers, {found.city.id}")
    yield from _place(settings, found)
    yield from _clocks(found, terminal.clock.now())
    yield _credential(terminal, site)


def _place(settings: Settings, found: ServiceFound) -> Iterator[Check]:
    if settings.city != found.city.id:
        other = Refused("city_other", {"there": found.city.id})
        yield _refused(f"city ({settings.city})", other)
    elif all(one.id != settings.home_facility for one in found.facilities):
        yield _refused(f"facility ({settings.home_facility})", Refused("facility_unknown"))
    else:
        yield Check(
            f"city ({settings.city}), facility ({settings.home_facility})", Verdict.PASS, "known"
        )


def _clocks(found: ServiceFound, now: datetime) -> Iterator[Check]:
    told = {one.code: one for one in warnings(found, now)}
    off = told.get("clock_off")
    yield _refused("clock", off) if off else Check("clock", Verdict.PASS, "right")
    if found.lifetime is None:
        yield Check("certificate", Verdict.NONE, "none: plain http to this machine")
        return
    ends = found.lifetime.ends.astimezone(TOKYO).strftime("%Y-%m-%d")
    _, remedy = _WORDS.trouble(told["certificate_soon"]) if "certificate_soon" in told else ("", "")
    yield Check("certificate", Verdict.PASS, f"good until {ends}", remedy)


def _credential(terminal: Terminal, site: Site) -> Check:
    stored = _kept(terminal)
    if not isinstance(stored, KioskCredential):
        return stored
    refused = accepted(site, stored)
    if refused is not None:
        return _refused("credential", refused)
    return Check("credential", Verdict.PASS, f"the service takes it, {stored.kiosk_id}")


def _stored(terminal: Terminal) -> Check:
    """Whether there is one, where nobody can be asked whether it is right."""
    stored = _kept(terminal)
    if isinstance(stored, KioskCredential):
        return Check("credential", Verdict.NONE, "is stored; whether it is right nobody can say")
    return stored


def _kept(terminal: Terminal) -> KioskCredential | Check:
    sealed = terminal.config.parent / credential_store.SEALED_FILE.name
    if sealed.exists() and os.geteuid() != 0:
        said = "is sealed; root alone can open it to try it"
        return Check("credential", Verdict.NONE, said, "run kiosk doctor as root too")
    kept = terminal.store(terminal.config).kept(terminal.settings.kiosk_id)
    if isinstance(kept, Refused):
        return _refused("credential", kept)
    return kept


def _pins(settings: Settings) -> Iterator[Check]:
    pins = Pins(settings.maintenance_folder, MachineBootClock())
    for role in Role:
        shut = pins.gate(role)
        if isinstance(shut, Shut):
            remedy = "run this as root" if shut is Shut.UNREADABLE else _AGAIN
            verdict = Verdict.NONE if shut is Shut.UNREADABLE else Verdict.FAIL
            yield Check(f"PIN ({role.value})", verdict, _SHUT[shut], remedy)
        else:
            yield Check(f"PIN ({role.value})", Verdict.PASS, "is set")


def _disk(folder: Path) -> Check:
    """Whether something can be kept there; a folder that is missing is made by the kiosk."""
    subject = f"cache ({folder})"
    there = next(one for one in (folder, *folder.parents) if one.is_dir())
    try:
        with tempfile.TemporaryFile(dir=there) as trial:
            trial.write(b"trial")
            trial.flush()
        room = shutil.disk_usage(there).free
    except OSError as error:
        why = error.strerror or type(error).__name__
        remedy = "run this as the kiosk's user; a folder of that user, on a disk with room"
        return Check(subject, Verdict.FAIL, f"nothing can be kept there: {why}", remedy)
    free = f"{room // 1024**2} MB free"
    if room < LEAST_ROOM:
        return Check(subject, Verdict.FAIL, free, f"at least {LEAST_ROOM // 1024**2} MB")
    return Check(subject, Verdict.PASS, free)


def _fonts(fonts: tuple[tuple[Path, str], ...]) -> Check:
    for file, package in fonts:
        if not file.is_file():
            return Check("typefaces", Verdict.FAIL, f"{file} is missing", f"apt install {package}")
    return Check("typefaces", Verdict.PASS, "all there")


def _refused(subject: str, refused: Refused) -> Check:
    return Check(subject, Verdict.FAIL, *_WORDS.trouble(refused))
