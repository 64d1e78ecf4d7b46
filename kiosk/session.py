"""The resident's session: everything of one person hangs here and goes when the session ends.

A ``Visit`` is one person's stay, from login to the end. Work that was begun for a visit and comes
back after its end finds it closed, and can neither show nor keep anything for the next person.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

from kiosk import events
from kiosk.clock import Clock
from kiosk.model import Registrant, Session
from kiosk.settings import SessionSettings

_LABEL_BYTES = 12
#: What a visit keeps a temporary secret as, from the log-in until another one was taken.
TEMPORARY_SECRET = "temporary_secret"  # noqa: S105 (a name)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the service gave for number and secret."""

    token: str
    registrant: Registrant

    def __repr__(self) -> str:
        return "Credentials(…)"


class Visit:
    """One person's stay. ``label`` is random and means nothing outside this kiosk."""

    def __init__(self, session: Session) -> None:
        self.label = secrets.token_urlsafe(_LABEL_BYTES)
        self._credentials: Credentials | None = Credentials(session.token, session.registrant)
        self._must_change_secret = session.must_change_secret
        self._kept: dict[str, object] = {}
        self._lock = threading.Lock()

    @property
    def open(self) -> bool:
        return self._credentials is not None

    @property
    def token(self) -> str | None:
        """The session's token, None once the visit has ended."""
        credentials = self._credentials
        return credentials.token if credentials is not None else None

    @property
    def registrant(self) -> Registrant | None:
        credentials = self._credentials
        return credentials.registrant if credentials is not None else None

    @property
    def must_change_secret(self) -> bool:
        """Logged in by a temporary secret, and no other has been taken yet."""
        return self.open and self._must_change_secret

    def secret_changed(self) -> None:
        """Another secret was taken: everything is open now, and what was kept of it goes."""
        with self._lock:
            self._must_change_secret = False
            self._kept.pop(TEMPORARY_SECRET, None)

    def keep(self, name: str, value: object) -> None:
        """Keep something for this person until the end; after it, do nothing."""
        with self._lock:
            if self.open:
                self._kept[name] = value

    def kept(self, name: str) -> object | None:
        with self._lock:
            return self._kept.get(name)

    def wipe(self) -> str | None:
        """Forget everything. Returns the token, so that the service can be told, only once."""
        with self._lock:
            token = self.token
            self._credentials = None
            self._kept.clear()
        return token


class RunningSession:
    """Who is at the terminal, if anybody, and how long it was left alone.

    ``on_end`` gets the token of each session that ended and must return at once: the service is
    told in the background. ``on_begin`` must return at once, too.
    """

    def __init__(
        self,
        settings: SessionSettings,
        clock: Clock,
        on_end: Callable[[str], None],
        on_begin: Callable[[], None] = lambda: None,
    ) -> None:
        self._on_begin = on_begin
        self._settings = settings
        self._clock = clock
        self._on_end = on_end
        self._lock = threading.Lock()
        self._visit: Visit | None = None
        self._turn = 0
        self._in_use = False
        self._touched_at = clock.steady()

    @property
    def countdown_seconds(self) -> float:
        return self._settings.countdown_seconds

    @property
    def visit(self) -> Visit | None:
        """The running visit; journeys take it once and work with that one to their end."""
        return self._visit

    @property
    def registrant(self) -> Registrant | None:
        visit = self._visit
        return visit.registrant if visit is not None else None

    @property
    def must_change_secret(self) -> bool:
        visit = self._visit
        return visit is not None and visit.must_change_secret

    @property
    def turn(self) -> int:
        """Counts the ends; to be noted before a login and handed to ``begin``."""
        return self._turn

    def begin(self, session: Session, turn: int) -> Visit | None:
        """Start a visit; one that still runs is ended first.

        None, and the service is told, if the terminal was given up since ``turn``: the person who
        logged in has gone, and the next one must not find their session open.
        """
        visit = Visit(session)
        with self._lock:
            before = self._visit
            given_up = turn != self._turn
            if not given_up:
                self._visit = visit
        if given_up:
            self._say_end(visit)
            return None
        self._say_end(before)
        self._on_begin()
        self.touched()
        events.say(events.SESSION_BEGUN)
        return visit

    def touched(self) -> None:
        """Somebody touched the glass or used a device."""
        self._touched_at = self._clock.steady()
        self._in_use = True

    def idle_seconds(self) -> float:
        """How long nobody touched anything."""
        return max(0.0, self._clock.steady() - self._touched_at)

    def seconds_until_wipe(self) -> float | None:
        """How long until the terminal goes back to its start; None while it stands there untouched.

        Not below zero. Ending the session then is the screen's part (``end``).
        """
        if not self._in_use and self._visit is None:
            return None
        return max(0.0, self._settings.idle_seconds - self.idle_seconds())

    def end(self) -> None:
        """End the visit, if there is one: everything of the person is gone when this returns."""
        with self._lock:
            visit, self._visit = self._visit, None
            self._turn += 1
        self._say_end(visit)
        self._in_use = False

    def _say_end(self, visit: Visit | None) -> None:
        token = visit.wipe() if visit is not None else None
        if token is not None:
            events.say(events.SESSION_ENDED)
            self._on_end(token)
