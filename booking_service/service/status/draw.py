"""What the status page of a receipt says about the published draw of its application."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from booking_service.service.draws.published import result_url
from booking_service.service.office import Office
from booking_service.service.status.wording import page_text
from booking_service.storage.ports import Reader
from booking_service.storage.records import ApplicationRecord


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


def row(shown: InDraw | None, language: str, terms: Mapping[str, str]) -> str:
    """Its row of the page; ``terms``: what the city calls things."""
    if shown is None:
        return ""
    title, found, check = (
        page_text(key, language, **terms)
        for key in ("status.page.draw", f"status.draw.{shown.found}", "status.page.check")
    )
    link = f'<a href="{escape(shown.url)}">{check}</a>'
    return f"<dt>{title}</dt><dd>{found}<br><small>{escape(shown.token)}<br>{link}</small></dd>"
