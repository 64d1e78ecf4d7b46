"""One finding about the terminal: the one type of the doctor, the readiness report and the glass.

The glass and the paper say it in words of the catalogue (``maintenance.part.PART`` and
``maintenance.finding.CODE``, with ``values``); the console and the log bundle in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final


class Verdict(Enum):
    """Whether residents can be served with it."""

    PASS = "Pass"  # noqa: S105  (no password)
    WARN = "Warn"  # they can, but somebody should see to it
    FAIL = "Fail"
    NONE = "–"  # nothing to judge, or nobody can


class Part(Enum):
    """What a finding is about; the value is the end of the wording's key."""

    PRINTER = "printer"
    READER = "reader"
    OTHER_PRINTER = "other_printer"  # attached, but not the one that is configured
    OTHER_PORT = "other_port"
    OTHER_READER = "other_reader"
    SPEAKER = "speaker"
    HEADPHONES = "headphones"
    LINE = "line"  # to the service
    CITY = "city"
    FACILITY = "facility"
    CLOCK = "clock"
    CERTIFICATE = "certificate"
    CREDENTIAL = "credential"
    CACHE = "cache"  # availability as it was last fetched
    DISK = "disk"
    STAFF_PIN = "staff_pin"
    TECHNICIAN_PIN = "technician_pin"
    VERSION = "version"
    RECEIPTS = "receipts"
    WRITES = "writes"
    SETTINGS = "settings"
    TYPEFACES = "typefaces"
    TEST_PAGE = "test_page"
    CARD = "card"


#: What a finding is about, on the console; others are called as the part is.
_ENGLISH_PARTS: Final = {
    Part.OTHER_PRINTER: "found: {name}",
    Part.OTHER_PORT: "found: {name}",
    Part.OTHER_READER: "found: {name}",
    Part.LINE: "service ({name})",
    Part.STAFF_PIN: "PIN (staff)",
    Part.TECHNICIAN_PIN: "PIN (technician)",
    Part.TEST_PAGE: "test page {name}",
}
#: What to do about a finding, on the console; of those that are not here nothing has to be done.
_ENGLISH_REMEDIES: Final = {
    "paper_low": "have a new roll at hand",
    "no_paper": "put in a roll",
    "cover_open": "close the cover",
    "cutter": "open the cover and free the cutter",
    "overheated": "let it cool down; it goes on by itself",
    "mechanism": "switch it off and on; if that does not help, repair",
    "offline": "look at its lamps and its feed button",
    "cannot_tell": "nobody but who looks can tell: print a test page, show a card",
    "not_there": "power, cable, and the name in the configuration",
    "not_allowed": "deploy/udev (printers, cards), then: udevadm control --reload && udevadm "
    "trigger; a new group counts after logging in anew",
    "busy": "end the other program; often it is CUPS",
    "in_use": "end the other program",
    "not_a_printer": "the name in the configuration; for a serial line its speed",
    "no_answer": "power; for a serial line speed, parity and flow_control as the printer is "
    "switched; for Star ESC/POS mode",
    "broken": "cable",
    "not_installed": "install the package that is named",
    "fault": "plug it in anew; if that does not help, repair",
    "not_in_time": "ask once more; if it stays so, start the machine anew",
    "line_down": "look at cable and network",
    "shut_out": "enrol the terminal anew: kiosk setup",
    "clock_off": "look at the time server",
    "cache_old": "look at the line; what is shown may be out of date",
    "cache_empty": "look at the line; nothing was fetched yet",
    "little_room": "make room on the disk",
    "not_writable": "a folder of the kiosk's user, on a disk with room",
    "certificate_soon": "tell the operator of the service",
    "certificate_over": "tell the operator of the service",
    "credential_refused": "enrol the terminal anew: kiosk setup",
    "pin_not_set": "kiosk setup",
    "pin_file_damaged": "kiosk setup",
    "pin_file_unreadable": "run this as root",
    "cannot_keep": "make room on the disk",
    "unprinted": "kiosk receipts list, or on the glass",
    "receipts_damaged": "kiosk receipts list, or on the glass",
    "writes_open": "they are asked about by themselves; look at the line",
    "writes_stuck": "ask the operator of the service; kiosk open-writes lists them",
    "writes_for_staff": "kiosk open-writes, or on the glass",
    "other_version": "it is updated at night",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """``name``: which device, as the settings or the machine call it. ``code``: how it is.
    ``sentence`` and ``advice`` say more to who reads English; without them the code does."""

    part: Part
    verdict: Verdict
    code: str
    name: str = ""
    sentence: str = ""
    advice: str = ""
    values: Mapping[str, int | str] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """What it is about, in English."""
        usual = self.part.value.replace("_", " ")
        shape = _ENGLISH_PARTS.get(self.part, f"{usual} ({{name}})" if self.name else usual)
        return shape.format(name=self.name).removesuffix(" ()")

    @property
    def said(self) -> str:
        """How it is, in English."""
        told = self.sentence or self.code.replace("_", " ")
        values = ", ".join(f"{name} {value}" for name, value in self.values.items())
        return told if self.sentence or not values else f"{told} ({values})"

    @property
    def todo(self) -> str:
        """What to do about it, in English; empty for nothing."""
        return self.advice or _ENGLISH_REMEDIES.get(self.code, "")
