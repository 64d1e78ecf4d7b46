"""Notices and terminals."""

from __future__ import annotations

import httpx
import pytest
from starlette.requests import Request

from booking_service.api.staff.calls import place_of
from tests.booking_service.lobby import UNUSED, WAIT_SECONDS, Central, Kiosk, code_of
from tests.booking_service.staff.conftest import Say

TITLE = ("--title", "台風の備え", "--title-kana", "たいふうのそなえ")
BODY = ("--body", "明日は閉館します。\n雨具を。", "--body-kana", "あすはへいかんします。あまぐを。")


def shown(kiosk: Kiosk) -> dict[str, str]:
    return {one["id"]: one["title"]["ja"] for one in kiosk.get("notices").json()["notices"]}


def test_a_notice_is_there_at_the_next_look(kiosk: Kiosk, say: Say) -> None:
    before = shown(kiosk)
    posted = say("post-notice", *TITLE, *BODY)
    assert posted["date"] == "2026-11-20"
    assert shown(kiosk) == {**before, posted["id"]: "台風の備え"}
    other = ("--title", "台風は去りました", "--title-kana", "たいふうはさりました")
    changed = say("post-notice", "--id", posted["id"], *other, *BODY)
    assert shown(kiosk)[changed["id"]] == "台風は去りました"
    say("withdraw-notice", posted["id"])
    assert shown(kiosk) == before
    listed = say("notices")["items"]
    assert [one["id"] for one in listed if one["withdrawn_at"]] == [posted["id"]]


def test_a_notice_of_the_citys_files_is_changed_and_withdrawn(kiosk: Kiosk, say: Say) -> None:
    name, *rest = shown(kiosk)
    say("post-notice", "--id", name, *TITLE, *BODY)
    assert shown(kiosk)[name] == "台風の備え"
    say("withdraw-notice", name)
    assert list(shown(kiosk)) == rest
    say("withdraw-notice", rest[0])
    assert list(shown(kiosk)) == rest[1:]
    assert say("withdraw-notice", "no-such-one", code=1)["code"] == "not_found"


def test_a_notice_of_tomorrow_is_shown_tomorrow(central: Central, kiosk: Kiosk, say: Say) -> None:
    name = say("post-notice", "--date", "2026-11-21", *TITLE, *BODY)["id"]
    assert name not in shown(kiosk)
    central.move_to("2026-11-21 00:00")
    assert name in shown(kiosk)


def redeem(central: Central, kiosk_id: str, code: str) -> httpx.Response:
    url = f"{central.running.url}/v1/kiosk/enrolments"
    body = {"id": kiosk_id, "code": code}
    return httpx.post(url, json=body, timeout=WAIT_SECONDS, verify=UNUSED)


def test_a_terminal_fetches_its_credential_with_a_code_once(central: Central, say: Say) -> None:
    code = say("enrol-kiosk", "--id", "lobby-9", "--place", "桜台センター")["code"]
    wrong = f"{(int(code) + 1) % 10**8:08}"
    assert code_of(redeem(central, "lobby-9", wrong)) == "wrong_credentials"
    assert code_of(redeem(central, "lobby-8", code)) == "wrong_credentials"
    credential = redeem(central, "lobby-9", code).json()["credential"]
    assert code_of(redeem(central, "lobby-9", code)) == "wrong_credentials"
    headers = {"Authorization": f"Bearer {credential}"}
    url = f"{central.running.url}/v1/city"
    assert httpx.get(url, headers=headers, timeout=WAIT_SECONDS, verify=UNUSED).status_code == 200


def test_a_code_lasts_an_hour_and_guessing_is_slowed_down(central: Central, say: Say) -> None:
    code = say("enrol-kiosk", "--id", "lobby-9", "--place", "桜台センター")["code"]
    central.move_to("2026-11-20 11:00")
    assert code_of(redeem(central, "lobby-9", code)) == "wrong_credentials"
    codes = [code_of(redeem(central, "lobby-9", f"{guess:08}")) for guess in range(16)]
    assert codes[-1] == "too_many_attempts"


def test_a_revoked_terminal_is_out_with_whoever_is_logged_in(
    central: Central, resident: Kiosk, say: Say
) -> None:
    assert resident.get("reservations").status_code == 200
    under_way = say("enrol-kiosk", "--id", resident.id, "--place", "ロビー")["code"]
    say("revoke-kiosk", resident.id)
    assert code_of(redeem(central, resident.id, under_way)) == "wrong_credentials"
    assert code_of(resident.get("reservations")) == "kiosk_unknown"
    assert say("kiosks")["items"][0]["revoked_at"] is not None
    assert say("revoke-kiosk", "no-such-one", code=1)["code"] == "not_found"
    code = say("enrol-kiosk", "--id", resident.id, "--place", "ロビー")["code"]
    assert say("kiosks")["items"][0]["revoked_at"] is not None, "a code alone lets nobody in"
    redeem(central, resident.id, code)
    assert say("kiosks")["items"][0]["revoked_at"] is None


def test_a_new_code_replaces_the_one_before_and_then_the_credential(
    central: Central, kiosk: Kiosk, say: Say
) -> None:
    words = ("enrol-kiosk", "--id", kiosk.id, "--place", "入口")
    first, second = say(*words)["code"], say(*words)["code"]
    assert code_of(redeem(central, kiosk.id, first)) == "wrong_credentials"
    assert kiosk.get("city").status_code == 200, "what it has goes on until the code is used"
    credential = redeem(central, kiosk.id, second).json()["credential"]
    assert code_of(kiosk.get("city")) == "kiosk_unknown"
    kiosk.http.headers["Authorization"] = f"Bearer {credential}"
    assert kiosk.get("city").status_code == 200


def test_a_terminal_without_a_credential_is_told_the_city_and_nothing_else(
    central: Central,
) -> None:
    url = f"{central.running.url}/v1/kiosk/city"
    told = httpx.get(url, timeout=WAIT_SECONDS, verify=UNUSED).json()
    assert told["city"]["id"] == "shiroi"
    assert {one["id"] for one in told["facilities"]} == {one.id for one in central.city.facilities}
    assert told.keys() == {"city", "facilities"}


def test_staff_see_how_terminals_are(central: Central, kiosk: Kiosk, say: Say) -> None:
    said = {"version": "1", "paper": "ready", "line": "up", "open_writes": 0}
    kiosk.post("kiosk/heartbeat", said)
    assert say("kiosks")["items"][0]["heartbeat"]["paper"] == "ready"
    assert say("actions") == {"items": []}
    kiosk.post("kiosk/heartbeat", {**said, "paper": "none"})
    assert say("kiosks")["items"][0]["trouble"] == []
    assert say("actions") == {"items": []}
    kiosk.post("kiosk/heartbeat", {**said, "paper": "no_paper"})
    (found,) = say("actions")["items"]
    assert (found["kind"], found["detail"]) == ("kiosk-trouble", "paper: no_paper")
    central.move_to("2026-11-20 10:11")
    (found,) = say("actions")["items"]
    assert (found["kind"], found["about"]) == ("kiosk-silent", kiosk.id)


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:0:1::7", "2001:db8:0:1::/64"),
        ("2001:db8:0:1:ffff::9", "2001:db8:0:1::/64"),
        ("testclient", "testclient"),
    ],
)
def test_guesses_from_all_addresses_of_a_house_are_counted_together(host: str, place: str) -> None:
    assert place_of(Request({"type": "http", "client": (host, 1234)})) == place
