"""What the doctor asks of the machine itself: its ports, queues and readers of chips."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Thread

from kiosk import devices
from kiosk.cards.pcsc import service as pcsc
from kiosk.settings_printer import PrinterSettings
from printing.printer import Printer

#: How long a service of the machine may take to answer, in seconds.
ANSWER_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Port:
    """A serial port and what is plugged in there, as far as the machine knows."""

    device: Path
    name: str = ""


ChipReaders = tuple[str, ...] | pcsc.Trouble


def serial_ports() -> Sequence[Port]:
    """Ports with something behind them; those that a board only could have are left out."""
    found = import_module("serial.tools.list_ports").comports()
    return [
        Port(Path(one.device), "" if one.description == "n/a" else str(one.description))
        for one in sorted(found, key=lambda one: str(one.device))
    ]


def print_queues() -> Sequence[str]:
    """The queues of CUPS; none where there is no CUPS, or where it does not answer."""
    try:
        done = subprocess.run(
            ("lpstat", "-e"),  # noqa: S607  (wherever CUPS puts it)
            capture_output=True,
            timeout=ANSWER_SECONDS,
            check=False,
            env=os.environ | {"LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return done.stdout.decode(errors="replace").split() if done.returncode == 0 else []


def chip_readers() -> ChipReaders:
    """The readers that the smart card service has. It is given up when it does not answer."""
    answers: list[ChipReaders] = []
    asking = Thread(target=lambda: answers.append(_ask_the_service()), daemon=True)
    asking.start()
    asking.join(ANSWER_SECONDS)
    if asking.is_alive():
        pcsc.hang_up()
        asking.join(ANSWER_SECONDS)
        return pcsc.Trouble.FAULT
    return answers[0] if answers else pcsc.Trouble.FAULT


def _ask_the_service() -> ChipReaders:
    try:
        service = pcsc.connect_to_service()
    except ImportError:
        return pcsc.Trouble.NO_SERVICE
    if isinstance(service, pcsc.Trouble):
        return service
    try:
        return service.readers()
    finally:
        service.close()


@dataclass(frozen=True, slots=True)
class Machine:
    """Where is looked and who is asked; a test plays all of it.

    ``folder`` is /dev, ``bus`` what the kernel tells of the USB bus, ``inputs`` of keyboards;
    ``speech`` is who reads out, ``alarm`` there if the clock can switch the machine on.
    """

    folder: Path = Path("/dev")
    bus: Path = Path("/sys/bus/usb/devices")
    inputs: Path = Path("/sys/class/input")
    speech: Path = Path("/usr/bin/speech-dispatcher")
    alarm: Path = Path("/sys/class/rtc/rtc0/wakealarm")
    ports: Callable[[], Sequence[Port]] = serial_ports
    queues: Callable[[], Sequence[str]] = print_queues
    chips: Callable[[], ChipReaders] = chip_readers
    printer: Callable[[PrinterSettings], Printer] = devices.printer
