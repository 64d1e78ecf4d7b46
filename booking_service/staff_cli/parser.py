"""The words of ``booking-service staff``, and running one of them."""

from __future__ import annotations

import argparse
import json
import sys
from io import StringIO
from pathlib import Path
from typing import Any

from booking_service.settings import SettingsError
from booking_service.staff_cli import accounts, bookings, house, registrants
from booking_service.staff_cli.works import CounterWork
from booking_service.staff_client import (
    DONE,
    StaffCall,
    client_of,
    client_without_token,
    default_token_file,
    secret_from,
    write_token,
)

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
        parser = works.add_parser(work.words, help=work.help)
        for argument in work.arguments:
            parser.add_argument(argument.name, **argument.options)
        _add_service(parser, url=argparse.SUPPRESS, token_file=argparse.SUPPRESS)
        parser.set_defaults(command=_carry_out, call=work.call)


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
