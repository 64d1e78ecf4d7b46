"""Language, size of type, contrast, reach and voice: touched, and seen at once.

Touched here: ``display.language.LANGUAGE``, ``display.type.SIZE``, ``display.contrast.CONTRAST``,
``display.reach.REACH``, ``display.voice.VOICE``, ``display.done``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.places import Display, Place
from ui.preferences import Preferences, Reach, TypeSize
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Contrast
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.choices import Choices, Option
from ui.widgets.icons import Icon
from ui.widgets.text import Text
from ui.wording.words import Words

if TYPE_CHECKING:
    from ui.stage import Stage


class DisplayScreen(Screen):
    has_display = False

    def __init__(self, stage: Stage, place: Place, answer: None = None) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        now = stage.around.preferences
        # On a very low glass the languages themselves need the height.
        self.head(words.text("display.title"), "" if theme.very_low else words.text("display.lead"))
        # Each language names itself, each size shows itself.
        self._part(
            "language",
            [Option(tag, Words(tag).text("language.name")) for tag in self.terminal.languages],
            now.language,
            {tag: replace(now, language=tag) for tag in self.terminal.languages},
        )
        self._part(
            "type",
            [
                Option(
                    size.value,
                    words.text(f"display.type.{size.value}"),
                    theme=replace(theme, type_size=size, _fonts={}),
                )
                for size in TypeSize
            ],
            now.type_size.value,
            {size.value: replace(now, type_size=size) for size in TypeSize},
        )
        self._part(
            "contrast",
            self._options("contrast", [contrast.value for contrast in Contrast]),
            now.contrast.value,
            {contrast.value: replace(now, contrast=contrast) for contrast in Contrast},
        )
        self._part(
            "reach",
            self._options("reach", [reach.value for reach in Reach]),
            now.reach.value,
            {reach.value: replace(now, reach=reach) for reach in Reach},
        )
        self._part(
            "voice",
            self._options("voice", ["off", "on"]),
            "on" if now.voice else "off",
            {"off": replace(now, voice=False), "on": replace(now, voice=True)},
        )
        done = self.action("display.done", words.text("display.done"), Look.PRIMARY, Icon.CHECK)
        done.clicked.connect(self.stage.back)

    def _options(self, name: str, values: Sequence[str]) -> list[Option]:
        return [Option(value, self.words.text(f"display.{name}.{value}")) for value in values]

    def _part(
        self,
        name: str,
        options: Sequence[Option],
        chosen: str,
        wanted: dict[str, Preferences],
    ) -> None:
        """A heading with its choices, which stay together."""
        title = self.words.text(f"display.{name}.title")
        # With all languages it stands on one page.
        heading = Type.NOTE if self.theme.tight else Type.BODY
        said = Text(self.theme, title, heading, bold=True)
        type_ = Type.BODY if self.theme.low or self.theme.narrow else Type.LABEL
        choices = Choices(self.theme, f"display.{name}", options, chosen, type_=type_)
        choices.chosen.connect(lambda which: self.stage.preferred.emit(wanted[which]))
        if self.theme.tight and self.theme.reach is Reach.SEATED:
            # What is read may stand above what is reached; below it there is no room for both.
            self.tell(said, heading=True)
            self.add(choices)
            return
        part = QWidget()
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.theme.glass.px(1.0))
        box.addWidget(said)
        box.addWidget(choices)
        self.add(part)


def previews() -> Iterator[Preview]:
    yield Preview("display", Display())


SCREEN = DisplayScreen
