"""What the status page and the calendar file of a receipt show: state, date, room, never a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from importlib import resources
from string import Template

from booking_service.policy.rules import Text
from booking_service.service import links
from booking_service.service.numbers import application_number, reservation_number
from booking_service.service.office import Office
from booking_service.service.views import use_span
from booking_service.storage.records import UseRecord

#: What each state is called; the page speaks the two languages of the first kiosks.
_STATES: Mapping[str, Text] = {
    "applied": {"ja": "抽選申込み済み", "en": "Applied for the lottery"},
    "won": {"ja": "当選（確定の手続きが必要です）", "en": "Won – to be confirmed"},
    "lost": {"ja": "落選", "en": "Not drawn"},
    "claimed": {"ja": "当選確定済み", "en": "Win confirmed"},
    "waived": {"ja": "放棄済み", "en": "Given up"},
    "lapsed": {"ja": "期限切れ（当選無効）", "en": "Lapsed"},
    "provisional": {"ja": "仮予約（お支払い前）", "en": "Provisional – not yet paid"},
    "confirmed": {"ja": "本予約", "en": "Confirmed"},
    "cancelled": {"ja": "取消済み", "en": "Cancelled"},
    "expired": {"ja": "失効", "en": "Expired"},
    "used": {"ja": "利用済み", "en": "Used"},
}
_WORDS: Mapping[str, Text] = {
    "title": {"ja": "ご予約の状況", "en": "Your booking"},
    "number": {"ja": "番号", "en": "Number"},
    "when": {"ja": "日時", "en": "When"},
    "where": {"ja": "場所", "en": "Where"},
    "pay": {"ja": "お支払い期限", "en": "Pay before"},
    "calendar": {"ja": "カレンダーに追加", "en": "Add to calendar"},
    "as_of": {"ja": "現在の状況", "en": "as of"},
    "ask": {"ja": "お問い合わせ", "en": "Questions"},
}
_WEEKDAYS: Mapping[str, str] = {"ja": "月火水木金土日"}
_GONE = frozenset({"lost", "waived", "lapsed", "cancelled", "expired"})


@dataclass(frozen=True, slots=True)
class Shown:
    """What the holder of a receipt may see."""

    number: str
    state: str
    facility: Text
    room: Text
    tel: str
    starts: datetime
    ends: datetime
    payment_due: datetime | None
    seen_at: datetime


def look_up(office: Office, signed: str) -> Shown | None:
    """What a signed link leads to; None if it is not one of ours."""
    link = links.read(office.link_key, signed)
    if link is None:
        return None
    with office.database.reading() as reader:
        match link.to:
            case links.Linked.RESERVATION:
                booked = reader.reservation(link.id)
                if booked is None:
                    return None
                due = booked.payment_due if booked.state == "provisional" else None
                number = reservation_number(booked.id)
                return _shown(office, number, booked.state, booked.use, due)
            case links.Linked.APPLICATION:
                applied = reader.application(link.id)
                if applied is None:
                    return None
                number = application_number(applied.id)
                return _shown(office, number, applied.state, applied.use, None)


def language_for(accepted: str) -> str:
    """``en`` for a telephone that asks for English before Japanese, else ``ja``."""
    wanted = [part.split(";")[0].strip().lower()[:2] for part in accepted.split(",")]
    return next((language for language in wanted if language in ("ja", "en")), "ja")


def page(shown: Shown, language: str, calendar_address: str) -> str:
    """The page as HTML."""
    words = {name: escape(_in(text, language)) for name, text in _WORDS.items()}
    due = shown.payment_due
    pay = "" if due is None else f"<dt>{words['pay']}</dt><dd>{_moment(due, language)}</dd>"
    button = f'<a class="button" href="{escape(calendar_address)}">{words["calendar"]}</a>'
    frame = resources.files("booking_service.service") / "status.html"
    return Template(frame.read_text("utf-8")).substitute(
        words,
        language=language,
        state=escape(_in(_STATES[shown.state], language)),
        tone="gone" if shown.state in _GONE else "good",
        number_text=shown.number,
        when_text=f"{_day(shown.starts, language)} {shown.starts:%H:%M}–{_end(shown)}",
        where_text=escape(f"{_in(shown.facility, language)} {_in(shown.room, language)}"),
        pay_row=pay,
        calendar_button="" if shown.state in _GONE else button,
        tel=escape(shown.tel),
        seen_at=_moment(shown.seen_at, language),
    )


def calendar_file(shown: Shown) -> str:
    """The use as an iCalendar file (RFC 5545); a booking that is gone is sent as cancelled."""
    form = "%Y%m%dT%H%M%SZ"
    where = f"{shown.facility['ja']} {shown.room['ja']}"
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//booking-service//status//JA",
        "BEGIN:VEVENT",
        f"UID:{shown.number}@booking-service",
        f"DTSTAMP:{shown.seen_at.astimezone(UTC).strftime(form)}",
        f"DTSTART:{shown.starts.astimezone(UTC).strftime(form)}",
        f"DTEND:{shown.ends.astimezone(UTC).strftime(form)}",
        f"SUMMARY:{_ics(where)}",
        f"LOCATION:{_ics(where)}",
        f"DESCRIPTION:{_ics(_STATES[shown.state]['ja'])} {shown.number}",
        f"STATUS:{'CANCELLED' if shown.state in _GONE else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in lines)


def _shown(office: Office, number: str, state: str, use: UseRecord, due: datetime | None) -> Shown:
    room = office.city.room(use.room_id)
    facility = office.city.facility(use.facility_id)
    starts, ends = use_span(office.city, use)
    return Shown(
        number=number,
        state=state,
        facility=facility.name,
        room=room.name,
        tel=facility.tel,
        starts=starts,
        ends=ends,
        payment_due=due,
        seen_at=office.now(),
    )


def _in(text: Text, language: str) -> str:
    return text.get(language, text["ja"])


def _day(at: datetime, language: str) -> str:
    if language == "en":
        return f"{at:%a} {at.day} {at:%b %Y}"
    return f"{at.year}年{at.month}月{at.day}日（{_WEEKDAYS['ja'][at.weekday()]}）"


def _moment(at: datetime, language: str) -> str:
    return f"{_day(at, language)} {at:%H:%M}"


def _end(shown: Shown) -> str:
    return "24:00" if shown.ends.date() > shown.starts.date() else f"{shown.ends:%H:%M}"


def _ics(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text
