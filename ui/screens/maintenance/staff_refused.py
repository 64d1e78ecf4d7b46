"""Something could not be done in maintenance mode: why, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kiosk.outcome import Refused
from ui.places.maintenance import StaffRefused
from ui.preview import Preview
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage

#: Codes with words of their own: ``maintenance.refused.CODE``. Others are told with the code.
SAID: Final = (
    "maintenance_locked",
    "audit_not_kept",
    "audit_outcome_not_kept",
    "cannot_keep",
    "pin_wait",
    "line_down",
    "service_busy",
)


class StaffRefusedScreen(StaffScreen):
    def __init__(self, stage: Stage, place: StaffRefused, answer: None = None) -> None:
        super().__init__(stage, place)
        words, code = self.words, place.refused.code
        self.head(words.text("maintenance.refused.title"))
        known = code if code in SAID else "other"
        why = words.text(f"maintenance.refused.{known}", code=code)
        self.tell(NoticeCard(self.theme, Tone.WARNING, Icon.WARNING, why))


def previews() -> Iterator[Preview]:
    for code in (*SAID, "something_new"):
        yield Preview(code, StaffRefused(Refused(code)))


SCREEN = StaffRefusedScreen
