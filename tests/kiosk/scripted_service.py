"""A booking service that says exactly what a test wants: right, wrong, half, late or not at all."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

#: How long a silent answer holds its connection if the test does not let it go before, in seconds.
_SILENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    params: dict[str, str]
    headers: dict[str, str]
    body: bytes

    def json(self) -> object:
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """An answer. ``cut_after``: bytes of the body after which the connection is reset;
    ``drip_seconds``: how long each byte of the body is waited for.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    drip_seconds: float | None = None


class Silence:
    """No answer at all while the test lasts."""


class Reset:
    """The connection is reset before a byte of the answer."""


Said = Reply | Silence | Reset
Script = Callable[[Request], Said]


def ok(value: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).encode())


def problem(status: int, code: str, **details: object) -> Reply:
    body = {"type": f"/problems/{code}", "code": code, "status": status, **details}
    return Reply(status, json.dumps(body).encode(), "application/problem+json")


class ScriptedService:
    """Listens on a port of 127.0.0.1 and answers by ``script``, which may be changed any time."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.requests: list[Request] = []
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._scheme = "http"
        self._end = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"

    def use_tls(self, certificate: Path) -> None:
        """Speak TLS with a certificate and its key in one PEM file; call it before ``start``."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._scheme = "https"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._end.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def paths(self) -> list[str]:
        return [f"{request.method} {request.path}" for request in self.requests]

    def drip(self, to: BufferedIOBase, body: bytes, seconds: float) -> None:
        for place in range(len(body)):
            if self._end.wait(seconds):
                return
            to.write(body[place : place + 1])

    def hold(self) -> None:
        self._end.wait(_SILENCE_SECONDS)


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that the test broke is no news."""


def _handler(service: ScriptedService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            parts = urlsplit(self.path)
            request = Request(
                self.command,
                parts.path,
                {name: values[0] for name, values in parse_qs(parts.query).items()},
                dict(self.headers.items()),
                self.rfile.read(length),
            )
            service.requests.append(request)
            said = service.script(request)
            self.close_connection = True
            match said:
                case Silence():
                    service.hold()
                case Reset():
                    _reset(self.connection)
                case Reply():
                    self._say(said)

        def _say(self, reply: Reply) -> None:
            self.send_response_only(reply.status)
            self.send_header("Date", format_datetime(service.now().astimezone(UTC), usegmt=True))
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
            self.send_header("Connection", "close")
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if reply.drip_seconds is not None:
                service.drip(self.wfile, reply.body, reply.drip_seconds)
                return
            self.wfile.write(reply.body[: reply.cut_after])
            if reply.cut_after is not None:
                self.wfile.flush()
                _reset(self.connection)

        do_GET = do_POST = do_DELETE = answer  # noqa: N815 - the names http.server calls

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler


def _reset(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.close()


@contextlib.contextmanager
def scripted(script: Script, certificate: Path | None = None) -> Iterator[ScriptedService]:
    service = ScriptedService(script)
    if certificate is not None:
        service.use_tls(certificate)
    service.start()
    try:
        yield service
    finally:
        service.stop()
