"""What changes the service from the glass: digits for a draw, and a payment at the counter.

The PIN opens this terminal only. Each of these works asks for an officer's own account at the
service, which notes who did it; the session is made for one work and ends with it. Two different
officers give digits: the service sees to that. The terminal's audit log says that something was
done, never by whom and never which digits.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar

from kiosk.maintenance.mode import LOCKED, Maintenance
from kiosk.outcome import Refused
from kiosk.staff_account_client import (
    CounterBooking,
    DigitsTaken,
    Draw,
    OfficerToken,
    StaffAccountClient,
)

Value = TypeVar("Value")

#: An officer who has seen a booking has so long to say that it was paid.
LONGEST: Final = timedelta(minutes=2)
#: Before the codes of the service, as the wording has them (``maintenance.refused.officer_CODE``).
PREFIX: Final = "officer_"
_PLAIN: Final = frozenset({LOCKED, "line_down", "service_busy"})


class OfficerWorks(Protocol):
    """Every method may take seconds. Refuses with ``officer_`` before the service's codes."""

    def draws(self) -> tuple[Draw, ...] | Refused:
        """Those that wait for officers' digits."""

    def give_digits(
        self, user: str, secret: str, draw: str, digits: str
    ) -> DigitsTaken | Refused: ...
    def look_up(self, user: str, secret: str, number: str) -> CounterBooking | Refused:
        """The booking that was paid. The officer stays signed in for ``note_paid`` alone."""

    def note_paid(self, number: str) -> CounterBooking | Refused:
        """``officer_ended``: the officer has to sign in anew."""

    def leave(self) -> None:
        """The work is over, done or not: nobody is signed in any more."""


@dataclass(frozen=True, slots=True)
class _Signed:
    token: OfficerToken
    number: str
    until: datetime


class WorksOfOfficers:
    """The real thing. ``OfficerWorks`` says what the methods do."""

    def __init__(
        self, client: StaffAccountClient, maintenance: Maintenance, now: Callable[[], datetime]
    ) -> None:
        self._client, self._maintenance, self._now = client, maintenance, now
        self._signed: _Signed | None = None
        self._guard = threading.Lock()

    def draws(self) -> tuple[Draw, ...] | Refused:
        if self._maintenance.role is None:
            return Refused(LOCKED)
        return _told(self._client.draws())

    def give_digits(self, user: str, secret: str, draw: str, digits: str) -> DigitsTaken | Refused:
        def work() -> DigitsTaken | Refused:
            token = self._client.sign_in(user, secret)
            if isinstance(token, Refused):
                return _told(token)
            try:
                key = str(uuid.uuid4())
                return _told(self._client.give_digits(token, draw, digits, key))
            finally:
                self._client.sign_out(token)

        return self._maintenance.act("officer.digits", work)

    def look_up(self, user: str, secret: str, number: str) -> CounterBooking | Refused:
        def work() -> CounterBooking | Refused:
            self.leave()
            token = self._client.sign_in(user, secret)
            if isinstance(token, Refused):
                return _told(token)
            found = self._client.booking(token, number)
            if isinstance(found, Refused) or self._maintenance.role is None:
                self._client.sign_out(token)
            else:
                with self._guard:
                    self._signed = _Signed(token, number, self._now() + LONGEST)
            return _told(found)

        return self._maintenance.act("officer.look_up", work)

    def note_paid(self, number: str) -> CounterBooking | Refused:
        def work() -> CounterBooking | Refused:
            signed = self._taken()
            if signed is None:
                return Refused(f"{PREFIX}ended")
            try:
                if signed.number != number or self._now() > signed.until:
                    return Refused(f"{PREFIX}ended")
                return _told(self._client.note_paid(signed.token, number, str(uuid.uuid4())))
            finally:
                self._client.sign_out(signed.token)

        return self._maintenance.act("officer.payment", work)

    def leave(self) -> None:
        signed = self._taken()
        if signed is not None:
            self._client.sign_out(signed.token)

    def forget(self) -> None:
        """Maintenance mode was shut: the session is dropped here at once, without waiting for the
        service, where it ends by itself."""
        self._taken()

    def _taken(self) -> _Signed | None:
        with self._guard:
            signed, self._signed = self._signed, None
        return signed


def _told(answer: Value | Refused) -> Value | Refused:
    """A refusal with the code that the wording has."""
    if isinstance(answer, Refused) and answer.code not in _PLAIN:
        return Refused(f"{PREFIX}{answer.code}", answer.details)
    return answer
