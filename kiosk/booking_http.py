"""One HTTP call to the booking service and all that can go wrong with it, as values.

Knows requests, time-outs, sizes and problem+json (RFC 9457); knows no journey. Nothing of a body,
of a token or of a secret is ever logged.
"""

from __future__ import annotations

import json
import math
import re
import threading
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from http import HTTPStatus
from typing import TYPE_CHECKING

from kiosk import events
from kiosk.clock import ServiceClock
from kiosk.credentials import KioskCredential
from kiosk.line import Line
from kiosk.outcome import Refused
from kiosk.settings import ServiceSettings

if TYPE_CHECKING:
    import requests

_CHUNK_BYTES = 65536
_PROBLEM_TYPE = "application/problem+json"
_JSON_TYPE = "application/json"

#: Members of a problem that are not details (RFC 9457, section 3.1).
_PROBLEM_MEMBERS = frozenset({"type", "title", "status", "detail", "instance", "code"})

#: Details that are instants or days (ISO 8601).
_INSTANTS = frozenset({"opens_at", "closed_at", "until", "since"})


#: An entity tag as RFC 9110, section 8.8.3, has it, of a length that a header may have; and the
#: header in which it goes back.
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{1,128}"')
_KNOWN = "If-None-Match"


class Break(Enum):
    """How a call ended without an answer that can be read."""

    NOT_CONNECTED = "not_connected"  # not one byte of the request left
    BROKEN = "broken"  # the request may have arrived; the connection ended before a whole answer
    TIMED_OUT = "timed_out"  # the request may have arrived; no whole answer came in time
    WRONG = "wrong"  # an answer came that is none of this API: garbage, too large, another server


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service said, if it could be read: a success with its JSON bytes. ``tag`` names
    this text of a document; it is sent along the next time, so that only another one comes."""

    status: int
    body: bytes = field(repr=False)
    tag: str | None = None

    @property
    def unchanged(self) -> bool:
        """The text of the tag that was sent along is still the one there is."""
        return self.status == HTTPStatus.NOT_MODIFIED


class Patience(Enum):
    """How long an answer is waited for."""

    USUAL = "usual"
    SHORT = "short"  # for what a screen can do without (``side_question_seconds``)


@dataclass(frozen=True, slots=True)
class Call:
    """A request. ``headers`` go beyond those of every call; none of them shows in a log."""

    method: str
    path: str
    body: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    params: Mapping[str, str] = field(default_factory=dict)
    patience: Patience = Patience.USUAL
    accept: str = _JSON_TYPE


def unless(tag: str | None) -> dict[str, str]:
    """The header by which only another text than that of ``tag`` comes."""
    return {} if tag is None else {_KNOWN: tag}


class BookingHttp:
    """Sends calls; any thread may. Tells the line its state and the clock the service's time."""

    def __init__(
        self,
        settings: ServiceSettings,
        credential: KioskCredential,
        clock: ServiceClock,
        line: Line,
    ) -> None:
        self._settings = settings
        self._credential = credential
        self._clock = clock
        self._line = line
        self._lock = threading.Lock()
        self._session: requests.Session | None = None

    def close(self) -> None:
        with self._lock:
            if self._session is not None:
                self._session.close()
                self._session = None

    def send(self, call: Call) -> Answer | Refused | Break:
        """Send once, without trying again.

        Returns the answer of a success, the service's own refusal, or how the call broke.
        """
        import requests
        from urllib3.exceptions import DecodeError, HTTPError, ReadTimeoutError

        try:
            outcome = self._exchange(call)
        except (requests.ConnectionError, requests.Timeout) as error:
            outcome = _how_it_broke(error)
        except (requests.RequestException, DecodeError, UnicodeError):
            outcome = Break.WRONG
        except ReadTimeoutError:  # while the body was read, as with the next
            outcome = Break.TIMED_OUT
        except HTTPError:
            outcome = Break.BROKEN
        match outcome:
            case Break.TIMED_OUT if call.patience is Patience.SHORT:
                pass  # a slow line is no dead one
            case Break.NOT_CONNECTED | Break.BROKEN | Break.TIMED_OUT:
                self._line.failed()
            case Break.WRONG:
                self._line.answered()
                events.say(events.ANSWER_WRONG, events.Outcome.FAILED)
            case Refused(code="kiosk_unknown"):
                self._line.shut_out()
                events.say(events.CREDENTIAL_REFUSED, events.Outcome.REFUSED)
            case _:
                self._line.answered()
        return outcome

    def _exchange(self, call: Call) -> Answer | Refused | Break:
        settings = self._settings
        limits = _limits(settings, call.patience)
        started = self._clock.steady()
        sent = self._clock.machine_now()
        with self._requests().request(
            call.method,
            settings.url + call.path,
            data=call.body,
            params=dict(call.params),
            headers=self._headers(call),
            timeout=(limits.connect_seconds, limits.read_seconds),
            allow_redirects=False,  # a redirect would carry the credential to another place
            stream=True,
        ) as response:
            self._clock.heard(response.headers.get("Date", ""), sent)
            body = self._body(response, started + limits.whole_answer_seconds)
            if isinstance(body, Break):
                return body
            if response.status_code == HTTPStatus.NOT_MODIFIED and _KNOWN in call.headers:
                return Answer(response.status_code, b"")
            said = response.headers.get("Content-Type", "")
            told = _read(response.status_code, said, body, call.accept)
            tag = response.headers.get("ETag", "")
            named = isinstance(told, Answer) and _TAG.fullmatch(tag) is not None
            return replace(told, tag=tag) if isinstance(told, Answer) and named else told

    def _headers(self, call: Call) -> dict[str, str]:
        headers = {
            "Authorization": self._credential.bearer(),
            "Accept": f"{call.accept}, {_PROBLEM_TYPE}",
            "X-Request-ID": str(uuid.uuid4()),
            **call.headers,
        }
        if call.body is not None:
            headers["Content-Type"] = _JSON_TYPE
        return headers

    def _body(self, response: requests.Response, until: float) -> bytes | Break:
        """The whole body. Reads what has come each time, so that dripping cannot go on forever."""
        received = bytearray()
        while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=True):
            received += chunk
            if len(received) > self._settings.largest_answer_bytes:
                return Break.WRONG
            if self._clock.steady() > until:
                return Break.TIMED_OUT
        return bytes(received)

    def _requests(self) -> requests.Session:
        """The pool of connections, made at the first call: importing requests takes 0.1 s."""
        with self._lock:
            if self._session is None:
                self._session = _new_session(self._settings)
            return self._session


@dataclass(frozen=True, slots=True)
class _Limits:
    connect_seconds: float
    read_seconds: float
    whole_answer_seconds: float


def _limits(settings: ServiceSettings, patience: Patience) -> _Limits:
    most = settings.side_question_seconds if patience is Patience.SHORT else math.inf
    return _Limits(
        min(settings.connect_seconds, most),
        min(settings.read_seconds, most),
        min(settings.whole_answer_seconds, most),
    )


def _new_session(settings: ServiceSettings) -> requests.Session:
    from http.cookiejar import DefaultCookiePolicy

    import requests

    session = requests.Session()
    # Neither proxies nor a .netrc of the machine's user may change where the credential goes, and
    # no cookie may tie one resident's calls to the next one's.
    session.trust_env = False
    session.verify = True if settings.ca_file is None else str(settings.ca_file)
    if settings.proxy:
        session.proxies = {"http": settings.proxy, "https": settings.proxy}
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return session


def _how_it_broke(error: requests.ConnectionError | requests.Timeout) -> Break:
    import requests

    if _never_connected(error):
        return Break.NOT_CONNECTED
    return Break.TIMED_OUT if isinstance(error, requests.Timeout) else Break.BROKEN


def _never_connected(error: Exception) -> bool:
    """Whether it is certain that not one byte of the request left the kiosk."""
    import requests
    from urllib3.exceptions import MaxRetryError, NewConnectionError, ProxyError

    # A proxy that cannot be reached, or that leads no further, got nothing of the request.
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return True
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else None
    return isinstance(reason, NewConnectionError | ProxyError) or _is_foreign_certificate(reason)


def _is_foreign_certificate(reason: Exception | None) -> bool:
    """The handshake failed; any other TLS error may also come in the middle of a call."""
    import ssl

    return reason is not None and any(
        isinstance(inner, ssl.SSLCertVerificationError) for inner in reason.args
    )


def _read(status: int, content_type: str, body: bytes, wanted: str) -> Answer | Refused | Break:
    kind = content_type.partition(";")[0].strip().lower()
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Answer(status, body) if kind == wanted or not body else Break.WRONG
    if kind != _PROBLEM_TYPE:
        return Break.WRONG
    return problem(body)


def problem(body: bytes) -> Refused | Break:
    """The refusal a problem document tells; a document without a code of ours is no refusal."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return Break.WRONG
    if not isinstance(document, dict):
        return Break.WRONG
    code = document.get("code")
    if not isinstance(code, str) or not events.CODE.fullmatch(code):
        return Break.WRONG
    details = {
        name: value
        for name, value in document.items()
        if name not in _PROBLEM_MEMBERS and _can_be_worded(name, value)
    }
    return Refused(code, details)


def _can_be_worded(name: str, value: object) -> bool:
    """Whether a detail is what its name promises; one that is not is left out, not shown wrong."""
    match value:
        case str() if name in _INSTANTS:
            return _is_instant(value)
        case float():
            return math.isfinite(value)
        case dict():
            return isinstance(value.get("ja"), str)
        case _:
            return name not in _INSTANTS


def _is_instant(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
