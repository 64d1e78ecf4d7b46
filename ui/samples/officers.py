"""Officers of the city and what they look after, for pictures and tests: all in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec

from kiosk.journeys.officer_works import PREFIX
from kiosk.outcome import Refused
from kiosk.staff_account_client import CounterBooking, DigitsTaken, Draw
from ui.samples import values
from ui.samples.maintenance import SampleMaintenance

#: Who may sign in here, and with what.
USERS: Final = ("yamada", "suzuki")
PASSWORD: Final = "matsunoeda7"  # noqa: S105 (nobody's)

_LISTED: Final = msgspec.Raw(b"{}")
_NOTHING: Final = msgspec.Raw(b"null")
DRAW: Final = Draw(
    "hall/2027-01",
    {"ja": "ホールの抽選", "en": "Draw for the hall", "zh-Hans": "大厅抽签", "ko": "홀 추첨"},
    values.NOW.date().replace(year=2027, month=1, day=1),
    values.NOW.date().replace(year=2027, month=1, day=31),
    values.NOW + timedelta(hours=1),
    "officers",
    _LISTED,
    _NOTHING,
)
DRAWS: Final = (
    DRAW,
    msgspec.structs.replace(
        DRAW,
        id="rooms/2027-01",
        name={"ja": "会議室の抽選", "en": "Draw for meeting rooms", "zh-Hans": "会议室抽签"},
        draw_at=values.NOW + timedelta(hours=2),
    ),
)
BOOKING: Final = CounterBooking(
    number="R00000042",
    facility_id="nishi-shiroi",
    room_id="nishi-shiroi-hall",
    from_=values.NOW + timedelta(days=9),
    until=values.NOW + timedelta(days=9, hours=3),
    fee_yen=1200,
    state="confirmed",
    paid=False,
    payment_due=values.NOW + timedelta(days=7),
    to_pay_yen=1200,
)
PAID: Final = msgspec.structs.replace(BOOKING, paid=True, to_pay_yen=0)


@dataclass
class SampleOfficers:
    """Two officers; ``given`` says whose digits are there."""

    maintenance: SampleMaintenance
    found: CounterBooking = BOOKING
    given: tuple[str, ...] = ()

    def draws(self) -> tuple[Draw, ...] | Refused:
        return DRAWS

    def give_digits(self, user: str, secret: str, draw: str, digits: str) -> DigitsTaken | Refused:
        def work() -> DigitsTaken | Refused:
            if refused := self._no_officer(user, secret):
                return refused
            if user in self.given:
                return Refused(f"{PREFIX}digits_given")
            self.given = (*self.given, user)
            return DigitsTaken(len(self.given), len(USERS))

        return self.maintenance.act("officer.digits", work)

    def look_up(self, user: str, secret: str, number: str) -> CounterBooking | Refused:
        def work() -> CounterBooking | Refused:
            if refused := self._no_officer(user, secret):
                return refused
            known = number == self.found.number
            return self.found if known else Refused(f"{PREFIX}not_found")

        return self.maintenance.act("officer.look_up", work)

    def note_paid(self, number: str) -> CounterBooking | Refused:
        return self.maintenance.act("officer.payment", lambda: PAID)

    def leave(self) -> None:
        """Nobody stays signed in here."""

    def _no_officer(self, user: str, secret: str) -> Refused | None:
        right = user in USERS and secret == PASSWORD
        return None if right else Refused(f"{PREFIX}wrong_credentials")
