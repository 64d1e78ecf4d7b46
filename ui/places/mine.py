"""After the log-in: the menu, and what the resident has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kiosk.model import Application, Reservation
from ui.deeds import Deed
from ui.places.place import Place


@dataclass(frozen=True, slots=True)
class Menu(Place):
    name: ClassVar[str] = "menu"


@dataclass(frozen=True, slots=True)
class Sure(Place):
    """Asked once more before something is given up."""

    name: ClassVar[str] = "sure"
    deed: Deed
    item: Application | Reservation


@dataclass(frozen=True, slots=True)
class MyApplications(Place):
    name: ClassVar[str] = "my_applications"


@dataclass(frozen=True, slots=True)
class MyReservations(Place):
    name: ClassVar[str] = "my_reservations"


@dataclass(frozen=True, slots=True)
class History(Place):
    """What lies behind, a month of use at a time; None shows the latest that has anything."""

    name: ClassVar[str] = "history"
    month: date | None = None


@dataclass(frozen=True, slots=True)
class ApplicationDetail(Place):
    name: ClassVar[str] = "application"
    application: Application


@dataclass(frozen=True, slots=True)
class Lost(Place):
    """Why an application was not drawn, how that can be checked, and what may still come."""

    name: ClassVar[str] = "lost"
    application: Application


@dataclass(frozen=True, slots=True)
class ReservationDetail(Place):
    name: ClassVar[str] = "reservation"
    reservation: Reservation


@dataclass(frozen=True, slots=True)
class CancelElsewhere(Place):
    """Cancelling that is done by telephone or at the counter, with what it costs."""

    name: ClassVar[str] = "cancel_elsewhere"
    reservation: Reservation


@dataclass(frozen=True, slots=True)
class ChangeElsewhere(Place):
    """Changing that is done at the counter: until when, how often, and what the other way costs."""

    name: ClassVar[str] = "change_elsewhere"
    reservation: Reservation
