"""One notice in a list: its day and its title; touched, it opens."""

from __future__ import annotations

from kiosk.model import Notice
from ui.places import NoticeDetail
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look


def notice_row(screen: Screen, notice: Notice) -> BigButton:
    """Touched as ``notice.NOTICE_ID``."""
    words = screen.words
    row = BigButton(
        screen.theme, words.of(notice.title), sub=words.date(notice.date), look=Look.ROW
    )
    row.setObjectName(f"notice.{notice.id}")
    row.clicked.connect(lambda: screen.stage.go(NoticeDetail(notice.id)))
    return row
