"""The secret that goes with the number. A wrong one is said here, with what to do.

Touched here: ``key.0`` … ``key.9``, ``key.delete``, ``secret.next``, ``secret.forgotten``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import ChangeSecret, Forgotten, LogInSecret, Menu
from ui.preview import Preview
from ui.request import Request
from ui.screens.lobby.hours import open_now
from ui.screens.people.rows import add_row
from ui.screens.people.secret_entry import SecretEntry
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class LogInSecretScreen(Screen):
    def __init__(self, stage: Stage, place: LogInSecret, answer: None = None) -> None:
        super().__init__(stage, place)
        words, self._place = self.words, place
        name = words.of(self.directory.city.secret.name)
        self.head(words.text("log_in_secret.title", name=name))
        forgotten = words.text("log_in.forgotten", **self.terms)
        self._entry = SecretEntry(
            self, self._notice(forgotten), ("secret.next", words.text("secret.next"))
        )
        self._entry.button.clicked.connect(self._log_in)
        add_row(self, "secret.forgotten", forgotten, lambda: self.stage.go(Forgotten()))

    @staticmethod
    def ask(place: LogInSecret, terminal: Terminal) -> Refused | None:
        """Nobody types anything while it could not be used."""
        return open_now(terminal)

    def _notice(self, forgotten: str) -> NoticeCard:
        """How it goes, or that it was wrong and how often it may be tried."""
        words, left = self.words, self._place.wrong_left
        if left is None:
            return NoticeCard(self.theme, Tone.ACCENT, Icon.LOCK, words.text("secret.hidden"))
        title = words.text("log_in_secret.wrong", **self.terms)
        if left > 0:
            body = words.text("log_in_secret.left", left=left)
        else:
            body = words.text("log_in_secret.wait", verb=forgotten)
        return NoticeCard(self.theme, Tone.BAD, Icon.WARNING, title, body)

    def _log_in(self) -> None:
        self.stage.ask(
            Request(self.terminal.logging_in, "log_in", (self._place.number, self._entry.take())),
            done=lambda _: self._go_on(),
            refused=self._refused,
        )

    def _go_on(self) -> None:
        """On to where the resident wanted; after a temporary secret to another one first."""
        then = self._place.then
        if self.terminal.session.must_change_secret:
            self.stage.after_log_in(ChangeSecret(forced=True, then=then))
        else:
            self.stage.after_log_in(then)

    def _refused(self, why: Refused) -> None:
        left = why.details.get("left")
        if why.code == "wrong_credentials" and isinstance(left, int):
            self.stage.go(replace(self._place, wrong_left=left))
        else:
            self.stage.refuse(why)


def previews() -> Iterator[Preview]:
    yield Preview("empty", LogInSecret("1234567", Menu()))
    yield Preview("wrong", LogInSecret("1234567", Menu(), wrong_left=2))
    yield Preview("wrong_and_wait", LogInSecret("1234567", Menu(), wrong_left=0))


SCREEN = LogInSecretScreen
