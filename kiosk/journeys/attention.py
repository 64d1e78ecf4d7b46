"""What needs a resident's attention first: pure functions of what they have and of the time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from kiosk.clock import TOKYO
from kiosk.model import Application, Registrant, Reservation
from kiosk.outcome import Refused

#: How long before its end a registration is spoken of, in days.
SPOKEN_OF_DAYS = 90
#: How long a win that needs no claim is told, in days from its result.
WIN_TOLD_DAYS = 14


class MatterKind(Enum):
    """In this order they are told where they are equally urgent."""

    SUSPENDED = "suspended"
    EXPIRED = "expired"
    CLAIM = "claim"
    PAY = "pay"
    FOLLOW_UP = "follow_up"
    WON = "won"
    ENDING = "ending"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to do or to know. ``by``: until when, ``day``: since or until which day."""

    kind: MatterKind
    about: Application | Reservation | None = None
    by: datetime | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """What a resident is shown right after the log-in.

    ``repeat``: the booking that is most likely made again. ``known``: False while the service
    cannot be asked; the rest is empty then.
    """

    matters: tuple[Matter, ...] = ()
    repeat: Reservation | None = None
    known: bool = True


def barred(registrant: Registrant) -> Refused | None:
    """Why somebody may neither book nor apply, as it was found at the log-in; None if they may."""
    return next((refusal_of(matter) for matter in _standing(registrant)), None)


def refusal_of(matter: Matter) -> Refused:
    """What the service answers to whoever is suspended, or whose registration has ended."""
    since = {} if matter.day is None else {"since": matter.day.isoformat()}
    suspended = matter.kind is MatterKind.SUSPENDED
    return Refused("suspended" if suspended else "registration_expired", since)


def matters(
    applications: Sequence[Application],
    reservations: Sequence[Reservation],
    registrant: Registrant,
    now: datetime,
) -> tuple[Matter, ...]:
    """What keeps the resident from booking, then what has a deadline, the nearest first."""
    found = [
        *_wins(applications, now),
        *_payments(reservations, now),
        *_follow_ups(reservations, now),
        *_ending(registrant, now),
        *_waiting(applications),
    ]
    kinds = list(MatterKind)
    never = datetime.max.replace(tzinfo=TOKYO)
    found.sort(key=lambda matter: (matter.by or never, kinds.index(matter.kind)))
    return (*_standing(registrant), *found)


def most_likely_again(reservations: Sequence[Reservation]) -> Reservation | None:
    """The booking a resident would repeat: the one of the latest day that was not given up."""
    kept = [one for one in reservations if one.state in ("provisional", "confirmed", "used")]
    return max(kept, key=lambda one: (one.from_, one.number), default=None)


def is_over(item: Application | Reservation, now: datetime) -> bool:
    """Whether it belongs to the history: used, given up, or of a day that has gone by."""
    match item:
        case Reservation(state="provisional" | "confirmed"):
            return item.until <= now
        case Application(state="applied" | "won" | "claimed"):
            return item.until <= now
        case Application(state="lost" | "lapsed") | Reservation(state="expired"):
            # News to who did nothing: in sight until its day, with the reason.
            return item.from_ <= now
        case _:
            return True


def is_to_be_paid(item: Reservation) -> bool:
    """Whether a booking costs something that nobody has paid yet."""
    return _is_kept(item) and item.fee_yen > 0 and not item.paid


def _is_kept(item: Reservation) -> bool:
    return item.state in ("provisional", "confirmed")


def _standing(registrant: Registrant) -> Iterator[Matter]:
    match registrant.standing:
        case "suspended":
            yield Matter(MatterKind.SUSPENDED, day=registrant.standing_since)
        case "expired":
            yield Matter(MatterKind.EXPIRED, day=registrant.standing_since)
        case "active":
            return


def _wins(applications: Sequence[Application], now: datetime) -> Iterator[Matter]:
    for one in applications:
        until = one.draw.claim_until
        if one.state == "won" and "claim" in one.can and (until is None or now < until):
            yield Matter(MatterKind.CLAIM, one, by=until)
        told_until = min(one.from_, one.draw.result_from + timedelta(days=WIN_TOLD_DAYS))
        if one.state == "claimed" and until is None and now < told_until:
            yield Matter(MatterKind.WON, one)


def _payments(reservations: Sequence[Reservation], now: datetime) -> Iterator[Matter]:
    """What the resident has to go and pay; not what is paid on the day of use or debited."""
    for one in reservations:
        due = one.payment_due
        if is_to_be_paid(one) and one.paid_by == "deadline" and due is not None and now < due:
            yield Matter(MatterKind.PAY, one, by=due)


def _follow_ups(reservations: Sequence[Reservation], now: datetime) -> Iterator[Matter]:
    for one in reservations:
        until = [todo.until for todo in one.follow_ups if now < todo.until]
        if until and _is_kept(one):
            yield Matter(MatterKind.FOLLOW_UP, one, by=min(until))


def _ending(registrant: Registrant, now: datetime) -> Iterator[Matter]:
    ends = registrant.valid_until
    today = now.astimezone(TOKYO).date()
    if registrant.standing == "expired" or ends is None:
        return
    if today <= ends <= today + timedelta(days=SPOKEN_OF_DAYS):
        yield Matter(MatterKind.ENDING, day=ends)


def _waiting(applications: Sequence[Application]) -> Iterator[Matter]:
    for one in applications:
        if one.state == "lost" and one.waiting is not None:
            yield Matter(MatterKind.WAITING, one)
