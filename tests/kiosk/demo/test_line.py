"""The cuttable line breaks exactly when it is told to, so that fault tests mean what they say."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from kiosk.demo.line import CuttableLine, Moment


class _Counter(BaseHTTPRequestHandler):
    seen: list[str]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        """Keep the tests quiet."""


@pytest.fixture
def seen() -> list[str]:
    return []


@pytest.fixture
def line(seen: list[str]) -> Iterator[CuttableLine]:
    handler = type("Handler", (_Counter,), {"seen": seen})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    line = CuttableLine(server.server_port)
    line.start()
    yield line
    line.stop()
    server.shutdown()
    server.server_close()
    thread.join(60)


def _post(line: CuttableLine, path: str) -> str:
    return requests.post(f"http://127.0.0.1:{line.port}{path}", data=b"x", timeout=60).text


def test_an_open_line_forwards(line: CuttableLine, seen: list[str]) -> None:
    assert _post(line, "/a") == "ok"
    assert seen == ["/a"]


def test_a_cut_line_refuses_and_a_restored_one_works_on_the_same_port(
    line: CuttableLine, seen: list[str]
) -> None:
    port = line.port
    line.cut()
    with pytest.raises(requests.ConnectionError):
        _post(line, "/a")
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", port))
    line.restore()
    assert line.port == port
    assert _post(line, "/b") == "ok"
    assert seen == ["/b"]


@pytest.mark.parametrize(
    ("moment", "reaches"), [(Moment.BEFORE_REQUEST, []), (Moment.BEFORE_ANSWER, ["/write"])]
)
def test_the_line_breaks_at_the_watched_request(
    line: CuttableLine, seen: list[str], moment: Moment, reaches: list[str]
) -> None:
    line.cut_at(b"POST /write", moment)
    assert _post(line, "/other") == "ok"
    with pytest.raises(requests.ConnectionError):
        _post(line, "/write")
    assert seen == ["/other", *reaches]
    assert not line.is_up
