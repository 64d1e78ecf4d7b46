"""The command ``booking-service``.

Exit codes: 0 done, 1 refused or failed, 2 a setting, argument or city file is wrong, 3 the service
does not answer.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from booking_service import release_key
from booking_service.cities.explain import options as explain_options
from booking_service.kept_secrets import DataKey
from booking_service.policy import verify_draw
from booking_service.settings import ServeSettings, SettingsError, place_of
from booking_service.staff_cli.parser import add_kiosks, add_staff

WRONG_SETTING = 2
FAILED = 1
DEFAULT_PORT = 8080
DEFAULT_URL = f"http://127.0.0.1:{DEFAULT_PORT}"

Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    arguments = _parser().parse_args(argv)
    command: Command = arguments.command
    try:
        return command(arguments)
    except SettingsError as error:
        sys.stderr.write(f"booking-service: {error}\n")
        return WRONG_SETTING


def _serve(arguments: argparse.Namespace) -> int:
    from booking_service.address import Address
    from booking_service.mail_settings import MailSettings
    from booking_service.serving import serve
    from booking_service.storage.place import file_beside

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    token_file: Path | None = arguments.staff_token_file
    database = place_of(arguments.database, None if token_file is None else token_file.parent)
    monitor: Path | None = arguments.monitor_token_file
    settings = ServeSettings(
        city=arguments.city,
        database=database,
        address=Address(arguments.host, arguments.port),
        staff_token_file=token_file or file_beside(database, "staff-token"),
        public_url=arguments.public_url,
        demo=arguments.demo,
        data_key=_data_key(arguments.data_key),
        monitor_token_file=monitor or file_beside(database, "monitor-token"),
        beacon_url=arguments.beacon_url,
        processes=arguments.processes,
        renew_staff_token=arguments.renew_staff_token,
        releases=arguments.releases or file_beside(database, "releases"),
    )
    folder: Path | None = arguments.mail_folder
    if folder is None and arguments.demo and arguments.smtp is None:
        folder = file_beside(database, "mail")
    mail = MailSettings(arguments.smtp, arguments.smtp_user, arguments.mail_from, folder)
    return serve(settings.checked(), mail)


def _data_key(named: str | None) -> DataKey | None:
    """A file, or ``given``: by systemd or the keyring."""
    if named is None:
        return None
    return DataKey(None if named == "given" else Path(named))


def _openapi(_arguments: argparse.Namespace) -> int:
    from booking_service.api.app import bare_app
    from booking_service.clock import SystemClock
    from booking_service.service.office import Limits

    document = bare_app(SystemClock(), Limits(), with_demo=False).openapi()
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)
    sys.stdout.write("\n")
    return 0


def _check_city(arguments: argparse.Namespace) -> int:
    from booking_service.cities.check import main as check

    return check([arguments.city])


def _open_data(arguments: argparse.Namespace) -> int:
    from booking_service.cities.errors import CityError
    from booking_service.cities.loader import load_city
    from booking_service.service.feeds.open_data import facilities_csv

    try:
        city = load_city(arguments.city)
    except CityError as error:
        sys.stderr.write(f"booking-service: {error}\n")
        return WRONG_SETTING
    sys.stdout.flush()
    sys.stdout.buffer.write(facilities_csv(city))
    sys.stdout.buffer.flush()
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    from booking_service.cities.explain.command import run

    return run(arguments)


def _cities(arguments: argparse.Namespace) -> int:
    from booking_service.cities.listing import run

    return run(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("booking-service", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="run the service of one city")
    serve.add_argument(
        "--city", required=True, help="a city that comes with the program, or a folder"
    )
    serve.add_argument(
        "--database",
        required=True,
        help="a file, made if it is not there, or postgresql://HOST/NAME",
    )
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=DEFAULT_PORT, help="0: any free one")
    serve.add_argument("--processes", type=int, default=1, help="more than one on PostgreSQL only")
    serve.add_argument("--public-url", help="where residents' telephones reach the status page")
    serve.add_argument("--staff-token-file", type=Path, help="default: DATABASE.staff-token")
    serve.add_argument(
        "--renew-staff-token",
        action="store_true",
        help="a new token for the first administrator; the one before ends",
    )
    serve.add_argument(
        "--monitor-token-file", type=Path, help="for /metrics; default: DATABASE.monitor-token"
    )
    serve.add_argument("--beacon-url", help="entropy for draws, where the city wants a beacon")
    serve.add_argument("--demo", action="store_true", help="sample residents, a movable clock")
    serve.add_argument("--smtp", metavar="HOST:PORT", help="the server that takes mails")
    serve.add_argument("--smtp-user", help="to log in there; its password is a kept secret")
    serve.add_argument("--mail-from", metavar="ADDRESS", help="that mails come from")
    serve.add_argument(
        "--mail-folder", type=Path, help="put mails here; in a demonstration DATABASE.mail"
    )
    serve.add_argument(
        "--data-key",
        metavar="FILE|given",
        help="the key of personal data; given: by systemd or the keyring; default: DATABASE.key",
    )
    serve.add_argument(
        "--releases",
        type=Path,
        metavar="FOLDER",
        help="packages of the kiosk's program; several hosts share it; default: DATABASE.releases",
    )
    serve.set_defaults(command=_serve)

    check = commands.add_parser("check-city", help="check a city's files, list sample values")
    check.add_argument("city")
    check.set_defaults(command=_check_city)

    open_data = commands.add_parser(
        "open-data", help="print a city's facilities as open data (CSV)"
    )
    open_data.add_argument("city")
    open_data.set_defaults(command=_open_data)

    explain = commands.add_parser("explain", help="what the rules say about one date of use")
    explain_options.add_arguments(explain)
    explain.set_defaults(command=_explain)

    cities = commands.add_parser("cities", help="list cities, classes, facilities and rooms")
    cities.add_argument("--json", action="store_true", help="for programs")
    cities.set_defaults(command=_cities)

    verify = commands.add_parser("verify-draw", help="check the published result of a draw")
    verify_draw.add_arguments(verify)
    verify.set_defaults(command=verify_draw.run)

    kiosks = commands.add_parser("kiosks", help="how the terminals of a running service are")
    add_kiosks(kiosks, DEFAULT_URL)

    key = commands.add_parser("release-key", help="the key that signs the kiosk's packages")
    release_key.add_to(key)

    openapi = commands.add_parser("openapi", help="print the OpenAPI document")
    openapi.set_defaults(command=_openapi)

    add_staff(commands.add_parser("staff", help="counter work, on a running service"), DEFAULT_URL)
    return parser
