"""How the rest of the terminal is, as findings: line, clock, disk, PINs, what waits."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.clock import TOKYO
from kiosk.first_contact import Lifetime
from kiosk.maintenance.pin import Pins, Shut
from kiosk.maintenance.roles import Role
from kiosk.outcome import Refused
from kiosk.readiness.finding import Finding, Part, Verdict
from kiosk.service_look import CLOCK_TOLERANCE, SOON, ServiceFound

#: Less room than this is no room for a day's receipts and writes, in bytes.
LEAST_ROOM: Final = 200 * 1024 * 1024
#: Availability that was not fetched for so long is not to be relied on.
OLD: Final = timedelta(minutes=15)
_MB: Final = 1024 * 1024
_MINUTE: Final = 60
_PINS: Final = {Role.STAFF: Part.STAFF_PIN, Role.TECHNICIAN: Part.TECHNICIAN_PIN}
_SHUT: Final = {
    Shut.NOT_SET: "is not set",
    Shut.DAMAGED: "cannot be tried: its file is damaged",
    Shut.UNREADABLE: "cannot be looked at by this user",
    Shut.CANNOT_KEEP: "cannot be tried: the disk takes no note of it",
}
_OVER: Final = ("certificate_over", "certificate_not_yet", "certificate_dates")


def of_line(found: ServiceFound | Refused, url: str) -> Finding:
    """The way to the service, and whether a booking service is at its end."""
    if isinstance(found, Refused):
        told = {name: one for name, one in found.details.items() if isinstance(one, str | int)}
        return Finding(Part.LINE, Verdict.FAIL, found.code, url, values=told)
    return Finding(Part.LINE, Verdict.PASS, "line_up", url, f"answers, {found.city.id}")


def of_clock(found: ServiceFound | Refused) -> Finding:
    """The machine's clock beside the service's."""
    if isinstance(found, Refused):
        wrong = found.code == "clock_wrong"
        code, verdict = ("clock_off", Verdict.FAIL) if wrong else ("cannot_ask", Verdict.NONE)
        seconds = found.details.get("behind_seconds", 0)
        behind = seconds if isinstance(seconds, int) else 0
        values = {"minutes": round(abs(behind) / _MINUTE)} if wrong else {}
        return Finding(Part.CLOCK, verdict, code, values=values)
    if found.behind is None:
        return Finding(Part.CLOCK, Verdict.NONE, "cannot_ask")
    if abs(found.behind) > CLOCK_TOLERANCE:
        minutes = round(abs(found.behind.total_seconds()) / _MINUTE)
        return Finding(Part.CLOCK, Verdict.FAIL, "clock_off", values={"minutes": minutes})
    seconds = round(abs(found.behind.total_seconds()))
    return Finding(Part.CLOCK, Verdict.PASS, "clock_right", values={"seconds": seconds})


def of_certificate(found: ServiceFound | Refused, now: datetime) -> Finding:
    """How long the service's certificate is still good."""
    if isinstance(found, Refused):
        if found.code in _OVER:
            return Finding(Part.CERTIFICATE, Verdict.FAIL, "certificate_over")
        return Finding(Part.CERTIFICATE, Verdict.NONE, "cannot_ask")
    return of_lifetime(found.lifetime, now)


def of_lifetime(lifetime: Lifetime | None, now: datetime) -> Finding:
    """None: no TLS is spoken."""
    if lifetime is None:
        none = "none: plain http to this machine"
        return Finding(Part.CERTIFICATE, Verdict.NONE, "certificate_none", "", none)
    left = lifetime.ends - now
    soon = left < SOON
    return Finding(
        Part.CERTIFICATE,
        Verdict.WARN if soon else Verdict.PASS,
        "certificate_soon" if soon else "certificate_good",
        sentence=f"good until {lifetime.ends.astimezone(TOKYO):%Y-%m-%d}",
        values={"days": max(0, left.days)},
    )


def of_credential(refused: Refused | None, kiosk_id: str) -> Finding:
    """Whether the service takes this terminal's credential, as it said when it was asked."""
    match refused:
        case None:
            sentence = f"the service takes it, {kiosk_id}"
            return Finding(Part.CREDENTIAL, Verdict.PASS, "credential_taken", "", sentence)
        case Refused(code="kiosk_unknown"):
            return Finding(Part.CREDENTIAL, Verdict.FAIL, "credential_refused")
        case _:
            return Finding(Part.CREDENTIAL, Verdict.NONE, "cannot_ask")


def of_cache(age_seconds: int | None) -> Finding:
    """Availability: how long ago it was fetched; None: never."""
    if age_seconds is None:
        return Finding(Part.CACHE, Verdict.FAIL, "cache_empty")
    old = age_seconds > OLD.total_seconds()
    code, verdict = ("cache_old", Verdict.FAIL) if old else ("cache_fresh", Verdict.PASS)
    return Finding(Part.CACHE, verdict, code, values={"minutes": age_seconds // _MINUTE})


def of_disk(folder: Path) -> Finding:
    """Whether something can be kept there; a folder that is missing is made by the kiosk."""
    there = next(one for one in (folder, *folder.parents) if one.is_dir())
    try:
        with tempfile.TemporaryFile(dir=there) as trial:
            trial.write(b"trial")
            trial.flush()
        room = shutil.disk_usage(there).free
    except OSError as error:
        why = error.strerror or type(error).__name__
        sentence = f"nothing can be kept there: {why}"
        advice = "run this as the kiosk's user; a folder of that user, on a disk with room"
        return Finding(Part.DISK, Verdict.FAIL, "not_writable", str(folder), sentence, advice)
    little = room < LEAST_ROOM
    return Finding(
        Part.DISK,
        Verdict.FAIL if little else Verdict.PASS,
        "little_room" if little else "room",
        str(folder),
        f"{room // _MB} MB free",
        f"at least {LEAST_ROOM // _MB} MB" if little else "",
        {"mb": room // _MB},
    )


def of_pins(pins: Pins) -> Iterator[Finding]:
    """Whether each role's PIN is set and can be tried."""
    for role, part in _PINS.items():
        shut = pins.gate(role)
        if isinstance(shut, Shut):
            verdict = Verdict.NONE if shut is Shut.UNREADABLE else Verdict.FAIL
            yield Finding(part, verdict, shut.value, "", _SHUT[shut])
        else:
            yield Finding(part, Verdict.PASS, "pin_set", "", "is set")


def of_version(running: str, wanted: str | None) -> Finding:
    """``wanted``: what the fleet's plan has for this terminal, None if it says nothing."""
    other = wanted is not None and wanted != running
    values = {"version": running, "wanted": wanted or ""} if other else {"version": running}
    code, verdict = ("other_version", Verdict.WARN) if other else ("version", Verdict.PASS)
    return Finding(Part.VERSION, verdict, code, values=values)


def of_receipts(waiting: int, damaged: int) -> Finding:
    """Receipts that did not come out, and files of some that cannot be read any more."""
    values = {"count": waiting, "damaged": damaged}
    if damaged:
        return Finding(Part.RECEIPTS, Verdict.FAIL, "receipts_damaged", values=values)
    if waiting:
        return Finding(Part.RECEIPTS, Verdict.WARN, "unprinted", values={"count": waiting})
    return Finding(Part.RECEIPTS, Verdict.PASS, "all_out")


def of_writes(still_open: int, for_staff: int, stuck: int = 0) -> Finding:
    """Writes without a known end, ends that nobody was told of, and those open for days."""
    if stuck:
        return Finding(Part.WRITES, Verdict.FAIL, "writes_stuck", values={"count": stuck})
    if for_staff:
        return Finding(Part.WRITES, Verdict.WARN, "writes_for_staff", values={"count": for_staff})
    if still_open:
        return Finding(Part.WRITES, Verdict.WARN, "writes_open", values={"count": still_open})
    return Finding(Part.WRITES, Verdict.PASS, "none_open")
