"""The city's calendar, its running lotteries and other services, as a kiosk is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from kiosk.guide import Links
from kiosk.happenings import CityMonth, Lotteries
from kiosk.model import Facility
from tests.booking_service.lobby import Central, Kiosk, code_of, open_central


@pytest.fixture(scope="module")
def sapporo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Central]:
    """A service in which nobody changes anything."""
    central = open_central(tmp_path_factory.mktemp("sapporo") / "sapporo.db", city="sapporo")
    yield central
    central.close()


def _read(kind: Any, answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=kind)


def test_a_calendar_of_any_month(kiosk: Kiosk) -> None:
    month = _read(CityMonth, kiosk.get("calendar", month="2027-02"))
    assert month.month == "2027-02"
    first = month.events[0]
    assert (first.kind, first.use_month, first.until) == ("first_come", "2027-03", None)
    assert first.name["ja"] == "公民館等施設"
    assert first.what["ja"] == "利用する月の1か月前の1日 8:30から利用する日の7日前まで"
    assert f"{first.from_:%m-%d %H:%M%z}" == "02-01 08:30+0900"
    lapse = next(event for event in month.events if event.kind == "lapse")
    assert lapse.what["ja"].endswith("26日。手続きのなかった当選はなくなります")
    assert _read(CityMonth, kiosk.get("calendar")).month == "2026-11"
    for wrong in ("2027-13", "2027-2", "27-02", "1999-12", "2190-01", "2027-02-01", ""):
        assert code_of(kiosk.get("calendar", month=wrong)) == "invalid_request", wrong


def test_what_a_kiosk_has_of_the_documents_is_not_sent_again(kiosk: Kiosk) -> None:
    for name in ("city", "facilities", "notices", "guide", "counters", "links"):
        first = kiosk.get(name)
        tag = first.headers["ETag"]
        again = kiosk.http.get(f"/v1/{name}", headers={"If-None-Match": f'"other", {tag}'})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag), name
        other = kiosk.http.get(f"/v1/{name}", headers={"If-None-Match": '"other"'})
        assert (other.status_code, other.content) == (200, first.content), name


def test_a_lottery_from_its_announcement_to_its_end(central: Central, kiosk: Kiosk) -> None:
    def states() -> dict[str, str]:
        found = _read(Lotteries, kiosk.get("lotteries"))
        return {one.id.removeprefix("kominkan/"): one.state for one in found.items}

    assert states() == {"2027-01": "claiming", "2027-02": "coming"}
    central.move_to("2026-11-26 00:00")
    assert states() == {"2027-02": "coming"}
    central.move_to("2026-12-05 08:30")
    assert states() == {"2027-02": "open", "2027-03": "coming"}
    central.move_to("2026-12-16 00:00")
    assert states() == {"2027-02": "drawing", "2027-03": "coming"}
    central.move_to("2026-12-18 00:00")
    assert states() == {"2027-02": "claiming", "2027-03": "coming"}
    february = _read(Lotteries, kiosk.get("lotteries")).items[0]
    assert (f"{february.use_from}", f"{february.use_until}") == ("2027-02-01", "2027-02-28")
    assert len(february.facility_ids) == 9


def test_a_draw_that_is_late_is_still_being_drawn(central: Central, kiosk: Kiosk) -> None:
    central.do(
        lambda store: store.sql.do(
            "UPDATE draw SET published_at = NULL WHERE id = ?", ("kominkan/2027-01",)
        )
    )
    [first, *_] = _read(Lotteries, kiosk.get("lotteries")).items
    assert (first.id, first.state) == ("kominkan/2027-01", "drawing")


def test_lotteries_of_single_days(sapporo: Central) -> None:
    """Seven days of use are open at a time, for each kind of room; one more is coming, and the
    result of today can be seen. What was drawn before the service began is not told."""
    found = _read(Lotteries, sapporo.kiosk().get("lotteries")).items
    halls = {str(one.use_from): one.state for one in found if one.class_ids == ("hall",)}
    assert halls == {
        "2027-02-20": "result",
        **{f"2027-02-{day}": "open" for day in range(21, 28)},
        "2027-02-28": "coming",
    }
    assert {one.name["ja"] for one in found} == {
        "預かり（抽選）：区民ホール",
        "預かり（抽選）：区民ホール（半面）",
        "預かり（抽選）：区民ホール以外",
    }
    assert len(found) == 3 * 9


def test_what_a_facility_says_of_itself(sapporo: Central) -> None:
    kiosk = sapporo.kiosk()
    facilities = kiosk.get("facilities").json()["facilities"]
    nishi = msgspec.convert(next(one for one in facilities if one["id"] == "nishi"), Facility)
    assert (nishi.url, nishi.area and nishi.area["ja"]) == ("https://nishi.kumin-c.jp/", "西区")
    hall = next(room for room in nishi.rooms if room.id == "nishi-hall")
    assert hall.area_m2 == 420
    assert [one["ja"] for one in hall.equipment] == ["いす", "音響設備", "マイク"]


def test_other_services_are_told_by_their_address(sapporo: Central) -> None:
    links = _read(Links, sapporo.kiosk().get("links")).links
    assert [(one.id, one.url) for one in links] == [
        ("school-and-sports", "https://www.city.sapporo.jp/shisetsu-yoyaku/"),
        ("own-site", "https://sapporo-community.jp/"),
    ]
    assert links[0].name["ja"] == "学校開放・スポーツ施設等の予約"


def test_nobody_without_a_credential_is_told(central: Central, kiosk: Kiosk) -> None:
    kiosk.http.headers["Authorization"] = "Bearer lobby-1.wrong"
    for path in ("calendar", "lotteries", "links"):
        assert code_of(kiosk.get(path)) == "kiosk_unknown"
