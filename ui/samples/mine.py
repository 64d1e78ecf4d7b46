"""What a sample resident has to see to, and has had: after the log-in and behind it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from kiosk.availability import Now
from kiosk.journeys.attention import Matter, MatterKind, Overview
from kiosk.model import FeeStep, FollowUp, RoomDay, Waiting
from kiosk.terminal import SameHours
from ui.samples.values import APPLICATIONS, BY_SLOT, DAY, NOW, RESERVATIONS

WON, APPLIED, LOST = APPLICATIONS[0], APPLICATIONS[1], APPLICATIONS[2]
UNPAID, BOOKED, USED, CANCELLED = RESERVATIONS[:4]
#: A lost application whose hours may still fall to it.
WAITING: Final = replace(LOST, waiting=Waiting(place=2, of=5))
FEE_STEPS: Final = (
    FeeStep(from_day=None, percent=0),
    FeeStep(from_day=date(2027, 2, 7), percent=50),
    FeeStep(from_day=date(2027, 2, 14), percent=100),
)
FOLLOW_UPS: Final = (
    FollowUp(
        text={"ja": "利用打合せ", "kana": "りよううちあわせ", "en": "Planning meeting"},
        to={"ja": "利用する施設の窓口", "kana": "りようするしせつのまどぐち", "en": "the facility"},
        until=NOW + timedelta(days=30),
    ),
)
CHANGEABLE: Final = replace(
    UNPAID, can=("cancel", "change"), fee_steps=FEE_STEPS, follow_ups=FOLLOW_UPS
)
QUIET: Final = Overview(repeat=USED)
BUSY: Final = Overview(
    (
        Matter(MatterKind.SUSPENDED, day=date(2026, 10, 1)),
        Matter(MatterKind.CLAIM, WON, by=WON.draw.claim_until),
        Matter(MatterKind.PAY, UNPAID, by=UNPAID.payment_due),
        Matter(MatterKind.ENDING, day=date(2027, 2, 28)),
        Matter(MatterKind.WAITING, WAITING),
    ),
    USED,
)
SAME_HOURS: Final = tuple(
    SameHours(DAY + timedelta(weeks=week), now)
    for week, now in enumerate((Now.RESERVE,) * 3 + (Now.LOTTERY,) * 5)
)
HALL = BY_SLOT.rooms[5]


def room_day(room_id: str, day: date) -> RoomDay:
    """A hall of two halves, of which the east one is taken in the afternoon."""
    units = {HALL.units[0].id: "ffffftttffff", HALL.units[1].id: "f" * 12}
    several = room_id == HALL.id
    return RoomDay(
        room_id=room_id,
        date=day,
        pattern="hours",
        slots="f" * 12,
        units=units if several else None,
    )
