"""What a watchdog and an operator's Prometheus are told: whether the service can work, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from booking_service.api.meter import Meter
from booking_service.storage.place import Place
from booking_service.storage.records import DueJob
from tests.booking_service.lobby import CRAFT, DAY, NOW, Central, Kiosk, code_of, open_central

TOKEN = "the-monitor-s-own"


@pytest.fixture
def watched(database: Place) -> Iterator[Central]:
    """A service whose metrics can be read."""
    central = open_central(database, monitor_token=TOKEN)
    yield central
    central.close()


class Metrics:
    """What /metrics says, by the name of the sample and its labels."""

    def __init__(self, kiosk: Kiosk) -> None:
        answer = kiosk.http.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/plain; version=")
        self.text = answer.text
        self.families = list(text_string_to_metric_families(answer.text))

    def value(self, name: str, **labels: str) -> float:
        for family in self.families:
            for sample in family.samples:
                if sample.name == name and labels.items() <= sample.labels.items():
                    return sample.value
        raise AssertionError(f"there is no {name} {labels}")


def test_a_sick_service_says_what_is_wrong_with_it(central: Central, kiosk: Kiosk) -> None:
    office = central.running.service.office
    assert kiosk.http.get("/readyz").json() == {"state": "ready"}
    office.limits = replace(office.limits, disk_left=2**62)
    answer = kiosk.http.get("/readyz")
    assert (answer.status_code, code_of(answer)) == (503, "service_busy")
    assert answer.json()["failing"] == ["disk"]
    assert answer.headers["Retry-After"] == "1"


def test_steps_that_are_not_taken_are_seen(central: Central, kiosk: Kiosk) -> None:
    nobody_takes = DueJob("no-such-kind", "1", NOW - timedelta(hours=1))
    central.do(lambda store: store.plan(nobody_takes))
    assert kiosk.http.get("/readyz").json()["failing"] == ["steps"]


def test_a_service_that_shows_no_today_is_not_ready(central: Central, kiosk: Kiosk) -> None:
    central.do(lambda store: store.delete_days_of_others([], [], NOW))
    assert kiosk.http.get("/readyz").json()["failing"] == ["feed"]


def test_a_check_that_breaks_has_failed(
    central: Central, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> int:
        raise OSError("the disk is gone")

    database = central.running.service.office.database
    monkeypatch.setattr(type(database), "free_bytes", lambda _self: gone())
    assert kiosk.http.get("/readyz").json()["failing"] == ["disk"]
    assert kiosk.http.get("/healthz").json() == {"state": "alive"}


@pytest.mark.parametrize("credential", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}"])
def test_metrics_are_for_the_monitor_alone(watched: Central, credential: str) -> None:
    answer = watched.kiosk().http.get("/metrics", headers={"Authorization": credential})
    assert (answer.status_code, code_of(answer)) == (401, "monitor_unknown")


@pytest.mark.parametrize("credential", ["", "Bearer", "Bearer None"])
def test_without_a_token_nobody_reads_metrics(kiosk: Kiosk, credential: str) -> None:
    answer = kiosk.http.get("/metrics", headers={"Authorization": credential})
    assert code_of(answer) == "monitor_unknown"


def test_requests_are_counted_by_route_and_status(watched: Central) -> None:
    kiosk = watched.kiosk()
    for day in (DAY, DAY + timedelta(days=1)):
        kiosk.get(f"rooms/{CRAFT}/days/{day}/competition")
    kiosk.get("rooms/nowhere/days/2026-12-15/competition")
    kiosk.http.get("/elsewhere")
    kiosk.http.request("PROPFIND", "/v1/city")
    told = Metrics(kiosk)
    name = "booking_request_seconds_count"
    route = "/v1/rooms/{room_id}/days/{day}/competition"
    assert told.value(name, route=route, method="GET", status="200") == 2
    assert told.value(name, route=route, status="404") == 1
    assert told.value(name, route="no route", status="404") == 1
    assert told.value(name, method="other", status="405") == 1
    assert "nowhere" not in told.text


def test_the_writer_sessions_and_steps_are_told(watched: Central) -> None:
    kiosk = watched.kiosk()
    kiosk.enter(watched.group())
    before = Metrics(kiosk)
    assert before.value("booking_sessions") == 1
    assert before.value("booking_steps_late") == 0
    assert before.value("booking_mails_waiting") == 0
    assert before.value("booking_writer_queue") == 0
    assert kiosk.reserve().status_code == 201
    watched.do(lambda store: store.plan(DueJob("no-such-kind", "1", NOW - timedelta(hours=1))))
    after = Metrics(kiosk)
    assert after.value("booking_steps_late_seconds") == 3600
    sizes = [
        sample.value
        for family in after.families
        for sample in family.samples
        if sample.name == "booking_writer_batch_bucket"
    ]
    assert sizes == sorted(sizes)
    assert sizes[-1] == after.value("booking_writer_batch_count")
    commands = "booking_writer_batch_sum"
    assert after.value(commands) >= before.value(commands) + 2
    assert after.value("booking_disk_free_bytes") > 0


def test_metrics_say_nothing_of_anybody(watched: Central) -> None:
    kiosk = watched.kiosk()
    number = watched.group()
    kiosk.enter(number)
    made = kiosk.reserve().json()
    kiosk.http.get(made["status_url"])
    text = Metrics(kiosk).text
    for personal in (number, made["number"], made["status_url"].rpartition("/")[2], "lobby-1"):
        assert personal not in text
    labels = set(re.findall(r'(\w+)="', text))
    assert labels == {"method", "route", "status", "le"}


def test_behind_one_address_no_process_tells_its_own_counts(watched: Central) -> None:
    """Another process answers the next time: a count would go back and forth."""
    line: list[int] = []
    alone, shared = Meter(line), Meter(line)
    alone.watch(watched.running.service.office)
    shared.watch(watched.running.service.office, shared=True)
    for meter in (alone, shared):
        meter.note("GET", "/v1/city", 200, 0.01)
    told = {
        meter: set(re.findall(r"^# TYPE (\w+)", meter.told().decode(), re.MULTILINE))
        for meter in (alone, shared)
    }
    of_all = {
        "booking_mails_waiting",
        "booking_sessions",
        "booking_steps_late",
        "booking_steps_late_seconds",
    }
    assert told[shared] == of_all
    assert told[alone] >= {*of_all, "booking_request_seconds", "booking_line"}
