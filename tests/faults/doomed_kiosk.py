"""A whole kiosk in a process of its own, with a resident at it, that dies at a given step.

Run as ``python -m tests.faults.doomed_kiosk STEP`` with what it needs as JSON on standard input.
Nothing of the process gets to tidy up: it kills itself with SIGKILL.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from kiosk.credentials import KioskCredential
from kiosk.main import Devices, OpenKiosk, application, open_kiosk, screen_settings
from kiosk.settings import ServiceSettings, Settings
from offline_cache.outbox import Outbox
from printing.drivers.escpos_printer import network_printer
from printing.spool import Spool
from tests.end_to_end.errands import RESERVE
from ui.dock.scripted_resident import ScriptedResident

WINDOW_PX = (540, 960)


@dataclass(frozen=True, slots=True)
class Step:
    """A method of something the kiosk writes to, and whether it dies before or after it."""

    owner: type[Any]
    method: str
    dies_first: bool = False


#: From the row on the disk to the receipt: where a kiosk could die, in order.
STEPS = {
    "before the row is kept": Step(Outbox, "put", dies_first=True),
    "after the row is kept": Step(Outbox, "put"),
    "before it is sent": Step(Outbox, "mark_sent"),
    "after the answer": Step(Outbox, "settle", dies_first=True),
    "after the answer is kept": Step(Outbox, "settle"),
    "before the resident is told": Step(Outbox, "tell", dies_first=True),
    "before the receipt is printed": Step(Spool, "begin"),
    "after the receipt is printed": Step(Spool, "finish", dies_first=True),
}


class Needs(msgspec.Struct, frozen=True):
    """What the parent hands over; the credential is on no command line."""

    url: str
    credential: str
    cache: str
    printer_port: int


def doom(step: Step) -> None:
    """Have this process die when it comes to the step."""
    original: Callable[..., object] = getattr(step.owner, step.method)

    def fatal(*args: object, **named: object) -> object:
        if not step.dies_first:
            original(*args, **named)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("still alive")

    setattr(step.owner, step.method, fatal)


def opened(needs: Needs) -> OpenKiosk:
    settings = Settings(
        city="shiroi",
        kiosk_id="lobby-1",
        home_facility="shiroi-ekimae",
        cache_directory=Path(needs.cache),
        service=ServiceSettings(url=needs.url),
    )
    return open_kiosk(
        settings,
        KioskCredential("lobby-1", needs.credential),
        Devices(network_printer("127.0.0.1", needs.printer_port)),
        screen_settings(settings, WINDOW_PX),
    )


def main(step: str) -> None:
    needs = msgspec.json.decode(sys.stdin.buffer.read(), type=Needs)
    application()
    kiosk = opened(needs)
    glass = ScriptedResident(kiosk.window)
    kiosk.window.open()
    glass.wait_until(lambda: kiosk.window.knows_city, "the city")
    doom(STEPS[step])
    while True:
        screen = glass.wait_for(*RESERVE.steps, "receipt_taken")
        if screen == "receipt_taken":
            glass.wait_for_paper()
            raise AssertionError(f"it outlived: {step}")
        RESERVE.act(glass, screen)


if __name__ == "__main__":
    main(sys.argv[1])
