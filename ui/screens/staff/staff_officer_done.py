"""An officer's work is done, and the officer signed out.

Touched here: ``officer.menu``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.places.staff import StaffOfficerDone
from ui.preview import Preview
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class StaffOfficerDoneScreen(StaffScreen):
    has_back = False

    def __init__(self, stage: Stage, place: StaffOfficerDone, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("maintenance.officer_done.title"))
        self.columns = 1
        tone, icon = Tone.GOOD, Icon.CHECK
        if not place.needed:
            key = "paid"
        elif place.given >= place.needed:
            key = "all"
        else:
            key, tone, icon = "one", Tone.ACCENT, Icon.PERSON
        said = words.text(f"maintenance.officer_done.{key}", given=place.given, needed=place.needed)
        self.tell(NoticeCard(self.theme, tone, icon, said))
        menu = self.action("officer.menu", words.text("maintenance.to_menu"))
        menu.clicked.connect(self.to_menu)


def previews() -> Iterator[Preview]:
    yield Preview("paid", StaffOfficerDone())
    yield Preview("one", StaffOfficerDone(1, 2))
    yield Preview("all", StaffOfficerDone(2, 2))


SCREEN = StaffOfficerDoneScreen
