"""Compiles the catalogues: ``python -m ui.wording.compile``. Part of ``make install``.

A language is a folder, a subject one ``.po`` in it; all subjects of a language become one ``.mo``.
"""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ui.wording.words import CATALOGUE, CATALOGUES


class TwiceSaidError(ValueError):
    """Two subjects of a language hold the same key."""


def read_language(folder: Path) -> Catalog:
    """All texts of a language. Raises ``TwiceSaidError`` with the key that stands twice."""
    whole = Catalog()
    for source in sorted(folder.glob("*.po")):
        with source.open("rb") as stream:
            for message in read_po(stream):
                if message.id and message.id in whole:
                    raise TwiceSaidError(f"{source}: {message.id!r} stands in another file too")
                if message.id:
                    whole[message.id] = message
    return whole


def compile_catalogues(folder: Path = CATALOGUE) -> tuple[Path, ...]:
    """Writes ``ja.mo`` and so on where a subject is newer; returns what was written."""
    written = []
    for language in CATALOGUES:
        target = folder / f"{language}.mo"
        newest = max(path.stat().st_mtime_ns for path in (folder / language).glob("*.po"))
        if target.exists() and target.stat().st_mtime_ns >= newest:
            continue
        # Written aside and put in place at once: two test workers may compile together.
        aside = target.with_suffix(f".{os.getpid()}.tmp")
        with aside.open("wb") as stream:
            write_mo(stream, read_language(folder / language))
        aside.replace(target)
        written.append(target)
    return tuple(written)


if __name__ == "__main__":
    compile_catalogues()
