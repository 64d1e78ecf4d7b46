"""Bookings and quotas against a small model: whatever residents do in whatever order, over HTTP.

The model is a dictionary of who holds which slots, and the rules in their shortest form: one holder
a slot, fifteen bookings a group, month and facility, ten applications a group and month, no two
applications of a group at the same time in a facility.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
)

from tests.booking_service.lobby import CRAFT, TRAINING, Kiosk, at, choice, code_of, open_central

OPEN = "2026-12-05 08:30"
#: Two days of December (first come) and of February (lottery) on which the building is open.
DECEMBER = (date(2026, 12, 16), date(2026, 12, 17))
FEBRUARY = (date(2027, 2, 16), date(2027, 2, 17))
ROOMS = (CRAFT, TRAINING)
SLOTS = 12
GROUPS = 2
BOOKINGS_MOST = 15
APPLICATIONS_MOST = 10


@dataclass(frozen=True)
class Held:
    """A run of slots that a group holds or has applied for."""

    group: int
    room: str
    day: date
    slots: range
    id: str

    def meets(self, room: str, day: date, slots: range) -> bool:
        return (self.room, self.day) == (room, day) and bool(set(self.slots) & set(slots))


@dataclass
class Model:
    """What must hold, in dictionaries."""

    booked: dict[str, Held] = field(default_factory=dict)
    applied: dict[str, Held] = field(default_factory=dict)

    def reserving(self, group: int, room: str, day: date, slots: range) -> str:
        if slots.stop > SLOTS:
            return "invalid_request"
        if sum(held.group == group for held in self.booked.values()) >= BOOKINGS_MOST:
            return "quota_full"
        if any(held.meets(room, day, slots) for held in self.booked.values()):
            return "slot_taken"
        return "201"

    def changing(self, group: int, held: Held, room: str, day: date, slots: range) -> str:
        if held.group != group:
            return "not_found"
        if slots.stop > SLOTS:
            return "invalid_request"
        others = [one for one in self.booked.values() if one.id != held.id]
        if any(one.meets(room, day, slots) for one in others):
            return "slot_taken"
        return "200"

    def applying(self, group: int, day: date, slots: range) -> str:
        if slots.stop > SLOTS:
            return "invalid_request"
        own = [held for held in self.applied.values() if held.group == group]
        if len(own) >= APPLICATIONS_MOST:
            return "quota_full"
        if any(held.meets(room, day, slots) for held in own for room in ROOMS):
            return "duplicate_application"
        return "201"


slots = st.builds(
    lambda first, count: range(first, first + count), st.integers(0, 11), st.integers(1, 3)
)
groups = st.integers(0, GROUPS - 1)
rooms = st.sampled_from(ROOMS)


class Bookings(RuleBasedStateMachine):
    """Residents reserve, change, cancel, apply, take back; the service is stopped and started."""

    reservations = Bundle("reservations")
    applications = Bundle("applications")
    template: Path

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(shutil.copy(self.template, self.folder.name))
        self.model = Model()
        self.central = open_central(self.path, at(OPEN))
        self.numbers = [self.central.group() for _ in range(GROUPS)]
        self._enter()

    def teardown(self) -> None:
        if hasattr(self, "central"):
            self.central.close()
            self.folder.cleanup()

    @rule(target=reservations, group=groups, room=rooms, day=st.sampled_from(DECEMBER), run=slots)
    def reserve(self, group: int, room: str, day: date, run: range) -> Held | None:
        expected = self.model.reserving(group, room, day, run)
        answer = self.kiosks[group].reserve(room=room, day=day, first=run.start, count=len(run))
        assert code_of(answer) == expected
        return self._kept(self.model.booked, answer, Held(group, room, day, run, ""))

    @rule(group=groups, held=reservations, room=rooms, day=st.sampled_from(DECEMBER), run=slots)
    def change(self, group: int, held: Held | None, room: str, day: date, run: range) -> None:
        if held is None:
            return
        expected = self.model.changing(group, held, room, day, run)
        wanted = choice(room, day, run.start, len(run))
        answer = self.kiosks[group].write(f"reservations/{held.id}/change", wanted)
        assert code_of(answer) == expected
        if answer.status_code == 200:
            self.model.booked[held.id] = replace(held, room=room, day=day, slots=run)

    @rule(group=groups, held=consumes(reservations))
    def cancel(self, group: int, held: Held | None) -> None:
        self._give_back("reservations", self.model.booked, group, held)

    @rule(target=applications, group=groups, room=rooms, day=st.sampled_from(FEBRUARY), run=slots)
    def apply(self, group: int, room: str, day: date, run: range) -> Held | None:
        expected = self.model.applying(group, day, run)
        answer = self.kiosks[group].apply(room=room, day=day, first=run.start, count=len(run))
        assert code_of(answer) == expected
        return self._kept(self.model.applied, answer, Held(group, room, day, run, ""))

    @rule(group=groups, held=consumes(applications))
    def take_back(self, group: int, held: Held | None) -> None:
        self._give_back("lottery-applications", self.model.applied, group, held)

    @rule()
    def restart(self) -> None:
        self.central.close()
        self.central = open_central(self.path, at(OPEN))
        self._enter()

    @invariant()
    def calendars_show_what_is_booked(self) -> None:
        if not hasattr(self, "central"):
            return
        expected = {(room, day): ["f"] * SLOTS for room in ROOMS for day in DECEMBER}
        for held in self.model.booked.values():
            for slot in held.slots:
                expected[held.room, held.day][slot] = "t"
        with self.central.running.service.office.database.reading() as reader:
            for (room, day), letters in expected.items():
                stored = reader.room_day(room, day)
                assert stored is not None
                assert stored.slots == "".join(letters)

    @invariant()
    def everybody_sees_their_own(self) -> None:
        if not hasattr(self, "central"):
            return
        for group, kiosk in enumerate(self.kiosks):
            alive = [item for item in kiosk.reservations() if item["state"] == "provisional"]
            assert _ids(alive) == self._ids_of(self.model.booked, group)
            waiting = [item for item in kiosk.applications() if item["state"] == "applied"]
            assert _ids(waiting) == self._ids_of(self.model.applied, group)

    def _enter(self) -> None:
        self.kiosks: list[Kiosk] = []
        for place, number in enumerate(self.numbers):
            kiosk = self.central.kiosk(f"lobby-{place}")
            kiosk.enter(number)
            self.kiosks.append(kiosk)

    def _kept(self, into: dict[str, Held], answer: Any, held: Held) -> Held | None:
        if answer.status_code != 201:
            return None
        made = Held(held.group, held.room, held.day, held.slots, answer.json()["id"])
        into[made.id] = made
        return made

    def _give_back(self, path: str, of: dict[str, Held], group: int, held: Held | None) -> None:
        if held is None:
            return
        answer = self.kiosks[group].write(f"{path}/{held.id}/cancel", {})
        if held.group != group:
            assert code_of(answer) == "not_found"
            return
        assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
        del of[held.id]

    def _ids_of(self, of: dict[str, Held], group: int) -> Counter[str]:
        return Counter(held.id for held in of.values() if held.group == group)


def _ids(items: list[dict[str, Any]]) -> Counter[str]:
    return Counter(item["id"] for item in items)


@pytest.fixture(scope="module")
def opened_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a service on the day on which the lottery opens."""
    path = tmp_path_factory.mktemp("opened") / "shiroi.db"
    open_central(path, at(OPEN)).close()
    return path


def run(template: Path, examples: int, steps: int) -> None:
    Bookings.template = template
    machine = Bookings.TestCase()
    machine.settings = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine.runTest()


def test_bookings_and_quotas_hold_in_any_order(opened_database: Path) -> None:
    run(opened_database, examples=5, steps=20)


@pytest.mark.long
def test_bookings_and_quotas_hold_in_many_more_orders(opened_database: Path) -> None:
    run(opened_database, examples=60, steps=60)
