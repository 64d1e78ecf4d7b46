"""Samples of what is looked up: a facility with a page of its own, a room with everything in it."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.model import RoomUnit, SlotFee, Text
from ui.samples import values


def _text(ja: str, kana: str, en: str) -> Text:
    return {"ja": ja, "kana": kana, "en": en}


WITH_A_PAGE: Final = replace(
    values.FACILITY, fax="047-491-9150", url="https://www.example.jp/nishishiroi/index.html"
)
#: A hall in halves with all that can be said of a room.
FURNISHED: Final = replace(
    values.ROOM,
    fee=replace(
        values.ROOM.fee,
        per_hour_yen=None,
        by_slot=(
            SlotFee(slots=("am",), name=_text("午前", "ごぜん", "Morning"), yen=1200),
            SlotFee(slots=("pm",), name=_text("午後", "ごご", "Afternoon"), yen=1500),
            SlotFee(slots=("night",), name=_text("夜間", "やかん", "Evening"), yen=1800),
            SlotFee(
                slots=("am", "pm", "night"), name=_text("全日", "ぜんじつ", "Whole day"), yen=3600
            ),
        ),
    ),
    units=(
        RoomUnit(id="east", name=_text("東側", "ひがしがわ", "East half")),
        RoomUnit(id="west", name=_text("西側", "にしがわ", "West half")),
    ),
    takes="one",
    area_m2=182.5,
    equipment=(
        _text("グランドピアノ", "ぐらんどぴあの", "Grand piano"),
        _text("音響設備", "おんきょうせつび", "Sound system"),
        _text("プロジェクター", "ぷろじぇくたー", "Projector"),
        _text("卓球台（6台）", "たっきゅうだい（6だい）", "Table tennis tables (6)"),
    ),
    note=_text(
        "床を傷つけるくつでは入れません",
        "ゆかをきずつけるくつでははいれません",
        "No shoes that mark the floor",
    ),
)
