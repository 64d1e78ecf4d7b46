"""What the status page of a receipt says about the published draw of its application."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from booking_service.policy.rules import Text
from booking_service.service.draws.published import result_url
from booking_service.service.office import Office
from booking_service.storage.ports import Reader
from booking_service.storage.records import ApplicationRecord

_FOUND: Mapping[str, Text] = {
    "won": {"ja": "当選", "en": "Drawn"},
    "slot_taken": {
        "ja": "落選（先の順番の申込みが当選しました）",
        "en": "Not drawn: an application before it got the slot",
    },
    "quota_full": {
        "ja": "落選（当選できる数に達していました）",
        "en": "Not drawn: you had as many wins as are allowed",
    },
    "clash": {
        "ja": "落選（同じ時間に別の申込みが当選しました）",
        "en": "Not drawn: you won another room at that time",
    },
    "not_free": {
        "ja": "落選（利用できない枠でした）",
        "en": "Not drawn: the slot could no longer be had",
    },
}
_TITLE: Text = {"ja": "公開された抽選結果", "en": "In the published draw"}
_CHECK: Text = {"ja": "抽選結果の全体を見る", "en": "See and check the whole draw"}


@dataclass(frozen=True, slots=True)
class InDraw:
    """What became of an application's token in the published result, and where that is."""

    token: str
    found: str
    url: str


def in_draw(office: Office, reader: Reader, record: ApplicationRecord) -> InDraw | None:
    """None before the result is published."""
    draw = reader.draw(record.draw_id)
    drawn = reader.drawn_of([record.token]).get(record.token, (record, None))[1]
    if draw is None or draw.published_at is None or drawn is None:
        return None
    lost = record.lost_because or {}
    found = "won" if drawn == "won" else str(lost.get("code", "not_free"))
    return InDraw(record.token, found, result_url(office, draw.id))


def row(shown: InDraw | None, language: str) -> str:
    """Its row of the page."""
    if shown is None:
        return ""
    title, found, check = (
        escape(text.get(language, text["ja"])) for text in (_TITLE, _FOUND[shown.found], _CHECK)
    )
    link = f'<a href="{escape(shown.url)}">{check}</a>'
    return f"<dt>{title}</dt><dd>{found}<br><small>{escape(shown.token)}<br>{link}</small></dd>"
