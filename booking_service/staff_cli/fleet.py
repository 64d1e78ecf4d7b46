"""Works on the fleet: how terminals are, releases of their program, roll-outs."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, TextIO

from booking_service.release_key import hash_of, sign
from booking_service.service.fleet.deb import DebFault, read_deb
from booking_service.service.fleet.shelf import PIECE
from booking_service.settings import SettingsError
from booking_service.staff_cli.table import terminals_table
from booking_service.staff_cli.works import Argument, CounterWork, may, place
from booking_service.staff_client import (
    DONE,
    REFUSED,
    StaffAnswer,
    StaffCall,
    StaffClient,
    client_of,
    path_part,
    secret_from,
)

#: Checking a large package takes the service a while.
_CHECK_SECONDS = 120.0


def show_kiosks(arguments: argparse.Namespace) -> int:
    """``booking-service kiosks``: the terminals as a table, or as ``staff kiosks`` prints them."""
    client = client_of(arguments.url, arguments.token_file)
    call = StaffCall("kiosks", None, "GET")
    if arguments.json:
        return client.send(call, sys.stdout, sys.stderr)
    answer = client.ask(call)
    found = answer.value()
    if answer.code != DONE or not isinstance(found, dict):
        client.explain(answer, sys.stderr)
        return answer.code or REFUSED
    sys.stdout.writelines(f"{line}\n" for line in terminals_table(found["items"]))
    return DONE


def add_release(arguments: argparse.Namespace) -> int:
    """``release add``: looks at a package, signs it if a key is named, and sends it."""
    path: Path = arguments.package
    found = read_deb(path)
    if isinstance(found, DebFault):
        remedy = "a lobby-kiosk_VERSION_amd64.deb as `make deb` builds it"
        raise SettingsError(str(path), f"no package for terminals: {found}", remedy)
    signature = arguments.signature or ""
    if arguments.key is not None:
        signature = sign(path, arguments.key, secret_from(sys.stdin, "passphrase of the key"))
    client = client_of(arguments.url, arguments.token_file)
    answer = _send(client, path, signature, sys.stderr)
    if answer.code != DONE:
        client.explain(answer, sys.stderr)
        return answer.code
    sys.stdout.write(json.dumps(answer.value(), ensure_ascii=False, indent=2) + "\n")
    if not signature:
        sys.stderr.write("not signed: terminals install only what their release key has signed\n")
    return DONE


def _send(client: StaffClient, path: Path, signature: str, err: TextIO) -> StaffAnswer:
    """Sends a package from where the last attempt ended, then has it checked."""
    announced: dict[str, Any] = {"sha256": hash_of(path), "size": path.stat().st_size}
    answer = client.ask(StaffCall("releases/uploads", announced))
    if answer.code != DONE:
        return answer
    there = int(answer.value()["received"])
    upload = f"releases/uploads/{path_part(announced['sha256'])}"
    with path.open("rb") as file:
        while there < announced["size"]:
            file.seek(there)
            call = StaffCall(upload, None, "PUT", {"offset": there}, file.read(PIECE))
            answer = client.ask(call)
            if answer.code != DONE:
                return answer
            there = int(answer.value()["received"])
            if err.isatty():
                err.write(f"\r{there * 100 // announced['size']} %")
    if err.isatty():
        err.write("\n")
    announced["signature"] = signature
    return client.ask(StaffCall("releases", announced), _CHECK_SECONDS)


def _releases(_arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("releases", None, "GET")


def _remove_release(arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("releases/removal", {"version": arguments.version})


def _start(arguments: argparse.Namespace) -> StaffCall:
    stages = arguments.stage.split(",")
    if arguments.percent is not None:
        stages = [f"{arguments.percent}%"]
    body: dict[str, Any] = {
        "version": arguments.version,
        "stages": stages,
        "hours": arguments.hours,
        "allow_older": arguments.allow_older,
    }
    if arguments.kiosks is not None:
        body["kiosks"] = arguments.kiosks.split(",")
    return StaffCall("rollouts", body)


def _pause(_arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("rollouts/pause", {})


def _resume(_arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("rollouts/resume", {})


def _cancel(_arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("rollouts/cancel", {})


def _rollouts(_arguments: argparse.Namespace) -> StaffCall:
    return StaffCall("rollouts", None, "GET")


_VERSION = place("version", "of a release")

RELEASE_ADD = "add"
#: The words behind ``staff release``; ``add`` stands beside them, as it is more than one call.
RELEASES = (
    CounterWork("list", "the packages that terminals can be told to run", _releases),
    CounterWork("remove", "take a package away", _remove_release, (_VERSION,)),
)
RELEASE_ARGUMENTS = (
    Argument("package", {"help": "the file", "type": Path}),
    may("--key", "sign with this release key; its passphrase on stdin", type=Path, metavar="FILE"),
    may("--signature", "as `release-key sign` printed it elsewhere"),
)
#: The words behind ``staff rollout``.
ROLLOUTS = (
    CounterWork(
        "start",
        "tell terminals to run a version, a stage after the other",
        _start,
        (
            _VERSION,
            may("--stage", "how far each stage reaches, such as 1,10%%,all", default="all"),
            may("--percent", "one stage of so many of a hundred", type=int),
            may("--kiosks", "these terminals and no others, such as lobby-1,lobby-2"),
            may("--hours", "how long a stage runs before the next begins", type=int, default=24),
            may("--allow-older", "also where a newer one runs", action="store_true"),
        ),
    ),
    CounterWork("pause", "no terminal begins any more", _pause),
    CounterWork("resume", "go on", _resume),
    CounterWork("cancel", "end it; terminals keep what they have", _cancel),
    CounterWork("show", "the roll-outs, the newest first", _rollouts),
)
