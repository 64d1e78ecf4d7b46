"""Why the service cannot be reached: looked at while nobody answers, and told no longer than so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from kiosk.clock import ServiceClock
from kiosk.line import Line
from kiosk.outcome import Refused
from kiosk.service_look import ServiceFound
from kiosk.service_way import LOOK_SECONDS, ServiceWay
from tests.kiosk.hand_clock import HandClock


def test_what_was_found_is_told_while_the_line_is_down() -> None:
    found: list[ServiceFound | Refused] = [
        Refused("certificate_over", {"since": "2026-11-01"}),
        Refused("clock_wrong", {"behind_seconds": 3_599}),
        Refused("no_network"),
    ]
    line = Line()
    way = ServiceWay(found.pop, line, ServiceClock(HandClock()))
    assert way.trouble() is None
    assert way.step() == LOOK_SECONDS
    assert way.trouble() == Refused("no_network")
    way.step()
    assert way.trouble() == Refused("clock_wrong", {"behind_seconds": 3600})

    line.answered()
    assert way.trouble() is None
    # Nobody is asked while the service answers.
    assert way.step() > LOOK_SECONDS
    assert len(found) == 1
    line.failed()
    assert way.trouble() is None
    way.step()
    assert way.trouble() == Refused("certificate_over", {"since": "2026-11-01"})


def test_a_wrong_clock_is_told_while_the_service_answers_too() -> None:
    def nobody() -> ServiceFound | Refused:
        raise AssertionError

    machine, line = HandClock(), Line()
    clock = ServiceClock(machine)
    way = ServiceWay(nobody, line, clock)
    line.answered()
    for ahead, told in ((30, None), (1800, 1800), (-7200, -7200)):
        said: datetime = machine.now().astimezone(UTC) + timedelta(seconds=ahead)
        clock.heard(format_datetime(said, usegmt=True), machine.now())
        trouble = way.trouble()
        assert (None if trouble is None else trouble.details["behind_seconds"]) == told
