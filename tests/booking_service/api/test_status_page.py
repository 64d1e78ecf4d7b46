"""The page behind the QR code: the truth about one booking, for whoever holds the receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

import pytest

from booking_service.service.status.page import calendar_file, look_up
from booking_service.service.status.wording import language_for
from booking_service.wording.words import LANGUAGES
from tests.booking_service.lobby import Central, Kiosk, choice, code_of, new_key


def page_of(kiosk: Kiosk, url: str, language: str = "ja") -> str:
    answer = kiosk.http.get(
        urlsplit(url).path, headers={"Accept-Language": language, "Authorization": ""}
    )
    assert answer.status_code == 200
    return answer.text


def test_the_page_follows_the_state(central: Central, resident: Kiosk) -> None:
    made = resident.reserve().json()
    page = page_of(resident, made["status_url"])
    for words in ("仮予約", "2026年12月15日（火）", "10:00～12:00", "工芸室", made["number"]):
        assert words in page
    assert "2026年12月8日（火） 24:00" in page
    central.staff().post(f"/reservations/{made['number']}/payment")
    paid = page_of(resident, made["status_url"])
    assert "本予約" in paid
    assert "お支払い期限" not in paid


def test_the_page_names_nobody(central: Central, kiosk: Kiosk) -> None:
    number = central.group()
    kiosk.enter(number)
    page = page_of(kiosk, kiosk.reserve().json()["status_url"])
    assert "さくら会" not in page
    assert number not in page


def test_the_page_speaks_english_too(resident: Kiosk) -> None:
    made = resident.reserve().json()
    page = page_of(resident, made["status_url"], "en-GB,en;q=0.9,ja;q=0.5")
    assert '<html lang="en">' in page
    assert "Tue 15 Dec 2026 10:00–12:00" in page
    assert "Craft room / 工芸室" in page


def test_the_page_loads_nothing_from_elsewhere(resident: Kiosk) -> None:
    made = resident.reserve().json()
    answer = resident.http.get(urlsplit(made["status_url"]).path)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<script" not in answer.text
    assert "http" not in answer.text.replace("http-equiv", "")


def test_the_calendar_file_is_in_universal_time(resident: Kiosk) -> None:
    made = resident.reserve().json()
    answer = resident.http.get(f"{urlsplit(made['status_url']).path}.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "DTSTART:20261215T010000Z\r\nDTEND:20261215T030000Z\r\n" in answer.text
    assert "SUMMARY:西白井複合センター 工芸室\r\n" in answer.text
    resident.write(f"reservations/{made['id']}/cancel", {})
    gone = resident.http.get(f"{urlsplit(made['status_url']).path}.ics")
    assert "STATUS:CANCELLED\r\n" in gone.text


def test_an_application_has_a_page_too(central: Central, kiosk: Kiosk) -> None:
    central.move_to("2026-12-05 08:30")
    kiosk.enter(central.group())
    made = kiosk.apply(day=date(2027, 2, 17)).json()
    assert "抽選申込み済み" in page_of(kiosk, made["status_url"])
    central.move_to("2026-12-18 00:00")
    assert "当選" in page_of(kiosk, made["status_url"])
    central.move_to("2026-12-26 00:00")
    assert "期限切れ" in page_of(kiosk, made["status_url"])


def test_the_page_of_a_win_follows_its_reservation(central: Central, kiosk: Kiosk) -> None:
    central.move_to("2026-12-05 08:30")
    number = central.group()
    kiosk.enter(number)
    made = kiosk.apply(day=date(2027, 2, 17)).json()
    central.move_to("2026-12-18 10:00")
    kiosk.enter(number)
    first = calendar_of(kiosk, made["status_url"])
    assert {"STATUS:TENTATIVE", "UID:shiroi-L00000001@booking-service"} <= first
    kiosk.write(f"lottery-applications/{made['id']}/claim", {})
    page = page_of(kiosk, made["status_url"])
    for words in ("仮予約", "お支払い期限", "R00000001"):
        assert words in page
    second = calendar_of(kiosk, made["status_url"])
    assert {"STATUS:TENTATIVE", "UID:shiroi-L00000001@booking-service"} <= second
    kiosk.write(f"reservations/{kiosk.reservations()[0]['id']}/cancel", {})
    assert "取消済み" in page_of(kiosk, made["status_url"])
    third = calendar_of(kiosk, made["status_url"])
    assert {"STATUS:CANCELLED", "LAST-MODIFIED:20261218T010000Z"} <= third
    numbers = [sequence(file) for file in (first, second, third)]
    assert numbers == sorted(set(numbers))


def test_a_calendar_takes_a_booking_that_was_moved(central: Central, resident: Kiosk) -> None:
    made = resident.reserve().json()
    staff = central.staff()
    assert staff.post(f"/reservations/{made['number']}/payment").is_success
    before = calendar_of(resident, made["status_url"])
    central.move_to("2026-11-21 10:00")
    moved = staff.post(
        f"/reservations/{made['number']}/change",
        json={**choice(day=date(2026, 12, 16)), "reason": "own"},
        headers={"Idempotency-Key": new_key()},
    )
    assert moved.is_success, moved.text
    after = calendar_of(resident, made["status_url"])
    assert {"STATUS:CONFIRMED", "DTSTART:20261215T010000Z"} <= before
    assert {"STATUS:CONFIRMED", "DTSTART:20261216T010000Z"} <= after
    assert sequence(after) > sequence(before)


def sequence(file: set[str]) -> int:
    [line] = [line for line in file if line.startswith("SEQUENCE:")]
    return int(line.removeprefix("SEQUENCE:"))


def calendar_of(kiosk: Kiosk, url: str) -> set[str]:
    """The unfolded lines of the calendar file."""
    text = kiosk.http.get(f"{urlsplit(url).path}.ics").text
    return set(text.replace("\r\n ", "").split("\r\n"))


def test_lines_of_a_calendar_file_are_short(central: Central, resident: Kiosk) -> None:
    signed = resident.reserve().json()["status_url"].rpartition("/")[2]
    shown = look_up(central.running.service.office, signed)
    assert shown is not None
    name = "白井市立西白井複合センター，別館の三階" * 4
    file = calendar_file(replace(shown, facility={"ja": name}))
    assert max(len(line) for line in file.encode().split(b"\r\n")) <= 75
    assert f"SUMMARY:{name} 工芸室\r\n" in file.replace("\r\n ", "")


def test_the_calendar_stands_beside_the_page(resident: Kiosk) -> None:
    """So that the link holds behind a proxy that shows the service in a folder of its own."""
    made = resident.reserve().json()
    last = urlsplit(made["status_url"]).path.rpartition("/")[2]
    assert f'href="{last}.ics"' in page_of(resident, made["status_url"])


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ja;q=0.5, en;q=0.9", "en"),
        ("en;q=0, fr", "ja"),
        ("", "ja"),
        ("fr, en-GB;q=0.2", "en"),
        ("en;q=high", "ja"),
        ("en, ja", "en"),
        ("zh-CN,zh;q=0.9", "zh-Hans"),
        ("ko-KR", "ko"),
    ],
)
def test_the_language_is_the_one_that_weighs_most(accepted: str, language: str) -> None:
    assert language_for(accepted) == language


def test_the_page_can_be_read_in_another_language_than_the_telephone_s(resident: Kiosk) -> None:
    made = resident.reserve().json()
    path = urlsplit(made["status_url"]).path
    assert 'href="?language=ko"' in page_of(resident, made["status_url"], "zh-CN")
    said = {
        language: resident.http.get(path, params={"language": language}).text
        for language in (*LANGUAGES, "tlh")
    }
    assert said["tlh"] == said["ja"]
    assert "2026年12月15日（周二）" in said["zh-Hans"]
    assert "2026년 12월 15일 (화)" in said["ko"]
    assert "<ruby>仮予約<rt>かりよやく</rt></ruby>" in said["ja-easy"]
    assert "<ruby>工芸室<rt>こうげいしつ</rt></ruby>" in said["ja-easy"]
    assert "｜" not in said["ja-easy"]


def test_an_english_footer_reads_as_english(resident: Kiosk) -> None:
    made = resident.reserve().json()
    assert "As of Fri 20 Nov 2026 10:00" in page_of(resident, made["status_url"], "en")


@pytest.mark.parametrize("forged", ["r1", "r1-AAAAAAAAAAAAAAAAAAAAAA", "x1-A", "..%2f..%2fetc"])
def test_a_link_nobody_signed_leads_nowhere(resident: Kiosk, forged: str) -> None:
    resident.reserve()
    answer = resident.http.get(f"/status/{forged}", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    # Beyond the folder of status pages there is nothing for a person to read.
    if "%2f" not in forged:
        assert "No booking was found" in answer.text
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_link_cannot_be_turned_to_another_booking(resident: Kiosk) -> None:
    first = urlsplit(resident.reserve().json()["status_url"]).path
    resident.reserve(first=6)
    assert resident.http.get(first.replace("/r1-", "/r2-")).status_code == 404
    assert resident.http.get(first.replace("/r1-", "/a1-")).status_code == 404
    assert code_of(resident.http.get(f"{first.replace('/r1-', '/r2-')}.ics")) == "not_found"
