"""Compiles the catalogues: ``python -m ui.wording.compile``. Part of ``make install``."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ui.wording.words import CATALOGUE, LANGUAGES


def compile_catalogues(folder: Path = CATALOGUE) -> tuple[Path, ...]:
    """Writes ``ja.mo`` and so on beside each ``.po`` that is newer; returns what was written."""
    written = []
    for language in LANGUAGES:
        source, target = folder / f"{language}.po", folder / f"{language}.mo"
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=language)
        # Written aside and put in place at once: two test workers may compile together.
        aside = target.with_suffix(f".{os.getpid()}.tmp")
        with aside.open("wb") as stream:
            write_mo(stream, catalogue)
        aside.replace(target)
        written.append(target)
    return tuple(written)


if __name__ == "__main__":
    compile_catalogues()
