"""What changes the service asks for an officer's own account, at a real service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from booking_service.policy.rules import EntropyKind
from booking_service.service.staff.roles import Role as StaffRole
from booking_service.storage.ports import Store
from kiosk.booking_http import BookingHttp
from kiosk.clock import ServiceClock, SystemClock
from kiosk.credentials import KioskCredential
from kiosk.journeys.officer_works import WorksOfOfficers
from kiosk.line import Line
from kiosk.maintenance.mode import LOCKED
from kiosk.maintenance.roles import Role
from kiosk.outcome import Refused
from kiosk.settings import ServiceSettings
from kiosk.staff_account_client import (
    CounterBooking,
    DigitsTaken,
    OfficerToken,
    StaffAccountClient,
)
from tests.booking_service.api.test_lottery import DAY, OPEN, Groups
from tests.booking_service.draws.stage import DRAW, shiroi
from tests.booking_service.lobby import Central, open_central
from tests.kiosk.hand_clock import HandClock
from ui.samples.maintenance import STAFF_PIN, SampleMaintenance

SECRET = "saisho-no-kotoba"


class Glass:
    """A terminal whose maintenance mode staff have opened, at a city whose officers throw dice."""

    def __init__(self, central: Central) -> None:
        self.central, self.clock = central, HandClock()
        self.maintenance = SampleMaintenance()
        self.maintenance.open(Role.STAFF, STAFF_PIN)
        self.line = Line()
        settings = ServiceSettings(url=central.running.url)
        clock = ServiceClock(SystemClock())
        self.http = BookingHttp(settings, KioskCredential("lobby-9", "hush"), clock, self.line)
        self.client = Noting(self.http)
        self.works = WorksOfOfficers(self.client, self.maintenance, self.clock.now)

    def hires(self, user: str, role: StaffRole) -> None:
        """Somebody who has chosen a secret already."""
        account = {"user": user, "name": user, "roles": [role.value], "secret": SECRET}
        assert self.central.staff().post("/accounts", json=account).is_success

        def settled(store: Store) -> None:
            kept = store.staff_account(user)
            assert kept is not None
            store.keep_staff_account(replace(kept, must_change=False))

        self.central.do(settled)

    def nobody_is_signed_in(self) -> bool:
        """Every token that was ever given is worth nothing any more."""
        gone = Refused("staff_unknown")
        tokens = self.client.given
        return bool(tokens) and all(self.client.booking(one, "R1") == gone for one in tokens)


class Noting(StaffAccountClient):
    """Notes every token, as nobody else does."""

    given: tuple[OfficerToken, ...] = ()

    def sign_in(self, user: str, secret: str) -> OfficerToken | Refused:
        token = super().sign_in(user, secret)
        if isinstance(token, OfficerToken):
            self.given = (*self.given, token)
        return token


@pytest.fixture
def glass(tmp_path: Path) -> Iterator[Glass]:
    central = open_central(tmp_path / "some.db", city=shiroi(EntropyKind.OFFICERS, 60))
    glass = Glass(central)
    yield glass
    glass.http.close()
    central.close()


def test_two_different_officers_give_digits_and_neither_stays_signed_in(glass: Glass) -> None:
    glass.hires("yamada", StaffRole.DRAW_OFFICER)
    glass.hires("suzuki", StaffRole.DRAW_OFFICER)
    glass.hires("kato", StaffRole.COUNTER)
    glass.central.move_to(OPEN)
    for kiosk in Groups(glass.central, 1).enter():
        assert kiosk.apply(day=DAY).status_code == 201
    works = glass.works
    assert works.draws() == ()
    glass.central.move_to("2026-12-16 00:00")
    found = works.draws()
    assert not isinstance(found, Refused)
    assert DRAW in {one.id for one in found}

    def give(user: str, digits: str, secret: str = SECRET) -> DigitsTaken | Refused:
        return works.give_digits(user, secret, DRAW, digits)

    assert give("yamada", "314159", "something else") == Refused("officer_wrong_credentials")
    assert give("yamada", "314159") == DigitsTaken(1, 2)
    assert give("yamada", "271828") == Refused("officer_digits_given")
    by_the_counter = give("kato", "271828")
    assert isinstance(by_the_counter, Refused)
    assert by_the_counter.code == "officer_role_needed"
    assert give("suzuki", "161803") == DigitsTaken(2, 2)
    assert glass.nobody_is_signed_in()
    assert set(glass.maintenance.done) == {"officer.digits"}
    # An officer who may not is no reason to call the terminal shut out.
    assert not glass.line.is_shut_out()
    glass.central.move_to("2026-12-18 00:00")
    assert works.draws() == ()
    glass.maintenance.lock()
    assert give("suzuki", "161803") == works.draws() == Refused(LOCKED)


def test_a_payment_is_noted_by_who_has_seen_the_booking_and_soon(glass: Glass) -> None:
    glass.hires("kato", StaffRole.COUNTER)
    resident = glass.central.kiosk()
    resident.enter(glass.central.group())
    number = resident.reserve().json()["number"]
    works = glass.works
    nothing = works.look_up("kato", SECRET, "R99999999")
    assert nothing == Refused("officer_not_found")
    assert works.note_paid(number) == Refused("officer_ended")
    for ends in (works.leave, works.forget):
        assert isinstance(works.look_up("kato", SECRET, number), CounterBooking)
        ends()
        assert works.note_paid(number) == Refused("officer_ended")
    assert isinstance(works.look_up("kato", SECRET, number), CounterBooking)
    assert works.note_paid("R00000099") == Refused("officer_ended")
    assert isinstance(works.look_up("kato", SECRET, number), CounterBooking)
    glass.clock.advance(seconds=121)
    assert works.note_paid(number) == Refused("officer_ended")
    seen = works.look_up("kato", SECRET, number)
    assert isinstance(seen, CounterBooking)
    assert not seen.paid
    paid = works.note_paid(number)
    assert isinstance(paid, CounterBooking)
    assert (paid.paid, paid.number) == (True, number)
    assert isinstance(works.look_up("kato", SECRET, number), CounterBooking)
    again = works.note_paid(number)
    assert isinstance(again, Refused)
    assert again.code == "officer_not_payable"
    assert works.note_paid(number) == Refused("officer_ended")
    # What was only dropped here, as when maintenance mode is shut, ends at the service by itself.
    dropped = glass.client.given[2]
    assert isinstance(glass.client.booking(dropped, number), CounterBooking)
    glass.client.given = tuple(one for one in glass.client.given if one is not dropped)
    assert glass.nobody_is_signed_in()
