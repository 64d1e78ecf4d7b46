"""The machine itself for pictures and tests: all in memory, and a service that is reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.first_contact import Site
from kiosk.journeys.machine_care import Identity, MachineCare
from kiosk.machine.client import Machine
from kiosk.machine.reach import Reach, way
from kiosk.maintenance.mode import Maintenance
from kiosk.outcome import Refused
from kiosk.readiness.finding import Finding, Part, Verdict
from kiosk.updating.release import NO_UPDATE, UpdateReport

SITE: Final = Site("https://booking.example.lg.jp")
HERE: Final = Identity("nishishiroi-lobby-1", SITE.url)
REACHED: Final = way(SITE, None)
THROUGH_PROXY: Final = way(
    Site("https://booking.example.lg.jp", proxy="http://proxy.example.lg.jp:8080"), None
)


def unreached(code: str, **details: object) -> Reach:
    """The way to the service, as far as it goes."""
    return way(SITE, Refused(code, details))


FINDINGS: Final = (
    Finding(Part.PRINTER, Verdict.FAIL, "no_paper", "network, 192.0.2.7 port 9100"),
    Finding(Part.READER, Verdict.PASS, "ready", "serial, /dev/serial/by-id/usb-Reader-if00"),
    Finding(Part.READER, Verdict.NONE, "cannot_tell", "wedge"),
    Finding(Part.OTHER_PORT, Verdict.NONE, "unused", "/dev/ttyS0"),
)


class SampleUpdates:
    """Nothing is wanted here."""

    def report(self) -> UpdateReport:
        return NO_UPDATE

    def check_now(self) -> None:
        """Nobody is asked."""


def sample_care(
    maintenance: Maintenance,
    machine: Machine,
    way: Callable[[], Reach] = lambda: REACHED,
    steady: Callable[[], float] = lambda: 0.0,
) -> MachineCare:
    """What is done to a machine in memory."""
    return MachineCare(
        machine,
        maintenance,
        way,
        lambda: FINDINGS,
        lambda: True,
        updates=SampleUpdates(),
        identity=HERE,
        steady=steady,
        trying=lambda: None,
    )
