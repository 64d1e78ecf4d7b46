"""What a technician is told of a service that does not answer as it should."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk import first_contact
from kiosk.clock import SystemClock
from kiosk.first_contact import Site
from kiosk.outcome import Refused
from kiosk.service_look import ServiceFound, look
from tests.kiosk.scripted_service import Reply, Request, ok, problem, scripted
from tests.kiosk.setup.authority import Authority, authority

NOW = datetime.now(UTC)
DAY, YEAR = timedelta(days=1), timedelta(days=365)
TOLD = {
    "city": {"id": "shiroi", "name": {"ja": "白井市", "en": "Shiroi City"}},
    "facilities": [{"id": "ekimae", "name": {"ja": "駅前センター"}}],
}


def answers(_: Request) -> Reply:
    return ok(TOLD)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("city"), NOW)


def looked(
    certificate: Path, trusted: Path | None, at: datetime | None = None, host: str = "127.0.0.1"
) -> ServiceFound | Refused:
    with scripted(answers, certificate) as service:
        if at is not None:
            service.now = lambda: at
        return look(Site(service.url.replace("127.0.0.1", host), trusted), SystemClock())


def test_a_service_says_its_city_its_facilities_and_how_long_its_certificate_is_good(
    city: Authority,
) -> None:
    found = looked(city.issue(NOW - DAY, NOW + YEAR), city.file)
    assert isinstance(found, ServiceFound)
    assert (found.city.id, found.city.name["en"]) == ("shiroi", "Shiroi City")
    assert [one.id for one in found.facilities] == ["ekimae"]
    assert found.lifetime is not None
    assert abs(found.lifetime.ends - (NOW + YEAR)) <= timedelta(seconds=1)
    assert not found.clock_is_wrong
    assert not found.ends_soon(NOW)
    assert found.ends_soon(NOW + YEAR - DAY)


def test_a_clock_that_is_off_is_told_by_how_much(city: Authority) -> None:
    found = looked(city.issue(NOW - DAY, NOW + YEAR), city.file, NOW + timedelta(hours=9))
    assert isinstance(found, ServiceFound)
    assert found.clock_is_wrong
    assert found.behind is not None
    assert abs(found.behind - timedelta(hours=9)) < timedelta(hours=1)


def test_a_certificate_that_is_over_or_not_good_yet(city: Authority) -> None:
    over = looked(city.issue(NOW - YEAR, NOW - DAY), city.file)
    assert isinstance(over, Refused)
    assert over.code == "certificate_over"
    assert datetime.fromisoformat(str(over.details["since"])) == (NOW - DAY).replace(microsecond=0)
    early = looked(city.issue(NOW + DAY, NOW + YEAR), city.file)
    assert isinstance(early, Refused)
    assert early.code == "certificate_not_yet"


@pytest.mark.parametrize("away", [timedelta(days=400), timedelta(days=-400)])
def test_where_the_certificate_is_good_by_the_services_clock_ours_is_wrong(
    city: Authority, away: timedelta
) -> None:
    there = NOW + away
    found = looked(city.issue(there - DAY, there + DAY), city.file, there)
    assert isinstance(found, Refused)
    assert found.code == "clock_wrong"
    assert abs(int(str(found.details["behind_seconds"])) - away.total_seconds()) < 3600


def test_nobody_is_believed_whose_certificate_nobody_vouches_for(city: Authority) -> None:
    good = city.issue(NOW - DAY, NOW + DAY)
    assert looked(good, None) == Refused("certificate_foreign")
    assert looked(city.issue(NOW - YEAR, NOW - DAY), None, NOW - 2 * DAY) == Refused(
        "certificate_foreign"
    )
    assert looked(good, city.file, host="localhost") == Refused("certificate_name")
    with scripted(answers, good) as service:
        wrong = Site(service.url, city.folder / "nothing.pem")
        assert look(wrong, SystemClock()).code == "ca_file_wrong"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "said",
    [
        problem(404, "not_found"),
        ok({"state": "alive"}),
        ok(["a list"]),
        Reply(200, b"<html>", "text/html"),
        Reply(302, b"", headers={"Location": "https://elsewhere.example/"}),
        Reply(200, b"[" * 100_000),
    ],
)
def test_somebody_else_at_that_address(said: Reply) -> None:
    with scripted(lambda _: said) as service:
        assert look(Site(service.url), SystemClock()) == Refused("no_booking_service")
        assert len(service.requests) == 1, "nobody is followed elsewhere"


def test_nobody_at_that_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{line.getsockname()[1]}"
        assert look(Site(url), SystemClock()) == Refused("nobody_answers", {"host": "127.0.0.1"})
        # The proxy is what does not answer, not the service behind it.
        through = Site("https://booking.example", proxy=url)
        assert look(through, SystemClock()) == Refused("nobody_answers", {"host": "127.0.0.1"})
    with scripted(answers) as service:
        secure = service.url.replace("http:", "https:")
        assert look(Site(secure), SystemClock()) == Refused("no_tls")
        through = Site("https://booking.example", proxy=service.url)
        assert look(through, SystemClock()) == Refused("proxy_refuses", {"proxy": service.url})

    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    def offline(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    for answer, code in ((unknown, "name_unknown"), (offline, "no_network")):
        monkeypatch.setattr(first_contact.socket, "getaddrinfo", answer)
        found = look(Site("https://booking.example"), SystemClock())
        assert found == Refused(code, {"host": "booking.example"})
