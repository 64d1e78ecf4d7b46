"""The list of facilities in the columns of 自治体標準オープンデータセット (公共施設一覧), as CSV.

The standard set of the Digital Agency: UTF-8 with a byte order mark, so that spreadsheets in Japan
read it rightly, a header line, one line a facility, what is not known left empty.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from booking_service.policy.model import City, Facility, clock_text
from booking_service.service.feeds.municipality import full_address, in_full, prefecture_of
from booking_service.wording.words import text

COLUMNS = (
    "全国地方公共団体コード",
    "ID",
    "地方公共団体名",
    "名称",
    "名称_カナ",
    "名称_英字",
    "名称_通称",
    "POIコード",
    "所在地_全国地方公共団体コード",
    "町字ID",
    "所在地_連結表記",
    "所在地_都道府県",
    "所在地_市区町村",
    "所在地_町字",
    "所在地_番地以下",
    "建物名等(方書)",
    "緯度",
    "経度",
    "高度の種別",
    "高度の値",
    "電話番号",
    "内線番号",
    "連絡先メールアドレス",
    "連絡先FormURL",
    "連絡先備考（その他、SNSなど）",
    "郵便番号",
    "法人番号",
    "団体名",
    "利用可能曜日",
    "開始時間",
    "終了時間",
    "利用可能日時特記事項",
    "説明",
    "バリアフリー情報",
    "URL",
    "画像",
    "画像_ライセンス",
    "備考",
)
_WEEKDAYS = "月火水木金土日"
_KANA = {ord(kana): ord(kana) + 0x60 for kana in map(chr, range(ord("ぁ"), ord("ゖ") + 1))}
#: Half-width signs as the full-width ones that stand among kana.
_WIDE = {sign: sign + 0xFEE0 for sign in range(0x21, 0x7F)} | {ord(" "): ord("\u3000")}


def facilities_csv(city: City) -> bytes:
    """The whole file."""
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_lines(city))
    return table.getvalue().encode("utf-8-sig")


def file_name(city: City) -> str:
    """What the standard calls the file."""
    code = city.municipality_code
    return "public_facility.csv" if code is None else f"{code}_public_facility.csv"


def _lines(city: City) -> Iterator[Mapping[str, str]]:
    for facility in city.facilities:
        opens, closes = _hours(city, facility)
        ward = _ward(facility)
        town, number = _town_and_number(facility.address["ja"].removeprefix(ward))
        code = city.municipality_code or ""
        yield {
            "全国地方公共団体コード": code,
            "ID": facility.id,
            "地方公共団体名": in_full(city),
            "名称": facility.name["ja"],
            "名称_カナ": in_katakana(facility.name["kana"]),
            "名称_英字": facility.name.get("en", ""),
            "所在地_連結表記": full_address(city, facility.address["ja"]),
            "所在地_都道府県": prefecture_of(city),
            "所在地_市区町村": f"{city.name['ja']}{ward}",
            "所在地_町字": town,
            "所在地_番地以下": number,
            "電話番号": facility.tel,
            "利用可能曜日": "".join(
                name
                for day, name in enumerate(_WEEKDAYS)
                if day not in facility.closed_days.weekdays
            ),
            "開始時間": opens,
            "終了時間": closes,
            "利用可能日時特記事項": text(
                "open_data.hours",
                "ja",
                opening=facility.opening["ja"],
                closed=facility.closed["ja"],
            ),
            "説明": _rooms(facility),
            "備考": "" if facility.fax is None else f"FAX {facility.fax}",
        }


def _rooms(facility: Facility) -> str:
    """The rooms with how many people each holds, as one text."""
    listed = ""
    for room in facility.rooms:
        one = text("open_data.room_of", "ja", room=room.name["ja"], capacity=str(room.capacity))
        listed = text("open_data.listed", "ja", first=listed, second=one) if listed else one
    return listed


def in_katakana(kana: str) -> str:
    """A reading in full-width katakana, as the standard wants it."""
    return kana.translate(_KANA).translate(_WIDE)


def _hours(city: City, facility: Facility) -> tuple[str, str]:
    """From the first slot of any of its rooms to the last one of any."""
    slots = [
        slot
        for room in facility.rooms
        for when in room.patterns
        for slot in city.pattern(when.pattern_id).slots
    ]
    return clock_text(min(slot.start for slot in slots)), clock_text(
        max(slot.end for slot in slots)
    )


def _ward(facility: Facility) -> str:
    """The ward (区) that an address of a large city begins with."""
    area = "" if facility.area is None else facility.area["ja"]
    return area if area and facility.address["ja"].startswith(area) else ""


def _town_and_number(address: str) -> tuple[str, str]:
    """Where the city's files keep them apart with a space; guessing would cut 北1条 in two."""
    town, _, number = address.partition(" ")
    return (town, number) if number else ("", "")
