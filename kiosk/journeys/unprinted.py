"""Receipts that did not come out, for staff: seen, printed or thrown away while nobody is at it.

Staff ask beside the running kiosk, by an empty file in a folder; the kiosk alone changes the spool
(``docs/decisions/0038-receipts-not-printed.md``).
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path

from kiosk import events
from kiosk.journeys.outcomes import PaperEnd
from kiosk.journeys.paper_ends import paper_end
from kiosk.journeys.receipts import ReceiptPress
from kiosk.session import RunningSession
from printing.spool import SpooledReceipt

#: One empty file for each request, named by what is asked and the receipt's number.
REQUESTS_FOLDER = "receipt-requests"
#: Whoever asked has gone by then, and paper must not come out for nobody.
_VOID_AFTER_SECONDS = 120.0
#: Between two looks into the folder.
_LOOK_SECONDS = 2.0


class Wish(Enum):
    PRINT = "print"
    DISCARD = "discard"


class UnprintedReceipts:
    """What waits in the spool when its resident has gone. ``step`` is for ``Background``."""

    def __init__(
        self,
        press: ReceiptPress,
        session: RunningSession,
        folder: Path,
        steady: Callable[[], float],
    ) -> None:
        self._press = press
        self._session = session
        self._folder = folder
        self._steady = steady
        self._first_seen: dict[Path, float] = {}
        self._listening = _listen(folder)
        # What was asked before the kiosk ran was asked by somebody who has gone.
        for old in _requests(folder):
            old.unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing is taken up any more."""
        if self._listening is not None:
            os.close(self._listening)
            self._listening = None

    def waiting(self) -> tuple[SpooledReceipt, ...]:
        """Oldest first."""
        return self._press.spool.pending().receipts

    def print(self, number: int) -> PaperEnd | None:
        """Print one whole; None if it is not there, or while somebody is logged in."""
        from printing.press import print_kept

        press = self._press
        with press.one_at_a_time:
            kept = next((one for one in self.waiting() if one.number == number), None)
            if kept is None or self._session.visit is not None:
                return None
            end = paper_end(print_kept(kept, press.spool, press.printer))
        outcome = events.Outcome.OK if end.is_out else events.Outcome.FAILED
        events.say(events.RECEIPT_PRINTED, outcome, end.value)
        return end

    def discard(self, number: int) -> bool:
        """Throw one away; False if the disk refused, or while somebody is logged in."""
        with self._press.one_at_a_time:
            return self._session.visit is None and self._press.spool.discard(number)

    def step(self) -> float:
        """Carry out what staff have asked for, each once. Returns when to look again."""
        now = self._steady()
        requests = list(_requests(self._folder))
        self._first_seen = {one: self._first_seen.get(one, now) for one in requests}
        for request in requests:
            void = now - self._first_seen[request] > _VOID_AFTER_SECONDS
            if void or self._session.visit is None:
                request.unlink(missing_ok=True)
            if not void and self._session.visit is None:
                self._carry_out(request.name)
        return _LOOK_SECONDS

    def _carry_out(self, name: str) -> None:
        match name.split("-"):
            case ["print", number] if number.isdecimal():
                self.print(int(number))
            case ["discard", number] if number.isdecimal():
                self.discard(int(number))
            case _:
                pass  # a file of somebody else, gone by now


def request(folder: Path, wish: Wish, number: int) -> None:
    """Ask the kiosk that runs with ``folder``. Raises ``OSError``."""
    requests = folder / REQUESTS_FOLDER
    requests.mkdir(exist_ok=True)
    (requests / f"{wish.value}-{number:06d}").touch()


def somebody_listens(folder: Path) -> bool:
    """Whether a kiosk runs with ``folder``, and takes requests up. Raises ``OSError``."""
    requests = folder / REQUESTS_FOLDER
    if not requests.is_dir():
        return False
    handle = os.open(requests, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _listen(folder: Path) -> int | None:
    """A handle of the requests' folder with a lock on it, which ends with this process, however
    that ends; None where the disk refuses, and nobody can ask there either."""
    requests = folder / REQUESTS_FOLDER
    try:
        requests.mkdir(exist_ok=True)
        handle = os.open(requests, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None
    # Shared: whoever asks takes the other kind, for a moment and only if it is free.
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def requested(folder: Path) -> frozenset[str]:
    """The names of the requests that the kiosk has not taken up yet."""
    return frozenset(path.name for path in _requests(folder))


def _requests(folder: Path) -> Iterator[Path]:
    requests = folder / REQUESTS_FOLDER
    return iter(sorted(requests.iterdir())) if requests.is_dir() else iter(())
