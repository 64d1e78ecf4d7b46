"""The calls about what the city does when. The answers are kept for when the line is down."""

from __future__ import annotations

from datetime import date

from kiosk.booking_http import BookingHttp, Call, Patience
from kiosk.calls import Calls
from kiosk.outcome import Refused


class HappeningsClient:
    """Typed calls. Does not wait long: an older copy is better than a resident who waits."""

    def __init__(self, http: BookingHttp) -> None:
        self._calls = Calls(http)

    def calendar(self, month: date) -> bytes | Refused:
        """The city's calendar of the month that ``month`` lies in, as it came."""
        return self._get("/v1/calendar", {"month": f"{month:%Y-%m}"})

    def lotteries(self) -> bytes | Refused:
        """The lotteries that run now or come next, as they came."""
        return self._get("/v1/lotteries", {})

    def _get(self, path: str, params: dict[str, str]) -> bytes | Refused:
        answer = self._calls.ask(Call("GET", path, params=params, patience=Patience.SHORT))
        return answer if isinstance(answer, Refused) else answer.body
