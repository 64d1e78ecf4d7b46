"""What a start finds: its own database again, a backup, another city's files, a clock."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from booking_service.address import Address
from booking_service.cities.loader import known_city
from booking_service.clock import MovableClock, standing_still
from booking_service.policy.checks import Refusal
from booking_service.policy.model import City
from booking_service.policy.offers import OfferKind
from booking_service.service import applying, reserving
from booking_service.service.booking import Choice
from booking_service.service.office import Limits
from booking_service.service.opening import (
    BookingService,
    OrphanedBookingsError,
    open_service,
)
from booking_service.service.people.registering import by_number
from booking_service.service.staff import desk as staff
from booking_service.service.visit import Desk
from booking_service.serving import prepare
from booking_service.settings import ServeSettings
from booking_service.staff_client import kept_token
from booking_service.storage import seal
from booking_service.storage.ports import Store
from tests.booking_service.lobby import CRAFT, DAY, NOW, WAIT_SECONDS, at, hashed

NUMBER = "1000001"
#: A day of use whose lottery is open until the end of 15 November.
LATER = date(2027, 1, 5)
WANTED = Choice(CRAFT, LATER, 1, 2, "meeting", 5)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOW, standing_still)


@contextmanager
def opened(
    database: Path, clock: MovableClock, city: City | None = None
) -> Iterator[BookingService]:
    """A service without HTTP; it stops in order."""
    service = open_service(city or known_city("shiroi"), database, clock, Limits())
    try:
        asyncio.run(service.due_jobs.begin())
        yield service
    finally:
        service.close()


def register(service: BookingService) -> None:
    registration = staff.Registration(NUMBER, "会", "1", frozenset({"kominkan"}))
    office = service.office
    office.database.submit(
        lambda store: staff.add_registrant(office, store, registration, hashed("1201"))
    ).result(WAIT_SECONDS)


def at_the_desk(service: BookingService, deed: Callable[[Desk], object]) -> object:
    """Something a resident does, in the writer."""
    office = service.office

    def command(store: Store) -> object:
        registrant = by_number(office, store, NUMBER)
        assert registrant is not None
        return deed(Desk.inside(office, store, registrant, office.now()))

    return office.database.submit(command).result(WAIT_SECONDS)


def reserve(service: BookingService, day: date = DAY) -> object:
    choice = replace(WANTED, date=day)
    return at_the_desk(service, lambda desk: reserving.reserve(desk, choice, OfferKind.FIRST_COME))


def generation(database: Path, clock: MovableClock) -> str:
    with opened(database, clock) as service:
        return service.office.generation


def test_a_service_that_stopped_in_order_goes_on_in_its_feed(
    database: Path, clock: MovableClock
) -> None:
    assert generation(database, clock) == generation(database, clock)


def test_a_restored_backup_begins_a_new_feed(
    database: Path, clock: MovableClock, tmp_path: Path
) -> None:
    """Its change numbers are given out a second time, for other changes."""
    before = generation(database, clock)
    backup = shutil.copy(database, tmp_path / "backup")
    with opened(database, clock) as service:
        register(service)
        reserve(service)
    shutil.copy(backup, database)
    assert generation(database, clock) != before


def test_a_database_without_its_seal_begins_a_new_feed(database: Path, clock: MovableClock) -> None:
    before = generation(database, clock)
    seal.path_of(database).unlink()
    assert generation(database, clock) != before


def test_a_seal_says_nothing_while_the_service_runs(database: Path, clock: MovableClock) -> None:
    with opened(database, clock):
        assert not seal.path_of(database).exists()


def without_first_room() -> City:
    """Shiroi, after the craft room of its first facility was taken out of the files."""
    city = known_city("shiroi")
    first, *others = city.facilities
    assert first.rooms[0].id == CRAFT
    return replace(
        city, facilities=(replace(first, rooms=first.rooms[1:]), *others), rule_version="later"
    )


def test_a_room_that_is_booked_cannot_be_taken_out(database: Path, clock: MovableClock) -> None:
    with opened(database, clock) as service:
        register(service)
        reserve(service)
    with pytest.raises(OrphanedBookingsError, match=CRAFT):
        open_service(without_first_room(), database, clock, Limits())
    with opened(database, clock):  # and the file is not left locked
        pass


def test_a_room_nobody_booked_goes_out_of_the_feed(database: Path, clock: MovableClock) -> None:
    with (
        opened(database, clock, without_first_room()) as service,
        service.office.database.reading() as reader,
    ):
        assert reader.room_day(CRAFT, DAY) is None
        assert reader.room_day("nishishiroi-fukugo-training", DAY) is not None


def test_a_booking_keeps_the_version_of_its_rules(database: Path, clock: MovableClock) -> None:
    with opened(database, clock) as service:
        register(service)
        made = reserve(service)
        with service.office.database.reading() as reader:
            kept = reader.reservation(1)
    assert kept == made
    assert kept is not None
    assert kept.rule_version == known_city("shiroi").rule_version


def closed_later() -> City:
    """Shiroi, after the day of use was closed for works."""
    city = known_city("shiroi")
    first, *others = city.facilities
    days = replace(first.closed_days, special={LATER: {"ja": "工事"}})
    return replace(
        city, facilities=(replace(first, closed_days=days), *others), rule_version="works"
    )


def test_a_day_closed_after_applying_is_not_won(tmp_path: Path) -> None:
    database, clock = tmp_path / "a.db", MovableClock(at("2026-11-15 20:00"), standing_still)
    with opened(database, clock) as service:
        register(service)
        at_the_desk(service, lambda desk: applying.apply(desk, WANTED))
    clock.set(at("2026-11-18 01:00"))
    with (
        opened(database, clock, closed_later()) as service,
        service.office.database.reading() as reader,
    ):
        lost = reader.application(1)
    assert lost is not None
    assert lost.state == "lost"
    assert lost.lost_because is not None
    assert lost.lost_because["code"] == "not_free"


def test_a_win_on_a_day_closed_since_is_not_claimed(tmp_path: Path) -> None:
    database, clock = tmp_path / "a.db", MovableClock(at("2026-11-15 20:00"), standing_still)
    with opened(database, clock) as service:
        register(service)
        at_the_desk(service, lambda desk: applying.apply(desk, WANTED))
        clock.set(at("2026-11-18 01:00"))
        asyncio.run(service.due_jobs.catch_up())
    with opened(database, clock, closed_later()) as service:
        answer = at_the_desk(service, lambda desk: applying.claim(desk, 1))
    assert answer == Refusal("closed_day")


def test_an_application_of_the_last_second_takes_part(tmp_path: Path) -> None:
    """It was made in time; that its transaction ends after midnight is not its fault."""
    database, clock = tmp_path / "a.db", MovableClock(at("2026-11-15 23:59:59"), standing_still)
    with opened(database, clock) as service:
        register(service)
        made, midnight = threading.Event(), threading.Event()

        def held_up(_store: Store) -> None:
            made.set()
            midnight.wait(WAIT_SECONDS)

        office = service.office

        def apply(store: Store) -> object:
            registrant = by_number(office, store, NUMBER)
            assert registrant is not None
            made_it = applying.apply(Desk.inside(office, store, registrant, office.now()), WANTED)
            held_up(store)
            return made_it

        applied = office.database.submit(apply)
        assert made.wait(WAIT_SECONDS)
        clock.set(at("2026-11-18 00:00"))

        async def draw_meanwhile() -> None:
            drawing = asyncio.create_task(service.due_jobs.catch_up())
            await asyncio.sleep(0)  # the draw has asked for its list
            midnight.set()
            await drawing

        asyncio.run(draw_meanwhile())
        applied.result(WAIT_SECONDS)
        with office.database.reading() as reader:
            seen = reader.application(1)
    assert seen is not None
    assert seen.state == "won"


def test_a_staff_token_is_made_once(
    database: Path, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    """A second host on the database starts without ending what the first one's staff work with."""
    path, elsewhere = database.with_name("staff-token"), database.with_name("other.staff-token")
    path.write_text("left-over-from-another-database\n", "utf-8")
    first_host = ServeSettings("shiroi", database, Address("127.0.0.1", 0), path, None, demo=False)
    second_host = replace(first_host, staff_token_file=elsewhere)
    with opened(database, clock) as service:
        asyncio.run(prepare(first_host, service))
        token = kept_token(path)
        assert service.is_staff(token)
        assert not caplog.messages
        asyncio.run(prepare(second_host, service))
        assert service.is_staff(token)
        assert not elsewhere.exists()
        [told] = caplog.messages
        assert str(elsewhere) in told
        assert "--renew-staff-token" in told
        asyncio.run(prepare(replace(second_host, renew_staff_token=True), service))
        assert service.is_staff(kept_token(elsewhere))
        assert not service.is_staff(token)
