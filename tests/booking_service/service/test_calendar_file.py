"""The calendar file of every state, read by the rules of RFC 5545 that calendars go by."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from booking_service.cities.loader import known_city
from booking_service.clock import TOKYO
from booking_service.policy.model import ApplicationState, ReservationState
from booking_service.service.status.page import Shown, calendar_file, page

STARTS = datetime(2026, 12, 15, 10, 0, tzinfo=TOKYO)
SEEN = datetime(2026, 11, 20, 10, 0, tzinfo=TOKYO)
STATES = [*ApplicationState, *ReservationState]
TENTATIVE = {"applied", "won", "provisional"}
GONE = {"lost", "waived", "lapsed", "cancelled", "expired"}


def shown(state: str) -> Shown:
    return Shown(
        number="R00000001",
        state=state,
        facility={"ja": "文化センター; 別館, 3階\\奥" * 4},
        room={"ja": "工芸室"},
        tel="047-492-1011",
        starts=STARTS,
        ends=STARTS + timedelta(hours=2),
        payment_due=None,
        uid="shiroi-L00000001",
        begun_at=SEEN - timedelta(days=3),
        changed_at=SEEN,
        seen_at=SEEN,
    )


def properties(file: str) -> dict[str, str]:
    """The properties of the one event: lines end in CRLF, a line that goes on begins with a space
    (§3.1), text escapes backslash, semicolon and comma (§3.3.11)."""
    assert file.endswith("\r\n")
    assert "\n" not in file.replace("\r\n", "")
    assert max(len(line) for line in file.encode().split(b"\r\n")) <= 75
    lines = file.replace("\r\n ", "").split("\r\n")[:-1]
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[2].startswith("PRODID:")
    assert (lines[3], lines[-2:]) == ("BEGIN:VEVENT", ["END:VEVENT", "END:VCALENDAR"])
    pairs = [line.partition(":")[::2] for line in lines[4:-2]]
    assert len({name for name, _ in pairs}) == len(pairs), "each at most once (§3.6.1)"
    return dict(pairs)


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_an_event_a_calendar_can_take(state: str) -> None:
    event = properties(calendar_file(shown(state)))
    assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "SEQUENCE"} <= set(event)
    wanted = "CANCELLED" if state in GONE else "TENTATIVE" if state in TENTATIVE else "CONFIRMED"
    assert event["STATUS"] == wanted
    for name, instant in (("DTSTART", STARTS), ("DTSTAMP", SEEN), ("LAST-MODIFIED", SEEN)):
        told = datetime.strptime(event[name], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        assert told == instant
    text = re.sub(r"\\([\\;,])", r"\1", event["SUMMARY"])
    assert text == f"{shown(state).facility['ja']} 工芸室"
    assert not re.search(r"(?<!\\)[;,]", event["SUMMARY"].replace("\\\\", ""))


def test_no_state_goes_back_in_the_sequence() -> None:
    """A calendar takes a change only where the number is larger (§3.8.7.4)."""
    numbers = {state: int(properties(calendar_file(shown(state)))["SEQUENCE"]) for state in STATES}
    lives = [
        ["applied", "won", "claimed", "confirmed", "used"],
        ["applied", "won", "lapsed"],
        ["applied", "lost"],
        ["applied", "won", "waived"],
        ["provisional", "confirmed", "used"],
        ["provisional", "expired"],
        ["provisional", "confirmed", "cancelled"],
    ]
    for life in lives:
        steps = [numbers[state] for state in life]
        assert steps == sorted(set(steps))


@pytest.mark.parametrize("state", STATES)
def test_whatever_changes_later_has_a_larger_number(state: str) -> None:
    """A booking may be moved and stay as it is, or go back: a payment that was none."""
    first = shown(state)
    for later in STATES:
        changed = replace(first, state=later, changed_at=SEEN + timedelta(seconds=1))
        assert sequence(changed) > sequence(first)
    assert sequence(replace(first, moves=1)) > sequence(first), "even within a second"


def test_the_sequence_of_a_long_life_is_an_integer_to_every_calendar() -> None:
    """At most 2147483647 (§3.3.8)."""
    old = replace(shown("used"), begun_at=SEEN - timedelta(days=6 * 366), moves=1000)
    assert sequence(old) < 2**31


def sequence(what: Shown) -> int:
    return int(properties(calendar_file(what))["SEQUENCE"])


def test_page_and_calendar_call_things_as_the_city_does() -> None:
    applied = replace(shown("applied"), terms=known_city("sapporo").terms)
    assert "預かり申込み済み" in calendar_file(applied)
    assert "<h1>利用申込みの状況</h1>" in page(applied, "ja", "x.ics")
    easy = page(applied, "ja-easy", "x.ics")
    assert "<ruby>預<rt>あず</rt></ruby>かり（<ruby>抽選<rt>ちゅうせん</rt></ruby>）に" in easy
    english = page(replace(applied, state="confirmed"), "en", "x.ics")
    assert '<p class="state">Booked</p>' in english
