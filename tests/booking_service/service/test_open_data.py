"""The list of facilities as open data: the standard's columns, read back by a CSV reader."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from booking_service.cities.loader import known_city
from booking_service.cli import main
from booking_service.policy.model import City
from booking_service.service.feeds.open_data import COLUMNS, facilities_csv, file_name, in_katakana
from tests.booking_service.lobby import Kiosk


@pytest.fixture(scope="module")
def shiroi() -> City:
    return known_city("shiroi")


def read(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "spreadsheets in Japan need the mark"
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    rows = list(reader)
    assert tuple(reader.fieldnames or ()) == COLUMNS
    return rows


def test_every_facility_has_a_line(shiroi: City) -> None:
    rows = read(facilities_csv(shiroi))
    assert [row["ID"] for row in rows] == [one.id for one in shiroi.facilities]
    assert {row["全国地方公共団体コード"] for row in rows} == {"122327"}
    first = rows[0]
    told = {name: value for name, value in first.items() if value}
    assert told.pop("説明").startswith("工芸室(24人)、調理実習室(36人)、")
    assert told == {
        "全国地方公共団体コード": "122327",
        "ID": "nishishiroi-fukugo",
        "地方公共団体名": "千葉県白井市",
        "名称": "西白井複合センター",
        "名称_カナ": "ニシシロイフクゴウセンター",
        "名称_英字": "Nishi-Shiroi Community Complex",
        "所在地_連結表記": "千葉県白井市清水口 1-2-1",
        "所在地_都道府県": "千葉県",
        "所在地_市区町村": "白井市",
        "所在地_町字": "清水口",
        "所在地_番地以下": "1-2-1",
        "電話番号": "047-492-1011",
        "利用可能曜日": "火水木金土日",
        "開始時間": "09:00",
        "終了時間": "21:00",
        "利用可能日時特記事項": "9:00～21:00 休館日:月曜日・祝日・年末年始",
    }


@pytest.mark.parametrize(
    ("city", "code", "whose"),
    [
        ("sapporo", "011002", "北海道札幌市"),
        ("kodaira", "132110", "東京都小平市"),
        ("fukuoka", "401307", "福岡県福岡市"),
    ],
)
def test_every_city_names_its_municipality_once(city: str, code: str, whose: str) -> None:
    rows = read(facilities_csv(known_city(city)))
    assert {row["全国地方公共団体コード"] for row in rows} == {code}
    name = whose[-3:]
    assert all(row["所在地_連結表記"].startswith(whose) for row in rows)
    assert all(row["所在地_連結表記"].count(name) == 1 for row in rows)


def test_what_stands_in_a_name_breaks_no_line(shiroi: City) -> None:
    odd = replace(shiroi.facilities[0], name={"ja": '「"A"」,\n別館', "kana": "えー"})
    rows = read(facilities_csv(replace(shiroi, facilities=(odd,))))
    assert [row["名称"] for row in rows] == ['「"A"」,\n別館']


def test_a_city_without_a_code_leaves_it_empty(shiroi: City) -> None:
    unknown = replace(shiroi, municipality_code=None)
    rows = read(facilities_csv(unknown))
    assert {row["全国地方公共団体コード"] for row in rows} == {""}
    assert {row["地方公共団体名"] for row in rows} == {"白井市"}
    assert file_name(unknown) == "public_facility.csv"
    assert file_name(shiroi) == "122327_public_facility.csv"


@pytest.mark.parametrize(
    ("kana", "katakana"),
    [
        ("けんしゅうしつ1", "ケンシュウシツ１"),
        ("ゔぁいおりん (2)", "ヴァイオリン　（２）"),
        ("センター", "センター"),
    ],
)
def test_a_reading_is_written_in_full_width_katakana(kana: str, katakana: str) -> None:
    assert in_katakana(kana) == katakana


def test_anybody_may_fetch_it(kiosk: Kiosk, shiroi: City) -> None:
    answer = kiosk.http.get("/open-data/facilities.csv", headers={"Authorization": ""})
    assert answer.content == facilities_csv(shiroi)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert 'filename="122327_public_facility.csv"' in answer.headers["Content-Disposition"]


def test_the_command_prints_it(capfdbinary: pytest.CaptureFixture[bytes], shiroi: City) -> None:
    assert main(["open-data", "shiroi"]) == 0
    assert capfdbinary.readouterr().out == facilities_csv(shiroi)


def test_the_command_names_a_city_that_is_not_there(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main(["open-data", "atlantis"]) == 2
    said = capfdbinary.readouterr()
    assert said.out == b""
    assert b"atlantis" in said.err
