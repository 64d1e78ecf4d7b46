"""Works around registrants. Secrets come on standard input, never on the command line."""

from __future__ import annotations

import argparse
import sys

from booking_service.staff_cli.works import DAY, CounterWork, body_of, may, needed
from booking_service.staff_client import StaffCall, secret_from


def _register(arguments: argparse.Namespace) -> StaffCall:
    body = {
        **body_of(arguments, "registration_number", "name", "valid_until"),
        "kinds": arguments.kind,
        "secret": secret_from(sys.stdin, "secret of the registrant"),
    }
    return StaffCall("registrants", body)


WORKS = (
    CounterWork(
        "register",
        "add a registrant; the secret comes on stdin",
        _register,
        (
            needed("--registration-number"),
            needed("--name"),
            needed("--kind", "may be repeated", action="append"),
            may("--valid-until", **DAY),
        ),
    ),
)
