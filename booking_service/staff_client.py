"""``booking-service staff …``: speaks to a running service over HTTP, as the counter does.

The token comes from the environment (``BOOKING_STAFF_TOKEN``) or a file that only its owner can
read, never from the command line, where every user of the machine could see it.
"""

from __future__ import annotations

import json
import os
import re
import stat
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from booking_service.settings import SettingsError, is_site

TOKEN_VARIABLE = "BOOKING_STAFF_TOKEN"  # noqa: S105 - the name of a variable
ANSWER_SECONDS = 10.0
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,200}")
DONE, REFUSED, UNREACHABLE = 0, 1, 3


@dataclass(frozen=True, slots=True)
class StaffCall:
    """One request: the path behind ``/v1/staff`` and its body."""

    path: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StaffClient:
    """Sends staff calls to one service."""

    url: str
    token: str

    def send(self, call: StaffCall, out: TextIO, err: TextIO) -> int:
        """Prints the answer as JSON and returns the exit code: 0 done, 1 refused, 3 no answer."""
        request = urllib.request.Request(  # noqa: S310 - checked to be http(s) by client_of
            f"{self.url}/v1/staff/{call.path}",
            data=json.dumps(call.body).encode(),
            method="POST",
            headers={
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                "Idempotency-Key": str(uuid.uuid4()),  # a proxy may send it twice
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as response:  # noqa: S310
                out.write(_readable(response.read()))
                return DONE
        except urllib.error.HTTPError as refusal:
            with refusal:
                err.write(_readable(refusal.read()))
            return REFUSED
        except OSError as trouble:
            err.write(f"{self.url} does not answer: {trouble}\n")
            return UNREACHABLE


def client_of(url: str, token_file: Path | None) -> StaffClient:
    """A client for a service; raises ``SettingsError`` where address or token are not right."""
    if not is_site(url):
        raise SettingsError("--url", f"{url!r} is no address", "such as http://127.0.0.1:8080")
    return StaffClient(url.rstrip("/"), _token(token_file))


def path_part(text: str) -> str:
    """A text as one part of a path."""
    return quote(text, safe="")


def secret_from(stream: TextIO) -> str:
    """A resident's secret, from the first line of a stream: it must not stand on a command line."""
    return stream.readline().strip()


def write_token(path: Path, token: str) -> None:
    """Keeps a token where only the owner of the file can read it."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{token}\n")


def kept_token(path: Path) -> str:
    """The token in a file; empty if there is no such file, or no text in it."""
    try:
        return path.read_text("utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def check_writable(path: Path) -> None:
    """Raises ``OSError`` where a token could not be written."""
    trial = path.with_name(f"{path.name}.new")
    trial.unlink(missing_ok=True)
    os.close(os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    trial.unlink()


def _token(token_file: Path | None) -> str:
    given = os.environ.get(TOKEN_VARIABLE, "").strip()
    if given:
        return _checked(given, TOKEN_VARIABLE)
    if token_file is None:
        raise SettingsError(
            "--token-file", "no staff token is given", f"name a file, or set {TOKEN_VARIABLE}"
        )
    try:
        mode = token_file.stat().st_mode
        token = token_file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as trouble:
        remedy = "the file that serve wrote beside its database"
        raise SettingsError("--token-file", f"{token_file}: {trouble}", remedy) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SettingsError(
            "--token-file", f"{token_file} can be read by others", f"chmod 600 {token_file}"
        )
    return _checked(token, "--token-file")


def _checked(token: str, place: str) -> str:
    """A token as it may stand in a header."""
    if _TOKEN.fullmatch(token):
        return token
    raise SettingsError(place, "that is no staff token", "the one line that serve wrote")


def _readable(body: bytes) -> str:
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2) + "\n"
    except ValueError:
        return "the answer is no JSON; is this a booking service?\n"
