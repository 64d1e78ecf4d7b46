"""What is left to do for residents who have gone: end their sessions, settle their open writes.

A leftover write is only asked about, never sent again: its resident is no longer there to want it.
One that the service never saw is closed there first, so that not even a late copy can arrive, and
is then "not sent". Ends that nobody saw wait for staff; nothing is dropped silently.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk import events
from kiosk.booking_client import BookingClient, Closed, Fate, InProgress, Settled, Unseen
from kiosk.journeys.deed_kind import DeedKind
from kiosk.journeys.writing import record_end
from kiosk.outcome import Refused
from kiosk.session import RunningSession
from kiosk.settings import ServiceSettings
from offline_cache.outbox import KnownTo, Outbox, OutboxWrite

#: How long an ended write that somebody was told of stays in the outbox.
KEEP_TOLD = timedelta(days=7)
#: So old an open write is asked about as before, but nothing waits for it: its resident left long
#: ago, and a restart changes nothing about it (decision 0045).
STUCK = timedelta(days=1)


class Settling:
    """Settles leftovers. ``step`` is for ``Background``; wake it when the line comes back."""

    def __init__(
        self,
        client: BookingClient,
        outbox: Outbox,
        settings: ServiceSettings,
        now: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._outbox = outbox
        self._settings = settings
        self._now = now
        self._left: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._session: RunningSession | None = None
        self._told_stuck: set[str] = set()

    def watch(self, session: RunningSession) -> None:
        """Whose open writes are not leftovers: those of the visit that runs."""
        self._session = session

    def left(self, token: str) -> None:
        """A session ended here; the service is told with the next step. In memory only."""
        self._left.put(token)

    def step(self) -> float:
        """End sessions and settle leftovers. Returns after how many seconds to look again."""
        self._end_sessions()
        all_settled = self.settle_leftovers()
        self._outbox.forget_told(self._now() - KEEP_TOLD)
        self._tell_stuck()
        wait = self._settings
        return wait.settle_seconds if all_settled else wait.retry_most_seconds

    def settle_leftovers(self) -> bool:
        """Ask about each write whose resident has gone. False if some are still open."""
        settled = [self._settle(row) for row in self.still_open()]
        return all(settled)

    def for_staff(self) -> tuple[OutboxWrite, ...]:
        """Writes that ended after their resident had gone, until staff have dealt with them."""
        return self._outbox.for_staff()

    def still_open(self) -> tuple[OutboxWrite, ...]:
        """Writes without a known end, but those of whoever is at the terminal."""
        return tuple(row for row in self._outbox.open_rows() if not self._is_running(row))

    def open_writes(self) -> int:
        """How many writes of this kiosk have no known end yet."""
        return len(self._outbox.open_rows())

    def stuck(self) -> tuple[OutboxWrite, ...]:
        """Those without a known end for so long that staff have to ask the service's operator."""
        now = self._now()
        return tuple(row for row in self._outbox.open_rows() if is_stuck(row, now))

    def awaited(self) -> bool:
        """Whether there is a write that what would restart the kiosk has to wait for."""
        return self.open_writes() > len(self.stuck())

    def dealt_with(self, key: str) -> bool:
        """Staff have seen the end of a write and told whom it concerns. False: not kept."""
        return self._outbox.tell(key, KnownTo.STAFF) is None

    def _tell_stuck(self) -> None:
        """Once for each, as long as this kiosk runs."""
        stuck = {row.key for row in self.stuck()}
        for _ in stuck - self._told_stuck:
            events.say(events.WRITE_STUCK, events.Outcome.FAILED)
        self._told_stuck = stuck

    def _end_sessions(self) -> None:
        """Best effort: a session that cannot be ended now runs out at the service by itself."""
        while not self._left.empty():
            self._client.close_session(self._left.get())

    def _is_running(self, row: OutboxWrite) -> bool:
        visit = self._session.visit if self._session is not None else None
        return visit is not None and visit.label == row.session_label

    def _settle(self, row: OutboxWrite) -> bool:
        shape = DeedKind(row.kind).answer
        fate: Fate | Refused = self._client.what_became(row.key, shape)
        if isinstance(fate, Unseen):
            fate = self._client.close_write(row.key, shape)
        match fate:
            case Settled(outcome=outcome):
                record_end(self._outbox, row.key, outcome)
            case Closed():
                self._outbox.mark_not_sent(row.key)
            case Unseen() | InProgress() | Refused():
                return False
        events.say(events.WRITE_LEFT_FOR_STAFF)
        return True


def is_stuck(write: OutboxWrite, now: datetime) -> bool:
    """Whether an open write is older than anything waits for."""
    return now - write.created >= STUCK
