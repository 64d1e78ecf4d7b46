"""One resident with one concern at one moment: what every rule and every step needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from booking_service.policy.model import City
from booking_service.policy.registration import Standing
from booking_service.service.office import Office
from booking_service.service.people.life import reductions_on
from booking_service.service.views import standing
from booking_service.storage.ports import Reader, Store
from booking_service.storage.records import RegistrantRecord


@dataclass(frozen=True, slots=True)
class Visit:
    """A registrant who asks something. ``now`` is fixed, so that one question has one time."""

    office: Office
    reader: Reader
    registrant: RegistrantRecord
    now: datetime

    @property
    def city(self) -> City:
        """The city they are in."""
        return self.office.city

    @property
    def standing(self) -> Standing:
        """What the registrant may do today."""
        return standing(self.registrant, self.now.date())

    def reductions_on(self, day: date) -> frozenset[str]:
        """The reductions and exemptions the registrant holds for a use on a day."""
        return reductions_on(self.registrant, day)


@dataclass(frozen=True, slots=True)
class Desk(Visit):
    """The same inside the writer's transaction, where something can be changed."""

    store: Store

    @classmethod
    def inside(
        cls, office: Office, store: Store, registrant: RegistrantRecord, now: datetime
    ) -> Desk:
        """A desk whose questions see what its own transaction has done."""
        return cls(office, store, registrant, now, store)
