"""A name, a reading, an address: by kana, romaji, letters and digits, with kanji to choose.

Touched here: ``key.KEY`` for every key of the board that is shown, ``candidate.NUMBER``,
``candidate.previous``, ``candidate.next``, ``entry.next``, ``entry.skip``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ui.jobs import Lane
from ui.places import EnterText
from ui.preview import Preview
from ui.request import Request
from ui.screens.entry.typing_screen import TypingScreen
from ui.screens.screen import Screen

if TYPE_CHECKING:
    from ui.stage import Stage


class EnterTextScreen(TypingScreen):
    def __init__(self, stage: Stage, place: EnterText, answer: None = None) -> None:
        super().__init__(stage, place)
        self.desk.reading.connect(self._look_for_writings)
        stage.jobs.submit(Request(stage.around.aids.kanji, "warm"), self, Lane.ASIDE)

    def _look_for_writings(self, reading: str) -> None:
        if reading:
            asked = Request(self.stage.around.aids.kanji, "writings", (reading,))
            job = self.stage.jobs.submit(asked, self, Lane.ASIDE)
            job.done.connect(lambda found: self.desk.offer(reading, found))


def _typed(keys: str, *writings: str) -> Callable[[Screen], None]:
    def prepare(screen: Screen) -> None:
        assert isinstance(screen, EnterTextScreen)  # noqa: S101 (its own preview)
        screen.desk.type(keys)
        screen.desk.offer(keys, writings)

    return prepare


def _pressed(*keys: str) -> Callable[[Screen], None]:
    def prepare(screen: Screen) -> None:
        assert isinstance(screen, EnterTextScreen)  # noqa: S101 (its own preview)
        for key in keys:
            screen.desk.press(key)

    return prepare


def _choosing(keys: str, *writings: str) -> Callable[[Screen], None]:
    """Asks for the writings where the board leaves no room for them."""

    def prepare(screen: Screen) -> None:
        _typed(keys, *writings)(screen)
        _pressed("kanji")(screen)

    return prepare


_YAMADA = ("山田", "ヤマダ", "山だ", "矢満田", "屋まだ", "真田", "山多", "やまだ")
_PREFECTURE = ("千葉県白井市", "千葉県白い市", "ちばけんしろいし", "チバケンシロイシ")


def previews() -> Iterator[Preview]:
    from ui.samples import forms

    yield Preview("empty", forms.ask("name"))
    yield Preview("typed", forms.ask("name"), prepare=_typed("やまだ", *_YAMADA))
    choosing = _choosing("ちばけんしろいし", *_PREFECTURE, *_YAMADA)
    yield Preview("choosing", forms.ask("name"), prepare=choosing)
    yield Preview("mending", forms.ask("name", answered=True, mending=True))
    yield Preview("romaji", forms.ask("name"), prepare=_pressed("to_romaji"))
    yield Preview("abc", forms.ask("name"), prepare=_pressed("to_romaji", "order"))
    yield Preview("letters", forms.ask("name"), prepare=_pressed("to_latin", "shift"))
    yield Preview("digits", forms.ask("address"), prepare=_pressed("to_digits"))
    yield Preview("kana", forms.ask("kana"))
    yield Preview("kana_typed", forms.ask("kana", answered=True))
    yield Preview("long", forms.ask("address", answered=True))
    yield Preview("refused", forms.ask("name"), prepare=_typed("🎾"))


SCREEN = EnterTextScreen
