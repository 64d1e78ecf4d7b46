"""Sample receipts as screens show them, drawn as the real ones are."""

from __future__ import annotations

from functools import cache

from kiosk.journeys.outcomes import ReceiptView
from printing.layout import draw
from printing.page import Page
from ui.samples.papers import PAPERS, RESERVED, paper_words

_WIDTH_DOTS = 576


def sample_receipt(id_: str = "sample", language: str = "ja") -> ReceiptView:
    """The receipt of the first sample reservation, for 80 mm paper."""
    return ReceiptView(id_, _png("reservation", language), RESERVED.status_url)


def sample_list(id_: str = "list", language: str = "ja") -> ReceiptView:
    """All sample reservations on one paper; a list has no page of its own."""
    return ReceiptView(id_, _png("reservation_list", language), None)


def sample_handout(id_: str = "handout") -> ReceiptView:
    """An answer of the guide, for anybody to take along."""
    return ReceiptView(id_, _png("guide", "ja"), None)


@cache
def _png(paper: str, language: str) -> bytes:
    return Page(draw(PAPERS[paper](paper_words(language)), _WIDTH_DOTS)).png()
