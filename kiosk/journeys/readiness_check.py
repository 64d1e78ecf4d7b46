"""What the readiness report asks of a running kiosk. Its devices are asked through the kiosk's own
drivers, which hold them open; the doctor asks a machine whose kiosk is at rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from kiosk.clock import Clock
from kiosk.credentials import KioskCredential
from kiosk.enrolling import accepted
from kiosk.first_contact import Site
from kiosk.health import DISTRIBUTION, Health
from kiosk.journeys.device_findings import DeviceFindings
from kiosk.maintenance.pin import Pins
from kiosk.outcome import Refused
from kiosk.readiness import devices, state
from kiosk.readiness.finding import Finding, Part, Verdict
from kiosk.readiness.report import Question
from kiosk.service_look import look
from kiosk.settling import Settling
from kiosk.voice.headphones import Headphones
from kiosk.voice.speaker import Speaker
from printing.spool import Spool

#: How long devices and disk may take, and the way to the service, in seconds.
DEVICE_SECONDS: Final = 6.0
LINE_SECONDS: Final = 20.0


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom the report asks. ``wanted``: the version that the fleet's plan has for this terminal,
    None if it has none; ``machine_clock``: as it is, not set right by the service."""

    devices: DeviceFindings
    speaker: Speaker
    headphones: Headphones
    health: Health
    site: Site
    credential: KioskCredential
    machine_clock: Clock
    disk: Path
    pins: Pins
    spool: Spool
    settling: Settling
    wanted: Callable[[], str | None] = lambda: None


def questions(of: Asked) -> Sequence[Question]:
    """All of them, in the order of the report."""
    return (
        Question(Part.PRINTER, of.devices.printer, DEVICE_SECONDS),
        Question(Part.READER, of.devices.readers, DEVICE_SECONDS),
        Question(Part.SPEAKER, lambda: devices.of_speaker(of.speaker), DEVICE_SECONDS),
        Question(Part.HEADPHONES, lambda: devices.of_headphones(of.headphones), DEVICE_SECONDS),
        Question(Part.LINE, lambda: _service(of), LINE_SECONDS),
        Question(Part.CREDENTIAL, lambda: _credential(of), LINE_SECONDS),
        Question(Part.CACHE, lambda: state.of_cache(of.health.cache_age()), DEVICE_SECONDS),
        Question(Part.DISK, lambda: state.of_disk(of.disk), DEVICE_SECONDS),
        Question(Part.STAFF_PIN, lambda: state.of_pins(of.pins), DEVICE_SECONDS),
        Question(Part.VERSION, lambda: _version(of), DEVICE_SECONDS),
        Question(Part.RECEIPTS, lambda: _receipts(of.spool), DEVICE_SECONDS),
        Question(Part.WRITES, lambda: _writes(of.settling), DEVICE_SECONDS),
    )


def _service(of: Asked) -> Iterable[Finding]:
    found = look(of.site, of.machine_clock)
    yield state.of_line(found, of.site.url)
    yield state.of_clock(found)
    yield state.of_certificate(found, of.machine_clock.now())


def _credential(of: Asked) -> Finding:
    refused = accepted(of.site, of.credential)
    if isinstance(refused, Refused) and refused.code != "kiosk_unknown":
        return Finding(Part.CREDENTIAL, Verdict.NONE, "cannot_ask")
    return state.of_credential(refused, of.credential.kiosk_id)


def _version(of: Asked) -> Finding:
    return state.of_version(version(DISTRIBUTION), of.wanted())


def _receipts(spool: Spool) -> Finding:
    return state.of_receipts(len(spool.pending().receipts), len(spool.damaged()))


def _writes(settling: Settling) -> Finding:
    return state.of_writes(settling.open_writes(), len(settling.for_staff()), len(settling.stuck()))
