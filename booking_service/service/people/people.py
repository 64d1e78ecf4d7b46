"""What kiosks ask for people who are not logged in: registering, and a new secret."""

from __future__ import annotations

from booking_service.service.office import Office
from booking_service.service.people.form import Registrar
from booking_service.service.people.reset import Resets
from booking_service.service.sessions import Sessions


class People:
    """Both of it, with the patience each terminal is met with."""

    def __init__(self, office: Office, sessions: Sessions) -> None:
        self.registrar = Registrar(office, sessions)
        self.resets = Resets(office)
