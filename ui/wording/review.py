"""Texts side by side, for whoever translates: ``python -m ui.wording.review``.

Every subject, or those that are named, a block a key with all languages below it. ``--missing``
shows only keys that some language lacks. What is to be changed is changed in the ``.po`` files.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.pofile import read_po

from ui.wording.words import CATALOGUE, CATALOGUES


def subjects(folder: Path = CATALOGUE) -> tuple[str, ...]:
    """Every subject that some language has."""
    return tuple(sorted({path.stem for path in folder.glob("*/*.po")}))


def texts(subject: str, language: str, folder: Path = CATALOGUE) -> dict[str, str]:
    """The texts of one subject in one language; none if the language lacks it."""
    source = folder / language / f"{subject}.po"
    if not source.exists():
        return {}
    with source.open("rb") as stream:
        return {str(one.id): str(one.string) for one in read_po(stream) if one.id}


def blocks(subject: str, *, missing_only: bool, folder: Path = CATALOGUE) -> Iterator[str]:
    """A block a key: the key, then each language with its text, or that it has none."""
    known = {language: texts(subject, language, folder) for language in CATALOGUES}
    for key in dict.fromkeys(key for said in known.values() for key in said):
        said = {language: known[language].get(key, "") for language in CATALOGUES}
        if missing_only and all(said.values()):
            continue
        lines = (f"  {language:8} {text or '(missing)'}" for language, text in said.items())
        yield "\n".join((f"{subject}: {key}", *lines))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the blocks; 1 if something is missing."""
    parser = argparse.ArgumentParser(prog="ui.wording.review", description=__doc__)
    parser.add_argument("subject", nargs="*")
    parser.add_argument("--missing", action="store_true")
    asked = parser.parse_args(arguments)
    wanted = asked.subject or subjects()
    for subject in wanted:
        for block in blocks(subject, missing_only=asked.missing):
            print(block, end="\n\n")  # noqa: T201 (this is the tool's output)
    lacking = any(True for subject in wanted for _ in blocks(subject, missing_only=True))
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main())
