"""One table of a TOML file, read key by key with checks; ``kiosk/settings.py`` is written in it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn, TypeVar

Value = TypeVar("Value", bound=str | int)


class SettingsError(Exception):
    """A setting is wrong. ``main`` prints it and exits with 2.

    ``key`` is dotted (``printer.port``), empty when the file as a whole is meant; ``remedy`` says
    what would be right.
    """

    def __init__(self, file: Path, key: str, problem: str, remedy: str) -> None:
        self.file = file
        self.key = key
        self.problem = problem
        self.remedy = remedy
        place = f"{file}: {key}" if key else str(file)
        super().__init__(f"{place}: {problem}; right would be: {remedy}")


class Table:
    """Reads keys of one table and remembers which, so that a mistyped key cannot be overlooked."""

    def __init__(self, file: Path, name: str, content: Mapping[str, object]) -> None:
        self._file = file
        self._name = name
        self._content = content
        self._known: set[str] = set()

    def wrong(self, key: str, problem: str, remedy: str) -> NoReturn:
        dotted = f"{self._name}.{key}" if self._name else key
        raise SettingsError(self._file, dotted, problem, remedy)

    def has(self, key: str) -> bool:
        return key in self._content

    def table(self, key: str, *, needed: bool = True) -> Table:
        value = self._take(key)
        if value is None and not needed:
            value = {}
        if not isinstance(value, Mapping):
            self.wrong(key, "is missing" if value is None else "is no table", f"a table [{key}]")
        return Table(self._file, f"{self._name}.{key}" if self._name else key, value)

    def text(
        self,
        key: str,
        default: str | None = None,
        *,
        pattern: str | None = None,
        like: str = "text in quotes",
        may_be_empty: bool = False,
    ) -> str:
        value = self._take(key)
        if value is None and default is not None:
            return default
        if value is None:
            self.wrong(key, "is missing", like)
        if not isinstance(value, str) or not (value or may_be_empty):
            self.wrong(key, f"{value!r} is no text", like)
        if pattern is not None and not re.fullmatch(pattern, value):
            self.wrong(key, f"{value!r} does not fit", like)
        return value

    def path(self, key: str) -> Path:
        """A path; one that is not absolute counts from the folder of the settings file."""
        return self._file.parent / Path(self.text(key, like="a path in quotes"))

    def existing(self, key: str) -> Path | None:
        """A path as ``path`` reads it, of a file that is there; None if the key is not."""
        if not self.has(key):
            self._known.add(key)
            return None
        path = self.path(key)
        if not path.is_file():
            self.wrong(key, f"there is no file {path}", "the path of a file")
        return path

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.wrong(key, f"{value!r} is neither true nor false", "true or false")
        return value

    def number(self, key: str, default: float, low: float, high: float) -> float:
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong(key, f"{value!r} is no number", f"a number from {low:g} to {high:g}")
        if not low <= value <= high:
            self.wrong(key, f"{value} is out of range", f"a number from {low:g} to {high:g}")
        return float(value)

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.wrong(key, f"{value!r} does not fit", f"a whole number from {low} to {high}")
        return value

    def one_of(self, key: str, choices: Sequence[Value], default: Value) -> Value:
        value = self._take(key)
        if value is None:
            return default
        found = [one for one in choices if type(value) is type(one) and value == one]
        if not found:
            self.wrong(key, f"{value!r} is not known", "one of " + ", ".join(map(repr, choices)))
        return found[0]

    def tables(self, key: str) -> list[Table]:
        """An array of tables (``[[key]]``); at least one."""
        value = self._take(key)
        if not isinstance(value, list) or not value:
            problem = "is missing" if value is None else "is no array of tables"
            self.wrong(key, problem, f"at least one [[{key}]]")
        dotted = f"{self._name}.{key}" if self._name else key
        made: list[Table] = []
        for number, one in enumerate(value, start=1):
            if not isinstance(one, Mapping):
                self.wrong(key, "is no array of tables", f"at least one [[{key}]]")
            made.append(Table(self._file, f"{dotted}[{number}]", one))
        return made

    def several_of(self, key: str, choices: Sequence[str]) -> tuple[str, ...]:
        """A list of some of ``choices``; at least one."""
        value = self._take(key)
        like = "a list of some of " + ", ".join(map(repr, choices))
        if not isinstance(value, list) or not value:
            self.wrong(key, "is missing" if value is None else f"{value!r} does not fit", like)
        for one in value:
            if one not in choices:
                self.wrong(key, f"{one!r} is not known", like)
        return tuple(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty if it is not there."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(type(one) is str for one in value):
            self.wrong(key, f"{value!r} does not fit", "a list of texts")
        return tuple(value)

    def wholes(self, key: str, default: tuple[int, ...], low: int, high: int) -> tuple[int, ...]:
        """A list of whole numbers; at least one."""
        value = self._take(key)
        if value is None:
            return default
        if (
            not isinstance(value, list)
            or not value
            or not all(type(one) is int and low <= one <= high for one in value)
        ):
            self.wrong(key, f"{value!r} does not fit", f"a list of numbers from {low} to {high}")
        return tuple(value)

    def nothing_else(self) -> None:
        """Refuse keys that nobody asked for, naming the nearest one that exists."""
        for key in self._content:
            if key not in self._known:
                near = difflib.get_close_matches(key, self._known, n=1)
                remedy = f"perhaps {near[0]}" if near else "leave it out"
                self.wrong(key, "is no setting", remedy)

    def _take(self, key: str) -> object:
        self._known.add(key)
        return self._content.get(key)
