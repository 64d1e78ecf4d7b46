"""The words of ``booking-service staff``, and running one of them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any, TypeAlias

from booking_service.settings import SettingsError
from booking_service.staff_cli import accounts, bookings, fleet, house, registrants
from booking_service.staff_cli.works import Argument, CounterWork
from booking_service.staff_client import (
    DONE,
    StaffCall,
    client_of,
    client_without_token,
    default_token_file,
    secret_from,
    write_token,
)

#: What argparse gives for commands.
Works: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

WORKS: tuple[CounterWork, ...] = (
    *accounts.WORKS,
    *registrants.WORKS,
    *bookings.WORKS,
    *house.WORKS,
)


def add_staff(staff: argparse.ArgumentParser, default_url: str) -> None:
    """Adds every work to the parser of ``staff``. Where the service is may be said before the work
    or after it."""
    _add_service(staff, url=default_url, token_file=None)
    works = staff.add_subparsers(required=True, metavar="WORK")
    sign_in = works.add_parser("sign-in", help="get a token, kept for its owner; secret on stdin")
    sign_in.add_argument("--user", required=True)
    _add_service(sign_in, url=argparse.SUPPRESS, token_file=argparse.SUPPRESS)
    sign_in.set_defaults(command=_sign_in)
    for work in WORKS:
        _add_work(works, work)
    releases = works.add_parser("release", help="packages of the kiosk's program")
    of_release = releases.add_subparsers(required=True, metavar="WORK")
    adding = of_release.add_parser(fleet.RELEASE_ADD, help="send a package, so that it can be run")
    _fill(adding, fleet.RELEASE_ARGUMENTS)
    adding.set_defaults(command=fleet.add_release)
    for work in fleet.RELEASES:
        _add_work(of_release, work)
    rollouts = works.add_parser("rollout", help="which terminals are to run which version")
    of_rollout = rollouts.add_subparsers(required=True, metavar="WORK")
    for work in fleet.ROLLOUTS:
        _add_work(of_rollout, work)


def add_kiosks(kiosks: argparse.ArgumentParser, default_url: str) -> None:
    """Adds what ``booking-service kiosks`` takes."""
    _add_service(kiosks, url=default_url, token_file=None)
    kiosks.add_argument("--json", action="store_true", help="as `staff kiosks` prints it")
    kiosks.set_defaults(command=fleet.show_kiosks)


def _add_work(works: Works, work: CounterWork) -> None:
    parser = works.add_parser(work.words, help=work.help)
    _fill(parser, work.arguments)
    parser.set_defaults(command=_carry_out, call=work.call)


def _fill(parser: argparse.ArgumentParser, arguments: Sequence[Argument]) -> None:
    for argument in arguments:
        parser.add_argument(argument.name, **argument.options)
    _add_service(parser, url=argparse.SUPPRESS, token_file=argparse.SUPPRESS)


def _add_service(parser: argparse.ArgumentParser, **defaults: Any) -> None:  # noqa: ANN401
    parser.add_argument("--url", default=defaults["url"], help="the running service")
    parser.add_argument(
        "--token-file",
        type=Path,
        default=defaults["token_file"],
        help="default: where sign-in keeps it; or BOOKING_STAFF_TOKEN in the environment",
    )


def _carry_out(arguments: argparse.Namespace) -> int:
    client = client_of(arguments.url, arguments.token_file)
    return client.send(arguments.call(arguments), sys.stdout, sys.stderr)


def _sign_in(arguments: argparse.Namespace) -> int:
    client = client_without_token(arguments.url)
    path = arguments.token_file or default_token_file(arguments.url)
    body = {"user": arguments.user, "secret": secret_from(sys.stdin, "secret")}
    answer = StringIO()
    code = client.send(StaffCall("sessions", body), answer, sys.stderr)
    if code != DONE:
        return code
    found = json.loads(answer.getvalue())
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_token(path, found.pop("token"))
    except OSError as trouble:
        raise SettingsError("--token-file", str(trouble), "a file you may write") from None
    found["token_file"] = str(path)
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    return DONE
