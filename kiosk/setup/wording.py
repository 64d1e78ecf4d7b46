"""What ``kiosk setup`` says, in Japanese and English: ``catalogue/LANGUAGE.toml``."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Final, Literal

from kiosk.clock import TOKYO
from kiosk.outcome import Refused

Language = Literal["ja", "en"]
LANGUAGES: Final = ("ja", "en")
#: Width of a console, in columns of a Latin letter.
COLUMNS: Final = 78
#: Lines do not begin with these.
_NOT_FIRST: Final = "、。，．・：；」』）】？！ー"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every text of a language, its fields as they stand."""
    file = resources.files("kiosk.setup") / "catalogue" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class SetupWords:
    language: Language = "ja"

    def text(self, key: str, **values: object) -> str:
        """A text with its fields. Raises ``KeyError`` for a key or a field that there is not."""
        return catalogue(self.language)[key].format_map(values)

    def name(self, texts: Mapping[str, str]) -> str:
        """A name of the city's; empty where it has none in Latin letters."""
        return texts.get(self.language, "")

    def trouble(self, refused: Refused) -> tuple[str, str]:
        """What is wrong, and what to do about it."""
        fields = {name: self._field(name, value) for name, value in refused.details.items()}
        right = f"unfit.{refused.details.get('place')}"
        if refused.code == "setting_wrong" and right in catalogue(self.language):
            # What is asked for is explained in this language; of the rest the settings speak.
            return self.text("unfit", **fields), self.text(right)
        told = f"trouble.{refused.code}"
        if told not in catalogue(self.language):
            told, fields = "trouble.other", {"code": refused.code}
        return self.text(told, **fields), self.text(f"{told}.remedy", **fields)

    def place(self, place: str) -> str:
        """What a place of the settings is called, by its first part."""
        named = f"place.{place.partition('.')[0].partition('[')[0]}"
        return self.text(named if named in catalogue(self.language) else "place.other")

    def span(self, seconds: int) -> str:
        """How long something is, in the largest whole unit that says enough."""
        for unit, length in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
            if abs(seconds) >= 2 * length:
                return self.text(f"span.{unit}", count=abs(seconds) // length)
        return self.text("span.seconds", count=abs(seconds))

    def day(self, instant: datetime) -> str:
        return instant.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M")

    def _field(self, name: str, value: object) -> str:
        match name, value:
            case "behind_seconds", int():
                way = "behind" if value > 0 else "ahead"
                return self.text(f"clock.{way}", span=self.span(value))
            case "why", str() if f"weak.{value}" in catalogue(self.language):
                return self.text(f"weak.{value}")
            case (("since" | "until"), str()):
                return self.day(datetime.fromisoformat(value))
            case _:
                return str(value)


def wrapped(text: str, columns: int = COLUMNS, indent: str = "") -> Iterator[str]:
    """The lines of a text for a console: words stay whole, Japanese breaks between characters."""
    for paragraph in text.split("\n"):
        line = indent
        for piece in _pieces(paragraph):
            if _width(line + piece.rstrip()) > columns and line.strip():
                yield line.rstrip()
                line = indent + piece.lstrip()
            else:
                line += piece
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for sign in text:
        breaks = _columns(sign) > 1 or piece[-1:] == " " or _columns(piece[-1:] or " ") > 1
        if piece and breaks and sign != " " and sign not in _NOT_FIRST:
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


def _width(text: str) -> int:
    return sum(map(_columns, text))


def _columns(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
