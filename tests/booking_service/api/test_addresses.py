"""What stands in an address where an id or a number belongs: whatever it is, it is nobody's."""

from __future__ import annotations

import re
from functools import partial
from typing import Any
from urllib.parse import quote

from booking_service.api.app import bare_app
from booking_service.clock import SystemClock
from booking_service.service.office import Limits
from tests.booking_service.lobby import DAY, Central, Kiosk, new_key

#: In UTF-8, in an address, and to a database, each of them is trouble of another kind.
ODD = ("a\0b", "\n", "室", "a" * 300)
#: A word of its own for what is no such thing (``invalid_request``), and what no store is asked.
_OTHERWISE = {"day": DAY.isoformat(), "lottery": "general", "period": "2027-02", "key": new_key()}


def _addresses() -> list[tuple[str, str]]:
    """Every call with an id or a number in its address."""
    document: dict[str, Any] = bare_app(SystemClock(), Limits(), with_demo=False).openapi()
    return [
        (method, path)
        for path, calls in document["paths"].items()
        for method in calls
        if set(re.findall(r"{(\w+)}", path)) - set(_OTHERWISE)
    ]


def test_there_are_many_of_them() -> None:
    assert len(_addresses()) > 15


def test_what_nobody_can_have_leads_nowhere(central: Central, resident: Kiosk) -> None:
    staff = central.staff()
    for method, path in _addresses():
        for odd in ODD:
            asked = partial(_in_address, odd)
            address = re.sub(r"{(\w+)}", asked, path)
            client = staff if path.startswith("/v1/staff") else resident.http
            answer = client.request(
                method,
                f"{central.running.url}{address}",
                json=None if method == "get" else {},
                headers={"Idempotency-Key": new_key()},
            )
            assert answer.status_code == 404, (method, address, answer.text)


def _in_address(odd: str, name: re.Match[str]) -> str:
    return _OTHERWISE.get(name[1]) or quote(odd, safe="")
