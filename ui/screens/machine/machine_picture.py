"""Is the new picture right? Unless somebody touches that it is, the one before comes back.

It is asked of whoever stands there, without a PIN: on a wrong picture none could be typed.

Touched here: ``picture.return``, ``picture.keep``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.machine.state import TRIAL_SECONDS
from ui.places.machine import MachinePicture
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class MachinePictureScreen(StaffScreen):
    has_back = False

    def __init__(self, stage: Stage, place: MachinePicture, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("maintenance.picture.title"))
        self._since = self.terminal.now()
        self._notice = NoticeCard(self.theme, Tone.WARNING, Icon.CLOCK, *self._said())
        self.tell(self._notice)
        self._verb("return", Look.SECONDARY, Icon.BACK)
        self._verb("keep", Look.PRIMARY, Icon.CHECK)

    def tick(self) -> None:
        """How long is left; root's side counts for itself, and brings the picture back."""
        self._notice.say(Tone.WARNING, Icon.CLOCK, *self._said())

    def _said(self) -> tuple[str, str]:
        words = self.words
        gone = (self.terminal.now() - self._since).total_seconds()
        left = max(0, round(TRIAL_SECONDS - gone))
        body = words.text("maintenance.picture.body")
        return body, words.text("maintenance.picture.goes_back", seconds=left)

    def _verb(self, name: str, look: Look, icon: Icon) -> None:
        text = self.words.text(f"maintenance.picture.{name}")
        button = self.action(f"picture.{name}", text, look, icon)
        asked = Request(self.terminal.machine, f"{name}_screen")
        button.clicked.connect(
            lambda: self.do(asked, lambda _: self.stage.leave(), lambda _: self.stage.leave())
        )


def previews() -> Iterator[Preview]:
    yield Preview("asked", MachinePicture())


SCREEN = MachinePictureScreen
