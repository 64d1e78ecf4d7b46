"""A table of a city file, read key by key; a mistake is told with file, line, key and remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path as FilePath
from types import TracebackType
from typing import Self

from booking_service.cities.errors import CityError
from booking_service.cities.places import Path, lines_of
from booking_service.cities.sources import REMEDY, SourcedValue, as_text, parse_line
from booking_service.policy.checks import LARGEST_INT
from booking_service.policy.rules import Source, Text

#: The languages a text may be given in; ``kana`` is the reading of ``ja``.
LANGUAGES = ("ja", "ja-easy", "en", "zh-Hans", "ko")
_READING = "kana"
_REQUIRED = ("ja", _READING)
_KANJI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TOML_LINE = re.compile(r"at line (\d+)")


class CityFile:
    """One file of a city. It knows its lines, and where its values come from, once it is asked:
    finding them out takes longer than reading the rules, and a service that starts asks for
    neither."""

    def __init__(self, path: FilePath) -> None:
        self.name = path.name
        self._noted: list[tuple[Path, Source, tuple[object, ...]]] = []
        try:
            self.text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CityError(
                file=path.name,
                line=None,
                key="",
                problem=f"cannot be read ({type(error).__name__})",
                remedy=f"put a readable UTF-8 file named {path.name} into the folder of the city",
            ) from error
        try:
            self._values = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            found = _TOML_LINE.search(str(error))
            raise CityError(
                file=path.name,
                line=int(found[1]) if found else self.text.count("\n") + 1,
                key="",
                problem=f"not TOML ({error})",
                remedy="correct the line; strings need quotes, inline tables stay on one line",
            ) from error

    @cached_property
    def _lines(self) -> Mapping[Path, int]:
        return lines_of(self.text)

    def note(self, path: Path, source: Source, values: tuple[object, ...]) -> None:
        """Keeps that the values at a place come from a source."""
        self._noted.append((path, source, values))

    def sourced(self) -> Iterator[SourcedValue]:
        """Everything that was noted, in the order in which it was read."""
        for path, source, values in self._noted:
            texts = tuple(map(as_text, values))
            yield SourcedValue(self.name, self.line_of(path), _dotted(path), source, texts)

    def root(self) -> Table:
        """The file's outermost table, which must name a source for all of it."""
        table = Table(self, (), self._values, None)
        if table.default_source is None:
            raise table.error("source", "missing", REMEDY)
        return table

    def error(self, path: Path, problem: str, remedy: str) -> CityError:
        """The error to raise about one key of the file."""
        return CityError(
            file=self.name,
            line=self.line_of(path),
            key=_dotted(path),
            problem=problem,
            remedy=remedy,
        )

    def line_of(self, path: Path) -> int:
        """The line of a key, or of the nearest table around it; the file itself begins on 1."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)


class Table:
    """Reads one table. As a context manager it refuses, at the end, keys that nobody asked for."""

    def __init__(
        self, file: CityFile, path: Path, values: Mapping[str, object], source: Source | None
    ) -> None:
        self._file = file
        self._path = path
        self._values = values
        self._asked: set[str] = {"source"}
        self.default_source = source
        self._read_sources()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._refuse_unknown()

    @property
    def source(self) -> Source:
        """Where the table's values come from."""
        if self.default_source is None:
            raise self.error("source", "missing", REMEDY)
        return self.default_source

    def error(self, key: str, problem: str, remedy: str) -> CityError:
        """The error to raise about one key of this table."""
        path = (*self._path, key) if key else self._path
        return self._file.error(path, problem, remedy)

    def has(self, key: str) -> bool:
        """Whether an optional key is given."""
        self._asked.add(key)
        return key in self._values

    def string(self, key: str) -> str:
        """A string that is not empty."""
        value = self._take(key, "a string in quotes")
        if not isinstance(value, str):
            raise self._wrong_type(key, value, "a string in quotes")
        if not value.strip():
            raise self.error(key, "empty", "give a value or leave the key out")
        return value

    def slug(self, key: str) -> str:
        """An id: small ASCII letters, digits and single hyphens."""
        value = self.string(key)
        if not _SLUG.fullmatch(value):
            raise self.error(
                key, f"{value!r} is not an id", "use a-z, 0-9 and hyphens, like west-hall"
            )
        return value

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = self.string(key)
        if value not in allowed:
            raise self.error(key, f"{value!r} is not known", "use one of " + ", ".join(allowed))
        return value

    def integer(self, key: str, *, least: int, most: int = LARGEST_INT) -> int:
        """A whole number within bounds, both included."""
        value = self._take(key, "a whole number")
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong_type(key, value, "a whole number")
        if not least <= value <= most:
            raise self.error(key, f"{value} is out of range", f"use {least} to {most}")
        return value

    def boolean(self, key: str) -> bool:
        """true or false."""
        value = self._take(key, "true or false")
        if not isinstance(value, bool):
            raise self._wrong_type(key, value, "true or false")
        return value

    def raw(self, key: str, expected: str) -> object:
        """A value of several possible types; ``expected`` says in the error what would be right."""
        return self._take(key, expected)

    def strings(self, key: str, allowed: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of different strings, each among the allowed ones if such are given."""
        values = self._take(key, "a list of strings")
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self._wrong_type(key, values, "a list of strings")
        for value in values:
            if allowed is not None and value not in allowed:
                remedy = "use " + ", ".join(allowed)
                raise self.error(key, f"{value!r} is not known", remedy)
            if values.count(value) > 1:
                raise self.error(key, f"{value!r} is given twice", "name each only once")
        return tuple(values)

    def table(self, key: str) -> Table:
        """A table inside this one."""
        value = self._take(key, "a table")
        if not isinstance(value, dict):
            raise self._wrong_type(key, value, "a table")
        return Table(self._file, (*self._path, key), value, self.default_source)

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables; empty if the key is missing."""
        if not self.has(key):
            return ()
        values = self._values[key]
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self._wrong_type(key, values, "a list of tables")
        return tuple(
            Table(self._file, (*self._path, key, index), value, self.default_source)
            for index, value in enumerate(values)
        )

    def unique_tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables with an ``id`` each, no two of them alike."""
        tables = self.tables(key)
        seen: set[str] = set()
        for table in tables:
            name = table.slug("id")
            if name in seen:
                raise table.error("id", f"{name!r} is given twice", "use another id")
            seen.add(name)
        return tables

    def text(self, key: str) -> Text:
        """A text by language. ``ja`` and ``kana`` must be there, kana without kanji."""
        with self.table(key) as table:
            for language in _REQUIRED:
                if not table.has(language):
                    remedy = f'add {language} = "…"; every text has ja and its reading kana'
                    raise table.error(language, "missing", remedy)
            words = {
                language: table.string(language)
                for language in (*_REQUIRED, *LANGUAGES)
                if table.has(language)
            }
            if _KANJI.search(words[_READING]):
                raise table.error(_READING, "holds kanji", "write the reading in kana only")
        return words

    def optional_text(self, key: str) -> Text | None:
        """A text, or None if the key is missing."""
        return self.text(key) if self.has(key) else None

    def _take(self, key: str, expected: str) -> object:
        if not self.has(key):
            raise self.error(key, "missing", f"add {key}: {expected}")
        return self._values[key]

    def _wrong_type(self, key: str, value: object, expected: str) -> CityError:
        return self.error(key, f"{value!r} has the wrong type", f"give {expected}")

    def _refuse_unknown(self) -> None:
        for key in self._values:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                raise self.error(key, "unknown key", f"known here are {known}")

    def _read_sources(self) -> None:
        given = self._values.get("source")
        if given is None:
            return
        for text in given if isinstance(given, list) else [given]:
            line = parse_line(text) if isinstance(text, str) else None
            if line is None:
                raise self.error("source", f"{text!r} names no source", REMEDY)
            if not line.keys:
                self.default_source = line.source
                self._file.note(self._path, line.source, (self._values,))
            for key in line.keys:
                keys = self._existing(key)
                self._file.note(
                    (*self._path, *keys),
                    line.source,
                    tuple(_found(self._values, tuple(key.split(".")))),
                )

    def _existing(self, dotted: str) -> Path:
        keys = tuple(dotted.split("."))
        if not any(True for _ in _found(self._values, keys)):
            remedy = "name a key of this table like name.en, or *.en for every en below it"
            raise self.error("source", f"there is no {dotted}", remedy)
        return keys


def _found(value: object, keys: tuple[str, ...]) -> Iterator[object]:
    """What a path of keys, perhaps beginning with ``*``, names inside ``value``."""
    match keys:
        case ():
            yield value
        case ("*", *rest):
            for part in _inside(value):
                yield from _found(part, tuple(rest))
                yield from _found(part, keys)
        case (key, *rest) if isinstance(value, dict) and key in value:
            yield from _found(value[key], tuple(rest))


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _dotted(path: Path) -> str:
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
