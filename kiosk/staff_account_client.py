"""The few calls of the booking service's staff side that are made at the glass.

An officer signs in with an account of their own; its token stands in the place of the terminal's
credential. What changes something has a key, so that it can be sent once more when its answer is
lost. Neither token, secret nor digits are shown or logged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal, TypeVar

import msgspec

from kiosk.booking_http import BookingHttp, Break, Call
from kiosk.calls import Calls, decode, encode, segment
from kiosk.model import Number, Text
from kiosk.outcome import Refused

Shape = TypeVar("Shape")

_STAFF: Final = "/v1/staff"


class _Session(msgspec.Struct, frozen=True):
    token: str


@dataclass(frozen=True, slots=True)
class OfficerToken:
    """Says who asks; nobody reads it."""

    value: str = field(repr=False)

    def headers(self) -> dict[str, str]:
        """In the place of the terminal's own."""
        return {"Authorization": f"Bearer {self.value}"}


class Draw(msgspec.Struct, frozen=True):
    """A draw as everybody may see it. ``list`` and ``result``: whether they are published."""

    id: str
    name: Text
    first_day: date
    last_day: date
    draw_at: datetime
    entropy: str
    list: msgspec.Raw
    result: msgspec.Raw

    @property
    def takes_digits(self) -> bool:
        """Officers' digits are taken between the list and the draw."""
        none = b"null"
        return self.entropy == "officers" and bytes(self.list) != none == bytes(self.result)


class _Draws(msgspec.Struct, frozen=True):
    items: tuple[Draw, ...]


class DigitsTaken(msgspec.Struct, frozen=True):
    """Of how many officers a draw has digits, and of how many it takes some."""

    given: Number
    needed: Number


class CounterBooking(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """A booking as far as its payment goes; who has booked is not asked."""

    number: str
    facility_id: str
    room_id: str
    from_: datetime
    until: datetime
    fee_yen: Number
    state: Literal["provisional", "confirmed", "cancelled", "expired", "used"]
    paid: bool
    payment_due: datetime | None
    to_pay_yen: int


class StaffAccountClient:
    """Typed calls. Beside the service's own codes ``answer_unclear``: it may have been done."""

    def __init__(self, http: BookingHttp) -> None:
        self._calls = Calls(http)

    def sign_in(self, user: str, secret: str) -> OfficerToken | Refused:
        body = encode({"user": user, "secret": secret})
        session = self._calls.call(Call("POST", f"{_STAFF}/sessions", body), _Session)
        return session if isinstance(session, Refused) else OfficerToken(session.token)

    def sign_out(self, token: OfficerToken) -> None:
        """If the service is not reached, the token ends by itself."""
        self._calls.http.send(Call("DELETE", f"{_STAFF}/sessions/current", headers=token.headers()))

    def draws(self) -> tuple[Draw, ...] | Refused:
        """Those that wait for digits; no account is needed to see them."""
        found = self._calls.call(Call("GET", "/v1/draws"), _Draws)
        if isinstance(found, Refused):
            return found
        return tuple(one for one in found.items if one.takes_digits)

    def give_digits(
        self, token: OfficerToken, draw_id: str, digits: str, key: str
    ) -> DigitsTaken | Refused:
        lottery, _, period = draw_id.partition("/")
        path = f"draws/{segment(lottery)}/{segment(period)}/digits"
        return self._change(token, path, encode({"digits": digits}), key, DigitsTaken)

    def booking(self, token: OfficerToken, number: str) -> CounterBooking | Refused:
        path = f"{_STAFF}/reservations/{segment(number)}"
        return self._calls.call(Call("GET", path, headers=token.headers()), CounterBooking)

    def note_paid(self, token: OfficerToken, number: str, key: str) -> CounterBooking | Refused:
        """It was paid at the counter."""
        path = f"reservations/{segment(number)}/payment"
        return self._change(token, path, None, key, CounterBooking)

    def _change(
        self, token: OfficerToken, path: str, body: bytes | None, key: str, shape: type[Shape]
    ) -> Shape | Refused:
        headers = {**token.headers(), "Idempotency-Key": key}
        call = Call("POST", f"{_STAFF}/{path}", body, headers)
        answer = self._calls.http.send(call)
        if answer is Break.BROKEN or answer is Break.TIMED_OUT:
            answer = self._calls.http.send(call)
        match answer:
            case Refused():
                return answer
            case Break.NOT_CONNECTED:
                return Refused("line_down")
            case Break():
                return Refused("answer_unclear")
            case _:
                return decode(answer.body, shape)
