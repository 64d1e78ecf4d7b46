"""Several processes of one service on one address; the system deals connections out among them.

They start one after the other: the first makes what the others find (schema, keys, tokens). One
that ends by itself is started again; when this process is told to stop they all stop in order.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

from booking_service.address import Address, url_of

log = logging.getLogger(__name__)

#: Tells that a process answers.
Ready = Callable[[str], None]
#: Serves on an address until told to stop; the exit code.
Serve = Callable[[Address, Ready], int]
#: Seconds before one that ended by itself is started again.
_RESTART_SECONDS = 1.0
_STOPS = (signal.SIGTERM, signal.SIGINT)


def serve_several(count: int, address: Address, serve: Serve, ready: Ready) -> int:
    """Runs ``count`` processes until SIGTERM or SIGINT; returns the exit code of the first that
    could not start, else 0. ``ready`` is called once all of them answer. Raises ``OSError`` where
    the address cannot be had."""
    # Bound and never listened on: it holds the port, and no connection comes to it.
    with Address(address.host, address.port, shared=True).listen() as held:
        host, port = held.getsockname()[:2]
        family = _Family(Address(host, port, shared=True), serve)
        before = [signal.signal(stop, family.told_to_stop) for stop in _STOPS]
        try:
            for _ in range(count):
                if code := family.start():
                    return family.end(code)
            if not family.stopping.is_set():
                ready(url_of(held))
            return family.watch()
        finally:
            for stop, handler in zip(_STOPS, before, strict=True):
                signal.signal(stop, handler)


class _Family:
    def __init__(self, address: Address, serve: Serve) -> None:
        self._address = address
        self._serve = serve
        self._children: set[int] = set()
        self.stopping = threading.Event()

    def told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping.set()
        for child in self._children:
            os.kill(child, signal.SIGTERM)

    def start(self) -> int:
        """Starts one and waits until it answers: 0, or the code that it ended with before."""
        # A signal to stop comes before, to no child, or after, to one that is known to be told and
        # knows what a signal means to it.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        try:
            if self.stopping.is_set():
                return 0
            hears, tells = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(hears)
                self._be_child(tells)
            self._children.add(child)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        os.close(tells)
        answered = os.read(hears, 1)
        os.close(hears)
        if answered or self.stopping.is_set():
            return 0
        self._children.discard(child)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) or 1

    def watch(self) -> int:
        """Starts again whatever ends, until told to stop."""
        while self._children:
            child, status = os.wait()
            self._children.discard(child)
            if not self.stopping.is_set():
                log.error("a process ended by itself (%s)", os.waitstatus_to_exitcode(status))
                self._start_again()
        return 0

    def end(self, code: int) -> int:
        """Ends those that run already."""
        self.told_to_stop(signal.SIGTERM, None)
        self.watch()
        return code

    def _start_again(self) -> None:
        while not self.stopping.wait(_RESTART_SECONDS) and self.start():
            log.error("a process could not be started again")

    def _be_child(self, tells: int) -> None:
        for stop in _STOPS:
            signal.signal(stop, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        code = 1
        try:
            code = self._serve(self._address, lambda _url: _answers(tells))
        except Exception:
            log.exception("a process of the service failed")
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)


def _answers(tells: int) -> None:
    os.write(tells, b"1")
    os.close(tells)
