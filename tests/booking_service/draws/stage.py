"""A service without HTTP, and groups that apply: for what is asked of the steps of a draw."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from booking_service.cities.loader import known_city
from booking_service.clock import TOKYO, MovableClock, standing_still
from booking_service.policy.model import City
from booking_service.policy.rules import Dated, EntropyKind, EntropyRule, LotteryRule
from booking_service.service import applying
from booking_service.service.booking import Choice
from booking_service.service.office import Limits, Office
from booking_service.service.opening import BookingService, open_service
from booking_service.service.staff import desk as staff
from booking_service.service.visit import Desk
from booking_service.storage.place import Place
from booking_service.storage.records import ApplicationRecord
from tests.booking_service.lobby import CRAFT, TRAINING, hashed

DRAW = "kominkan/2027-02"
DAY = date(2027, 2, 17)
OPEN = datetime(2026, 12, 5, 9, 0, tzinfo=TOKYO)
CLOSED = datetime(2026, 12, 16, 0, 0, tzinfo=TOKYO)
RESULT = datetime(2026, 12, 18, 0, 0, tzinfo=TOKYO)
LAPSED = datetime(2026, 12, 26, 0, 0, tzinfo=TOKYO)
ALL_KINDS = frozenset({"kominkan", "community", "senior"})


_shiroi = partial(known_city, "shiroi")


def shiroi(entropy: EntropyKind = EntropyKind.NONE, wait_minutes: int = 60, **rule: Any) -> City:
    """Shiroi, with some of its lottery's rule, or its entropy, as another city has it."""
    city = _shiroi()
    mixed = EntropyRule(entropy, wait_minutes, city.entropy.source)
    classes = tuple(replace(klass, lottery=_changed(klass.lottery, rule)) for klass in city.classes)
    return replace(city, entropy=mixed, classes=classes)


def _changed(lottery: Dated[LotteryRule] | None, rule: dict[str, Any]) -> Dated[LotteryRule] | None:
    if lottery is None:
        return None
    return Dated.always(replace(lottery.versions[-1][1], **rule))


@dataclass
class Stage:
    """An open service. ``groups`` are numbers of registrants by name."""

    service: BookingService
    clock: MovableClock

    @property
    def office(self) -> Office:
        return self.service.office

    def do(self, command: Any) -> Any:
        return self.office.database.submit(command).result(20)

    def ask(self, question: Any) -> Any:
        with self.office.database.reading() as reader:
            return question(reader)

    def go_to(self, at: datetime) -> None:
        """Moves the clock, and takes every step that is due by then."""
        self.clock.set(at)
        self.catch_up()

    def catch_up(self) -> None:
        asyncio.run(self.service.due_jobs.catch_up())

    def begin(self) -> None:
        asyncio.run(self.service.due_jobs.begin())

    def group(self, name: str, number: int, **more: Any) -> int:
        """A registered group; returns its id."""
        told = staff.Registration(str(number), name, "", **{"kinds": ALL_KINDS, **more})
        kept = hashed("1201")
        self.do(lambda store: staff.add_registrant(self.office, store, told, kept))
        return int(self.do(lambda store: self.registrant(store, number).id))

    def registrant(self, store: Any, number: int) -> Any:
        from booking_service.service.people.registering import by_number

        return by_number(self.office, store, str(number))

    def apply(
        self,
        who: int,
        room: str = CRAFT,
        first: int = 1,
        count: int = 2,
        *,
        day: date = DAY,
        purpose: str = "meeting",
    ) -> Any:
        """An application of a registrant's id, now; or why not."""
        choice = Choice(room, day, first, count, purpose, 5)

        def command(store: Any) -> Any:
            desk = Desk.inside(self.office, store, store.registrant(who), self.office.now())
            return applying.apply(desk, choice)

        return self.do(command)

    def applications(self) -> list[ApplicationRecord]:
        """Every application there is, by id."""
        found = []
        number = 1
        while record := self.ask(lambda reader, at=number: reader.application(at)):
            found.append(record)
            number += 1
        return found

    def states(self) -> list[str]:
        return [record.state for record in self.applications()]


@contextmanager
def opened(
    place: Place, at: datetime, city: City | None = None, limits: Limits | None = None
) -> Iterator[Stage]:
    clock = MovableClock(at, standing_still)
    service = open_service(city or shiroi(), place, clock, limits or Limits())
    try:
        yield Stage(service, clock)
    finally:
        service.close()


def rivals(stage: Stage, count: int = 6) -> None:
    """Groups that apply for overlapping slots of two rooms of a house: wins and losses of every
    kind but two."""
    for number in range(count):
        who = stage.group(f"会{number}", 3_000_000 + number)
        first = 1 + number % 3
        for room, day in ((CRAFT, DAY), (TRAINING, DAY + timedelta(days=1))):
            assert isinstance(stage.apply(who, room, first, day=day), ApplicationRecord)
    # What they are written is queued, as if they had told an address.
    stage.do(lambda store: store.sql.do("UPDATE registrant SET reachable = true"))
