"""One notice, in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import Notice
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import NoticeDetail
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.theme import Type

if TYPE_CHECKING:
    from ui.stage import Stage


class NoticeDetailScreen(Screen):
    def __init__(self, stage: Stage, place: NoticeDetail, answer: Notice) -> None:
        super().__init__(stage, place)
        self.head(self.words.of(answer.title), self.words.date(answer.date))
        self.columns = 1
        self.tell_text(self.words.of(answer.body), Type.LABEL)

    @staticmethod
    def ask(place: NoticeDetail, terminal: Terminal) -> Notice | Refused:
        notices = terminal.looking.notices()
        if isinstance(notices, Refused):
            return notices
        found = (notice for notice in notices if notice.id == place.notice_id)
        return next(found, Refused("not_found"))


def previews() -> Iterator[Preview]:
    from ui.samples.lobby import LONG_NOTICE
    from ui.samples.values import NOTICES

    for label, notice in (("short", NOTICES[0]), ("long", LONG_NOTICE)):
        yield Preview(label, NoticeDetail(notice.id), notice)


SCREEN = NoticeDetailScreen
