"""What needs attention, as rows that lead straight to what is to be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.journeys.attention import Matter, MatterKind, refusal_of
from kiosk.journeys.deed_kind import DeedKind
from kiosk.model import Application, FollowUp, Reservation
from ui.deeds import Deed
from ui.places import (
    AccountOverview,
    ApplicationDetail,
    Lost,
    MyApplications,
    MyReservations,
    Place,
    ReservationDetail,
    Sure,
    WhyNot,
)
from ui.screens.mine.booking_facts import room_of, short_when, when, where
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon

_ICONS: Final = {
    MatterKind.SUSPENDED: Icon.WARNING,
    MatterKind.EXPIRED: Icon.WARNING,
    MatterKind.CLAIM: Icon.TICKET,
    MatterKind.PAY: Icon.CLOCK,
    MatterKind.FOLLOW_UP: Icon.PHONE,
    MatterKind.WON: Icon.TICKET,
    MatterKind.ENDING: Icon.CARD,
    MatterKind.WAITING: Icon.TICKET,
}


def attention_rows(screen: Screen, matters: Sequence[Matter]) -> list[BigButton]:
    """A row for every kind of matter, in the order of the first of each."""
    kinds = list(dict.fromkeys(matter.kind for matter in matters))
    return [_row(screen, [m for m in matters if m.kind is kind]) for kind in kinds]


def _row(screen: Screen, alike: Sequence[Matter]) -> BigButton:
    words, first = screen.words, alike[0]
    name = f"attention.{first.kind.value}"
    todo = _todo(first)
    if len(alike) > 1:
        text = words.text(f"{name}.several", count=len(alike))
    elif todo is not None:
        text = words.of(todo.text)
    else:
        place = _waiting_place(first)
        text = words.text(name, place=place)
    row = BigButton(
        screen.theme, text, sub=_sub(screen, first), look=Look.URGENT, icon=_ICONS[first.kind]
    )
    row.setObjectName(name)
    to = _to(alike)
    row.clicked.connect(lambda: screen.stage.go(to))
    return row


def _sub(screen: Screen, matter: Matter) -> str:
    """Until when, and which booking it is about."""
    words, about, parts = screen.words, matter.about, []
    if matter.by is not None:
        parts.append(words.text("attention.by", at=words.short_deadline(matter.by)))
    if matter.day is not None:
        key = "attention.until_day" if matter.kind is MatterKind.ENDING else "attention.since"
        parts.append(words.text(key, day=words.date(matter.day)))
    if about is not None:
        low = screen.theme.very_low
        parts += [
            (short_when if low else when)(words, about),
            (room_of if low else where)(words, screen.directory, about),
        ]
    return "　".join(parts)


def _waiting_place(matter: Matter) -> int:
    about = matter.about
    waiting = about.waiting if isinstance(about, Application) else None
    return waiting.place if waiting is not None else 0


def _todo(matter: Matter) -> FollowUp | None:
    """What is to be done after a booking, in the city's own words."""
    about = matter.about
    if matter.kind is not MatterKind.FOLLOW_UP or not isinstance(about, Reservation):
        return None
    return next((todo for todo in about.follow_ups if todo.until == matter.by), None)


def _to(alike: Sequence[Matter]) -> Place:
    matter, about = alike[0], alike[0].about
    match matter.kind, about:
        case ((MatterKind.CLAIM | MatterKind.WAITING | MatterKind.WON), _) if len(alike) > 1:
            return MyApplications()
        case ((MatterKind.PAY | MatterKind.FOLLOW_UP), _) if len(alike) > 1:
            return MyReservations()
        case MatterKind.CLAIM, Application():
            return Sure(Deed(DeedKind.CLAIM, about.id), about)
        case MatterKind.WAITING, Application():
            return Lost(about)
        case MatterKind.WON, Application():
            return ApplicationDetail(about)
        case ((MatterKind.PAY | MatterKind.FOLLOW_UP), Reservation()):
            return ReservationDetail(about)
        case MatterKind.ENDING, _:
            return AccountOverview()
        case _:
            return WhyNot(refusal_of(matter))
