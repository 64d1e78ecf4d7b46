"""What a resident can commit to: each is a write that happens once."""

from __future__ import annotations

from enum import Enum
from typing import Literal, assert_never

from kiosk.booking_client import DoneShape
from kiosk.model import Application, Reservation
from kiosk.people_model import AccountDeleted, Card


class DeedKind(Enum):
    """The value is its name in the outbox, in the wording and in the names of buttons."""

    APPLY = "apply"
    RESERVE = "reserve"
    CANCEL_APPLICATION = "cancel_application"
    CLAIM = "claim"
    WAIVE = "waive"
    CANCEL_RESERVATION = "cancel_reservation"
    CHANGE_RESERVATION = "change_reservation"
    REPORT_CARD_LOST = "report_card_lost"
    DELETE_ACCOUNT = "delete_account"

    @property
    def answer(self) -> DoneShape:
        """What the service answers with."""
        match self:
            case DeedKind.RESERVE | DeedKind.CANCEL_RESERVATION | DeedKind.CHANGE_RESERVATION:
                return Reservation
            case DeedKind.REPORT_CARD_LOST:
                return Card
            case DeedKind.DELETE_ACCOUNT:
                return AccountDeleted
            case _:
                return Application

    @property
    def method(self) -> str:
        """How it is asked for."""
        return "DELETE" if self is DeedKind.DELETE_ACCOUNT else "POST"

    @property
    def about(self) -> Literal["application", "reservation", "account"]:
        """What the resident has, or had, once it is done: there they find what became of it."""
        match self:
            case DeedKind.APPLY | DeedKind.CANCEL_APPLICATION | DeedKind.WAIVE:
                return "application"
            case (
                DeedKind.RESERVE
                | DeedKind.CLAIM
                | DeedKind.CANCEL_RESERVATION
                | DeedKind.CHANGE_RESERVATION
            ):
                return "reservation"
            case DeedKind.REPORT_CARD_LOST | DeedKind.DELETE_ACCOUNT:
                return "account"
            case _:
                assert_never(self)
