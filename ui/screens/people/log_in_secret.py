"""The secret that goes with the number.

Touched here: ``key.0`` … ``key.9``, ``key.delete``, ``secret.next``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.places import LogInSecret, Menu
from ui.preview import Preview
from ui.request import Request
from ui.screens.people.secret_entry import SecretEntry
from ui.screens.screen import Screen

if TYPE_CHECKING:
    from ui.stage import Stage


class LogInSecretScreen(Screen):
    def __init__(self, stage: Stage, place: LogInSecret, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self._number, self._then = place.number, place.then
        name = words.of(self.directory.city.secret.name)
        self.head(words.text("log_in_secret.title", name=name))
        self._entry = SecretEntry(
            self,
            (words.text("secret.hidden"), words.text("secret.forgotten", name=name)),
            ("secret.next", words.text("secret.next")),
        )
        self._entry.button.clicked.connect(self._log_in)

    def _log_in(self) -> None:
        logging_in = self.terminal.logging_in
        self.stage.ask(
            Request(logging_in, "log_in", (self._number, self._entry.take())),
            done=lambda _: self.stage.after_log_in(self._then),
        )


def previews() -> Iterator[Preview]:
    yield Preview("empty", LogInSecret("1234567", Menu()))


SCREEN = LogInSecretScreen
