"""``kiosk pin`` and ``kiosk audit``: what a technician does at the machine's own console.

A PIN is typed without being shown, twice, or comes on standard input for fifty machines at once;
never on the command line, where every user of the machine could read it.
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import datetime
from getpass import getpass
from pathlib import Path
from typing import Final, Protocol

from kiosk.clock import TOKYO
from kiosk.maintenance.audit import (
    Actor,
    AuditLog,
    NotKept,
    Result,
    lines,
    numbered,
    read_line,
    verify,
)
from kiosk.maintenance.delays import MachineBootClock
from kiosk.maintenance.files import as_owner
from kiosk.maintenance.pin import Changed, Opened, Pins, Shut, Wait, Wrong
from kiosk.maintenance.roles import Role
from kiosk.maintenance.weak_pins import LONGEST, SHORTEST, KnownNumbers, Weakness
from kiosk.settings import Settings, SettingsError, load

#: The number of a line, and how its SHA-256 begins.
Noted = tuple[int, str]
#: So much of it is short enough for paper, and too much to be made up.
_NOTED_DIGITS: Final = 16
_NOTED: Final = re.compile(r"(?P<number>[0-9]{1,9}):(?P<hash>[0-9a-f]{16,64})")
#: Where the settings of an installed kiosk are.
SETTINGS_FILE: Final = Path("/etc/kiosk/kiosk.toml")
_WRONG_CONFIGURATION: Final = 2
_NOT_DONE: Final = 1

WEAK: Final = {
    Weakness.NOT_DIGITS: "it may hold digits only",
    Weakness.TOO_SHORT: f"it has fewer than {SHORTEST} digits",
    Weakness.TOO_LONG: f"it has more than {LONGEST} digits",
    Weakness.EQUAL: "all its digits are the same",
    Weakness.RUN: "its digits are in a row, such as 123456",
    Weakness.REPEATED: "a part of it is repeated",
    Weakness.DATE: "it looks like a date or a year",
    Weakness.KNOWN_NUMBER: "it is part of a telephone number or of the terminal's own name",
    Weakness.OTHER_ROLE: "the other role has this PIN",
}
_SHUT: Final = {
    Shut.NOT_SET: "no PIN is set; set one with `kiosk pin set {role}`",
    Shut.DAMAGED: "the file of the PINs is damaged; set them anew with `kiosk pin set {role}`",
    Shut.UNREADABLE: "the file of the PINs cannot be read; run this as root or the kiosk's user",
    Shut.CANNOT_KEEP: "{folder} takes no note of it; is the disk full, are you root or the kiosk's"
    " user?",
}


class Console(Protocol):
    """Where the technician sits."""

    def ask(self, prompt: str) -> str:
        """A PIN, not shown; of standard input the next line, without asking."""

    def say(self, line: str) -> None: ...
    def complain(self, line: str) -> None: ...

    @property
    def is_terminal(self) -> bool: ...


class Terminal:
    """The standard streams of this process."""

    @property
    def is_terminal(self) -> bool:
        return sys.stdin.isatty()

    def ask(self, prompt: str) -> str:
        if self.is_terminal:
            return getpass(prompt)
        return sys.stdin.readline().rstrip("\r\n")

    def say(self, line: str) -> None:
        sys.stdout.write(f"{line}\n")

    def complain(self, line: str) -> None:
        sys.stderr.write(f"kiosk: {line}\n")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands and what they take."""
    pin = commands.add_parser("pin", help="the PINs that open maintenance mode on the glass")
    deeds = pin.add_subparsers(dest="deed", required=True)
    for deed, told in (
        ("set", "set the PIN of a role: typed twice, or one line on standard input"),
        ("check", "try the PIN of a role, as at the glass: a wrong one counts"),
    ):
        one = deeds.add_parser(deed, help=told)
        one.add_argument("role", choices=[role.value for role in Role])
        _add_config(one)
    audit = commands.add_parser("audit", help="what staff and technicians have done")
    looks = audit.add_subparsers(dest="deed", required=True)
    show = looks.add_parser("show", help="every line, oldest first")
    show.add_argument("--last", type=int, metavar="N", help="the last N lines only")
    _add_config(show)
    check = looks.add_parser("verify", help="whether anybody has changed the log")
    check.add_argument(
        "--noted",
        type=_noted,
        metavar="NUMBER:HASH",
        help="what an earlier verify said of the last line: it must still be there",
    )
    _add_config(check)
    note = looks.add_parser("note", help="for lobby-kiosk-read-only: what it is about to do")
    note.add_argument("action", choices=["disk.read_only", "disk.writable"])
    note.add_argument("outcome", choices=[Result.ASKED.value, Result.DONE.value])
    _add_config(note)


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config",
        type=Path,
        default=SETTINGS_FILE,
        metavar="FILE",
        help=f"the terminal's settings (default: {SETTINGS_FILE})",
    )


def run(asked: argparse.Namespace, console: Console | None = None) -> int:
    """Does what was asked. Returns the exit code."""
    at = console or Terminal()
    try:
        settings = load(asked.config)
    except SettingsError as error:
        at.complain(str(error))
        return _WRONG_CONFIGURATION
    audit = AuditLog(settings.audit_folder, settings.kiosk_id, lambda: datetime.now(TOKYO))
    if asked.command == "audit" and asked.deed == "note":
        kept = audit.say(Actor.CONSOLE, asked.action, Result(asked.outcome))
        return _NOT_DONE if isinstance(kept, NotKept) else 0
    if asked.command == "audit":
        with as_owner(settings.audit_folder):
            if asked.deed == "verify":
                return _verify(settings, at, asked.noted)
            return _show(settings, at, asked.last)
    deed = _set if asked.deed == "set" else _check
    pins = Pins(
        settings.maintenance_folder,
        MachineBootClock(),
        rule=settings.maintenance.delays,
        known=lambda: KnownNumbers((settings.kiosk_id,)),
    )
    return deed(Role(asked.role), pins, audit, at, settings)


def _set(role: Role, pins: Pins, audit: AuditLog, at: Console, settings: Settings) -> int:
    new = at.ask(f"New PIN of {role.value} ({SHORTEST} to {LONGEST} digits): ")
    if at.is_terminal and at.ask("The same once more: ") != new:
        at.complain("both were not the same; nothing was changed")
        return _NOT_DONE
    if isinstance(audit.say(Actor.CONSOLE, "pin.set", Result.ASKED, role.value), NotKept):
        at.complain(f"{settings.audit_folder}: the audit log cannot be written; nothing was done")
        return _NOT_DONE
    match pins.change(role, new):
        case Changed():
            audit.say(Actor.CONSOLE, "pin.set", Result.DONE, role.value)
            at.say(f"The PIN of {role.value} is set.")
            return 0
        case Weakness() as weak:
            audit.say(Actor.CONSOLE, "pin.set", Result.REFUSED, weak.value)
            at.complain(f"this PIN is too weak: {WEAK[weak]}; nothing was changed")
        case Shut() as shut:
            audit.say(Actor.CONSOLE, "pin.set", Result.REFUSED, shut.value)
            at.complain(
                f"{_said(shut, role, settings)} Nothing was changed: a PIN before counts on"
            )
    return _NOT_DONE


def _check(role: Role, pins: Pins, audit: AuditLog, at: Console, settings: Settings) -> int:
    tried = pins.try_pin(role, at.ask(f"PIN of {role.value}: "))
    done = isinstance(tried, Opened)
    outcome = Result.DONE if done else Result.REFUSED
    audit.say(Actor.CONSOLE, "pin.check", outcome, role.value)
    match tried:
        case Opened():
            at.say("This is the PIN.")
            return 0
        case Wrong(left=left, wait=wait):
            more = f"{left} more are free" if left else f"wait {wait} seconds"
            at.complain(f"this is not the PIN; {more}")
        case Wait(seconds=seconds):
            at.complain(f"not tried: too many wrong PINs; wait {seconds} seconds")
        case Shut() as shut:
            at.complain(_said(shut, role, settings))
    return _NOT_DONE


def _said(shut: Shut, role: Role, settings: Settings) -> str:
    return _SHUT[shut].format(role=role.value, folder=settings.maintenance_folder)


def _show(settings: Settings, at: Console, last: int | None) -> int:
    try:
        every = list(lines(settings.audit_folder))
    except OSError as error:
        at.complain(f"{error}; run this as root or the kiosk's user")
        return _NOT_DONE
    for _, _, data in every if last is None else every[-last:] if last > 0 else []:
        line = read_line(data)
        if line is None:
            at.say("(a line that a power cut tore)")
            continue
        when = line.at.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M:%S")
        said = (str(line.number), when, line.role, line.action, line.outcome, line.detail)
        at.say("  ".join(part for part in said if part))
    return 0


def _verify(settings: Settings, at: Console, noted: Noted | None) -> int:
    try:
        flaws = verify(settings.audit_folder)
        count = sum(1 for _ in lines(settings.audit_folder))
        present = dict(numbered(settings.audit_folder))
    except OSError as error:
        at.complain(f"{error}; run this as root or the kiosk's user")
        return _NOT_DONE
    for flaw in flaws:
        at.complain(f"{flaw.file}: line {flaw.line} {flaw.what}")
    is_there = noted is None or present.get(noted[0], "").startswith(noted[1])
    if noted is not None and not is_there:
        at.complain(
            f"line {noted[0]} is not there as it was noted: the log was cut off or replaced"
        )
    if flaws or not is_there:
        return _NOT_DONE
    at.say(f"{count} lines; each follows from the one before it.")
    if present:
        number, sha256 = max(present.items())
        at.say(f"The last one: {number}:{sha256[:_NOTED_DIGITS]}")
    return 0


def _noted(text: str) -> Noted:
    found = _NOTED.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError("give it as verify prints it, such as 41:3f2a9c51d07be846")
    return int(found["number"]), found["hash"]
