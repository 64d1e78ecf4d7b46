"""After the log-in: the menu, and what the resident has."""

from __future__ import annotations

from dataclasses import dataclass
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
class ApplicationDetail(Place):
    name: ClassVar[str] = "application"
    application: Application


@dataclass(frozen=True, slots=True)
class ReservationDetail(Place):
    name: ClassVar[str] = "reservation"
    reservation: Reservation
