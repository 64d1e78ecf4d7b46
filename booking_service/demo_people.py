"""Sample residents for the demonstration of any city. All of them are invented.

Their numbers are written for Shiroi, whose demonstration the kiosk plays; in another city the same
people have numbers of its own form. Their mails go to ``example.jp``, which belongs to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from booking_service.clock import TOKYO
from booking_service.policy.model import City, HolderKind, Room
from booking_service.policy.payment import paid_when_made, payment_due
from booking_service.policy.rules import Origin
from booking_service.service.people.personal_data import PersonalData
from booking_service.service.people.registering import NewRegistrant

SUSPENDED_DAYS = 20
EXPIRED_DAYS = 45
REDUCTION_DAYS = 200
#: The first digits of every sample number; what comes after them tells the residents apart.
_HEAD = 2
#: What is booked on one day for another, to see how a city is paid.
_BEFORE = datetime(2026, 12, 1, 9, 0, tzinfo=TOKYO)
_A_DAY = date(2027, 1, 20)


@dataclass(frozen=True, slots=True)
class SampleResident:
    """Somebody the demonstration can play. ``story`` says what is particular about them."""

    number: str
    secret: str
    name: str
    story: str
    kana: str = ""
    holder: HolderKind = HolderKind.GROUP


FINE = SampleResident("2100017", "1201", "さくら合唱団", "fine", "さくらがっしょうだん")
SUSPENDED = SampleResident(
    "2100025", "1202", "みどり卓球クラブ", "suspended", "みどりたっきゅうくらぶ"
)
EXPIRED = SampleResident("2100033", "1203", "あおぞら読書会", "expired", "あおぞらどくしょかい")
WINNER = SampleResident(
    "2100041", "1204", "ひまわり体操サークル", "win to claim", "ひまわりたいそうさーくる"
)
REDUCED = SampleResident("2100058", "1205", "もみじ書道会", "reduction", "もみじしょどうかい")
ALONE = SampleResident("2100066", "1206", "見本 花子", "person", "みほん はなこ", HolderKind.PERSON)
PAYING = SampleResident("2100074", "1207", "やまびこ合奏団", "payment due", "やまびこがっそうだん")
LOSER = SampleResident(
    "2100082", "1208", "すみれ絵画の会", "lost application", "すみれかいがのかい"
)
REGULAR = SampleResident("2100090", "1209", "けやき将棋会", "history", "けやきしょうぎかい")
FORGOTTEN = SampleResident(
    "2100108", "1210", "つばめ俳句会", "temporary secret", "つばめはいくかい"
)
EVERYBODY = (
    FINE,
    SUSPENDED,
    EXPIRED,
    WINNER,
    PAYING,
    LOSER,
    REGULAR,
    FORGOTTEN,
    REDUCED,
    ALONE,
)
#: Groups that nobody plays; they hold the bookings one sees in the calendars.
OTHERS = tuple(
    SampleResident(
        f"29000{place:02}", "", f"見本の団体{place}", "other", f"みほんのだんたい{place}"
    )
    for place in range(10, 30)
)


def residents_of(city: City) -> tuple[SampleResident, ...]:
    """Those whose story the city knows, with numbers as it writes them."""
    return tuple(in_city(city, resident) for resident in EVERYBODY if _fits(city, resident))


def others_of(city: City) -> tuple[SampleResident, ...]:
    """The groups that hold the bookings of the calendars."""
    return tuple(in_city(city, resident) for resident in OTHERS)


def in_city(city: City, resident: SampleResident) -> SampleResident:
    """The same resident with a number of the city's length."""
    length = city.registration_number.min_length
    head, tail = resident.number[:_HEAD], resident.number[_HEAD:].lstrip("0")
    return replace(resident, number=head + tail.zfill(length - _HEAD))


def new_registrant(
    city: City, resident: SampleResident, today: date, secret_hash: str
) -> NewRegistrant:
    """A resident as the counter would have registered them."""
    group = resident.holder is HolderKind.GROUP
    tail = resident.number[-_HEAD:]
    plain = NewRegistrant(
        data=PersonalData(
            number=resident.number,
            name=resident.name,
            kana=resident.kana,
            representative="見本 太郎" if group else "",
            birth_date=date(1955, 3, 9),
            address="見本町1-2-3",
            tel=f"000-000-00{tail}",
            email=f"resident{tail}@example.jp",
            members=12 if group else None,
        ),
        holder=resident.holder.value,
        kinds=frozenset(
            kind.id for kind in city.registration.kinds if resident.holder in kind.holders
        ),
        secret_hash=secret_hash,
    )
    match resident.story:
        case "suspended":
            return replace(plain, suspended_since=today - timedelta(days=SUSPENDED_DAYS))
        case "expired":
            return replace(plain, valid_until=today - timedelta(days=EXPIRED_DAYS))
        case "reduction":
            until = today + timedelta(days=REDUCTION_DAYS)
            return replace(plain, reductions={city.reductions[0].id: until})
        case _:
            return plain


def is_paid_later(city: City, room: Room, day: date, now: datetime) -> bool:
    """Whether what is booked online now for a day has to be paid for within some time."""
    due = payment_due(city, room, day, Origin.FIRST_COME, now)
    return due is not None and due > now and not paid_when_made(city, room, Origin.FIRST_COME)


def _fits(city: City, resident: SampleResident) -> bool:
    """Whether the city has such residents: some know no end, no reduction, or no single persons."""
    rule = city.registration
    match resident.story:
        case "expired":
            return rule.valid_years is not None
        case "reduction":
            return bool(city.reductions)
        case "temporary secret":
            return rule.reset_by_mail
        case "payment due":
            return any(is_paid_later(city, room, _A_DAY, _BEFORE) for room in city.rooms)
        case _:
            return any(resident.holder in kind.holders for kind in rule.kinds)
