"""A request that ended after its resident had left: staff tell them, and take it off the list.

Touched here: ``write.done``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.places.staff import StaffWriteEnded, StaffWrites
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.staff.write_words import end_of, name_of
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class StaffWriteEndedScreen(StaffScreen):
    def __init__(self, stage: Stage, place: StaffWriteEnded, answer: None = None) -> None:
        super().__init__(stage, place)
        words, one = self.words, place.write
        self.head(words.text("maintenance.write.title"))
        self.columns = 1
        number = one.booking or words.text("maintenance.write.none")
        self.tell_facts(
            [
                Fact(words.text("maintenance.write.what"), name_of(one, words)),
                Fact(words.text("maintenance.write.end"), end_of(one, words), strong=True),
                Fact(words.text("maintenance.write.number"), number, strong=bool(one.booking)),
                Fact(words.text("maintenance.write.asked"), words.instant(one.asked_at)),
            ]
        )
        note = words.text("maintenance.write.note")
        self.tell(NoticeCard(self.theme, Tone.ACCENT, Icon.PERSON, note))
        done = self.action("write.done", words.text("maintenance.write.done"), icon=Icon.CHECK)
        asked = Request(self.terminal.staff, "write_done", (one.key,))
        done.clicked.connect(
            lambda: self.do(
                asked,
                lambda left: self.past_menu(StaffWrites(left)),
                self.refuse,
            )
        )


def previews() -> Iterator[Preview]:
    from ui.samples.staff import WRITES

    for one in WRITES[1:]:
        yield Preview(str(one.ended), StaffWriteEnded(one))


SCREEN = StaffWriteEndedScreen
