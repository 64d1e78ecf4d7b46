"""What a sample resident has to see to, and has had: after the log-in and behind it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from msgspec.structs import replace

from kiosk.availability import DayView, Now, SlotView, WholeView
from kiosk.journeys.attention import Matter, MatterKind, Overview
from kiosk.journeys.outcomes import SameHours
from kiosk.model import FeeLine, FeeStep, FollowUp, RoomDay, Waiting
from ui.samples.values import APPLICATIONS, BY_SLOT, CHOICE, DAY, NOW, RESERVATIONS, ROOM
from ui.samples.values import QUOTE as PLAIN_QUOTE
from ui.wording.words import JAPAN

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
#: Confirmed, and still to be paid: in cash, on the day of use, from the account.
CASH: Final = replace(BOOKED, paid=False, lapses_unpaid=False, follow_ups=FOLLOW_UPS)
ON_THE_DAY: Final = replace(UNPAID, paid_by="on_the_day", lapses_unpaid=False)
DEBITED: Final = replace(CASH, paid_by="debit", follow_ups=())
#: A win that became a booking by itself.
WON_ITSELF: Final = replace(
    APPLICATIONS[3], draw=replace(WON.draw, claim_from=None, claim_until=None)
)
QUIET: Final = Overview(repeat=USED)
BUSY: Final = Overview(
    (
        Matter(MatterKind.SUSPENDED, day=date(2026, 10, 1)),
        Matter(MatterKind.CLAIM, WON, by=WON.draw.claim_until),
        Matter(MatterKind.PAY, UNPAID, by=UNPAID.payment_due),
        Matter(MatterKind.FOLLOW_UP, CASH, by=FOLLOW_UPS[0].until),
        Matter(MatterKind.WON, WON_ITSELF),
        Matter(MatterKind.ENDING, day=date(2027, 2, 28)),
        Matter(MatterKind.WAITING, WAITING),
    ),
    USED,
)
EXPIRED: Final = Overview((Matter(MatterKind.EXPIRED, day=date(2026, 9, 30)),), USED)
SAME_HOURS: Final = tuple(
    SameHours(DAY + timedelta(weeks=week), now)
    for week, now in enumerate((Now.RESERVE,) * 3 + (Now.LOTTERY,) * 5)
)
HALF, COURTS = BY_SLOT.rooms[6], BY_SLOT.rooms[7]


def room_day(room_id: str, day: date) -> RoomDay:
    """A day on which one part of a room with several is taken in the afternoon."""
    room = next((one for one in BY_SLOT.rooms if one.id == room_id), None)
    units = {unit.id: "f" * 12 for unit in room.units} if room is not None else {}
    if units:
        units[next(iter(units))] = "ffffftttffff"
    return RoomDay(room_id=room_id, date=day, pattern="hours", slots="f" * 12, units=units or None)


#: One of twelve courts, and a quote with everything that a quote can say.
COURT: Final = replace(CHOICE, room_id=COURTS.id, unit_id="court-7", people=4)
QUOTE: Final = replace(
    PLAIN_QUOTE,
    fee_lines=(
        *PLAIN_QUOTE.fee_lines,
        FeeLine(name={"ja": "照明料（2時間）", "en": "Lights (2 hours)"}, yen=1200),
        FeeLine(name={"ja": "減免（50％）", "en": "Reduction (50%)"}, yen=-2055),
    ),
    fee_yen=2055,
    follow_ups=FOLLOW_UPS,
    fee_steps=FEE_STEPS,
)


def named_day(day: date) -> DayView:
    """A day let in three parts and an extension, with the whole day as one."""
    parts = (("午前", 9, 12), ("午後", 13, 17), ("夜間", 18, 21), ("夜間延長", 21, 22))
    slots = tuple(
        SlotView(
            index=index,
            start=datetime(day.year, day.month, day.day, first, tzinfo=JAPAN),
            end=datetime(day.year, day.month, day.day, last, tzinfo=JAPAN),
            now=Now.RESERVE,
            name={"ja": name, "en": name},
            needs=2 if index == len(parts) - 1 else None,
        )
        for index, (name, first, last) in enumerate(parts)
    )
    whole = WholeView("all-day", {"ja": "全日", "en": "All day"}, 0, 3)
    return DayView(ROOM.id, day, slots, NOW, wholes=(whole,))


#: Fee steps of which the second has begun.
STEPS_BEGUN: Final = (
    FeeStep(from_day=None, percent=0),
    FeeStep(from_day=date(2026, 12, 1), percent=50),
    FeeStep(from_day=date(2027, 2, 13), percent=100),
)
#: What is over, in this month and in the one before.
BEHIND: Final = (
    *RESERVATIONS[2:],
    *APPLICATIONS[4:],
    replace(USED, id="r9", number="R-2027-000009", from_=USED.from_ - timedelta(days=40)),
)
#: While the service cannot be asked.
BLIND: Final = Overview(known=False)
