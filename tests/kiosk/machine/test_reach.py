"""Whether the service can be reached, and at which step it cannot."""

from __future__ import annotations

import re
import socket

import pytest

from kiosk import first_contact, service_look
from kiosk.clock import SystemClock
from kiosk.first_contact import Site
from kiosk.machine import reach as module
from kiosk.machine.reach import Reach, Step, StepEnd, reach, way
from kiosk.outcome import Refused
from tests.kiosk.scripted_service import ok, scripted

NAME, CONNECTION, TLS, ANSWER = (StepEnd(step) for step in Step)
CITY = {"city": {"id": "shiroi", "name": {"ja": "白井市"}}, "facilities": []}
PROXY = "http://proxy.example:8080"


def test_a_service_that_answers() -> None:
    with scripted(lambda _: ok(CITY)) as service:
        found = reach(Site(service.url), SystemClock())
    assert found == Reach((NAME, CONNECTION, ANSWER), "127.0.0.1")
    assert found.ok


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    found = reach(Site(f"http://127.0.0.1:{port}"), SystemClock())
    assert not found.ok
    assert [one.step for one in found.steps] == [Step.NAME, Step.CONNECTION]


@pytest.mark.parametrize(
    ("code", "before"),
    [
        ("name_unknown", []),
        ("nobody_answers", [NAME]),
        ("certificate_over", [NAME, CONNECTION]),
        ("no_booking_service", [NAME, CONNECTION, TLS]),
    ],
)
def test_what_went_well_before_is_told(code: str, before: list[StepEnd]) -> None:
    found = way(Site("https://booking.example", proxy=PROXY), Refused(code))
    assert found.steps[:-1] == tuple(before)
    assert found.steps[-1].why == Refused(code)
    assert (found.host, found.proxy) == ("booking.example", "proxy.example:8080")


def test_every_code_of_a_look_has_its_step() -> None:
    named = set()
    for one in (first_contact, service_look):
        named |= set(re.findall(r"``([a-z]+_[a-z_]+)``", f"{one.call.__doc__} {one.__doc__}"))
    named |= set(re.findall(r"``([a-z]+_[a-z_]+)``", service_look.look.__doc__ or ""))
    codes = {one for one in named if not one.endswith("_seconds")} - {"no_booking_service"}
    assert codes >= {"no_network", "clock_wrong"}
    assert codes <= set(module._FAILS_AT)
