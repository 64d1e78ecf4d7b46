"""``booking-service staff …``: speaks to a running service over HTTP, as the counter does.

The token comes from the environment (``BOOKING_STAFF_TOKEN``), or from a file that only its owner
can read: the one that ``sign-in`` wrote, or the service's own. It never stands on the command line,
where every user of the machine could see it.
"""

from __future__ import annotations

import getpass
import json
import os
import re
import stat
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote, urlencode, urlsplit

from booking_service.settings import SettingsError, is_site

TOKEN_VARIABLE = "BOOKING_STAFF_TOKEN"  # noqa: S105 - the name of a variable
ANSWER_SECONDS = 10.0
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,200}")
DONE, REFUSED, UNREACHABLE = 0, 1, 3
#: What a proxy answers by itself while nothing behind it does.
_PROXY_ALONE = (502, 503, 504)
_JSON, _PIECE = "application/json", "application/octet-stream"


@dataclass(frozen=True, slots=True)
class StaffCall:
    """One request: the path behind ``/v1/staff``, its body if it has one, and what is asked.
    ``piece``: of a file, in the place of a body."""

    path: str
    body: dict[str, Any] | None
    method: str = "POST"
    asked: dict[str, Any] = field(default_factory=dict)
    piece: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class StaffAnswer:
    """What came back: the exit code it means (0 done, 1 refused, 3 no answer), and what it says."""

    code: int
    body: bytes = b""
    trouble: str = ""

    def value(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        """The body as JSON; None if it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class StaffClient:
    """Sends staff calls to one service. Without a token only signing in can be done."""

    url: str
    token: str | None

    def send(self, call: StaffCall, out: TextIO, err: TextIO) -> int:
        """Prints the answer as JSON and returns the exit code: 0 done, 1 refused, 3 no answer."""
        answer = self.ask(call)
        if answer.code != DONE:
            self.explain(answer, err)
        elif answer.body:
            out.write(_readable(answer.body))
        return answer.code

    def explain(self, answer: StaffAnswer, err: TextIO) -> None:
        """Prints why a call was not done."""
        err.write(answer.trouble or _readable(answer.body))

    def ask(self, call: StaffCall, seconds: float = ANSWER_SECONDS) -> StaffAnswer:
        """The answer to one call."""
        try:
            with urllib.request.urlopen(  # noqa: S310 - checked to be http(s) by client_of
                self._request(call), timeout=seconds
            ) as response:
                return StaffAnswer(DONE, response.read())
        except urllib.error.HTTPError as refusal:
            with refusal:
                return self._refused(refusal.code, refusal.read())
        except (OSError, HTTPException) as trouble:
            return StaffAnswer(UNREACHABLE, trouble=f"{self.url} does not answer: {trouble}\n")

    def _refused(self, status: int, body: bytes) -> StaffAnswer:
        """What a status other than 2xx means: a proxy alone does not answer in JSON."""
        answer = StaffAnswer(REFUSED, body)
        if status not in _PROXY_ALONE or answer.value() is not None:
            return answer
        alone = (
            f"{self.url} answers {status} without the booking service: it starts, or does not run. "
            "Try again shortly, or look on its machine: systemctl status booking-service\n"
        )
        return StaffAnswer(UNREACHABLE, trouble=alone)

    def _request(self, call: StaffCall) -> urllib.request.Request:
        asked = {name: value for name, value in call.asked.items() if value is not None}
        query = f"?{urlencode(asked)}" if asked else ""
        request = urllib.request.Request(  # noqa: S310 - checked to be http(s) by client_of
            f"{self.url}/v1/staff/{call.path}{query}",
            data=_data(call),
            method=call.method,
            headers={"Content-Type": _JSON if call.piece is None else _PIECE},
        )
        if self.token is not None:
            request.add_header("Authorization", f"Bearer {self.token}")
        if call.method != "GET":
            request.add_header("Idempotency-Key", str(uuid.uuid4()))  # a proxy may send it twice
        return request


def _data(call: StaffCall) -> bytes | None:
    if call.piece is not None:
        return call.piece
    return None if call.body is None else json.dumps(call.body).encode()


def client_of(url: str, token_file: Path | None) -> StaffClient:
    """A client for a service; raises ``SettingsError`` where address or token are not right."""
    return StaffClient(_site(url), _token(token_file or default_token_file(url)))


def client_without_token(url: str) -> StaffClient:
    """A client that can only sign in; raises ``SettingsError`` for a wrong address."""
    return StaffClient(_site(url), None)


def default_token_file(url: str) -> Path:
    """Where ``sign-in`` keeps the token for a service."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    place = re.sub(r"[^A-Za-z0-9.-]+", "-", urlsplit(_site(url)).netloc)
    return Path(state) / "booking-service" / f"{place}.staff-token"


def path_part(text: str) -> str:
    """A text as one part of a path."""
    return quote(text, safe="")


def secret_from(stream: TextIO, prompt: str = "") -> str:
    """A secret: typed unseen at a terminal, else the next line of a stream. It must not stand on a
    command line."""
    if stream.isatty():
        return getpass.getpass(f"{prompt}: ")
    return stream.readline().rstrip("\r\n")


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


def _site(url: str) -> str:
    if not is_site(url):
        raise SettingsError("--url", f"{url!r} is no address", "such as http://127.0.0.1:8080")
    return url.rstrip("/")


def _token(token_file: Path) -> str:
    given = os.environ.get(TOKEN_VARIABLE, "").strip()
    if given:
        return _checked(given, TOKEN_VARIABLE)
    try:
        mode = token_file.stat().st_mode
        token = token_file.read_text("utf-8").strip()
    except FileNotFoundError:
        remedy = f"sign in first (staff sign-in), name another file, or set {TOKEN_VARIABLE}"
        raise SettingsError("--token-file", f"{token_file} is not there", remedy) from None
    except (OSError, UnicodeDecodeError) as trouble:
        remedy = "the file that sign-in or serve wrote"
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
    raise SettingsError(place, "that is no staff token", "the one line that sign-in or serve wrote")


def _readable(body: bytes) -> str:
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2) + "\n"
    except ValueError:
        return "the answer is no JSON; is this a booking service?\n"
