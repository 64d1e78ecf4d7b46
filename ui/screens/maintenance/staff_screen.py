"""The base of all screens of maintenance mode.

Touched everywhere: ``back`` (to the menu), ``stop`` (leave maintenance mode).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ui.places import Place
from ui.places.maintenance import StaffMenu, StaffRefused
from ui.request import Request
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from kiosk.cards.shown import CardShown, CardUnreadable
    from kiosk.maintenance.mode import Maintenance
    from kiosk.outcome import Refused

_OTHER = {"ja": "en"}


class StaffScreen(Screen):
    has_display = False
    has_help = False

    @property
    def maintenance(self) -> Maintenance:
        return self.terminal.maintenance

    @property
    def occupied(self) -> bool:
        return False

    def card(self, shown: CardShown | CardUnreadable) -> None:
        """Nobody logs in while somebody is at work on the terminal."""

    def do(
        self, request: Request, done: Callable[[Any], None], refused: Callable[[Refused], None]
    ) -> None:
        """Has something done off the GUI thread; ``refuse`` tells what was refused as a rule."""
        self.stage.ask(request, done, refused)

    def to_menu(self) -> None:
        """Back to the page of the menu one came from; the way between is forgotten."""
        self.stage.restart((self._menu,))

    def past_menu(self, place: Place) -> None:
        """On to ``place``, from which the way back leads to the menu, to the page as well."""
        self.stage.restart((self._menu, place))

    @property
    def _menu(self) -> StaffMenu:
        passed = (place for place in self.stage.trail.places if isinstance(place, StaffMenu))
        return next(passed, StaffMenu())

    def refuse(self, why: Refused) -> None:
        self.stage.go(StaffRefused(why))

    def language_button(self) -> BigButton:
        """The other of both languages of staff, in its own name."""
        other = _OTHER.get(self.words.language, "ja")
        key = "maintenance.in_english" if other == "en" else "maintenance.in_japanese"
        button = self.action(
            "staff.language", self.words.text(key), Look.SECONDARY, icon=Icon.GLOBE
        )
        preferences = self.stage.around.preferences
        button.clicked.connect(
            lambda: self.stage.preferred.emit(replace(preferences, language=other))
        )
        return button
