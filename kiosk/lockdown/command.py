"""``kiosk firewall`` and ``kiosk input-devices`` on the command line."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.lockdown.names import resolve
from kiosk.maintenance.console import SETTINGS_FILE

_NFT: Final = "/usr/sbin/nft"
_SYSTEMCTL: Final = "/usr/bin/systemctl"
_UDEVADM: Final = "/usr/bin/udevadm"
_TIMER: Final = "kiosk-firewall.timer"
#: Where names led last; the unit's own folder.
KNOWN: Final = Path("/run/lobby-kiosk-firewall/addresses.json")
#: Who answers for names; the second, where the first only leads to this machine.
_RESOLVERS: Final = (Path("/etc/resolv.conf"), Path("/run/systemd/resolve/resolv.conf"))
_NOT_DONE, _WRONG_CONFIGURATION = 1, 2
_SECONDS: Final = 30.0


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Make the commands known."""
    firewall = commands.add_parser("firewall", help="what this machine may reach on the network")
    wishes = firewall.add_subparsers(dest="what", required=True)
    for what, told in (
        ("show", "the rules that follow from the settings"),
        ("apply", "put them into force, as root; the machine does so at each start"),
    ):
        wish = wishes.add_parser(what, help=told)
        wish.add_argument(
            "--config", type=Path, required=True, metavar="FILE", help="the terminal's settings"
        )
    off = wishes.add_parser("off", help="everything is open until the next start or apply, as root")
    devices = commands.add_parser(
        "input-devices", help="which keyboards, pads and panels work at the glass"
    )
    wishes = devices.add_subparsers(dest="what", required=True)
    wishes.add_parser("list", help="what is attached, and whether it works")
    allow = wishes.add_parser("allow", help="only these and touch panels from now on, as root")
    allow.add_argument(
        "devices",
        nargs="*",
        metavar="VENDOR:PRODUCT",
        help="as the list says it, such as 05e0:1200; none: touch panels alone",
    )
    every = wishes.add_parser("allow-all", help="every device works again, as root")
    for wish in (off, allow, every):
        wish.add_argument(
            "--config",
            type=Path,
            default=SETTINGS_FILE,
            metavar="FILE",
            help="the settings, for the audit log",
        )


def tell(program: str, *arguments: str, given: str = "") -> tuple[int, str]:
    """Start a program to its end; its exit code and what it said."""
    try:
        done = subprocess.run(  # noqa: S603  (fixed programs, no shell)
            (program, *arguments),
            input=given,
            text=True,
            errors="replace",
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={"LC_ALL": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        )
    except FileNotFoundError:
        return 127, f"{program} is not installed"
    except subprocess.TimeoutExpired:
        return 124, f"{program} does not come to an end"
    return done.returncode, done.stdout + done.stderr


@dataclass(frozen=True, slots=True)
class Here:
    """This machine; a test plays all of it."""

    start: Callable[..., tuple[int, str]] = tell
    known: Path = KNOWN
    resolvers: tuple[Path, ...] = _RESOLVERS
    resolve: Callable[[str], Iterable[str]] = resolve
    input_rule: Path | None = None


def run(asked: argparse.Namespace, here: Here | None = None) -> int:
    """Returns the exit code."""
    here = here or Here()
    if asked.command == "input-devices":
        if asked.what == "list":
            return _list_devices(here)
        action = f"input_devices.{asked.what.replace('-', '_')}"
        return _noted(asked.config, action, lambda: _input_devices(asked, here))
    if asked.what == "off":
        return _noted(asked.config, "firewall.off", lambda: _open_firewall(here))
    return _firewall(asked, here)


def _noted(config: Path, action: str, work: Callable[[], int]) -> int:
    """With its lines in the audit log."""
    from kiosk.maintenance.audit import NotKept
    from kiosk.maintenance.noted import noted_if_set_up

    ended = noted_if_set_up(config, action, work, lambda code: "failed" if code else "")
    if isinstance(ended, NotKept):
        sys.stderr.write(f"kiosk: not done, as the audit log cannot be written: {ended.why}\n")
        return _NOT_DONE
    return ended


def _open_firewall(here: Here) -> int:
    from kiosk.lockdown.firewall import OFF

    here.start(_SYSTEMCTL, "stop", _TIMER)
    return _said(here.start(_NFT, "-f", "-", given=OFF))


def _firewall(asked: argparse.Namespace, here: Here) -> int:
    from kiosk.lockdown.firewall import rules
    from kiosk.lockdown.ways import Known, Ways, nameservers, wanted
    from kiosk.settings import SettingsError, load

    servers = nameservers(*(_text(file) for file in here.resolvers))
    try:
        settings = load(asked.config)
    except SettingsError as error:
        sys.stderr.write(f"kiosk: {error}\n")
        if asked.what == "apply":
            here.start(_NFT, "-f", "-", given=rules(Ways()))
        return _WRONG_CONFIGURATION
    named = wanted(settings)

    def text(known: Known) -> str:
        return rules(Ways(known.endpoints(named), servers, settings.lockdown.ssh_from))

    known = Known.read(_text(here.known))
    if asked.what == "show":
        sys.stdout.write(text(known.asked_anew(named, here.resolve)))
        return 0
    # Names can only be asked for once their servers may be reached.
    code = _said(here.start(_NFT, "-f", "-", given=text(known)))
    if code:
        return code
    anew = known.asked_anew(named, here.resolve)
    code = _said(here.start(_NFT, "-f", "-", given=text(anew)))
    if here.known.parent.is_dir():
        here.known.write_text(anew.written(), encoding="utf-8")
    return code


def _list_devices(here: Here) -> int:
    from kiosk.lockdown import inputs

    code, database = here.start(_UDEVADM, "info", "--export-db")
    if code:
        return _said((code, database))
    for device in inputs.found(database):
        sys.stdout.write(f"{device}\n")
    return 0


def _input_devices(asked: argparse.Namespace, here: Here) -> int:
    from kiosk.lockdown import inputs

    rule = here.input_rule or inputs.RULE
    if asked.what == "allow-all":
        rule.unlink(missing_ok=True)
    else:
        try:
            text = inputs.rules(inputs.Usb.of(one) for one in asked.devices)
        except ValueError as error:
            sys.stderr.write(f"kiosk: {error}\n")
            return _NOT_DONE
        try:
            _write(rule, text)
        except OSError as error:
            sys.stderr.write(f"kiosk: {rule} cannot be written: {error.strerror}\n")
            return _NOT_DONE
    here.start(_UDEVADM, "control", "--reload")
    here.start(_UDEVADM, "trigger", "--action=change", "--subsystem-match=input")
    sys.stdout.write(
        "Devices that were attached already count from the next start of the glass "
        "(systemctl restart kiosk-weston).\n"
    )
    return 0


def _write(file: Path, text: str) -> None:
    from printing.durable import write_whole

    before = os.umask(0o022)
    try:
        write_whole(file, text.encode())
    finally:
        os.umask(before)
    file.chmod(0o644)


def _text(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def _said(ended: tuple[int, str]) -> int:
    code, said = ended
    if code:
        sys.stderr.write(f"kiosk: {said.strip() or 'failed'}\n")
        return _NOT_DONE
    return 0
